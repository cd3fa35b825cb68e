#include <stdexcept>

#include "add_bias/kernel.cuh"
#include "calm/kernels/cuda.h"

namespace calm::kernels::cuda {

void add_bias(const float* bias, int64_t tokens, int64_t width, float* y, int64_t y_stride, Stream stream) {
  if (tokens < 0 || width <= 0 || width > int64_t{INT32_MAX} * kThreads || y_stride < width) {
    throw std::invalid_argument("add_bias: bad sizes");
  }
  constexpr int64_t kRows = 65535;  // of a launch
  const auto blocks = static_cast<unsigned>((width + kThreads - 1) / kThreads);
  for (int64_t first = 0; first < tokens; first += kRows) {
    const int64_t rows = tokens - first < kRows ? tokens - first : kRows;
    launch("add_bias", {blocks, kThreads, static_cast<unsigned>(rows)}, stream, add_bias_row, bias, width,
           y + first * y_stride, y_stride);
  }
}

}  // namespace calm::kernels::cuda
