#include "simd/avx2.h"

#include "clip_search/vector.h"

namespace calm::kernels::avx2 {

void clip_search(const ClipSearch& search, int64_t begin, int64_t end, float* scratch) {
  clip_rows<Avx2, 4>(search, begin, end, scratch);
}

}  // namespace calm::kernels::avx2
