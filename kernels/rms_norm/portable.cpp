#include "quantize_activations/impl.h"
#include "rms_norm/impl.h"
#include "rounding.h"

namespace calm::kernels::portable {

void rms_norm(const RmsNormArgs& args, int64_t begin, int64_t end) {
  const RmsNorm& norm = args.norm;
  for (int64_t token = begin; token < end; ++token) {
    float* x = norm.x + token * norm.width;
    if (norm.add != nullptr) {
      for (int64_t i = 0; i < norm.width; ++i) x[i] += norm.add[token * norm.width + i];
    }
    const float factor = rms_factor(sum_of_squares(x, norm.width), norm.width, norm.eps);
    if (args.y != nullptr) {
      float* y = args.y + token * norm.width;
      for (int64_t i = 0; i < norm.width; ++i) y[i] = x[i] * factor * norm.weight[i];
      continue;
    }
    uint32_t largest = 0;
    for (int64_t i = 0; i < norm.width; ++i) {
      const uint32_t magnitude = bits_of(x[i] * factor * norm.weight[i]) & 0x7FFFFFFFU;
      largest = magnitude > largest ? magnitude : largest;
    }
    const float scale =
        largest < kInfinityBits ? scale_of(float_of(largest), 8, ScaleType::float32) : __builtin_nanf("");
    int8_t* codes = args.codes + token * norm.width;
    for (int64_t i = 0; i < norm.width; ++i) {
      codes[i] = static_cast<int8_t>(round_and_clamp(x[i] * factor * norm.weight[i] / scale, -128.0F, 127.0F));
    }
    args.scales[token] = scale;
  }
}

}  // namespace calm::kernels::portable
