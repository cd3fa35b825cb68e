#include "w4a8_gemm/tile_avx512vnni.h"
#include "w4a8_gemv/vector.h"

namespace calm::kernels::avx512vnni {

void w4a8_gemv(const W4A8GemvArgs& args, int64_t begin, int64_t end) {
  W4A8Gemv<TileAvx512>{args}.dispatch<8>(begin, end);
}

}  // namespace calm::kernels::avx512vnni
