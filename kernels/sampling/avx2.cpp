#include "simd/avx2.h"

#include "sampling/vector.h"

namespace calm::kernels::avx2 {

SamplingKernel sampling() {
  return SamplingLanes<Avx2>::kernel();
}

}  // namespace calm::kernels::avx2
