#pragma once

#include "half.h"

namespace calm::kernels {

inline constexpr int64_t kPanel = 32;

/// PackedWeights as the kernels see them. Exactly one of scales and half_scales is set.
struct PackedView {
  const uint8_t* codes;
  const float* scales;
  const uint16_t* half_scales;
  int64_t out, in, group;
  bool nibbles;  // two codes + 8 in a byte; else one code + 128

  [[gnu::always_inline]] int64_t groups() const { return in / group; }
  /// Bytes of a panel's codes.
  [[gnu::always_inline]] int64_t panel_bytes() const { return in * (nibbles ? kPanel / 2 : kPanel); }
  /// What a stored code is above the true one.
  [[gnu::always_inline]] int32_t offset() const { return nibbles ? 8 : 128; }

  /// Output n of a panel.
  [[gnu::always_inline]] float scale(int64_t panel, int64_t g, int64_t n) const {
    const int64_t i = (panel * groups() + g) * kPanel + n;
    return scales != nullptr ? scales[i] : half_to_float(half_scales[i]);
  }
  [[gnu::always_inline]] int32_t code(int64_t panel, int64_t k, int64_t n) const {
    const uint8_t* p = codes + panel * panel_bytes();
    if (!nibbles) return int32_t{p[(k / 4 * kPanel + n) * 4 + k % 4]} - 128;
    const int byte = p[(k / 8 * kPanel + n) * 4 + k % 4];
    return ((k % 8 < 4 ? byte : byte >> 4) & 0xF) - 8;
  }
};

}  // namespace calm::kernels
