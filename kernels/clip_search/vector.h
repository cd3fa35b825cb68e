#pragma once

// Lanes are rows, kTile = 3 vectors of them; kSlice channels' sums stay in registers. The zeros below H's diagonal
// inside a slice add nothing, so a lane sums in the oracle's order.

#include "clip_search/impl.h"
#include "rounding.h"

namespace calm::kernels {
namespace {

template <class V, int64_t kSlice>
struct Clip {
  static constexpr int64_t W = V::kWidth;
  static constexpr int64_t kTile = 3 * W;
  static_assert(kClipRows % kTile == 0 && kSlice <= kClipPadding);

  const ClipSearch& search;
  int64_t padded;  // channels, rounded up to slices
  float* h;        // [slice][channel][kSlice]
  float* w;        // [channel][kTile]
  float* d;        // [padded][kTile]

  Clip(const ClipSearch& s, float* scratch)
      : search(s),
        padded((s.group + kSlice - 1) / kSlice * kSlice),
        h(scratch),
        w(h + padded * s.group),
        d(w + s.group * kTile) {
    for (int64_t first = 0; first < padded; first += kSlice) {
      for (int64_t j = 0; j < s.group; ++j) {
        for (int64_t i = first; i < first + kSlice; ++i) {
          const bool upper = i <= j && i < s.group;
          const float g = upper ? s.gram[i * s.gram_stride + j] : 0.0F;
          h[first * s.group + j * kSlice + i - first] = i == j ? g : 2.0F * g;
        }
      }
    }
    for (int64_t i = s.group * kTile; i < padded * kTile; ++i) d[i] = 0.0F;
  }

  void find_differences(const float* scales) {
    const auto low = V::set(lowest_code(search.bits));
    const auto high = V::set(highest_code(search.bits));
    const typename V::F scale[3] = {V::load(scales), V::load(scales + W), V::load(scales + 2 * W)};
    for (int64_t j = 0; j < search.group; ++j) {
      for (int64_t v = 0; v < 3; ++v) {
        const auto value = V::load(w + j * kTile + v * W);
        const auto code = V::round_and_clamp(V::div(value, scale[v]), low, high);
        V::store(d + j * kTile + v * W, V::sub(value, V::mul(code, scale[v])));
      }
    }
  }

  void find_errors(float* errors) const {
    auto e0 = V::zero(), e1 = V::zero(), e2 = V::zero();
    for (int64_t first = 0; first < padded; first += kSlice) {
      typename V::F y[kSlice][3];
#pragma GCC unroll 8
      for (int64_t s = 0; s < kSlice; ++s) y[s][0] = y[s][1] = y[s][2] = V::zero();
      const float* row = h + first * search.group + first * kSlice;
      const float* column = d + first * kTile;
      for (int64_t j = first; j < search.group; ++j, row += kSlice, column += kTile) {
        const auto d0 = V::load(column);
        const auto d1 = V::load(column + W);
        const auto d2 = V::load(column + 2 * W);
#pragma GCC unroll 8
        for (int64_t s = 0; s < kSlice; ++s) {
          const auto a = V::set(row[s]);
          y[s][0] = V::multiply_add(a, d0, y[s][0]);
          y[s][1] = V::multiply_add(a, d1, y[s][1]);
          y[s][2] = V::multiply_add(a, d2, y[s][2]);
        }
      }
#pragma GCC unroll 8
      for (int64_t s = 0; s < kSlice; ++s) {
        const float* own = d + (first + s) * kTile;
        e0 = V::multiply_add(V::load(own), y[s][0], e0);
        e1 = V::multiply_add(V::load(own + W), y[s][1], e1);
        e2 = V::multiply_add(V::load(own + 2 * W), y[s][2], e2);
      }
    }
    V::store(errors, e0);
    V::store(errors + W, e1);
    V::store(errors + 2 * W, e2);
  }

  void run(int64_t row, int64_t rows) {
    alignas(64) float largest[kTile], scales[kTile], errors[kTile], best_errors[kTile];
    int best_steps[kTile];
    for (int64_t lane = 0; lane < kTile; ++lane) {
      const float* source = search.w + (row + (lane < rows ? lane : 0)) * search.row_stride;
      float most = 0.0F;
      for (int64_t j = 0; j < search.group; ++j) {
        const float value = source[j];
        const float magnitude = value < 0.0F ? -value : value;
        most = magnitude > most ? magnitude : most;
        w[j * kTile + lane] = value;
      }
      largest[lane] = most;
    }
    for (int step = 0; step <= search.steps; ++step) {
      const float ratio = clip_ratio(search, step);
      for (int64_t lane = 0; lane < kTile; ++lane)
        scales[lane] = scale_of(ratio * largest[lane], search.bits, search.type);
      find_differences(scales);
      find_errors(errors);
      for (int64_t lane = 0; lane < kTile; ++lane) {
        if (step != 0 && !(errors[lane] < best_errors[lane])) continue;
        best_steps[lane] = step;
        best_errors[lane] = errors[lane];
      }
    }
    for (int64_t lane = 0; lane < rows; ++lane) {
      const float ratio = clip_ratio(search, best_steps[lane]);
      search.scales[(row + lane) * search.scale_stride] = scale_of(ratio * largest[lane], search.bits, search.type);
      if (search.ratios != nullptr) search.ratios[row + lane] = ratio;
      if (search.errors != nullptr) search.errors[row + lane] = best_errors[lane];
    }
  }
};

template <class V, int64_t kSlice>
void clip_rows(const ClipSearch& search, int64_t begin, int64_t end, float* scratch) {
  using Tile = Clip<V, kSlice>;
  Tile tile(search, scratch);
  for (int64_t row = begin; row < end; row += Tile::kTile) {
    tile.run(row, end - row < Tile::kTile ? end - row : Tile::kTile);
  }
}

}  // namespace
}  // namespace calm::kernels
