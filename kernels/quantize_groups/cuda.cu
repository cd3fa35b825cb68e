#include "calm/kernels/cuda.h"
#include "device.h"
#include "quantize_groups/impl.h"
#include "rounding.h"

namespace calm::kernels::cuda {
namespace {

__global__ void __launch_bounds__(kThreads) quantize(QuantizeGroupsArgs args, int64_t count) {
  const int64_t step = static_cast<int64_t>(gridDim.x) * kThreads;
  for (int64_t i = static_cast<int64_t>(blockIdx.x) * kThreads + threadIdx.x; i < count; i += step) {
    args.codes[i] = static_cast<int8_t>(
        round_and_clamp(args.w[i] / args.scales[i / args.group], lowest_code(args.bits), highest_code(args.bits)));
  }
}

}  // namespace

void quantize_groups(const float* w, int64_t rows, int64_t cols, int64_t group, const float* scales, int8_t* codes,
                     int bits, Stream stream) {
  if (rows < 0 || cols <= 0 || group <= 0 || cols % group != 0 || bits < 2 || bits > 8) {
    throw std::invalid_argument("quantize_groups: bad sizes");
  }
  if (rows == 0) return;
  quantize<<<blocks_for(rows * cols), kThreads, 0, stream>>>({w, cols, group, scales, codes, bits}, rows * cols);
  check_launch("quantize_groups", rows, cols);
}

}  // namespace calm::kernels::cuda
