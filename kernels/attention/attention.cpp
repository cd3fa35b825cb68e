#include "calm/kernels/attention.h"

#include <algorithm>
#include <limits>

#include "aligned_buffer.h"
#include "attention/impl.h"
#include "dispatch.h"
#include "exp.h"

namespace calm::kernels {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr int64_t kPartialFloats = 65536;  // a quarter of a MiB of the caller's stack
constexpr int64_t kMostUnits = 64;         // enough for the threads there are; merging costs time, too
constexpr int64_t kSmallestChunk = 128;    // keys
constexpr int64_t kChunkStep = 64;

/// Depends on the sizes alone, never on the threads, and so do the results.
DecodeChunks cut(const AttentionArgs& args) {
  DecodeChunks chunks{};
  chunks.first = first_key(args, args.position);
  chunks.last = args.position + 1;
  const int64_t keys = chunks.last - chunks.first;
  const int64_t most = std::min((kMostUnits + args.cache.kv_heads - 1) / args.cache.kv_heads,
                                kPartialFloats / (args.heads * (args.cache.head_dim + 2)));
  const int64_t wanted = std::clamp<int64_t>((keys + kSmallestChunk - 1) / kSmallestChunk, 1, most);
  chunks.chunk = ((keys + wanted - 1) / wanted + kChunkStep - 1) / kChunkStep * kChunkStep;
  chunks.chunks = (keys + chunks.chunk - 1) / chunks.chunk;
  return chunks;
}

/// out = sum of the chunks' values / sum of their totals, each brought to the largest score of all.
void merge(const AttentionArgs& args, const DecodeChunks& chunks, int64_t head) {
  const int64_t width = args.cache.head_dim;
  const float* partial = chunks.partial + head * chunks.chunks * (width + 2);
  float* out = args.out + head * width;
  float largest = -kInfinity;
  for (int64_t c = 0; c < chunks.chunks; ++c) largest = std::max(largest, partial[c * (width + 2)]);
  float total = 0.0F;
  std::fill(out, out + width, 0.0F);
  for (int64_t c = 0; c < chunks.chunks; ++c, partial += width + 2) {
    const float factor = partial[0] == largest ? 1.0F : exp_of(partial[0] - largest);
    total += partial[1] * factor;
    for (int64_t i = 0; i < width; ++i) out[i] += partial[2 + i] * factor;
  }
  for (int64_t i = 0; i < width; ++i) out[i] /= total;
}

void attend_to_one(const AttentionKernel& kernel, const AttentionArgs& args, const ParallelFor& parallel) {
  alignas(64) float partial[kPartialFloats];
  DecodeChunks chunks = cut(args);
  chunks.partial = partial;
  parallel(args.cache.kv_heads * chunks.chunks,
           [&](int64_t begin, int64_t end) { kernel.decode(args, chunks, begin, end); });
  for (int64_t head = 0; head < args.heads; ++head) merge(args, chunks, head);
}

void check(const QkvRows& rows, const KvCache& cache) {
  require(cache.type != DenseType::bfloat16, "attention", "the cache must be float32 or float16");
  require(rows.tokens >= 0 && cache.capacity >= 0 && *rows.position >= 0, "attention", "bad sizes");
  require(rows.heads > 0 && cache.kv_heads > 0 && rows.heads % cache.kv_heads == 0, "attention",
          "heads must be a multiple of kv_heads");
  require(cache.head_dim > 0 && cache.head_dim <= kMaxHeadDim, "attention", "head_dim must be 1 to 1024");
  require(rows.heads * (cache.head_dim + 2) <= kPartialFloats, "attention", "too many heads: 65536 / (head_dim + 2)");
  require(rows.row_stride >= rows.heads * cache.head_dim, "attention", "a row is shorter than its heads");
}

}  // namespace

void attention(const QkvRows& rows, const KvCache& cache, int64_t window, float scale, float* out,
               const ParallelFor& parallel) {
  check(rows, cache);
  AttentionArgs args{rows.data, rows.tokens, rows.row_stride, rows.heads, *rows.position, cache, window, scale, out};
  if (window <= 0) args.window = std::numeric_limits<int64_t>::max();
  const int64_t row = rows.heads * cache.head_dim;
  args.tokens = std::clamp<int64_t>(cache.capacity - args.position, 0, rows.tokens);
  std::fill(out + args.tokens * row, out + rows.tokens * row, std::numeric_limits<float>::quiet_NaN());
  if (args.tokens == 0) return;
  const AttentionKernel kernel = dispatch<attention_fn>("attention")();
  if (args.tokens == 1) return attend_to_one(kernel, args, parallel);
  const int64_t tile = attention_tile(args);
  parallel((args.tokens + tile - 1) / tile * cache.kv_heads, [&](int64_t begin, int64_t end) {
    const auto scratch =
        make_aligned<float>(static_cast<std::size_t>(kernel.scratch(cache.head_dim, attention_rows(args))));
    kernel.prefill(args, begin, end, scratch.get());
  });
}

}  // namespace calm::kernels
