#pragma once

// What several kernels do with a warp or a block of threads.

#include "cuda/platform.cuh"
#include "quantize_activations/impl.h"
#include "rounding.h"

namespace calm::kernels::cuda {
namespace {

/// The largest value of the block's kThreads threads, in all of them. Once a kernel, or with a barrier in between.
__device__ __forceinline__ uint32_t block_max(uint32_t value) {
  CALM_SHARED(uint32_t, warps, kThreads / 32);
  value = __reduce_max_sync(kFullWarp, value);
  if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = value;
  __syncthreads();
  value = warps[0];
  for (unsigned i = 1; i < kThreads / 32; ++i) {
    const uint32_t other = warps[i];
    value = max(value, other);
  }
  return value;
}

/// From the largest magnitude of the token, as bits.
__device__ __forceinline__ float token_scale(uint32_t largest) {
  return largest < kInfinityBits ? scale_of(float_of(largest), 8, ScaleType::float32) : float_of(0x7FC00000U);
}

__device__ __forceinline__ int8_t token_code(float value, float scale) {
  return static_cast<int8_t>(round_and_clamp(value / scale, -128.0F, 127.0F));
}

/// Lane l's value gains lane l + 16's, then l + 8, 4, 2, 1: lane 0's total, in all lanes.
__device__ __forceinline__ float fold_warp(float value) {
#pragma unroll
  for (unsigned step = 16; step > 0; step /= 2) value += __shfl_down_sync(kFullWarp, value, step);
  return __shfl_sync(kFullWarp, value, 0);
}

__device__ __forceinline__ float warp_max(float value) {
#pragma unroll
  for (int step = 16; step > 0; step /= 2) value = fmaxf(value, __shfl_xor_sync(kFullWarp, value, step));
  return value;
}

}  // namespace
}  // namespace calm::kernels::cuda
