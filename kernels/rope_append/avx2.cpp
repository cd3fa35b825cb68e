#include "simd/avx2.h"

#include "rope_append/vector.h"

namespace calm::kernels::avx2 {

void rope_append(const RopeAppendArgs& args, int64_t begin, int64_t end) {
  RopeAppend<Avx2>::run(args, begin, end);
}

}  // namespace calm::kernels::avx2
