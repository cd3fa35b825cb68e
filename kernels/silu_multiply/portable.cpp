#include "exp.h"
#include "silu_multiply/impl.h"

namespace calm::kernels::portable {

void silu_multiply(const SiluMultiplyArgs& args, int64_t begin, int64_t end) {
  for (int64_t token = begin; token < end; ++token) {
    const float* gate = args.gate + token * args.stride;
    const float* up = args.up + token * args.stride;
    float* y = args.y + token * args.width;
    for (int64_t i = 0; i < args.width; ++i) y[i] = gate[i] / (1.0F + exp_of(-gate[i])) * up[i];
  }
}

}  // namespace calm::kernels::portable
