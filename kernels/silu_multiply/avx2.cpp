#include "simd/avx2.h"

#include "silu_multiply/vector.h"

namespace calm::kernels::avx2 {

void silu_multiply(const SiluMultiplyArgs& args, int64_t begin, int64_t end) {
  silu_multiply_tokens<Avx2>(args, begin, end);
}

}  // namespace calm::kernels::avx2
