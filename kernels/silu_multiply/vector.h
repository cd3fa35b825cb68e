#pragma once

// The vector versions; V is a struct of simd/.

#include "silu_multiply/impl.h"
#include "simd/exp_lanes.h"

namespace calm::kernels {
namespace {

template <class V>
[[gnu::always_inline]] inline typename V::F silu_times(typename V::F gate, typename V::F up) {
  return V::mul(V::div(gate, V::add(V::set(1.0F), exp_of_lanes<V>(V::negate(gate)))), up);
}

template <class V>
void silu_multiply_tokens(const SiluMultiplyArgs& args, int64_t begin, int64_t end) {
  constexpr int64_t step = V::kWidth;
  const int64_t whole = args.width / step * step;
  const int64_t rest = args.width - whole;
  for (int64_t token = begin; token < end; ++token) {
    const float* gate = args.gate + token * args.stride;
    const float* up = args.up + token * args.stride;
    float* y = args.y + token * args.width;
    for (int64_t i = 0; i < whole; i += step) V::store(y + i, silu_times<V>(V::load(gate + i), V::load(up + i)));
    if (rest == 0) continue;
    alignas(64) float last_gate[step] = {};
    alignas(64) float last_up[step] = {};
    for (int64_t i = 0; i < rest; ++i) last_gate[i] = gate[whole + i];
    for (int64_t i = 0; i < rest; ++i) last_up[i] = up[whole + i];
    V::store(last_up, silu_times<V>(V::load(last_gate), V::load(last_up)));
    for (int64_t i = 0; i < rest; ++i) y[whole + i] = last_up[i];
  }
}

}  // namespace
}  // namespace calm::kernels
