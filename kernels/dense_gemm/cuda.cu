#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "cuda/elements.cuh"
#include "dense_gemm/kernel.cuh"

namespace calm::kernels::cuda {

void dense_gemm(const DenseWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                int64_t y_stride, Stream stream) {
  const int64_t token_blocks = (tokens + kHalfTokens - 1) / kHalfTokens;
  if (tokens < 0 || token_blocks > 65535 || weights.out <= 0 || weights.in <= 0 || x_stride < weights.in ||
      y_stride < weights.out) {
    throw std::invalid_argument("dense_gemm: bad sizes; tokens at most 4194240");
  }
  const bool vectors = weights.in % 8 == 0 && x_stride % 4 == 0 && aligned(weights.data) && aligned(x);
  if (tokens <= 8 || weights.type == DenseType::float32 || !vectors) {
    dense_gemv(weights, x, x_stride, tokens, y, y_stride, stream);
    return;
  }
  const auto output_blocks = static_cast<unsigned>((weights.out + kHalfOutputs - 1) / kHalfOutputs);
  launch("dense_gemm", {output_blocks, kHalfThreads, static_cast<unsigned>(token_blocks)}, stream,
         weights.type == DenseType::float16 ? gemm_half<DenseHalves<false>> : gemm_half<DenseHalves<true>>,
         HalfGemmArgs<DenseWeights>{weights, x, x_stride, tokens, y, y_stride});
}

}  // namespace calm::kernels::cuda
