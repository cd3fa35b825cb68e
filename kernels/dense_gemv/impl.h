#pragma once

#include <cstdint>

#include "calm/kernels/dense_gemv.h"

namespace calm::kernels {

struct DenseGemvArgs {
  DenseWeights weights;
  const float* x;
  int64_t x_stride, tokens;  // 1 to 8
  float* y;
  int64_t y_stride;
};

/// Outputs [begin, end). The order of an output's sum does not depend on the cut, nor on the other tokens.
using dense_gemv_fn = void(const DenseGemvArgs&, int64_t begin, int64_t end);

}  // namespace calm::kernels
