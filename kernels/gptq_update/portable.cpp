#include <cmath>

#include "gptq_update/impl.h"
#include "rounding.h"

namespace calm::kernels::portable {

void gptq_update(const GptqArgs& args, int64_t begin, int64_t end, float* /*scratch*/) {
  const GptqBlock& b = args.block;
  const float low = lowest_code(b.bits);
  const float high = highest_code(b.bits);
  const float* scales = args.found_scales != nullptr ? args.found_scales : b.scales;
  for (int64_t row = begin; row < end; ++row) {
    float* w = b.w + row * b.row_stride;
    for (int64_t i = 0; i < b.columns; ++i) {
      const int64_t scale_index = row * b.scale_stride + b.column_group[i];
      if (args.found_scales != nullptr && i % args.group == 0) {
        float largest = 0.0F;
        for (int64_t j = i; j < i + args.group && j < b.columns; ++j) {
          const float magnitude = std::fabs(w[j]);
          largest = largest > magnitude ? largest : magnitude;
        }
        args.found_scales[scale_index] = scale_of(largest, b.bits, args.type);
      }
      const float scale = scales[scale_index];
      const float* hinv = b.hinv + i * b.hinv_stride;
      const float code = round_and_clamp(w[i] / scale, low, high);
      const float error = (w[i] - code * scale) / hinv[i];
      b.codes[row * b.code_stride + i] = static_cast<int8_t>(code);
      b.errors[row * b.columns + i] = error;
      for (int64_t j = i; j < b.columns; ++j) w[j] -= error * hinv[j];
    }
  }
}

}  // namespace calm::kernels::portable
