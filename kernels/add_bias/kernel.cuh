#pragma once

// Bound by memory: 8 bytes an element, the bias from cache.

#include "cuda/platform.cuh"

namespace calm::kernels::cuda {
namespace {

/// A row of blocks a token.
__global__ void __launch_bounds__(kThreads) add_bias_row(const float* bias, int64_t width, float* y, int64_t y_stride) {
  const int64_t i = static_cast<int64_t>(blockIdx.x) * kThreads + threadIdx.x;
  if (i >= width) return;
  const float addend = global(bias)[i];
  global(y)[blockIdx.y * y_stride + i] += addend;
}

}  // namespace
}  // namespace calm::kernels::cuda
