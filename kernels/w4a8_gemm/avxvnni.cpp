#include "w4a8_gemm/tile_avxvnni.h"
#include "w4a8_gemm/vector.h"

namespace calm::kernels::avxvnni {

void w4a8_gemm(const W4A8GemmArgs& args, int64_t panel, int64_t begin, int64_t end, uint8_t* scratch) {
  W4A8<TileAvxVnni>{args, panel}.run(begin, end, scratch);
}

}  // namespace calm::kernels::avxvnni
