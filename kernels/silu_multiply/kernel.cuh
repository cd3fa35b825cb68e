#pragma once

// One block a token, so that its scale needs one launch. Bound by memory: 12 bytes an element, 17 with the codes.

#include "cuda/block.cuh"
#include "exp.h"

namespace calm::kernels::cuda {
namespace {

struct SiluArgs {
  const float* gate;
  const float* up;
  int64_t width, stride;
  float* y;
  int8_t* codes;  // with scales, or null
  float* scales;
};

__global__ void __launch_bounds__(kThreads) silu_multiply_token(SiluArgs args) {
  const int64_t token = blockIdx.x;
  const Global<const float> gate = global(args.gate) + token * args.stride;
  const Global<const float> up = global(args.up) + token * args.stride;
  const Global<float> y = global(args.y) + token * args.width;
  uint32_t largest = 0;
  for (int64_t i = threadIdx.x; i < args.width; i += kThreads) {
    const float g = gate[i];
    const float product = g / (1.0F + exp_of(-g)) * up[i];
    y[i] = product;
    largest = max(largest, bits_of(product) & 0x7FFFFFFFU);
  }
  if (args.codes == nullptr) return;
  const float scale = token_scale(block_max(largest));
  const Global<int8_t> codes = global(args.codes) + token * args.width;
  for (int64_t i = threadIdx.x; i < args.width; i += kThreads) codes[i] = token_code(y[i], scale);
  if (threadIdx.x == 0) global(args.scales)[token] = scale;
}

}  // namespace
}  // namespace calm::kernels::cuda
