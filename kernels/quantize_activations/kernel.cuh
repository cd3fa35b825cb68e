#pragma once

// One block a token: two passes over it, the second from cache. Bound by memory: 5 bytes an element.

#include "cuda/block.cuh"

namespace calm::kernels::cuda {
namespace {

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
    codes[i] = token_code(x[i], scale);
  }
  if (threadIdx.x == 0) global(args.scales)[token] = scale;
}

}  // namespace
}  // namespace calm::kernels::cuda
