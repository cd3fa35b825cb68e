#pragma once

#include "w4a8_gemm/packed.h"

namespace calm::kernels {

struct W4A16GemmArgs {
  PackedView weights;
  const float* x;
  int64_t x_stride;
  float* y;
  int64_t y_stride;
};

/// Channels whose weights are dequantized at once: 16 KiB, half of the first-level cache.
inline constexpr int64_t kW4A16Block = 128;

/// Outputs of panel `panel` for tokens [begin, end). scratch holds kW4A16Block * kPanel floats, 64-byte aligned.
using w4a16_gemm_fn = void(const W4A16GemmArgs&, int64_t panel, int64_t begin, int64_t end, float* scratch);

}  // namespace calm::kernels
