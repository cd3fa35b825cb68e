#pragma once

#include <cstdint>

#include "calm/kernels/parallel_for.h"

namespace calm::kernels {

/// y = gate / (1 + exp(-gate)) * up (SwiGLU, Shazeer 2020, eq. 6), the same bits on every instruction set; exp is
/// within 1 ulp. A gate of -Inf gives NaN. gate and up: rows `stride` apart (so that both may be halves of one matrix);
/// y [tokens, width] packed.
void silu_multiply(const float* gate, const float* up, int64_t tokens, int64_t width, int64_t stride, float* y,
                   const ParallelFor& parallel = serial);

/// The same, quantized as quantize_activations does it, the same bits as the two calls one after another. scratch
/// [tokens, width] holds the products.
void silu_multiply_quantize(const float* gate, const float* up, int64_t tokens, int64_t width, int64_t stride,
                            float* scratch, int8_t* codes, float* scales, const ParallelFor& parallel = serial);

}  // namespace calm::kernels
