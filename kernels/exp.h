#pragma once

#include "calm/kernels/scale_type.h"

namespace calm::kernels {

/// exp in single products and sums, so that every implementation has the same bits: Cody and Waite's reduction by
/// n * ln 2 and Cephes' polynomial (expf). At most 1 ulp off, 0 below -104, Inf above 88.73; NaN stays NaN.
struct ExpConstants {
  static constexpr float kLowest = -104.0F, kHighest = 89.0F;
  static constexpr float kLog2e = 0x1.715476p0F;
  static constexpr float kRounder = 0x1.8p23F;  // added and taken away: rounds to whole numbers
  static constexpr uint32_t kRounderBits = 0x4B400000U;
  static constexpr float kLn2High = 0.693359375F, kLn2Low = -2.12194440e-4F;  // 9 bits, so that n * high is exact
  static constexpr float kP0 = 1.9875691500e-4F, kP1 = 1.3981999507e-3F, kP2 = 8.3334519073e-3F;
  static constexpr float kP3 = 4.1665795894e-2F, kP4 = 1.6666665459e-1F, kP5 = 5.0000001201e-1F;
};

CALM_HOST_DEVICE float exp_of(float x) {
  using C = ExpConstants;
  x = C::kLowest > x ? C::kLowest : x;
  x = C::kHighest < x ? C::kHighest : x;
  const float shifted = x * C::kLog2e + C::kRounder;
  const float n = shifted - C::kRounder;
  const float r = (x - n * C::kLn2High) - n * C::kLn2Low;
  float p = C::kP0 * r + C::kP1;
  p = p * r + C::kP2;
  p = p * r + C::kP3;
  p = p * r + C::kP4;
  p = p * r + C::kP5;
  p = (p * (r * r) + r) + 1.0F;
  // 2^n in two factors, which reach below the smallest normal number and above the largest.
  const auto power = static_cast<int32_t>(bits_of(shifted) - C::kRounderBits);
  const int32_t half = power >> 1;
  p *= float_of((static_cast<uint32_t>(half) + 127U) << 23);
  return p * float_of((static_cast<uint32_t>(power - half) + 127U) << 23);
}

}  // namespace calm::kernels
