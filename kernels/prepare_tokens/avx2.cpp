#include "w4a8_gemm/tile_avx2.h"

#include "prepare_tokens/vector.h"

namespace calm::kernels::avx2 {

void prepare_tokens(const PrepareTokensArgs& args, int64_t begin, int64_t end) {
  prepare<TileAvx2>(args, begin, end);
}

}  // namespace calm::kernels::avx2
