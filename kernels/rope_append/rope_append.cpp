#include "rope_append/impl.h"

#include <algorithm>

#include "dispatch.h"

namespace calm::kernels {

void rope_append(const QkvRows& rows, const Rotary& rotary, const KvCache& cache, const ParallelFor& parallel) {
  require(cache.type != DenseType::bfloat16, "rope_append", "the cache must be float32 or float16");
  require(rows.tokens >= 0 && rows.heads > 0 && cache.kv_heads > 0 && cache.capacity >= 0 && *rows.position >= 0,
          "rope_append", "bad sizes");
  require(cache.head_dim > 0 && cache.head_dim % 2 == 0, "rope_append", "head_dim must be even");
  require(rows.row_stride >= (rows.heads + 2 * cache.kv_heads) * cache.head_dim, "rope_append",
          "a row is shorter than its heads");
  const auto kernel = dispatch<rope_append_fn>("rope_append");
  const RopeAppendArgs args{rows, *rows.position, rotary, cache};
  const int64_t tokens = std::clamp<int64_t>(cache.capacity - args.position, 0, rows.tokens);
  parallel(tokens, [&](int64_t begin, int64_t end) { kernel(args, begin, end); });
}

}  // namespace calm::kernels
