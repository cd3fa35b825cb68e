#pragma once

// The vector versions; V is a struct of simd/.

#include "sampling/impl.h"
#include "simd/exp_lanes.h"

namespace calm::kernels {
namespace {

template <class V>
struct SamplingLanes {
  static constexpr int64_t W = V::kWidth;

  static int64_t argmax(const float* values, int64_t n) {
    float largest = values[0];
    bool any_nan = false;
    int64_t i = 0;
    if (n >= 4 * W) {
      typename V::F best[4];
      uint32_t nan = 0;
      for (int64_t v = 0; v < 4; ++v) best[v] = V::load(values + v * W);
      for (; i + 4 * W <= n; i += 4 * W) {
        for (int64_t v = 0; v < 4; ++v) {
          const auto value = V::load(values + i + v * W);
          best[v] = V::max(value, best[v]);
          nan |= V::not_number(value);
        }
      }
      any_nan = nan != 0;
      largest = V::largest_of(V::max(V::max(best[0], best[1]), V::max(best[2], best[3])));
    }
    for (int64_t j = i; j < n; ++j) {
      any_nan = any_nan || !(values[j] == values[j]);
      if (values[j] > largest) largest = values[j];
    }
    const auto target = V::set(largest);
    for (i = 0; i + W <= n; i += W) {
      const auto value = V::load(values + i);
      const uint32_t hits = any_nan ? V::not_number(value) : V::equal(value, target);
      if (hits != 0) return i + __builtin_ctz(hits);
    }
    for (; i < n; ++i) {
      if (any_nan ? !(values[i] == values[i]) : values[i] == largest) return i;
    }
    return 0;
  }

  static int64_t find_above(const float* values, int64_t from, int64_t n, float limit) {
    const auto limits = V::set(limit);
    for (; from + W <= n; from += W) {
      const uint32_t hits = V::above(V::load(values + from), limits);
      if (hits != 0) return from + __builtin_ctz(hits);
    }
    while (from < n && !(values[from] > limit)) ++from;
    return from;
  }

  static double weigh(const float* logits, int64_t n, float largest, float temperature, int32_t* weights) {
    double sums[kWeightSums] = {};
    int64_t i = 0;
    for (; i + kWeightSums <= n; i += kWeightSums) {
      for (int64_t v = 0; v < kWeightSums; v += W) {
        const auto difference = V::sub(V::load(logits + i + v), V::set(largest));
        const auto weight = exp_of_lanes<V>(V::div(difference, V::set(temperature)));
        V::store(reinterpret_cast<float*>(weights + i + v), weight);
        V::add_to(sums + v, weight);
      }
    }
    for (; i < n; ++i) {
      const float weight = exp_of((logits[i] - largest) / temperature);
      weights[i] = static_cast<int32_t>(bits_of(weight));
      sums[i % kWeightSums] += static_cast<double>(weight);
    }
    return fold_weights(sums);
  }

  static SamplingKernel kernel() { return {&argmax, &find_above, &weigh}; }
};

}  // namespace
}  // namespace calm::kernels
