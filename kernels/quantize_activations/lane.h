#pragma once

// What one thread of the CUDA kernel does to its share of a token: elements first, first + step, ... Also compiled for
// the host, where the tests run the threads one after another.

#include "quantize_activations/impl.h"
#include "rounding.h"

namespace calm::kernels::cuda {

CALM_HOST_DEVICE uint32_t largest_magnitude(const float* x, int64_t width, int64_t first, int64_t step) {
  uint32_t largest = 0;
  for (int64_t i = first; i < width; i += step) {
    const uint32_t magnitude = bits_of(x[i]) & 0x7FFFFFFFU;
    largest = magnitude > largest ? magnitude : largest;
  }
  return largest;
}

/// From the largest magnitude of the whole token.
CALM_HOST_DEVICE float token_scale(uint32_t largest) {
  return largest < kInfinityBits ? scale_of(float_of(largest), 8, ScaleType::float32) : float_of(0x7FC00000U);
}

CALM_HOST_DEVICE void write_codes(const float* x, int64_t width, float scale, int8_t* codes, int64_t first,
                                  int64_t step) {
  for (int64_t i = first; i < width; i += step) {
    codes[i] = static_cast<int8_t>(round_and_clamp(x[i] / scale, -128.0F, 127.0F));
  }
}

CALM_HOST_DEVICE void write_values(const float* x, int64_t width, float scale, float* out, int64_t first,
                                   int64_t step) {
  for (int64_t i = first; i < width; i += step) out[i] = round_and_clamp(x[i] / scale, -128.0F, 127.0F) * scale;
}

}  // namespace calm::kernels::cuda
