#pragma once

// One block a token. The squares are summed by one warp, whose lanes are the 32 sums that all implementations share;
// the other warps bring the row to shared memory for it. Bound by memory: 8 to 16 bytes an element.

#include <cmath>

#include "cuda/block.cuh"
#include "rms_norm/impl.h"

namespace calm::kernels::cuda {
namespace {

constexpr int kRmsTile = 2048;

__global__ void __launch_bounds__(kThreads) rms_norm_token(RmsNormArgs args) {
  CALM_SHARED(float, tile, kRmsTile);
  CALM_SHARED(float, shared_factor, 1);
  const RmsNorm& norm = args.norm;
  const int64_t row = blockIdx.x * norm.width;
  const Global<float> x = global(norm.x) + row;
  const Global<const float> add = norm.add;
  const Global<const float> weight = norm.weight;
  float sum = 0.0F;  // of a lane of the first warp
  for (int64_t first = 0; first < norm.width; first += kRmsTile) {
    const int64_t left = norm.width - first;
    const int count = left < kRmsTile ? static_cast<int>(left) : kRmsTile;
    for (int i = static_cast<int>(threadIdx.x); i < count; i += kThreads) {
      float value = x[first + i];
      if (norm.add != nullptr) {
        value += add[row + first + i];
        x[first + i] = value;
      }
      tile[i] = value;
    }
    __syncthreads();
    if (threadIdx.x < 32) {
      for (int i = static_cast<int>(threadIdx.x); i < count; i += kSquareSums) {
        const float value = tile[i];
        sum += value * value;
      }
    }
    __syncthreads();
  }
  if (threadIdx.x < 32) {
    sum = fold_warp(sum);
    if (threadIdx.x == 0) shared_factor[0] = rms_factor(sum, norm.width, norm.eps);
  }
  __syncthreads();
  const float factor = shared_factor[0];
  if (args.y != nullptr) {
    const Global<float> y = global(args.y) + row;
    for (int64_t i = threadIdx.x; i < norm.width; i += kThreads) y[i] = x[i] * factor * weight[i];
    return;
  }
  uint32_t largest = 0;
  for (int64_t i = threadIdx.x; i < norm.width; i += kThreads) {
    largest = max(largest, bits_of(x[i] * factor * weight[i]) & 0x7FFFFFFFU);
  }
  const float scale = token_scale(block_max(largest));
  const Global<int8_t> codes = global(args.codes) + row;
  for (int64_t i = threadIdx.x; i < norm.width; i += kThreads) codes[i] = token_code(x[i] * factor * weight[i], scale);
  if (threadIdx.x == 0) global(args.scales)[blockIdx.x] = scale;
}

}  // namespace
}  // namespace calm::kernels::cuda
