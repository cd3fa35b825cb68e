#include "simd/avx512vnni.h"

#include "fwht/vector.h"

namespace calm::kernels::avx512vnni {

void fwht(const FwhtArgs& args, int64_t begin, int64_t end) {
  Fwht<Avx512>::run(args, begin, end);
}

}  // namespace calm::kernels::avx512vnni
