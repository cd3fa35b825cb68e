#pragma once

#include <cstdint>

// Always inlined: an instruction set's file must leave no copy of a shared function behind for the linker to choose.
#if defined(__CUDACC__)
#define CALM_HOST_DEVICE __host__ __device__ __forceinline__
#else
#define CALM_HOST_DEVICE [[gnu::always_inline]] inline
#endif

namespace calm::kernels {

/// The type in which scales are stored: they are rounded to it before codes are chosen.
enum class ScaleType { float32, float16, bfloat16 };

/// Half of the code range, what an absolute maximum is divided by: 7.5 at 4 bits, 127.5 at 8.
CALM_HOST_DEVICE constexpr float half_range(int bits) {
  return static_cast<float>((1 << bits) - 1) * 0.5F;
}

CALM_HOST_DEVICE uint32_t bits_of(float value) {
  uint32_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

CALM_HOST_DEVICE float float_of(uint32_t bits) {
  float value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

/// Rounds a scale that is not negative to the nearest value of `type`, ties to even. Beyond the largest finite value it
/// becomes that value, as in compressed-tensors. NaN stays NaN.
CALM_HOST_DEVICE float round_to(float scale, ScaleType type) {
  if (type == ScaleType::float32 || !(scale == scale)) return scale;
  const auto bits = bits_of(scale);
  if (type == ScaleType::bfloat16) {
    const uint32_t rounded = (bits + 0x7FFFU + ((bits >> 16) & 1U)) & 0xFFFF0000U;
    return float_of(rounded >= 0x7F800000U ? 0x7F7F0000U : rounded);
  }
  if (scale < 0x1p-14F) return (scale + 0.5F) - 0.5F;  // a subnormal half: float32's grid at 0.5 is its 2^-24
  const uint32_t rounded = (bits + 0xFFFU + ((bits >> 13) & 1U)) & 0xFFFFE000U;
  const float value = float_of(rounded);
  return value > 65504.0F ? 65504.0F : value;
}

/// What compressed-tensors stores for a group or token of zeros: the type's epsilon, so that nothing divides by zero.
CALM_HOST_DEVICE constexpr float zero_scale(ScaleType type) {
  return type == ScaleType::float32 ? 0x1p-23F : type == ScaleType::float16 ? 0x1p-10F : 0x1p-7F;
}

/// absmax / half_range(bits), rounded to `type`; zero_scale(type) where that is 0.
CALM_HOST_DEVICE float scale_of(float absmax, int bits, ScaleType type) {
  const float scale = round_to(absmax / half_range(bits), type);
  return scale == 0.0F ? zero_scale(type) : scale;
}

}  // namespace calm::kernels
