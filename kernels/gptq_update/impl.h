#pragma once

#include "calm/kernels/gptq_update.h"

namespace calm::kernels {

struct GptqArgs {
  GptqBlock block;
  float* found_scales;  // null where block.scales are given
  int64_t group;        // of found_scales
  ScaleType type;
};

/// The vector versions take this many rows at once.
inline constexpr int64_t kGptqTileRows = 16;

/// Rows [begin, end); scratch holds 2 * columns * kGptqTileRows floats, 64-byte aligned.
using gptq_update_fn = void(const GptqArgs&, int64_t begin, int64_t end, float* scratch);

}  // namespace calm::kernels
