#include <algorithm>
#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "fwht/kernel.cuh"

namespace calm::kernels::cuda {

void fwht(float* x, int64_t rows, int64_t width, int64_t row_stride, int64_t block, float factor, Stream stream) {
  if (rows < 0 || width <= 0 || row_stride < width || block <= 0 || block > 32768 || (block & (block - 1)) != 0 ||
      width % block != 0) {
    throw std::invalid_argument("fwht: bad sizes; a block is a power of two up to 32768 that divides the width");
  }
  if (rows == 0) return;
  const int64_t total = rows * (width / block);
  const auto tile = static_cast<int>(std::clamp<int64_t>(block, kFwhtTile, kFwhtShared));
  const int64_t each = std::max<int64_t>(1, tile / block);
  const int64_t blocks = (total + each - 1) / each;
  if (blocks > INT32_MAX) throw std::invalid_argument("fwht: too many blocks");
  launch("fwht", {static_cast<unsigned>(blocks), kThreads, 1, 1, static_cast<unsigned>(tile * sizeof(float))}, stream,
         fwht_blocks, FwhtArgs{x, width / block, row_stride, block, factor}, total, tile);
}

}  // namespace calm::kernels::cuda
