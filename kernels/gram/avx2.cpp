#include "simd/avx2.h"

#include "gram/vector.h"

namespace calm::kernels::avx2 {

GramKernel gram() {
  return Gram<Avx2, 4>::kernel();
}

}  // namespace calm::kernels::avx2
