#pragma once

#include <cstdint>

namespace calm::kernels {

struct W4A8GemmArgs {
  const uint8_t* nibbles;  // PackedWeights
  const float* weight_scales;
  int64_t out, in, group;
  const int8_t* x;  // [tokens, in]
  const float* x_scales;
  const int32_t* corrections;  // [tokens, in / group]: -8 * sum of the group's x, what code + 8 adds too much
  float* y;
  int64_t y_stride;
};

/// Outputs of panel `panel` for tokens [begin, end). scratch holds w4a8_scratch(in, group) bytes, 64-byte aligned.
using w4a8_gemm_fn = void(const W4A8GemmArgs&, int64_t panel, int64_t begin, int64_t end, uint8_t* scratch);

inline constexpr int64_t kW4A8Panel = 32;

/// Channels whose weights a vector version unpacks at once: whole groups, to fit the first-level cache.
[[gnu::always_inline]] inline int64_t w4a8_block(int64_t in, int64_t group) {
  const int64_t groups = in / group;
  const int64_t blocks = (in + 767) / 768;
  return (groups + blocks - 1) / blocks * group;
}

[[gnu::always_inline]] inline int64_t w4a8_scratch(int64_t in, int64_t group) {
  return w4a8_block(in, group) * kW4A8Panel;
}

}  // namespace calm::kernels
