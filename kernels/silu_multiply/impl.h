#pragma once

#include <cstdint>

namespace calm::kernels {

struct SiluMultiplyArgs {
  const float* gate;
  const float* up;
  int64_t width, stride;
  float* y;
};

/// Tokens [begin, end).
using silu_multiply_fn = void(const SiluMultiplyArgs&, int64_t begin, int64_t end);

}  // namespace calm::kernels
