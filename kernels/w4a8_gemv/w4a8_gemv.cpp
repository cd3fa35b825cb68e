#include "calm/kernels/w4a8_gemv.h"

#include "dispatch.h"
#include "w4a8_gemm/view.h"
#include "w4a8_gemv/impl.h"

namespace calm::kernels {

void w4a8_gemv(const PackedWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, const ParallelFor& parallel) {
  require(tokens >= 0 && tokens <= kGemvTokens && weights.out > 0 && y_stride >= weights.out, "w4a8_gemv", "bad sizes");
  if (tokens == 0) return;
  const auto kernel = dispatch<w4a8_gemv_fn>("w4a8_gemv");
  const W4A8GemvArgs args{view_of(weights), x, x_scales, tokens, y, y_stride};
  parallel(weights.panels(), [&](int64_t begin, int64_t end) { kernel(args, begin, end); });
}

}  // namespace calm::kernels
