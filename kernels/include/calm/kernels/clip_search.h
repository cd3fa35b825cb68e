#pragma once

#include <cstdint>

#include "calm/kernels/parallel_for.h"
#include "calm/kernels/scale_type.h"

namespace calm::kernels {

/// One group of input channels of a weight: for every row, how far to shrink the quantization range so that the error
/// of the layer's output is least. With G = X^T X of these channels that error is (w - q)^T G (w - q), no samples
/// needed.
struct ClipSearch {
  const float* w = nullptr;  // [rows, group], rows row_stride apart, finite
  int64_t rows = 0;
  int64_t group = 0;
  int64_t row_stride = 0;
  const float* gram = nullptr;  // [group, group], rows gram_stride apart, symmetric: only the upper triangle is read
  int64_t gram_stride = 0;
  int bits = 4;             // 2..8
  int steps = 10;           // ratios 1 - k * max_shrink / steps, k = 0..steps
  float max_shrink = 0.5F;  // in [0, 1)
  ScaleType type = ScaleType::float32;
  float* scales = nullptr;  // out: scale of row r at scales[r * scale_stride]: scale_of(ratio * absmax, bits, type)
  int64_t scale_stride = 1;
  float* ratios = nullptr;  // out [rows], or null
  float* errors = nullptr;  // out [rows], or null: the least error
};

/// Ties go to the largest ratio. Sums are fused multiply-adds in one fixed order, so that every implementation picks
/// alike.
void clip_search(const ClipSearch& search, const ParallelFor& parallel = serial);

}  // namespace calm::kernels
