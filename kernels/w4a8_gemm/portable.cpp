#include <cmath>

#include "w4a8_gemm/impl.h"

namespace calm::kernels::portable {

void w4a8_gemm(const W4A8GemmArgs& args, int64_t panel, int64_t begin, int64_t end, uint8_t* /*scratch*/) {
  const int64_t groups = args.in / args.group;
  const uint8_t* nibbles = args.nibbles + panel * kW4A8Panel * args.in / 2;
  for (int64_t token = begin; token < end; ++token) {
    const int8_t* x = args.x + token * args.in;
    for (int64_t n = 0; n < kW4A8Panel && panel * kW4A8Panel + n < args.out; ++n) {
      float total = 0.0F;
      for (int64_t g = 0; g < groups; ++g) {
        int32_t sum = 0;
        for (int64_t k = g * args.group; k < (g + 1) * args.group; ++k) {
          const int byte = nibbles[(k / 8 * kW4A8Panel + n) * 4 + k % 4];
          const int code = ((k % 8 < 4 ? byte : byte >> 4) & 0xF) - 8;
          sum += code * x[k];
        }
        total = std::fma(static_cast<float>(sum), args.weight_scales[(panel * groups + g) * kW4A8Panel + n], total);
      }
      args.y[token * args.y_stride + panel * kW4A8Panel + n] = total * args.x_scales[token];
    }
  }
}

}  // namespace calm::kernels::portable
