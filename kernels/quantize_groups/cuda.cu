#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "quantize_groups/kernel.cuh"

namespace calm::kernels::cuda {

void quantize_groups(const float* w, int64_t rows, int64_t cols, int64_t group, const float* scales, int8_t* codes,
                     int bits, Stream stream) {
  if (rows < 0 || cols <= 0 || group <= 0 || cols % group != 0 || bits < 2 || bits > 8) {
    throw std::invalid_argument("quantize_groups: bad sizes");
  }
  if (rows == 0) return;
  launch("quantize_groups", {blocks_for(rows * cols), kThreads}, stream, quantize,
         QuantizeGroupsArgs{w, cols, group, scales, codes, bits}, rows * cols);
}

}  // namespace calm::kernels::cuda
