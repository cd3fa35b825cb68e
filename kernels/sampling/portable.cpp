#include "exp.h"
#include "sampling/impl.h"

namespace calm::kernels::portable {
namespace {

int64_t argmax(const float* values, int64_t n) {
  int64_t best = 0;
  for (int64_t i = 0; i < n; ++i) {
    if (!(values[i] == values[i])) return i;
    if (values[i] > values[best]) best = i;
  }
  return best;
}

int64_t find_above(const float* values, int64_t from, int64_t n, float limit) {
  while (from < n && !(values[from] > limit)) ++from;
  return from;
}

double weigh(const float* logits, int64_t n, float largest, float temperature, int32_t* weights) {
  double sums[kWeightSums] = {};
  for (int64_t i = 0; i < n; ++i) {
    const float weight = exp_of((logits[i] - largest) / temperature);
    weights[i] = static_cast<int32_t>(bits_of(weight));
    sums[i % kWeightSums] += static_cast<double>(weight);
  }
  return fold_weights(sums);
}

}  // namespace

SamplingKernel sampling() {
  return {&argmax, &find_above, &weigh};
}

}  // namespace calm::kernels::portable
