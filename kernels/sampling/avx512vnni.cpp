#include "simd/avx512vnni.h"

#include "sampling/vector.h"

namespace calm::kernels::avx512vnni {

SamplingKernel sampling() {
  return SamplingLanes<Avx512>::kernel();
}

}  // namespace calm::kernels::avx512vnni
