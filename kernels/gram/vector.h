#pragma once

// One packed copy serves both sides: a tile is panel x panel, cut into slices of kSlice rows whose sums stay in
// registers for kShortSum samples (kSlice broadcasts and 3 loads for 3 * kSlice multiply-adds) and are then added to
// float64.

#include "gram/impl.h"

namespace calm::kernels {
namespace {

inline constexpr int64_t kShortSum = 32;

template <class V, int64_t kSlice>
struct Gram {
  static constexpr int64_t W = V::kWidth;
  static constexpr int64_t kPanel = 3 * W;

  static void pack(const GramRows& x, int64_t first, int64_t rows, float* packed, double* column_sums, int64_t begin,
                   int64_t end) {
    for (int64_t panel = begin; panel < end; ++panel) {
      const int64_t column = panel * kPanel;
      const int64_t live = x.cols - column < kPanel ? x.cols - column : kPanel;
      alignas(64) float pivot[kPanel] = {};
      alignas(64) double sums[kPanel] = {};
      if (x.pivot != nullptr) {
        for (int64_t c = 0; c < live; ++c) pivot[c] = x.pivot[column + c];
      }
      for (int64_t r = 0; r < rows; ++r) {
        const float* source = x.x + (first + r) * x.row_stride + column;
        float* target = packed + (panel * rows + r) * kPanel;
        if (live == kPanel) {
          for (int64_t c = 0; c < kPanel; c += W) {
            const auto v = V::sub(V::load(source + c), V::load(pivot + c));
            V::store(target + c, v);
            V::add_to(sums + c, v);
          }
        } else {
          for (int64_t c = 0; c < live; ++c) {
            target[c] = source[c] - pivot[c];
            sums[c] += static_cast<double>(target[c]);
          }
          for (int64_t c = live; c < kPanel; ++c) target[c] = 0.0F;
        }
      }
      if (column_sums != nullptr) {
        for (int64_t c = 0; c < live; ++c) column_sums[column + c] += sums[c];
      }
    }
  }

  /// kSlice rows of a tile, from vector kFirst of each row on.
  template <int64_t kFirst>
  static void slice(const float* left, const float* right, int64_t rows, double* tile) {
    typename V::F sums[kSlice][3];
    for (int64_t s = 0; s < kSlice; ++s) sums[s][0] = sums[s][1] = sums[s][2] = V::zero();
    for (int64_t r = 0; r < rows; ++r, left += kPanel, right += kPanel) {
      const auto b0 = kFirst < 1 ? V::load(right) : V::zero();
      const auto b1 = kFirst < 2 ? V::load(right + W) : V::zero();
      const auto b2 = V::load(right + 2 * W);
#pragma GCC unroll 8
      for (int64_t s = 0; s < kSlice; ++s) {
        const auto a = V::set(left[s]);
        if (kFirst < 1) sums[s][0] = V::multiply_add(a, b0, sums[s][0]);
        if (kFirst < 2) sums[s][1] = V::multiply_add(a, b1, sums[s][1]);
        sums[s][2] = V::multiply_add(a, b2, sums[s][2]);
      }
    }
#pragma GCC unroll 8
    for (int64_t s = 0; s < kSlice; ++s) {
#pragma GCC unroll 3
      for (int64_t v = kFirst; v < 3; ++v) V::add_to(tile + s * kPanel + v * W, sums[s][v]);
    }
  }

  static void add_tile(const GramArgs& args, int64_t i, int64_t j) {
    alignas(64) double tile[kPanel * kPanel] = {};
    const bool diagonal = args.symmetric && i == j;
    const float* left = args.left + i * args.rows * kPanel;
    const float* right = args.right + j * args.rows * kPanel;
    for (int64_t first = 0; first < args.rows; first += kShortSum) {
      const int64_t rows = args.rows - first < kShortSum ? args.rows - first : kShortSum;
      for (int64_t s = 0; s < kPanel; s += kSlice) {
        const float* from = left + first * kPanel + s;
        const int64_t skip = diagonal ? s / W : 0;  // vectors that lie below the diagonal
        (skip == 0 ? slice<0> : skip == 1 ? slice<1> : slice<2>)(from, right + first * kPanel, rows, tile + s * kPanel);
      }
    }
    const int64_t height = args.left_cols - i * kPanel < kPanel ? args.left_cols - i * kPanel : kPanel;
    const int64_t width = args.right_cols - j * kPanel < kPanel ? args.right_cols - j * kPanel : kPanel;
    for (int64_t r = 0; r < height; ++r) {
      double* gram = args.gram + (i * kPanel + r) * args.stride + j * kPanel;
      for (int64_t c = diagonal ? r : 0; c < width; ++c) gram[c] += tile[r * kPanel + c];
    }
  }

  static void multiply(const GramArgs& args, int64_t begin, int64_t end) {
    const int64_t panels = (args.left_cols + kPanel - 1) / kPanel;
    int64_t j = 0;
    int64_t i = begin;
    while (i >= (args.symmetric ? j + 1 : panels)) {
      i -= args.symmetric ? j + 1 : panels;
      ++j;
    }
    for (int64_t t = begin; t < end; ++t) {
      add_tile(args, i, j);
      if (++i == (args.symmetric ? j + 1 : panels)) {
        i = 0;
        ++j;
      }
    }
  }

  static GramKernel kernel() {
    return {kPanel, &pack, &multiply};
  }
};

}  // namespace
}  // namespace calm::kernels
