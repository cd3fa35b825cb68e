#pragma once

#include <ATen/Parallel.h>

#include "calm/kernels/parallel_for.h"

namespace calm {

/// ATen's threads as the kernels' ParallelFor.
inline constexpr auto parallel_for = [](int64_t n, kernels::RangeBody body) {
  at::parallel_for(0, n, 1, [&](int64_t begin, int64_t end) { body(begin, end); });
};

}  // namespace calm
