#pragma once

#include "exp.h"

namespace calm::kernels {
namespace {

/// exp_of() on a vector of simd/, the same bits.
template <class V>
[[gnu::always_inline]] inline typename V::F exp_of_lanes(typename V::F x) {
  using C = ExpConstants;
  x = V::min(V::set(C::kHighest), V::max(V::set(C::kLowest), x));
  const auto shifted = V::add(V::mul(x, V::set(C::kLog2e)), V::set(C::kRounder));
  const auto n = V::sub(shifted, V::set(C::kRounder));
  const auto r = V::sub(V::sub(x, V::mul(n, V::set(C::kLn2High))), V::mul(n, V::set(C::kLn2Low)));
  auto p = V::add(V::mul(V::set(C::kP0), r), V::set(C::kP1));
  p = V::add(V::mul(p, r), V::set(C::kP2));
  p = V::add(V::mul(p, r), V::set(C::kP3));
  p = V::add(V::mul(p, r), V::set(C::kP4));
  p = V::add(V::mul(p, r), V::set(C::kP5));
  p = V::add(V::add(V::mul(p, V::mul(r, r)), r), V::set(1.0F));
  return V::times_power(p, shifted);
}

}  // namespace
}  // namespace calm::kernels
