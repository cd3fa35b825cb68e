#pragma once

#include "calm/kernels/clip_search.h"

namespace calm::kernels {

/// Rows taken at once: a multiple of every version's tile.
inline constexpr int64_t kClipRows = 48;
inline constexpr int64_t kClipPadding = 8;  // channels by which a version may round the group up

CALM_HOST_DEVICE float clip_ratio(const ClipSearch& search, int step) {
  return 1.0F - static_cast<float>(step) * search.max_shrink / static_cast<float>(search.steps > 0 ? search.steps : 1);
}

constexpr int64_t clip_scratch(int64_t group) {
  return (group + kClipPadding) * (group + 2 * kClipRows);
}

/// Rows [begin, end); scratch holds clip_scratch(group) floats, 64-byte aligned.
///
/// The order of sums, the same in all versions: for channel i, y = fused sum over j = i.. of H_ij d_j with H_ii = G_ii
/// and H_ij = 2 G_ij; error = fused sum over i of d_i y_i.
using clip_search_fn = void(const ClipSearch&, int64_t begin, int64_t end, float* scratch);

}  // namespace calm::kernels
