#pragma once

// A thread a weight: bound by memory, 5 bytes a weight.

#include "cuda/platform.cuh"
#include "quantize_groups/impl.h"
#include "rounding.h"

namespace calm::kernels::cuda {
namespace {

__global__ void __launch_bounds__(kThreads) quantize(QuantizeGroupsArgs args, int64_t count) {
  const Global<const float> w = args.w;
  const Global<const float> scales = args.scales;
  const Global<int8_t> codes = args.codes;
  const int64_t step = static_cast<int64_t>(gridDim.x) * kThreads;
  for (int64_t i = static_cast<int64_t>(blockIdx.x) * kThreads + threadIdx.x; i < count; i += step) {
    codes[i] = static_cast<int8_t>(
        round_and_clamp(w[i] / scales[i / args.group], lowest_code(args.bits), highest_code(args.bits)));
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
