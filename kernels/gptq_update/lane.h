#pragma once

// What one lane of a warp holds and does while the warp quantizes a row: columns lane, lane + 32, ... Also compiled for
// the host, where the tests run the 32 lanes one after another.

#include "gptq_update/impl.h"
#include "rounding.h"

namespace calm::kernels::cuda {

inline constexpr int kLanes = 32;

struct GptqStep {
  float code, error;
};

/// One column, from its weight with all earlier errors taken off: the same in all lanes.
CALM_HOST_DEVICE GptqStep quantize_column(float w, float scale, float diagonal, int bits) {
  const float code = round_and_clamp(w / scale, lowest_code(bits), highest_code(bits));
  return {code, (w - code * scale) / diagonal};
}

/// By the column's lane.
CALM_HOST_DEVICE void write_step(const GptqBlock& b, int64_t row, int64_t column, const GptqStep& step) {
  b.codes[row * b.code_stride + column] = static_cast<int8_t>(step.code);
  b.errors[row * b.columns + column] = step.error;
}

template <int kSlots>
struct GptqLane {
  int lane;
  float w[kSlots];

  CALM_HOST_DEVICE void load(const GptqBlock& b, int64_t row) {
    for (int s = 0; s < kSlots; ++s) {
      const int64_t column = s * kLanes + lane;
      w[s] = column < b.columns ? b.w[row * b.row_stride + column] : 0.0F;
    }
  }

  CALM_HOST_DEVICE void store(const GptqBlock& b, int64_t row) const {
    for (int s = 0; s < kSlots; ++s) {
      const int64_t column = s * kLanes + lane;
      if (column < b.columns) b.w[row * b.row_stride + column] = w[s];
    }
  }

  /// This lane's part of the absolute maximum of columns [first, last).
  CALM_HOST_DEVICE float largest(int64_t first, int64_t last) const {
    float most = 0.0F;
    for (int s = 0; s < kSlots; ++s) {
      const int64_t column = s * kLanes + lane;
      const float magnitude = w[s] < 0.0F ? -w[s] : w[s];
      if (column >= first && column < last && magnitude > most) most = magnitude;
    }
    return most;
  }

  /// Takes the error of column `slot` * 32 + source off this lane's columns from there on; hinv is that column's row.
  CALM_HOST_DEVICE void apply(int slot, int source, const GptqStep& step, const float* hinv, int64_t columns) {
    for (int s = 0; s < kSlots; ++s) {
      const int64_t column = s * kLanes + lane;
      if (s < slot || (s == slot && lane < source) || column >= columns) continue;
      w[s] -= step.error * hinv[column];
    }
  }
};

}  // namespace calm::kernels::cuda
