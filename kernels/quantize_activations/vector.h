#pragma once

// The vector versions; V is a struct of simd/.

#include "quantize_activations/impl.h"
#include "rounding.h"

namespace calm::kernels {
namespace {

template <class V>
void quantize_tokens(const QuantizeActivationsArgs& args, int64_t begin, int64_t end) {
  constexpr int64_t step = V::kWidth;
  const int64_t whole = args.width / step * step;
  const int64_t rest = args.width - whole;
  const auto low = V::set(-128.0F);
  const auto high = V::set(127.0F);
  for (int64_t token = begin; token < end; ++token) {
    const float* x = args.x + token * args.row_stride;
    alignas(64) float tail[step] = {};
    for (int64_t i = 0; i < rest; ++i) tail[i] = x[whole + i];
    auto magnitude = V::magnitude(V::load(tail));
    for (int64_t i = 0; i < whole; i += step) magnitude = V::max_bits(magnitude, V::magnitude(V::load(x + i)));
    const uint32_t largest = V::largest(magnitude);
    const float scale =
        largest < kInfinityBits ? scale_of(float_of(largest), 8, ScaleType::float32) : __builtin_nanf("");
    const auto divisor = V::set(scale);
    if (args.out != nullptr) {
      float* out = args.out + token * args.width;
      for (int64_t i = 0; i < whole; i += step) {
        V::store(out + i, V::mul(V::round_and_clamp(V::div(V::load(x + i), divisor), low, high), divisor));
      }
      V::store(tail, V::mul(V::round_and_clamp(V::div(V::load(tail), divisor), low, high), divisor));
      for (int64_t i = 0; i < rest; ++i) out[whole + i] = tail[i];
    } else {
      int8_t* codes = args.codes + token * args.width;
      for (int64_t i = 0; i < whole; i += step) {
        V::store_codes(codes + i, V::round_and_clamp(V::div(V::load(x + i), divisor), low, high));
      }
      int8_t last[step];
      V::store_codes(last, V::round_and_clamp(V::div(V::load(tail), divisor), low, high));
      for (int64_t i = 0; i < rest; ++i) codes[whole + i] = last[i];
      args.scales[token] = scale;
    }
  }
}

}  // namespace
}  // namespace calm::kernels
