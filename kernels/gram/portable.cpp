#include "simd/portable.h"

#include "gram/vector.h"

namespace calm::kernels::portable {

GramKernel gram() {
  return Gram<Portable, 2>::kernel();
}

}  // namespace calm::kernels::portable
