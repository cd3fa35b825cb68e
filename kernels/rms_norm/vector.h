#pragma once

// The vector versions; V is a struct of simd/.

#include "quantize_activations/impl.h"
#include "rms_norm/impl.h"
#include "rounding.h"

namespace calm::kernels {
namespace {

/// As sum_of_squares(), the same bits; x += add first where add is not null.
template <class V>
float sum_of_squares_lanes(float* x, const float* add, int64_t width) {
  constexpr int64_t kVectors = kSquareSums / V::kWidth;
  typename V::F sums[kVectors];
  for (int64_t v = 0; v < kVectors; ++v) sums[v] = V::zero();
  const int64_t whole = width / kSquareSums * kSquareSums;
  for (int64_t i = 0; i < whole; i += kSquareSums) {
    for (int64_t v = 0; v < kVectors; ++v) {
      auto value = V::load(x + i + v * V::kWidth);
      if (add != nullptr) {
        value = V::add(value, V::load(add + i + v * V::kWidth));
        V::store(x + i + v * V::kWidth, value);
      }
      sums[v] = V::add(sums[v], V::mul(value, value));
    }
  }
  alignas(64) float lanes[kSquareSums];
  for (int64_t v = 0; v < kVectors; ++v) V::store(lanes + v * V::kWidth, sums[v]);
  for (int64_t i = whole; i < width; ++i) {
    if (add != nullptr) x[i] += add[i];
    lanes[i - whole] += x[i] * x[i];
  }
  for (int64_t step = kSquareSums / 2; step > 0; step /= 2) {
    for (int64_t l = 0; l < step; ++l) lanes[l] += lanes[l + step];
  }
  return lanes[0];
}

template <class V>
void rms_norm_tokens(const RmsNormArgs& args, int64_t begin, int64_t end) {
  constexpr int64_t step = V::kWidth;
  const RmsNorm& norm = args.norm;
  const int64_t whole = norm.width / step * step;
  const int64_t rest = norm.width - whole;
  const auto low = V::set(-128.0F);
  const auto high = V::set(127.0F);
  for (int64_t token = begin; token < end; ++token) {
    float* x = norm.x + token * norm.width;
    const float* add = norm.add != nullptr ? norm.add + token * norm.width : nullptr;
    const auto factor = V::set(rms_factor(sum_of_squares_lanes<V>(x, add, norm.width), norm.width, norm.eps));
    const auto normed = [&](int64_t i) { return V::mul(V::mul(V::load(x + i), factor), V::load(norm.weight + i)); };
    alignas(64) float tail[step] = {};
    alignas(64) float tail_weight[step] = {};
    for (int64_t i = 0; i < rest; ++i) tail[i] = x[whole + i];
    for (int64_t i = 0; i < rest; ++i) tail_weight[i] = norm.weight[whole + i];
    V::store(tail, V::mul(V::mul(V::load(tail), factor), V::load(tail_weight)));
    if (args.y != nullptr) {
      float* y = args.y + token * norm.width;
      for (int64_t i = 0; i < whole; i += step) V::store(y + i, normed(i));
      for (int64_t i = 0; i < rest; ++i) y[whole + i] = tail[i];
      continue;
    }
    // The products are computed twice rather than kept.
    for (int64_t i = rest; i < step; ++i) tail[i] = 0.0F;  // NaN * 0 would be NaN
    auto magnitude = V::magnitude(V::load(tail));
    for (int64_t i = 0; i < whole; i += step) magnitude = V::max_bits(magnitude, V::magnitude(normed(i)));
    const uint32_t largest = V::largest(magnitude);
    const float scale =
        largest < kInfinityBits ? scale_of(float_of(largest), 8, ScaleType::float32) : __builtin_nanf("");
    const auto divisor = V::set(scale);
    int8_t* codes = args.codes + token * norm.width;
    for (int64_t i = 0; i < whole; i += step) {
      V::store_codes(codes + i, V::round_and_clamp(V::div(normed(i), divisor), low, high));
    }
    int8_t last[step];
    V::store_codes(last, V::round_and_clamp(V::div(V::load(tail), divisor), low, high));
    for (int64_t i = 0; i < rest; ++i) codes[whole + i] = last[i];
    args.scales[token] = scale;
  }
}

}  // namespace
}  // namespace calm::kernels
