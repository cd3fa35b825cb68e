#pragma once

// T, a tile_<isa>.h, gives the products of a group. A panel's codes are one stream through memory, read once for all
// tokens; its sums stay in the first-level cache.

#include "w4a8_gemm/tile.h"
#include "w4a8_gemv/impl.h"

namespace calm::kernels {
namespace {

template <class T>
struct W4A8Gemv {
  static constexpr int64_t kChunk = 512;  // groups whose corrections lie on the stack

  const W4A8GemvArgs& args;

  /// A group's products for the tokens [first, first + kRows); only the first tokens' pass meets codes from memory.
  template <int kRows, Codes kCodes, Pass kPass>
  static void add_group(const GroupRef& group, int64_t first) {
    constexpr int64_t kOutputs = T::template kVectors<kRows> * T::kWidth;
    GroupRef part = group;
    part.x += first * group.x_stride;
    part.corrections += first * group.correction_stride;
    part.sums += first * group.sum_stride;
    for (int64_t n = 0; n < kPanel; n += kOutputs) {
      T::template add_group<kRows, kCodes, kPass>(part);
      part.codes += kOutputs * 4;
      part.sums += kOutputs;
      if (part.scales != nullptr) {
        part.scales += kOutputs;
      } else {
        part.half_scales += kOutputs;
      }
    }
  }

  template <int kTokens, Codes kCodes>
  static void add_tokens(const GroupRef& group) {
    if constexpr (kTokens <= T::kMaxRows) {
      add_group<kTokens, kCodes, Pass::first>(group, 0);
    } else {
      constexpr int kFirst = (kTokens + 1) / 2;
      add_group<kFirst, kCodes, Pass::first>(group, 0);
      add_group<kTokens - kFirst, kCodes, Pass::again>(group, kFirst);
    }
  }

  template <int kTokens, Codes kCodes>
  void run_panel(int64_t panel, int64_t first, int64_t count, const int32_t* corrections) const {
    const PackedView& w = args.weights;
    const int64_t column = panel * kPanel;
    const int64_t live = w.out - column < kPanel ? w.out - column : kPanel;
    float* y = args.y + column;
    alignas(64) float sums[kTokens * kPanel];
    for (int64_t i = 0; i < kTokens * kPanel; ++i) sums[i] = 0.0F;
    for (int64_t t = 0; t < kTokens && first > 0; ++t) {
      for (int64_t n = 0; n < live; ++n) sums[t * kPanel + n] = y[t * args.y_stride + n];
    }
    const int64_t scale = (panel * w.groups() + first) * kPanel;
    GroupRef group{w.codes + panel * w.panel_bytes() + first * w.group * w.panel_bytes() / w.in,
                   w.group,
                   args.x + first * w.group,
                   w.in,
                   corrections,
                   kChunk,
                   w.scales != nullptr ? w.scales + scale : nullptr,
                   w.scales != nullptr ? nullptr : w.half_scales + scale,
                   sums,
                   kPanel};
    for (int64_t g = 0; g < count; ++g) {
      add_tokens<kTokens, kCodes>(group);
      group.codes += w.group * (kCodes == Codes::nibbles ? kPanel / 2 : kPanel);
      group.x += w.group;
      ++group.corrections;
      if (group.scales != nullptr) {
        group.scales += kPanel;
      } else {
        group.half_scales += kPanel;
      }
    }
    for (int64_t t = 0; t < kTokens; ++t) {
      const float x_scale = first + count == w.groups() ? args.x_scales[t] : 1.0F;
      float* to = y + t * args.y_stride;
      if (live == kPanel) {  // a constant, so that vectors are used
        for (int64_t n = 0; n < kPanel; ++n) to[n] = sums[t * kPanel + n] * x_scale;
      } else {
        for (int64_t n = 0; n < live; ++n) to[n] = sums[t * kPanel + n] * x_scale;
      }
    }
  }

  template <int kTokens, Codes kCodes>
  void run(int64_t begin, int64_t end) const {
    const PackedView& w = args.weights;
    alignas(64) int32_t corrections[kTokens * kChunk];
    for (int64_t first = 0; first < w.groups(); first += kChunk) {
      const int64_t count = w.groups() - first < kChunk ? w.groups() - first : kChunk;
      for (int64_t t = 0; t < kTokens; ++t) {
        for (int64_t g = 0; g < count; ++g) {
          corrections[t * kChunk + g] = -w.offset() * T::sum(args.x + t * w.in + (first + g) * w.group, w.group);
        }
      }
      for (int64_t panel = begin; panel < end; ++panel) run_panel<kTokens, kCodes>(panel, first, count, corrections);
    }
  }

  template <int kTokens>
  void dispatch(int64_t begin, int64_t end) const {
    if (args.tokens != kTokens) {
      if constexpr (kTokens > 1) dispatch<kTokens - 1>(begin, end);
      return;
    }
    args.weights.nibbles ? run<kTokens, Codes::nibbles>(begin, end) : run<kTokens, Codes::bytes>(begin, end);
  }
};

}  // namespace
}  // namespace calm::kernels
