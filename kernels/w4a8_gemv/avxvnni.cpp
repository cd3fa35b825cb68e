#include "w4a8_gemm/tile_avxvnni.h"
#include "w4a8_gemv/vector.h"

namespace calm::kernels::avxvnni {

void w4a8_gemv(const W4A8GemvArgs& args, int64_t begin, int64_t end) {
  W4A8Gemv<TileAvxVnni>{args}.dispatch<8>(begin, end);
}

}  // namespace calm::kernels::avxvnni
