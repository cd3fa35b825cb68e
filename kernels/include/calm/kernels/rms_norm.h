#pragma once

#include <cstdint>

#include "calm/kernels/parallel_for.h"

namespace calm::kernels {

/// RMSNorm of each row: y = x / sqrt(mean(x^2) + eps) * weight (Zhang and Sennrich 2019, eq. 4). Rows are packed.
/// float32 in a fixed order: the same bits on every instruction set. A row whose squares do not sum to a finite number
/// becomes NaN, and no other row.
struct RmsNorm {
  float* x = nullptr;          // [tokens, width]
  const float* add = nullptr;  // [tokens, width] or null: x += add first, stored in x (the residual stream)
  int64_t tokens = 0;
  int64_t width = 0;
  const float* weight = nullptr;  // [width]
  float eps = 0.0F;
};

/// y [tokens, width] packed; y may be x where add is null.
void rms_norm(const RmsNorm& norm, float* y, const ParallelFor& parallel = serial);

/// The same, quantized as quantize_activations does it: the same bits as the two calls one after another.
void rms_norm_quantize(const RmsNorm& norm, int8_t* codes, float* scales, const ParallelFor& parallel = serial);

}  // namespace calm::kernels
