#pragma once

#include <cstdint>

namespace calm::kernels {

struct QuantizeActivationsArgs {
  const float* x;
  int64_t width, row_stride;
  int8_t* codes;  // with scales, or null
  float* scales;
  float* out;  // fake quantization, or null
};

/// Tokens [begin, end).
using quantize_activations_fn = void(const QuantizeActivationsArgs&, int64_t begin, int64_t end);

inline constexpr uint32_t kInfinityBits = 0x7F800000U;  // |x| as an integer: Inf and every NaN are at or above it

}  // namespace calm::kernels
