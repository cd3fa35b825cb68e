#pragma once

// DeviceWeights as the GEMM and the GEMV read them.

#include "calm/kernels/cuda.h"
#include "cuda/platform.cuh"

namespace calm::kernels::cuda {
namespace {

constexpr int kPanelOutputs = 32;

/// Bits by which the sums over these codes are too large: nibbles count as 16 times their code.
template <bool kWide>
constexpr int kCodeShift = kWide ? 0 : 4;

/// Eight channels of an output as two words of signed bytes, channels 0..3 and 4..7: of a word of nibbles, or of two
/// words of bytes. A nibble code + 8 with its top bit flipped is the code in four bits; in a byte's upper half it is 16
/// times the code in eight.
__device__ __forceinline__ uint2 unpack_nibbles(uint32_t word) {
  const uint32_t codes = word ^ 0x88888888U;
  return make_uint2((codes << 4) & 0xF0F0F0F0U, codes & 0xF0F0F0F0U);
}
__device__ __forceinline__ uint2 unpack_bytes(uint32_t first, uint32_t second) {
  return make_uint2(first ^ 0x80808080U, second ^ 0x80808080U);
}

/// The words of a panel, [in / 8][32] of nibbles or [in / 4][32] of bytes.
template <bool kWide>
__device__ __forceinline__ Global<const uint32_t> panel_words(const DeviceWeights& weights, int64_t panel) {
  const int64_t words = weights.in / (kWide ? 4 : 8) * kPanelOutputs;
  return pointer_cast<const uint32_t>(global(weights.codes)) + panel * words;
}

__device__ __forceinline__ float load_scale(const DeviceWeights& weights, int64_t i) {
  if (weights.scales != nullptr) return load_readonly<float>(global(weights.scales) + i);
  return from_half(load_readonly<uint16_t>(global(weights.half_scales) + i));
}
/// Scales i and i + 1; i is even.
__device__ __forceinline__ float2 load_scales(const DeviceWeights& weights, int64_t i) {
  if (weights.scales != nullptr) return load_readonly<float2>(global(weights.scales) + i);
  const auto both = load_readonly<uint32_t>(global(weights.half_scales) + i);
  return make_float2(from_half(static_cast<uint16_t>(both)), from_half(static_cast<uint16_t>(both >> 16)));
}

/// Sizes that both kernels take.
inline bool sized(const DeviceWeights& weights) {
  return weights.out > 0 && weights.in > 0 && weights.group > 0 && weights.group % 32 == 0 && weights.group <= 65536 &&
         weights.in % weights.group == 0 && (weights.scales == nullptr) != (weights.half_scales == nullptr);
}

}  // namespace
}  // namespace calm::kernels::cuda
