#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "calm/kernels/w4a8_gemv.h"
#include "w4a8_gemv/kernel.cuh"

namespace calm::kernels::cuda {
namespace {

template <bool kWide>
auto kernel_for(int64_t tokens) {
  return tokens == 1   ? gemv_w4a8<1, kWide>
         : tokens == 2 ? gemv_w4a8<2, kWide>
         : tokens <= 4 ? gemv_w4a8<4, kWide>
                       : gemv_w4a8<8, kWide>;
}

}  // namespace

void w4a8_gemv(const DeviceWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, Stream stream) {
  if (!sized(weights) || tokens < 0 || tokens > kGemvTokens || y_stride < weights.out) {
    throw std::invalid_argument("w4a8_gemv: bad sizes; groups are multiples of 32, at most 65536, tokens at most 8");
  }
  if (tokens == 0) return;
  const auto panels = static_cast<unsigned>((weights.out + kPanelOutputs - 1) / kPanelOutputs);
  const int slice = weights.group % 128 == 0 ? 128 : weights.group % 64 == 0 ? 64 : 32;
  launch("w4a8_gemv", {panels, kGemvWarps * 32}, stream,
         weights.wide ? kernel_for<true>(tokens) : kernel_for<false>(tokens),
         GemvArgs{weights, x, x_scales, tokens, y, y_stride, slice});
}

}  // namespace calm::kernels::cuda
