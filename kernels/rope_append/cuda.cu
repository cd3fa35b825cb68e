#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "rope_append/kernel.cuh"

namespace calm::kernels::cuda {

void rope_append(const QkvRows& rows, const Rotary& rotary, const KvCache& cache, Stream stream) {
  const int64_t all = rows.heads + 2 * cache.kv_heads;
  if (rows.tokens < 0 || rows.heads <= 0 || cache.kv_heads <= 0 || cache.capacity < 0 || cache.head_dim <= 0 ||
      cache.head_dim % 2 != 0 || rows.row_stride < all * cache.head_dim || cache.type == DenseType::bfloat16) {
    throw std::invalid_argument("rope_append: bad sizes; head_dim is even, the cache float32 or float16");
  }
  if (rows.tokens == 0 || cache.capacity == 0) return;
  const auto blocks = static_cast<unsigned>((rows.tokens * all + kRopeWarps - 1) / kRopeWarps);
  launch("rope_append", {blocks, kRopeWarps * 32}, stream,
         cache.type == DenseType::float32 ? rope_append_head<DenseType::float32> : rope_append_head<DenseType::float16>,
         RopeArgs{rows, rotary, cache});
}

void move_position(const int32_t* from, int32_t by, int32_t* to, Stream stream) {
  launch("move_position", {1, 32}, stream, move_position_once, from, by, to);
}

}  // namespace calm::kernels::cuda
