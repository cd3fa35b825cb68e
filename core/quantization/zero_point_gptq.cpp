#include "quantization/zero_point_gptq.h"

#include <algorithm>
#include <cmath>

#include "model/parallel.h"

namespace calm {
namespace {

struct Range {
  float scale, zero;
};

/// The grid's formulas for one group in memory.
Range range_of(const float* w, int64_t count, const GroupGrid& grid) {
  float low = 0, high = 0;
  for (int64_t i = 0; i < count; ++i) {
    low = std::min(low, w[i]);
    high = std::max(high, w[i]);
  }
  const auto lowest = static_cast<float>(grid.lowest()), highest = static_cast<float>(grid.highest());
  const float scale = stored_scale((high - low) / static_cast<float>(2 * grid.divisor()), grid);
  return {scale, std::nearbyint(std::clamp(lowest - low / scale, lowest, highest))};
}

}  // namespace

void gptq_round_with_zeros(const kernels::GptqBlock& task, const GroupGrid& grid, float* found_scales, int8_t* zeros) {
  const auto lowest = static_cast<float>(grid.lowest()), highest = static_cast<float>(grid.highest());
  const float* scales = found_scales != nullptr ? found_scales : task.scales;
  parallel_for(task.rows, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) {
      float* w = task.w + row * task.row_stride;
      for (int64_t i = 0; i < task.columns; ++i) {
        const int64_t group = row * task.scale_stride + task.column_group[i];
        if (found_scales != nullptr && i % grid.group == 0) {
          const Range range = range_of(w + i, std::min<int64_t>(grid.group, task.columns - i), grid);
          found_scales[group] = range.scale;
          zeros[group] = static_cast<int8_t>(range.zero);
        }
        const float scale = scales[group];
        const auto zero = static_cast<float>(zeros[group]);
        const float* hinv = task.hinv + i * task.hinv_stride;
        const float code = std::clamp(std::nearbyint(w[i] / scale + zero), lowest, highest);
        const float error = (w[i] - (code - zero) * scale) / hinv[i];
        task.codes[row * task.code_stride + i] = static_cast<int8_t>(code);
        task.errors[row * task.columns + i] = error;
        for (int64_t j = i; j < task.columns; ++j) w[j] -= error * hinv[j];
      }
    }
  });
}

}  // namespace calm
