#include <cmath>

#include "w4a16_gemm/impl.h"

namespace calm::kernels::portable {

void w4a16_gemm(const W4A16GemmArgs& args, int64_t panel, int64_t begin, int64_t end, float* /*scratch*/) {
  const PackedView& w = args.weights;
  for (int64_t token = begin; token < end; ++token) {
    const float* x = args.x + token * args.x_stride;
    for (int64_t n = 0; n < kPanel && panel * kPanel + n < w.out; ++n) {
      float total = 0.0F;
      for (int64_t k = 0; k < w.in; ++k) {
        const float weight = static_cast<float>(w.code(panel, k, n)) * w.scale(panel, k / w.group, n);
        total = std::fma(x[k], weight, total);
      }
      args.y[token * args.y_stride + panel * kPanel + n] = total;
    }
  }
}

}  // namespace calm::kernels::portable
