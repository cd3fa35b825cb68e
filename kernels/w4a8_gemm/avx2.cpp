#include "w4a8_gemm/tile_avx2.h"
#include "w4a8_gemm/vector.h"

namespace calm::kernels::avx2 {

void w4a8_gemm(const W4A8GemmArgs& args, int64_t panel, int64_t begin, int64_t end, uint8_t* scratch) {
  W4A8<TileAvx2>{args, panel}.run(begin, end, scratch);
}

}  // namespace calm::kernels::avx2
