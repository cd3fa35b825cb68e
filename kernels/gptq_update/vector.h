#pragma once

// Lanes are rows. Column j takes the errors of the columns before it just before it is quantized, kColumns columns at a
// time in registers: the same subtractions in the same order as the oracle's, so the same bits, with few stores.

#include "gptq_update/impl.h"
#include "rounding.h"

namespace calm::kernels {
namespace {

inline constexpr int64_t kColumns = 8;

template <class V>
struct GptqTile {
  static constexpr int64_t W = V::kWidth;
  const GptqArgs& args;
  float* w;       // [columns][W]
  float* errors;  // [columns][W]
  int64_t row;
  int64_t rows;  // live lanes

  void load() {
    const GptqBlock& b = args.block;
    for (int64_t lane = 0; lane < W; ++lane) {
      const float* source = b.w + (row + (lane < rows ? lane : 0)) * b.row_stride;
      for (int64_t i = 0; i < b.columns; ++i) w[i * W + lane] = source[i];
    }
  }

  void store() {
    const GptqBlock& b = args.block;
    for (int64_t lane = 0; lane < rows; ++lane) {
      float* target = b.w + (row + lane) * b.row_stride;
      float* error = b.errors + (row + lane) * b.columns;
      for (int64_t i = 0; i < b.columns; ++i) {
        target[i] = w[i * W + lane];
        error[i] = errors[i * W + lane];
      }
    }
  }

  /// Takes errors [from, to) off columns [first, first + count); count <= kColumns.
  void subtract(int64_t from, int64_t to, int64_t first, int64_t count) {
    const float* hinv = args.block.hinv + first;
    const int64_t stride = args.block.hinv_stride;
    if (count == kColumns) {
      typename V::F sum[kColumns];
      for (int64_t c = 0; c < kColumns; ++c) sum[c] = V::load(w + (first + c) * W);
      for (int64_t i = from; i < to; ++i) {
        const auto error = V::load(errors + i * W);
        for (int64_t c = 0; c < kColumns; ++c) sum[c] = V::sub(sum[c], V::mul(error, V::set(hinv[i * stride + c])));
      }
      for (int64_t c = 0; c < kColumns; ++c) V::store(w + (first + c) * W, sum[c]);
      return;
    }
    for (int64_t c = 0; c < count; ++c) {
      auto sum = V::load(w + (first + c) * W);
      for (int64_t i = from; i < to; ++i) {
        sum = V::sub(sum, V::mul(V::load(errors + i * W), V::set(hinv[i * stride + c])));
      }
      V::store(w + (first + c) * W, sum);
    }
  }

  void find_scales(int64_t first, int64_t last) {
    auto largest = V::zero();
    for (int64_t i = first; i < last; ++i) largest = V::max(V::abs(V::load(w + i * W)), largest);
    alignas(64) float lanes[W];
    V::store(lanes, largest);
    for (int64_t lane = 0; lane < rows; ++lane) {
      args.found_scales[(row + lane) * args.block.scale_stride + args.block.column_group[first]] =
          scale_of(lanes[lane], args.block.bits, args.type);
    }
  }

  typename V::F column_scale(int64_t column) const {
    const GptqBlock& b = args.block;
    const float* scales = args.found_scales != nullptr ? args.found_scales : b.scales;
    alignas(64) float lanes[W];
    for (int64_t lane = 0; lane < W; ++lane) {
      lanes[lane] = scales[(row + (lane < rows ? lane : 0)) * b.scale_stride + b.column_group[column]];
    }
    return V::load(lanes);
  }

  /// Quantizes columns [first, first + count), whose weights hold all errors of the columns before first.
  void quantize(int64_t first, int64_t count) {
    const GptqBlock& b = args.block;
    const auto low = V::set(lowest_code(b.bits));
    const auto high = V::set(highest_code(b.bits));
    auto scale = column_scale(first);
    for (int64_t i = first; i < first + count; ++i) {
      if (i != first && b.column_group[i] != b.column_group[i - 1]) scale = column_scale(i);
      const float* hinv = b.hinv + i * b.hinv_stride;
      const auto value = V::load(w + i * W);
      const auto code = V::round_and_clamp(V::div(value, scale), low, high);
      const auto error = V::div(V::sub(value, V::mul(code, scale)), V::set(hinv[i]));
      V::store(errors + i * W, error);
      for (int64_t j = i; j < first + count; ++j) {
        V::store(w + j * W, V::sub(V::load(w + j * W), V::mul(error, V::set(hinv[j]))));
      }
      int8_t lanes[W];
      V::store_codes(lanes, code);
      for (int64_t lane = 0; lane < rows; ++lane) b.codes[(row + lane) * b.code_stride + i] = lanes[lane];
    }
  }

  void run() {
    const int64_t columns = args.block.columns;
    const int64_t group = args.found_scales != nullptr ? args.group : columns;
    load();
    for (int64_t start = 0; start < columns; start += group) {
      const int64_t stop = start + group < columns ? start + group : columns;
      if (args.found_scales != nullptr) {
        for (int64_t first = start; first < stop; first += kColumns) {
          subtract(0, start, first, stop - first < kColumns ? stop - first : kColumns);
        }
        find_scales(start, stop);
      }
      const int64_t done = args.found_scales != nullptr ? start : 0;
      for (int64_t first = start; first < stop; first += kColumns) {
        const int64_t count = stop - first < kColumns ? stop - first : kColumns;
        subtract(done, first, first, count);
        quantize(first, count);
      }
    }
    store();
  }
};

template <class V>
void gptq_rows(const GptqArgs& args, int64_t begin, int64_t end, float* scratch) {
  for (int64_t row = begin; row < end; row += V::kWidth) {
    const int64_t rows = end - row < V::kWidth ? end - row : V::kWidth;
    GptqTile<V>{args, scratch, scratch + args.block.columns * V::kWidth, row, rows}.run();
  }
}

}  // namespace
}  // namespace calm::kernels
