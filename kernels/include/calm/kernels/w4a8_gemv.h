#pragma once

#include <cstdint>

#include "calm/kernels/w4a8_gemm.h"

namespace calm::kernels {

/// The most tokens that w4a8_gemv takes.
inline constexpr int64_t kGemvTokens = 8;

/// w4a8_gemm for 1 to 8 tokens: the same arguments, the same bits, bound by the weights' bytes. Allocates nothing.
void w4a8_gemv(const PackedWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, const ParallelFor& parallel = serial);

}  // namespace calm::kernels
