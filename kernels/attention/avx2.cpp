#include "simd/avx2.h"

#include "attention/vector.h"

namespace calm::kernels::avx2 {

AttentionKernel attention() {
  return Attention<Avx2, 6, 2>::kernel();
}

}  // namespace calm::kernels::avx2
