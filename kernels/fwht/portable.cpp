#include "fwht/impl.h"

namespace calm::kernels::portable {

void fwht(const FwhtArgs& args, int64_t begin, int64_t end) {
  for (int64_t b = begin; b < end; ++b) {
    float* x = args.x + b / args.blocks * args.row_stride + b % args.blocks * args.block;
    for (int64_t step = 1; step < args.block; step *= 2) {
      for (int64_t first = 0; first < args.block; first += 2 * step) {
        for (int64_t i = first; i < first + step; ++i) {
          const float low = x[i];
          const float high = x[i + step];
          x[i] = low + high;
          x[i + step] = low - high;
        }
      }
    }
    for (int64_t i = 0; i < args.block; ++i) x[i] *= args.factor;
  }
}

}  // namespace calm::kernels::portable
