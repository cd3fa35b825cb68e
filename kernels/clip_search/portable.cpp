#include <cmath>

#include "clip_search/impl.h"
#include "rounding.h"

namespace calm::kernels::portable {
namespace {

float error_of(const ClipSearch& search, const float* w, float scale, float* d) {
  const float low = lowest_code(search.bits);
  const float high = highest_code(search.bits);
  for (int64_t j = 0; j < search.group; ++j) d[j] = w[j] - round_and_clamp(w[j] / scale, low, high) * scale;
  float error = 0.0F;
  for (int64_t i = 0; i < search.group; ++i) {
    const float* gram = search.gram + i * search.gram_stride;
    float y = std::fma(gram[i], d[i], 0.0F);
    for (int64_t j = i + 1; j < search.group; ++j) y = std::fma(2.0F * gram[j], d[j], y);
    error = std::fma(d[i], y, error);
  }
  return error;
}

}  // namespace

void clip_search(const ClipSearch& search, int64_t begin, int64_t end, float* scratch) {
  for (int64_t row = begin; row < end; ++row) {
    const float* w = search.w + row * search.row_stride;
    float largest = 0.0F;
    for (int64_t j = 0; j < search.group; ++j) largest = std::fmax(largest, std::fabs(w[j]));
    int best_step = 0;
    float best_error = 0.0F;
    for (int step = 0; step <= search.steps; ++step) {
      const float scale = scale_of(clip_ratio(search, step) * largest, search.bits, search.type);
      const float error = error_of(search, w, scale, scratch);
      if (step == 0 || error < best_error) {
        best_step = step;
        best_error = error;
      }
    }
    const float ratio = clip_ratio(search, best_step);
    search.scales[row * search.scale_stride] = scale_of(ratio * largest, search.bits, search.type);
    if (search.ratios != nullptr) search.ratios[row] = ratio;
    if (search.errors != nullptr) search.errors[row] = best_error;
  }
}

}  // namespace calm::kernels::portable
