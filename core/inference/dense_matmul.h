#pragma once

#include "calm/kernels/dense_gemv.h"
#include "calm/kernels/parallel_for.h"

namespace calm {

/// y[t, n] = sum over k of w[n, k] * x[t, k] for many tokens: the tensor library's float32 product on its own threads.
/// x rows x_stride apart, y rows y_stride apart. Weights of 16 bit are widened some rows at a time.
void dense_matmul(const kernels::DenseWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                  int64_t y_stride);

/// The tensor library's threads, for the kernels of a call that multiplies with it: two pools would fight for cores.
kernels::ParallelFor tensor_library_threads();

}  // namespace calm
