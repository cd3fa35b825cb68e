#pragma once

#include "calm/kernels/scale_type.h"

namespace calm::kernels {

/// clamp(round_half_even(value), low, high) as a float; low and high are whole and small. NaN gives 0. Adding and
/// taking away 1.5 * 2^23 rounds to nearest even in the default rounding mode.
CALM_HOST_DEVICE float round_and_clamp(float value, float low, float high) {
  if (!(value == value)) return 0.0F;
  const float clamped = value < low ? low : value > high ? high : value;
  return (clamped + 0x1.8p23F) - 0x1.8p23F;
}

/// The code range of a symmetric scheme: -2^(bits-1) .. 2^(bits-1) - 1.
CALM_HOST_DEVICE constexpr float lowest_code(int bits) {
  return -static_cast<float>(1 << (bits - 1));
}
CALM_HOST_DEVICE constexpr float highest_code(int bits) {
  return static_cast<float>((1 << (bits - 1)) - 1);
}

}  // namespace calm::kernels
