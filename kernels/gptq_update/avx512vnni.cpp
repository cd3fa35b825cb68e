#include "simd/avx512vnni.h"

#include "gptq_update/vector.h"

namespace calm::kernels::avx512vnni {

void gptq_update(const GptqArgs& args, int64_t begin, int64_t end, float* scratch) {
  gptq_rows<Avx512>(args, begin, end, scratch);
}

}  // namespace calm::kernels::avx512vnni
