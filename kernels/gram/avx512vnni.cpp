#include "simd/avx512vnni.h"

#include "gram/vector.h"

namespace calm::kernels::avx512vnni {

GramKernel gram() {
  return Gram<Avx512, 8>::kernel();
}

}  // namespace calm::kernels::avx512vnni
