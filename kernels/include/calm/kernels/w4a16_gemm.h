#pragma once

#include <cstdint>

#include "calm/kernels/parallel_for.h"
#include "calm/kernels/w4a8_gemm.h"

namespace calm::kernels {

/// y[m, n] = sum over k of x[m, k] * (code[n, k] * scale[n, k / group]) with float32 activations: quantized weights
/// alone, to compare with w4a8_gemm. The product in brackets is rounded, the sum is a chain of fused multiply-adds in
/// the order of k: all implementations give the same bits. x rows x_stride apart, y rows y_stride apart, any tokens.
void w4a16_gemm(const PackedWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                int64_t y_stride, const ParallelFor& parallel = serial);

}  // namespace calm::kernels
