#pragma once

#include "calm/kernels/rms_norm.h"
#include "calm/kernels/scale_type.h"

namespace calm::kernels {

struct RmsNormArgs {
  RmsNorm norm;
  float* y;       // or null:
  int8_t* codes;  // with scales
  float* scales;
};

/// Tokens [begin, end).
using rms_norm_fn = void(const RmsNormArgs&, int64_t begin, int64_t end);

/// Squares are summed in this many float32 sums, element i in sum i % 32, which are then added pairwise: sum l gains
/// sum l + 16, then l + 8, 4, 2, 1.
inline constexpr int64_t kSquareSums = 32;

/// What every element of a row is multiplied with. A sum of squares that is not finite gives NaN.
CALM_HOST_DEVICE float rms_factor(float sum, int64_t width, float eps) {
  if (!(sum <= 0x1.fffffep127F)) return float_of(0x7FC00000U);
  return 1.0F / __builtin_sqrtf(sum / static_cast<float>(width) + eps);
}

/// The sum of squares, with the order that all implementations share.
CALM_HOST_DEVICE float sum_of_squares(const float* x, int64_t width) {
  float sums[kSquareSums] = {};
  for (int64_t i = 0; i < width; ++i) sums[i % kSquareSums] += x[i] * x[i];
  for (int64_t step = kSquareSums / 2; step > 0; step /= 2) {
    for (int64_t l = 0; l < step; ++l) sums[l] += sums[l + step];
  }
  return sums[0];
}

}  // namespace calm::kernels
