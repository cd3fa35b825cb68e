#include "simd/avx512vnni.h"

#include "silu_multiply/vector.h"

namespace calm::kernels::avx512vnni {

void silu_multiply(const SiluMultiplyArgs& args, int64_t begin, int64_t end) {
  silu_multiply_tokens<Avx512>(args, begin, end);
}

}  // namespace calm::kernels::avx512vnni
