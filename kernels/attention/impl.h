#pragma once

#include "calm/kernels/attention.h"

namespace calm::kernels {

struct AttentionArgs {
  const float* q;  // rows row_stride apart
  int64_t tokens, row_stride, heads;
  int64_t position;  // of the first token; all tokens lie within the cache's capacity
  KvCache cache;
  int64_t window;  // a token sees this many keys at most: positive
  float scale;
  float* out;
};

/// The keys that one token sees, cut into chunks that threads take. What becomes of head h in chunk c is stored at
/// partial + (h * chunks + c) * (head_dim + 2): the largest score, the sum of exp(score - largest), and head_dim sums
/// of exp(score - largest) * value.
struct DecodeChunks {
  int64_t first, last;  // keys [first, last)
  int64_t chunk, chunks;
  float* partial;
};

struct AttentionKernel {
  /// Floats of scratch, aligned to 64 bytes, that one call of prefill needs: `rows` is attention_rows().
  int64_t (*scratch)(int64_t head_dim, int64_t rows);
  /// Units [begin, end): attention_unit() says which tokens of which key head a unit is.
  void (*prefill)(const AttentionArgs&, int64_t begin, int64_t end, float* scratch);
  /// One token; units [begin, end): kv_head * chunks + chunk.
  void (*decode)(const AttentionArgs&, const DecodeChunks&, int64_t begin, int64_t end);
};

using attention_fn = AttentionKernel();

inline constexpr int64_t kMaxHeadDim = 1024;

/// Tokens that a unit of prefill takes. A unit's rows, one for each query head of its key head, pay for the packing of
/// keys and values: up to 192 of them, fewer where that leaves few units. Depends on the sizes alone.
[[gnu::always_inline]] inline int64_t attention_tile(const AttentionArgs& args) {
  const int64_t group = args.heads / args.cache.kv_heads;
  int64_t tile = group >= 96 ? 2 : 192 / group;
  while (tile * group >= 96 && (args.tokens + tile - 1) / tile * args.cache.kv_heads < 32) tile /= 2;
  return tile;
}

[[gnu::always_inline]] inline int64_t attention_rows(const AttentionArgs& args) {
  return attention_tile(args) * (args.heads / args.cache.kv_heads);
}

struct AttentionUnit {
  int64_t kv_head, begin, end;  // tokens [begin, end)
};

/// Tiles alternate between the two ends of the sequence: later tokens see more, and neighbouring units should cost
/// alike on average.
[[gnu::always_inline]] inline AttentionUnit attention_unit(const AttentionArgs& args, int64_t unit) {
  const int64_t tile = attention_tile(args);
  const int64_t tiles = (args.tokens + tile - 1) / tile;
  const int64_t turn = unit / args.cache.kv_heads;
  const int64_t begin = (turn % 2 == 0 ? turn / 2 : tiles - 1 - turn / 2) * tile;
  return {unit % args.cache.kv_heads, begin, begin + tile < args.tokens ? begin + tile : args.tokens};
}

/// The first key that the token at `position` sees.
[[gnu::always_inline]] inline int64_t first_key(const AttentionArgs& args, int64_t position) {
  return position + 1 > args.window ? position + 1 - args.window : 0;
}

}  // namespace calm::kernels
