#include "simd/avx512vnni.h"

#include "rms_norm/vector.h"

namespace calm::kernels::avx512vnni {

void rms_norm(const RmsNormArgs& args, int64_t begin, int64_t end) {
  rms_norm_tokens<Avx512>(args, begin, end);
}

}  // namespace calm::kernels::avx512vnni
