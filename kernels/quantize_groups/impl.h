#pragma once

#include <cstdint>

namespace calm::kernels {

struct QuantizeGroupsArgs {
  const float* w;
  int64_t cols, group;
  const float* scales;
  int8_t* codes;
  int bits;
};

/// Rows [begin, end).
using quantize_groups_fn = void(const QuantizeGroupsArgs&, int64_t begin, int64_t end);

}  // namespace calm::kernels
