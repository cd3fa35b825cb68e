#include "simd/avx512vnni.h"

#include "quantize_groups/vector.h"

namespace calm::kernels::avx512vnni {

void quantize_groups(const QuantizeGroupsArgs& args, int64_t begin, int64_t end) {
  quantize_group_rows<Avx512>(args, begin, end);
}

}  // namespace calm::kernels::avx512vnni
