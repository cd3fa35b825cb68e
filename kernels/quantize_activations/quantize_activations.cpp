#include "calm/kernels/quantize_activations.h"

#include "dispatch.h"
#include "quantize_activations/impl.h"

namespace calm::kernels {

void quantize_activations(const float* x, int64_t tokens, int64_t width, int64_t row_stride, int8_t* codes,
                          float* scales, const ParallelFor& parallel) {
  require(tokens >= 0 && width > 0 && row_stride >= width, "quantize_activations", "bad sizes");
  const auto kernel = dispatch<quantize_activations_fn>("quantize_activations");
  const QuantizeActivationsArgs args{x, width, row_stride, codes, scales, nullptr};
  parallel(tokens, [&](int64_t begin, int64_t end) { kernel(args, begin, end); });
}

void fake_quantize_activations(const float* x, int64_t tokens, int64_t width, float* out, const ParallelFor& parallel) {
  require(tokens >= 0 && width > 0, "fake_quantize_activations", "bad sizes");
  const auto kernel = dispatch<quantize_activations_fn>("quantize_activations");
  const QuantizeActivationsArgs args{x, width, width, nullptr, nullptr, out};
  parallel(tokens, [&](int64_t begin, int64_t end) { kernel(args, begin, end); });
}

}  // namespace calm::kernels
