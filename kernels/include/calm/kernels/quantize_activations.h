#pragma once

#include <cstdint>

#include "calm/kernels/parallel_for.h"

namespace calm::kernels {

/// Dynamic per-token int8: x [tokens, width] in rows row_stride apart -> codes [tokens, width] packed, scales [tokens].
///
///     scale = absmax(token) / 127.5, in float32        code = clamp(round_half_even(x / scale), -128, 127)
///
/// That is compressed-tensors' arithmetic (symmetric, dynamic, strategy token), bit for bit: -128 occurs, and a token
/// whose scale would be 0 (all zeros, or so small that the division underflows) has scale 2^-23 and codes 0.
/// A token with NaN or Inf has scale NaN and codes 0, so that everything computed from it is NaN.
void quantize_activations(const float* x, int64_t tokens, int64_t width, int64_t row_stride, int8_t* codes,
                          float* scales, const ParallelFor& parallel = serial);

/// The same, written back as code * scale in float32 (fake quantization), [tokens, width] packed. out may be x. Zeros
/// come out positive (compressed-tensors keeps the sign of a zero).
void fake_quantize_activations(const float* x, int64_t tokens, int64_t width, float* out,
                               const ParallelFor& parallel = serial);

}  // namespace calm::kernels
