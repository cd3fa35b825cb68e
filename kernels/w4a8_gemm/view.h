#pragma once

#include "calm/kernels/w4a8_gemm.h"
#include "w4a8_gemm/packed.h"

namespace calm::kernels {

inline PackedView view_of(const PackedWeights& weights) {
  const bool nibbles = weights.bits <= 4;
  return {nibbles ? weights.nibbles.data() : weights.wide.data(),
          weights.half_scales.empty() ? weights.scales.data() : nullptr,
          weights.half_scales.empty() ? nullptr : weights.half_scales.data(),
          weights.out,
          weights.in,
          weights.group,
          nibbles};
}

}  // namespace calm::kernels
