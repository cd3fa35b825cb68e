#pragma once

// A warp an output; the weights are read once for up to 8 tokens. Bound by the weights' bytes.

#include <cmath>

#include "cuda/block.cuh"
#include "cuda/elements.cuh"
#include "dense_gemv/impl.h"

namespace calm::kernels::cuda {
namespace {

constexpr int kDenseWarps = 8;

template <DenseType kType, int kTokens>
__global__ void __launch_bounds__(kDenseWarps * 32) dense_gemv_row(DenseGemvArgs args, bool vectors) {
  const int64_t n = static_cast<int64_t>(blockIdx.x) * kDenseWarps + threadIdx.x / 32;
  if (n >= args.weights.out) return;
  const int lane = static_cast<int>(threadIdx.x) % 32;
  const int64_t in = args.weights.in;
  const auto row = elements<kType>(args.weights.data) + n * in;
  const Global<const float> x = args.x;
  float sums[kTokens] = {};
  if (vectors) {
    for (int64_t k = lane * 8; k < in; k += 256) {
      float w[8];
      load_eight<kType>(row + k, w);
#pragma unroll
      for (int t = 0; t < kTokens; ++t) {
        if (t >= args.tokens) continue;
        float values[8];
        load_eight<DenseType::float32>(x + (t * args.x_stride + k), values);
#pragma unroll
        for (int j = 0; j < 8; ++j) sums[t] = fmaf(w[j], values[j], sums[t]);
      }
    }
  } else {
    for (int64_t k = lane; k < in; k += 32) {
      const float w = value_of<kType>(row[k]);
#pragma unroll
      for (int t = 0; t < kTokens; ++t) {
        if (t >= args.tokens) continue;
        const float value = x[t * args.x_stride + k];
        sums[t] = fmaf(w, value, sums[t]);
      }
    }
  }
#pragma unroll
  for (int t = 0; t < kTokens; ++t) {
    const float sum = fold_warp(sums[t]);
    if (lane == 0 && t < args.tokens) global(args.y)[t * args.y_stride + n] = sum;
  }
}

/// A block a token.
template <DenseType kType>
__global__ void __launch_bounds__(kThreads) embed_token(DenseWeights table, const int32_t* ids, float* out) {
  const int64_t id = global(ids)[blockIdx.x];
  const Global<float> to = global(out) + blockIdx.x * table.in;
  const bool known = id >= 0 && id < table.out;
  const auto row = elements<kType>(table.data) + (known ? id * table.in : 0);
  for (int64_t i = threadIdx.x; i < table.in; i += kThreads) {
    float value = float_of(0x7FC00000U);
    if (known) value = value_of<kType>(row[i]);
    to[i] = value;
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
