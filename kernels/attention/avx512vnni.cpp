#include "simd/avx512vnni.h"

#include "attention/vector.h"

namespace calm::kernels::avx512vnni {

AttentionKernel attention() {
  return Attention<Avx512, 6, 4>::kernel();
}

}  // namespace calm::kernels::avx512vnni
