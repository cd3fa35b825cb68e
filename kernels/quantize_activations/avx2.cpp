#include "simd/avx2.h"

#include "quantize_activations/vector.h"

namespace calm::kernels::avx2 {

void quantize_activations(const QuantizeActivationsArgs& args, int64_t begin, int64_t end) {
  quantize_tokens<Avx2>(args, begin, end);
}

}  // namespace calm::kernels::avx2
