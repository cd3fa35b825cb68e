#include <cmath>

#include "w4a8_gemv/impl.h"

namespace calm::kernels::portable {

void w4a8_gemv(const W4A8GemvArgs& args, int64_t begin, int64_t end) {
  const PackedView& w = args.weights;
  for (int64_t panel = begin; panel < end; ++panel) {
    for (int64_t n = 0; n < kPanel && panel * kPanel + n < w.out; ++n) {
      for (int64_t token = 0; token < args.tokens; ++token) {
        const int8_t* x = args.x + token * w.in;
        float total = 0.0F;
        for (int64_t g = 0; g < w.groups(); ++g) {
          int32_t sum = 0;
          for (int64_t k = g * w.group; k < (g + 1) * w.group; ++k) sum += w.code(panel, k, n) * x[k];
          total = std::fma(static_cast<float>(sum), w.scale(panel, g, n), total);
        }
        args.y[token * args.y_stride + panel * kPanel + n] = total * args.x_scales[token];
      }
    }
  }
}

}  // namespace calm::kernels::portable
