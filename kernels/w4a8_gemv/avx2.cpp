#include "w4a8_gemm/tile_avx2.h"
#include "w4a8_gemv/vector.h"

namespace calm::kernels::avx2 {

void w4a8_gemv(const W4A8GemvArgs& args, int64_t begin, int64_t end) {
  W4A8Gemv<TileAvx2>{args}.dispatch<8>(begin, end);
}

}  // namespace calm::kernels::avx2
