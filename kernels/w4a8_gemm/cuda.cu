#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "w4a8_gemm/kernel.cuh"

namespace calm::kernels::cuda {

void w4a8_gemm(const DeviceWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, Stream stream) {
  const int64_t token_blocks = (tokens + kGemmTokens - 1) / kGemmTokens;
  if (!sized(weights) || tokens < 0 || token_blocks > 65535 || y_stride < weights.out) {
    throw std::invalid_argument(
        "w4a8_gemm: bad sizes; groups are multiples of 32, at most 65536, tokens at most 4194240");
  }
  if (tokens == 0) return;
  const auto output_blocks = static_cast<unsigned>((weights.out + kGemmOutputs - 1) / kGemmOutputs);
  launch("w4a8_gemm", {output_blocks, kGemmThreads, static_cast<unsigned>(token_blocks)}, stream,
         weights.wide ? gemm_w4a8<true> : gemm_w4a8<false>, GemmArgs{weights, x, x_scales, tokens, y, y_stride});
}

}  // namespace calm::kernels::cuda
