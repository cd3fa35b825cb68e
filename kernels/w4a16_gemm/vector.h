#pragma once

// V is an instruction set's vector from simd/ with what its file adds. A block of channels is dequantized to
// [channel][32] floats, so that a lane is an output and the sums run in the order of the channels.

#include "w4a16_gemm/impl.h"

namespace calm::kernels {
namespace {

template <class V>
struct W4A16 {
  static constexpr int kVectors = V::kOutputs / V::kWidth;
  const W4A16GemmArgs& args;
  int64_t panel;

  /// Channels [first, first + count), a multiple of 32, as every group is.
  void dequantize(int64_t first, int64_t count, float* out) const {
    const PackedView& w = args.weights;
    const auto offset = static_cast<float>(w.offset());
    const uint8_t* codes = w.codes + panel * w.panel_bytes();
    for (int64_t k = first; k < first + count; k += 32) {
      const int64_t scale = (panel * w.groups() + k / w.group) * kPanel;
      for (int64_t n = 0; n < kPanel; n += V::kWidth) {
        const auto scales =
            w.scales != nullptr ? V::load(w.scales + scale + n) : V::load_half(w.half_scales + scale + n);
        float* to = out + (k - first) * kPanel + n;
        if (w.nibbles) {
          for (int64_t c = 0; c < 32; c += 8, to += 8 * kPanel) {
            V::template store_weights<4, 8>(codes + (k + c) * (kPanel / 2) + n * 4, V::set(offset), scales, to);
          }
        } else {
          for (int64_t c = 0; c < 32; c += 4, to += 4 * kPanel) {
            V::template store_weights<8, 4>(codes + (k + c) * kPanel + n * 4, V::set(offset), scales, to);
          }
        }
      }
    }
  }

  template <int kRows>
  void tile(const float* weights, int64_t token, int64_t first, int64_t count) const {
    const int64_t column = panel * kPanel;
    const int64_t live = args.weights.out - column < kPanel ? args.weights.out - column : kPanel;
    const float* x = args.x + token * args.x_stride + first;
    for (int64_t n = 0; n < live; n += V::kOutputs) {
      float* y = args.y + token * args.y_stride + column + n;
      const int64_t width = live - n < V::kOutputs ? live - n : V::kOutputs;
      alignas(64) float edge[kRows * V::kOutputs];
      float* sums = width < V::kOutputs ? edge : y;
      const int64_t stride = width < V::kOutputs ? V::kOutputs : args.y_stride;
      if (sums == edge) {
        for (int64_t i = 0; i < kRows * V::kOutputs; ++i) edge[i] = 0.0F;
        for (int64_t r = 0; r < kRows && first > 0; ++r) {
          for (int64_t c = 0; c < width; ++c) edge[r * stride + c] = y[r * args.y_stride + c];
        }
      }
      typename V::F total[kRows][kVectors];
#pragma GCC unroll 12
      for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) {
          total[r][v] = first == 0 ? V::zero() : V::load(sums + r * stride + v * V::kWidth);
        }
      }
      for (int64_t k = 0; k < count; ++k) {
        typename V::F w[kVectors];
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) w[v] = V::load(weights + k * kPanel + n + v * V::kWidth);
#pragma GCC unroll 12
        for (int r = 0; r < kRows; ++r) {
          const typename V::F one = V::set(x[r * args.x_stride + k]);
#pragma GCC unroll 4
          for (int v = 0; v < kVectors; ++v) total[r][v] = V::multiply_add(one, w[v], total[r][v]);
        }
      }
#pragma GCC unroll 12
      for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) V::store(sums + r * stride + v * V::kWidth, total[r][v]);
      }
      for (int64_t r = 0; r < kRows && sums == edge; ++r) {
        for (int64_t c = 0; c < width; ++c) y[r * args.y_stride + c] = edge[r * stride + c];
      }
    }
  }

  template <int kRows>
  void rest(const float* weights, int64_t token, int64_t rows, int64_t first, int64_t count) const {
    if constexpr (kRows > 0) {
      if (rows < kRows) return rest<kRows - 1>(weights, token, rows, first, count);
      tile<kRows>(weights, token, first, count);
    }
  }

  void run(int64_t begin, int64_t end, float* scratch) const {
    const int64_t in = args.weights.in;
    for (int64_t first = 0; first < in; first += kW4A16Block) {
      const int64_t count = in - first < kW4A16Block ? in - first : kW4A16Block;
      dequantize(first, count, scratch);
      int64_t token = begin;
      for (; token + V::kRows <= end; token += V::kRows) tile<V::kRows>(scratch, token, first, count);
      rest<V::kRows - 1>(scratch, token, end - token, first, count);
    }
  }
};

}  // namespace
}  // namespace calm::kernels
