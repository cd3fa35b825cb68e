#include <algorithm>
#include <stdexcept>

#include "attention/prefill.cuh"
#include "calm/kernels/cuda.h"

namespace calm::kernels::cuda {
namespace {

constexpr int64_t kBlocksWanted = 264;  // two for each multiprocessor of the largest target
constexpr int64_t kKeysOfPart = 128;    // at least

/// Query heads of a block: 1, 2, 4 or 8.
int64_t heads_of_block(int64_t heads, const KvCache& cache) {
  const int64_t fit = kAttendElements / ((cache.head_dim + 7) / 8 * 8);
  const int64_t group = heads / cache.kv_heads;
  int64_t count = 1;
  while (count < 8 && count < group && 2 * count <= fit) count *= 2;
  return count;
}

int64_t head_sets(int64_t heads, const KvCache& cache) {
  const int64_t each = heads_of_block(heads, cache);
  return (heads / cache.kv_heads + each - 1) / each;
}

int64_t splits_for(int64_t heads, const KvCache& cache) {
  const int64_t blocks = cache.kv_heads * head_sets(heads, cache);
  return std::clamp<int64_t>((kBlocksWanted + blocks - 1) / blocks, 1,
                             std::clamp<int64_t>(cache.capacity / kKeysOfPart, 1, 64));
}

void check(int64_t heads, const KvCache& cache) {
  if (heads <= 0 || cache.kv_heads <= 0 || heads % cache.kv_heads != 0 || cache.capacity < 0 ||
      cache.capacity > INT32_MAX / 2 || cache.head_dim <= 0 || cache.head_dim > kAttendElements ||
      cache.type == DenseType::bfloat16) {
    throw std::invalid_argument(
        "attention: bad sizes; heads are a multiple of kv_heads, head_dim is 1 to 1024, the cache float32 or float16");
  }
}

template <DenseType kType>
auto kernel_for(int64_t heads) {
  return heads == 1   ? attend<1, kType>
         : heads == 2 ? attend<2, kType>
         : heads == 4 ? attend<4, kType>
                      : attend<8, kType>;
}

}  // namespace

int64_t attention_workspace(int64_t heads, const KvCache& cache) {
  check(heads, cache);
  const int64_t splits = splits_for(heads, cache);
  return splits == 1 ? 0 : heads * splits * (cache.head_dim + 2);
}

void attention(const QkvRows& rows, const KvCache& cache, int64_t window, float scale, float* out, float* workspace,
               Stream stream) {
  check(rows.heads, cache);
  const int64_t sets = head_sets(rows.heads, cache);
  if (rows.tokens < 0 || rows.row_stride < rows.heads * cache.head_dim ||
      rows.tokens * cache.kv_heads * sets > INT32_MAX) {
    throw std::invalid_argument("attention: bad sizes");
  }
  if (rows.tokens == 0) return;
  const auto splits = static_cast<unsigned>(rows.tokens == 1 ? splits_for(rows.heads, cache) : 1);
  const AttendArgs args{rows,
                        cache,
                        std::max<int64_t>(window, 0),
                        scale,
                        out,
                        workspace,
                        static_cast<int>(splits),
                        static_cast<int>(sets),
                        cache.head_dim % 8 == 0 && aligned(cache.keys)};
  // From where a tile of tokens pays.
  if (rows.tokens >= 8 && cache.type == DenseType::float16 && (cache.head_dim == 64 || cache.head_dim == 128) &&
      aligned(cache.keys) && aligned(cache.values) && rows.heads <= INT32_MAX &&
      rows.tokens <= kPrefillTokens * 65535) {
    launch("attention",
           {static_cast<unsigned>(rows.heads), kPrefillThreads,
            static_cast<unsigned>((rows.tokens + kPrefillTokens - 1) / kPrefillTokens)},
           stream, cache.head_dim == 64 ? attend_tile<64> : attend_tile<128>, args);
    return;
  }
  const int64_t heads = heads_of_block(rows.heads, cache);
  launch(
      "attention", {static_cast<unsigned>(rows.tokens * cache.kv_heads * sets), kAttendThreads, splits}, stream,
      cache.type == DenseType::float32 ? kernel_for<DenseType::float32>(heads) : kernel_for<DenseType::float16>(heads),
      args);
  if (splits > 1) {
    launch("attention", {static_cast<unsigned>(rows.heads), kAttendThreads}, stream, merge_parts, args);
  }
}

}  // namespace calm::kernels::cuda
