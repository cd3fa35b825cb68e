#pragma once

#include "w4a8_gemm/packed.h"

namespace calm::kernels {

struct W4A8GemvArgs {
  PackedView weights;
  const int8_t* x;  // [tokens, in]
  const float* x_scales;
  int64_t tokens;  // 1 to 8
  float* y;
  int64_t y_stride;
};

/// Outputs of panels [begin, end).
using w4a8_gemv_fn = void(const W4A8GemvArgs&, int64_t begin, int64_t end);

}  // namespace calm::kernels
