#pragma once

#include "w4a8_gemm/packed.h"

namespace calm::kernels {

struct W4A8GemmArgs {
  PackedView weights;
  const int8_t* x;       // [tokens, in]
  const int8_t* packed;  // of prepare_tokens, as are the corrections
  const int32_t* corrections;
  const float* x_scales;
  float* y;
  int64_t y_stride;
};

/// Outputs of panel `panel` for tokens [begin, end), where begin is a multiple of kTileTokens. scratch holds
/// w4a8_scratch(in, group) bytes, 64-byte aligned.
using w4a8_gemm_fn = void(const W4A8GemmArgs&, int64_t panel, int64_t begin, int64_t end, uint8_t* scratch);

/// Channels whose weights a vector version unpacks at once: whole groups, to fit the first-level cache.
[[gnu::always_inline]] inline int64_t w4a8_block(int64_t in, int64_t group) {
  const int64_t groups = in / group;
  const int64_t blocks = (in + 767) / 768;
  return (groups + blocks - 1) / blocks * group;
}

[[gnu::always_inline]] inline int64_t w4a8_scratch(int64_t in, int64_t group) {
  return w4a8_block(in, group) * kPanel;
}

}  // namespace calm::kernels
