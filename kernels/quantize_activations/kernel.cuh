#pragma once

// One block a token: two passes over it, the second from cache. Bound by memory: 5 bytes an element.

#include "cuda/platform.cuh"
#include "quantize_activations/impl.h"
#include "rounding.h"

namespace calm::kernels::cuda {
namespace {

/// The largest value of the block's threads, in all of them.
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

/// x and out may be the same memory.
__global__ void __launch_bounds__(kThreads) quantize_token(QuantizeActivationsArgs args) {
  const int64_t token = blockIdx.x;
  const Global<const float> x = global(args.x) + token * args.row_stride;
  uint32_t largest = 0;
  for (int64_t i = threadIdx.x; i < args.width; i += kThreads) {
    largest = max(largest, bits_of(x[i]) & 0x7FFFFFFFU);
  }
  const float scale = token_scale(block_max(largest));
  if (args.out != nullptr) {
    const Global<float> out = global(args.out) + token * args.width;
    for (int64_t i = threadIdx.x; i < args.width; i += kThreads) {
      out[i] = round_and_clamp(x[i] / scale, -128.0F, 127.0F) * scale;
    }
    return;
  }
  const Global<int8_t> codes = global(args.codes) + token * args.width;
  for (int64_t i = threadIdx.x; i < args.width; i += kThreads) {
    codes[i] = static_cast<int8_t>(round_and_clamp(x[i] / scale, -128.0F, 127.0F));
  }
  if (threadIdx.x == 0) global(args.scales)[token] = scale;
}

}  // namespace
}  // namespace calm::kernels::cuda
