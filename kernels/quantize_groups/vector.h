#pragma once

#include "quantize_groups/impl.h"
#include "rounding.h"

namespace calm::kernels {
namespace {

template <class V>
void quantize_group_rows(const QuantizeGroupsArgs& args, int64_t begin, int64_t end) {
  constexpr int64_t step = V::kWidth;
  const auto low = V::set(lowest_code(args.bits));
  const auto high = V::set(highest_code(args.bits));
  const int64_t whole = args.group / step * step;
  const int64_t groups = args.cols / args.group;
  for (int64_t g = begin * groups; g < end * groups; ++g) {
    const auto scale = V::set(args.scales[g]);
    const float* w = args.w + g * args.group;
    int8_t* codes = args.codes + g * args.group;
    for (int64_t i = 0; i < whole; i += step) {
      V::store_codes(codes + i, V::round_and_clamp(V::div(V::load(w + i), scale), low, high));
    }
    for (int64_t i = whole; i < args.group; ++i) {
      codes[i] =
          static_cast<int8_t>(round_and_clamp(w[i] / args.scales[g], lowest_code(args.bits), highest_code(args.bits)));
    }
  }
}

}  // namespace
}  // namespace calm::kernels
