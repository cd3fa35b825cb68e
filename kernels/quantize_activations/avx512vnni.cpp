#include "simd/avx512vnni.h"

#include "quantize_activations/vector.h"

namespace calm::kernels::avx512vnni {

void quantize_activations(const QuantizeActivationsArgs& args, int64_t begin, int64_t end) {
  quantize_tokens<Avx512>(args, begin, end);
}

}  // namespace calm::kernels::avx512vnni
