#include "calm/kernels/fwht.h"

#include "dispatch.h"
#include "fwht/impl.h"

namespace calm::kernels {

void fwht(float* x, int64_t rows, int64_t width, int64_t row_stride, int64_t block, float factor,
          const ParallelFor& parallel) {
  require(rows >= 0 && width > 0 && row_stride >= width, "fwht", "bad sizes");
  require(block > 0 && block <= 32768 && (block & (block - 1)) == 0 && width % block == 0, "fwht",
          "the block must be a power of two, at most 32768, that divides the width");
  const auto kernel = dispatch<fwht_fn>("fwht");
  const FwhtArgs args{x, width / block, row_stride, block, factor};
  parallel(rows * args.blocks, [&](int64_t begin, int64_t end) { kernel(args, begin, end); });
}

}  // namespace calm::kernels
