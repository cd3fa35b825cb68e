#pragma once

#include <cstdint>

namespace calm::kernels {

struct FwhtArgs {
  float* x;
  int64_t blocks, row_stride, block;  // blocks: in a row
  float factor;
};

/// Blocks [begin, end), counted along the rows. Sums and differences are taken over neighbours 1 apart first, then 2,
/// 4, ...: the same bits everywhere.
using fwht_fn = void(const FwhtArgs&, int64_t begin, int64_t end);

}  // namespace calm::kernels
