#pragma once

// T, a tile_<isa>.h, gives the products of a group. Where nibbles take too many instructions to unpack in each tile, a
// block of channels is unpacked to bytes once and used for all tokens; the tokens' sums rest in y between blocks.

#include "w4a8_gemm/impl.h"
#include "w4a8_gemm/tile.h"

namespace calm::kernels {
namespace {

template <class T>
struct W4A8 {
  const W4A8GemmArgs& args;
  int64_t panel;

  /// Tokens [token, token + kRows) over channels [first, first + count); the first block starts the sums in y, the last
  /// one multiplies with the token's scale.
  template <int kRows, Codes kCodes>
  void tile(const uint8_t* codes, int64_t token, int64_t first, int64_t count) const {
    constexpr int64_t kOutputs = T::template kVectors<kRows> * T::kWidth;
    const PackedView& w = args.weights;
    const int64_t column = panel * kPanel;
    const int64_t live = w.out - column < kPanel ? w.out - column : kPanel;
    // On the stack: rows of y that are a power of two apart would push each other out of the cache.
    alignas(64) float sums[kRows * kOutputs];
    for (int64_t n = 0; n < live; n += kOutputs) {
      float* y = args.y + token * args.y_stride + column + n;
      const int64_t width = live - n < kOutputs ? live - n : kOutputs;
      for (int64_t i = 0; i < kRows * kOutputs; ++i) sums[i] = 0.0F;
      for (int64_t r = 0; r < kRows && first > 0; ++r)
        copy<kOutputs>(y + r * args.y_stride, width, 1.0F, sums + r * kOutputs);
      for (int64_t k = first; k < first + count; k += w.group) {
        const int64_t g = k / w.group;
        const int64_t scale = (panel * w.groups() + g) * kPanel + n;
        T::template add_group<kRows, kCodes, Pass::interleaved>(
            {codes + (k - first) * (kCodes == Codes::nibbles ? kPanel / 2 : kPanel) + n * 4, w.group,
             args.packed + token * w.in + k * kRows, 0, args.corrections + token * w.groups() + g, w.groups(),
             w.scales != nullptr ? w.scales + scale : nullptr, w.scales != nullptr ? nullptr : w.half_scales + scale,
             sums, kOutputs});
      }
      for (int64_t r = 0; r < kRows; ++r) {
        const float x_scale = first + count == w.in ? args.x_scales[token + r] : 1.0F;
        copy<kOutputs>(sums + r * kOutputs, width, x_scale, y + r * args.y_stride);
      }
    }
  }

  template <int64_t kFull>
  static void copy(const float* from, int64_t count, float factor, float* to) {
    if (count == kFull) {  // a constant, so that vectors are used
      for (int64_t i = 0; i < kFull; ++i) to[i] = from[i] * factor;
    } else {
      for (int64_t i = 0; i < count; ++i) to[i] = from[i] * factor;
    }
  }

  template <int kRows, Codes kCodes>
  void rest(const uint8_t* codes, int64_t token, int64_t rows, int64_t first, int64_t count) const {
    if constexpr (kRows > 0) {
      if (rows < kRows) return rest<kRows - 1, kCodes>(codes, token, rows, first, count);
      tile<kRows, kCodes>(codes, token, first, count);
    }
  }

  template <Codes kCodes>
  void tokens(const uint8_t* codes, int64_t begin, int64_t end, int64_t first, int64_t count) const {
    int64_t token = begin;
    for (; token + T::kGemmRows <= end; token += T::kGemmRows) tile<T::kGemmRows, kCodes>(codes, token, first, count);
    rest<T::kGemmRows - 1, kCodes>(codes, token, end - token, first, count);
  }

  void run(int64_t begin, int64_t end, uint8_t* scratch) const {
    const PackedView& w = args.weights;
    const uint8_t* codes = w.codes + panel * w.panel_bytes();
    const int64_t block = w4a8_block(w.in, w.group);
    for (int64_t first = 0; first < w.in; first += block) {
      const int64_t count = w.in - first < block ? w.in - first : block;
      if (w.nibbles && !T::kUnpack) {
        tokens<Codes::nibbles>(codes + first * (kPanel / 2), begin, end, first, count);
      } else if (w.nibbles) {
        for (int64_t k = 0; k < count; k += 8) {
          T::unpack(codes + (first + k) * (kPanel / 2), scratch + k * kPanel);
        }
        tokens<Codes::unpacked>(scratch, begin, end, first, count);
      } else {
        tokens<Codes::bytes>(codes + first * kPanel, begin, end, first, count);
      }
    }
  }
};

}  // namespace
}  // namespace calm::kernels
