#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "cuda/elements.cuh"
#include "w4a16_gemm/kernel.cuh"

namespace calm::kernels::cuda {
namespace {

template <bool kWide>
auto kernel_for(int64_t tokens) {
  return tokens == 1   ? gemv_half<1, kWide>
         : tokens == 2 ? gemv_half<2, kWide>
         : tokens <= 4 ? gemv_half<4, kWide>
                       : gemv_half<8, kWide>;
}

}  // namespace

void w4a16_gemm(const DeviceWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                int64_t y_stride, Stream stream) {
  const int64_t token_blocks = (tokens + kHalfTokens - 1) / kHalfTokens;
  if (!sized(weights) || tokens < 0 || token_blocks > 65535 || x_stride < weights.in || x_stride % 4 != 0 ||
      !aligned(x) || y_stride < weights.out) {
    throw std::invalid_argument(
        "w4a16_gemm: bad sizes; groups are multiples of 32, rows of x 16-byte aligned, tokens at most 4194240");
  }
  if (tokens == 0) return;
  if (tokens <= kHalfWarps) {
    const auto panels = static_cast<unsigned>((weights.out + kPanelOutputs - 1) / kPanelOutputs);
    launch("w4a16_gemm", {panels, kHalfWarps * 32}, stream,
           weights.wide ? kernel_for<true>(tokens) : kernel_for<false>(tokens),
           HalfGemvArgs{weights, x, x_stride, tokens, y, y_stride});
    return;
  }
  const auto output_blocks = static_cast<unsigned>((weights.out + kHalfOutputs - 1) / kHalfOutputs);
  launch("w4a16_gemm", {output_blocks, kHalfThreads, static_cast<unsigned>(token_blocks)}, stream,
         weights.wide ? gemm_half<PackedHalves<true>> : gemm_half<PackedHalves<false>>,
         HalfGemmArgs<DeviceWeights>{weights, x, x_stride, tokens, y, y_stride});
}

}  // namespace calm::kernels::cuda
