#include "simd/avx512vnni.h"

#include "rope_append/vector.h"

namespace calm::kernels::avx512vnni {

void rope_append(const RopeAppendArgs& args, int64_t begin, int64_t end) {
  RopeAppend<Avx512>::run(args, begin, end);
}

}  // namespace calm::kernels::avx512vnni
