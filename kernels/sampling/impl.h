#pragma once

#include "calm/kernels/sampling.h"

namespace calm::kernels {

struct SamplingKernel {
  /// As kernels::argmax; n > 0.
  int64_t (*argmax)(const float* values, int64_t n);
  /// The first index in [from, n) whose value is above the limit, or n.
  int64_t (*find_above)(const float* values, int64_t from, int64_t n, float limit);
  /// weights[i] = exp((logits[i] - largest) / temperature), a float32 in the bits of an int32. Returns their sum in
  /// float64: element i in sum i % 16, which are then added pairwise (sum l gains l + 8, then 4, 2, 1).
  double (*weigh)(const float* logits, int64_t n, float largest, float temperature, int32_t* weights);
};

using sampling_fn = SamplingKernel();

inline constexpr int64_t kWeightSums = 16;

[[gnu::always_inline]] inline double fold_weights(double* sums) {
  for (int64_t step = kWeightSums / 2; step > 0; step /= 2) {
    for (int64_t l = 0; l < step; ++l) sums[l] += sums[l + step];
  }
  return sums[0];
}

}  // namespace calm::kernels
