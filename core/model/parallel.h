#pragma once

#include <cstdint>

#include "calm/kernels/parallel_for.h"

namespace calm {

/// The kernels' ParallelFor on the OpenMP threads that ATen's own operators use, at::get_num_threads() of them. Serial
/// inside another parallel region. An exception of the body reaches the caller.
struct AtenThreads {
  void operator()(int64_t n, kernels::RangeBody body) const;
};

inline constexpr AtenThreads parallel_for{};

}  // namespace calm
