#include "simd/avx2.h"

#include "gptq_update/vector.h"

namespace calm::kernels::avx2 {

void gptq_update(const GptqArgs& args, int64_t begin, int64_t end, float* scratch) {
  gptq_rows<Avx2>(args, begin, end, scratch);
}

}  // namespace calm::kernels::avx2
