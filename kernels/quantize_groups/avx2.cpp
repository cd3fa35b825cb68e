#include "simd/avx2.h"

#include "quantize_groups/vector.h"

namespace calm::kernels::avx2 {

void quantize_groups(const QuantizeGroupsArgs& args, int64_t begin, int64_t end) {
  quantize_group_rows<Avx2>(args, begin, end);
}

}  // namespace calm::kernels::avx2
