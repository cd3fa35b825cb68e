#include "simd/avx512vnni.h"

#include "clip_search/vector.h"

namespace calm::kernels::avx512vnni {

void clip_search(const ClipSearch& search, int64_t begin, int64_t end, float* scratch) {
  clip_rows<Avx512, 8>(search, begin, end, scratch);
}

}  // namespace calm::kernels::avx512vnni
