#pragma once

#include <cstdint>

#include "calm/kernels/dense_gemv.h"
#include "calm/kernels/parallel_for.h"

namespace calm::kernels {

/// Keys and values of one layer and one sequence, not owned: [kv_heads, capacity, head_dim] each, float32 or float16.
struct KvCache {
  DenseType type = DenseType::float32;
  void* keys = nullptr;
  void* values = nullptr;
  int64_t kv_heads = 0;
  int64_t capacity = 0;
  int64_t head_dim = 0;
};

/// q, k and v of `tokens` tokens behind the `*position` that the cache holds. A row holds q's heads, then k's, then
/// v's, [heads + 2 * kv_heads][head_dim]; rows row_stride apart.
struct QkvRows {
  float* data = nullptr;
  int64_t tokens = 0;
  int64_t row_stride = 0;
  int64_t heads = 0;
  const int32_t* position = nullptr;
};

/// Tables and norms that rope_append applies. cos, sin [capacity, head_dim / 2]: a head's halves are rotated against
/// each other (rotate_half of transformers, not interleaved). q_norm, k_norm [head_dim]: RMSNorm of each head before
/// the rotation (Qwen3), or null.
struct Rotary {
  const float* cos = nullptr;
  const float* sin = nullptr;
  const float* q_norm = nullptr;
  const float* k_norm = nullptr;
  float eps = 0.0F;
};

/// Rotates q and k in place and appends k and v to the cache at *position + t. Positions beyond the capacity are not
/// written, their rows left as they are. Does not move *position. head_dim must be even. In a float16 cache (to
/// nearest, ties to even) what exceeds 65519 becomes Inf. The same bits on every instruction set.
void rope_append(const QkvRows& rows, const Rotary& rotary, const KvCache& cache, const ParallelFor& parallel = serial);

/// Causal attention, softmax(q k^T * scale) v in float32 (Vaswani 2017, eq. 1): the token at *position + t sees the
/// keys up to its own, at most the last `window` of them where window > 0. heads is a multiple of kv_heads
/// (grouped-query). q as rope_append left it; out [tokens, heads * head_dim] packed, NaN for tokens beyond the
/// capacity. head_dim is at most 1024. Allocates nothing for one token, but takes 256 KiB of the caller's stack. The
/// order of the float32 sums depends on the instruction set and on the number of tokens, never on the threads. A NaN
/// reaches only the tokens that see it; a key whose score is -Inf counts nothing, and one of +Inf gives NaN.
void attention(const QkvRows& rows, const KvCache& cache, int64_t window, float scale, float* out,
               const ParallelFor& parallel = serial);

}  // namespace calm::kernels
