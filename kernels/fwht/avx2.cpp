#include "simd/avx2.h"

#include "fwht/vector.h"

namespace calm::kernels::avx2 {

void fwht(const FwhtArgs& args, int64_t begin, int64_t end) {
  Fwht<Avx2>::run(args, begin, end);
}

}  // namespace calm::kernels::avx2
