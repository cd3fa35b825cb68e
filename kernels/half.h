#pragma once

#include "calm/kernels/scale_type.h"

namespace calm::kernels {

/// Two 16-bit formats that a pointer's type must tell apart.
struct Half {
  uint16_t bits;
};
struct Bfloat16 {
  uint16_t bits;
};

/// IEEE binary16 to float32, exact; NaN stays NaN.
CALM_HOST_DEVICE float half_to_float(uint16_t half) {
  const uint32_t sign = static_cast<uint32_t>(half & 0x8000U) << 16;
  const uint32_t magnitude = half & 0x7FFFU;
  if (magnitude < 0x400U) return float_of(sign | bits_of(static_cast<float>(magnitude) * 0x1p-24F));
  return float_of(sign | ((magnitude << 13) + (magnitude < 0x7C00U ? 0x38000000U : 0x70000000U)));
}

/// float32 to binary16, ties to even; too large becomes an infinity, NaN stays NaN.
CALM_HOST_DEVICE uint16_t float_to_half(float value) {
  const uint32_t sign = bits_of(value) >> 16 & 0x8000U;
  const uint32_t magnitude = bits_of(value) & 0x7FFFFFFFU;
  if (magnitude > 0x7F800000U) return static_cast<uint16_t>(sign | 0x7E00U);
  if (magnitude < 0x38800000U) {  // subnormal: float32's grid at 0.5 is 2^-24
    return static_cast<uint16_t>(sign | (bits_of(float_of(magnitude) + 0.5F) - bits_of(0.5F)));
  }
  const uint32_t rounded = magnitude + 0xFFFU + (magnitude >> 13 & 1U);
  return static_cast<uint16_t>(sign | (rounded >= 0x47800000U ? 0x7C00U : (rounded - 0x38000000U) >> 13));
}

CALM_HOST_DEVICE float bfloat16_to_float(uint16_t value) {
  return float_of(static_cast<uint32_t>(value) << 16);
}

}  // namespace calm::kernels
