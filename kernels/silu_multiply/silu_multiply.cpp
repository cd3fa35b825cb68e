#include "calm/kernels/silu_multiply.h"

#include "dispatch.h"
#include "quantize_activations/impl.h"
#include "silu_multiply/impl.h"

namespace calm::kernels {

void silu_multiply(const float* gate, const float* up, int64_t tokens, int64_t width, int64_t stride, float* y,
                   const ParallelFor& parallel) {
  require(tokens >= 0 && width > 0 && stride >= width, "silu_multiply", "bad sizes");
  const auto kernel = dispatch<silu_multiply_fn>("silu_multiply");
  const SiluMultiplyArgs args{gate, up, width, stride, y};
  parallel(tokens, [&](int64_t begin, int64_t end) { kernel(args, begin, end); });
}

void silu_multiply_quantize(const float* gate, const float* up, int64_t tokens, int64_t width, int64_t stride,
                            float* scratch, int8_t* codes, float* scales, const ParallelFor& parallel) {
  require(tokens >= 0 && width > 0 && stride >= width, "silu_multiply_quantize", "bad sizes");
  const auto multiply = dispatch<silu_multiply_fn>("silu_multiply");
  const auto quantize = dispatch<quantize_activations_fn>("quantize_activations");
  const SiluMultiplyArgs args{gate, up, width, stride, scratch};
  const QuantizeActivationsArgs products{scratch, width, width, codes, scales, nullptr};
  parallel(tokens, [&](int64_t begin, int64_t end) {
    for (int64_t token = begin; token < end; ++token) {  // while its products are in the cache
      multiply(args, token, token + 1);
      quantize(products, token, token + 1);
    }
  });
}

}  // namespace calm::kernels
