#include "quantize_groups/impl.h"
#include "rounding.h"

namespace calm::kernels::portable {

void quantize_groups(const QuantizeGroupsArgs& args, int64_t begin, int64_t end) {
  const float low = lowest_code(args.bits);
  const float high = highest_code(args.bits);
  for (int64_t row = begin; row < end; ++row) {
    for (int64_t first = 0; first < args.cols; first += args.group) {
      const float scale = args.scales[row * (args.cols / args.group) + first / args.group];
      const float* w = args.w + row * args.cols + first;
      int8_t* codes = args.codes + row * args.cols + first;
      for (int64_t i = 0; i < args.group; ++i) codes[i] = static_cast<int8_t>(round_and_clamp(w[i] / scale, low, high));
    }
  }
}

}  // namespace calm::kernels::portable
