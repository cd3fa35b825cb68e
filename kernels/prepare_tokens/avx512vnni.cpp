#include "w4a8_gemm/tile_avx512vnni.h"

#include "prepare_tokens/vector.h"

namespace calm::kernels::avx512vnni {

void prepare_tokens(const PrepareTokensArgs& args, int64_t begin, int64_t end) {
  prepare<TileAvx512>(args, begin, end);
}

}  // namespace calm::kernels::avx512vnni
