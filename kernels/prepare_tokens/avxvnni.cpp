#include "w4a8_gemm/tile_avxvnni.h"

#include "prepare_tokens/vector.h"

namespace calm::kernels::avxvnni {

void prepare_tokens(const PrepareTokensArgs& args, int64_t begin, int64_t end) {
  prepare<TileAvxVnni>(args, begin, end);
}

}  // namespace calm::kernels::avxvnni
