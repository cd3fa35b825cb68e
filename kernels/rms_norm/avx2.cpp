#include "simd/avx2.h"

#include "rms_norm/vector.h"

namespace calm::kernels::avx2 {

void rms_norm(const RmsNormArgs& args, int64_t begin, int64_t end) {
  rms_norm_tokens<Avx2>(args, begin, end);
}

}  // namespace calm::kernels::avx2
