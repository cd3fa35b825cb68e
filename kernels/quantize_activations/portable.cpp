#include <limits>

#include "quantize_activations/impl.h"
#include "rounding.h"

namespace calm::kernels::portable {

void quantize_activations(const QuantizeActivationsArgs& args, int64_t begin, int64_t end) {
  for (int64_t token = begin; token < end; ++token) {
    const float* x = args.x + token * args.row_stride;
    uint32_t largest = 0;
    for (int64_t i = 0; i < args.width; ++i) {
      const uint32_t magnitude = bits_of(x[i]) & 0x7FFFFFFFU;
      largest = magnitude > largest ? magnitude : largest;
    }
    const bool finite = largest < kInfinityBits;
    const float scale =
        finite ? scale_of(float_of(largest), 8, ScaleType::float32) : std::numeric_limits<float>::quiet_NaN();
    if (args.out != nullptr) {
      float* out = args.out + token * args.width;
      for (int64_t i = 0; i < args.width; ++i) out[i] = round_and_clamp(x[i] / scale, -128.0F, 127.0F) * scale;
    } else {
      int8_t* codes = args.codes + token * args.width;
      for (int64_t i = 0; i < args.width; ++i) {
        codes[i] = static_cast<int8_t>(round_and_clamp(x[i] / scale, -128.0F, 127.0F));
      }
      args.scales[token] = scale;
    }
  }
}

}  // namespace calm::kernels::portable
