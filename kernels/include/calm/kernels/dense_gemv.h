#pragma once

#include <cstdint>

#include "calm/kernels/parallel_for.h"

namespace calm::kernels {

/// How a matrix or table that is not quantized is stored.
enum class DenseType { float32, float16, bfloat16 };

/// Row-major [out, in], not owned.
struct DenseWeights {
  DenseType type = DenseType::float32;
  const void* data = nullptr;
  int64_t out = 0;
  int64_t in = 0;
};

/// y[t, n] = sum over k of w[n, k] * x[t, k], float32 products and sums: an lm_head or a full-precision linear for 1 to
/// 8 tokens. x rows x_stride apart, y rows y_stride apart. Allocates nothing.
void dense_gemv(const DenseWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                int64_t y_stride, const ParallelFor& parallel = serial);

/// out[t, :] = table[ids[t], :] in float32, packed: an embedding lookup. Ids outside [0, table.out) give NaN.
void embed(const DenseWeights& table, const int32_t* ids, int64_t tokens, float* out);

}  // namespace calm::kernels
