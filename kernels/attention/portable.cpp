#include <cmath>

#include "attention/impl.h"
#include "half.h"

namespace calm::kernels::portable {
namespace {

constexpr float kInfinity = __builtin_inff();

float load(const KvCache& cache, const void* from, int64_t kv_head, int64_t position, int64_t i) {
  const int64_t at = (kv_head * cache.capacity + position) * cache.head_dim + i;
  return cache.type == DenseType::float32 ? static_cast<const float*>(from)[at]
                                          : half_to_float(static_cast<const uint16_t*>(from)[at]);
}

double score(const AttentionArgs& args, const float* q, int64_t kv_head, int64_t position) {
  double sums[4] = {};
  for (int64_t i = 0; i < args.cache.head_dim; ++i) {
    const float key = load(args.cache, args.cache.keys, kv_head, position, i);
    sums[i % 4] += static_cast<double>(q[i]) * static_cast<double>(key);
  }
  return (sums[0] + sums[1] + sums[2] + sums[3]) * static_cast<double>(args.scale);
}

struct Sums {
  double largest = -static_cast<double>(kInfinity);
  double total = 0.0;
  double values[kMaxHeadDim];
};

/// One query head over keys [first, last), summed in float64.
void attend(const AttentionArgs& args, const float* q, int64_t kv_head, int64_t first, int64_t last, Sums& sums) {
  const int64_t width = args.cache.head_dim;
  for (int64_t i = 0; i < width; ++i) sums.values[i] = 0.0;
  for (int64_t position = first; position < last; ++position) {
    const double s = score(args, q, kv_head, position);
    if (s > sums.largest) {
      const double factor = std::exp(sums.largest - s);
      sums.total *= factor;
      for (int64_t i = 0; i < width; ++i) sums.values[i] *= factor;
      sums.largest = s;
    }
    const double p = s == -static_cast<double>(kInfinity) ? 0.0 : std::exp(s - sums.largest);
    sums.total += p;
    for (int64_t i = 0; i < width; ++i) {
      sums.values[i] += p * static_cast<double>(load(args.cache, args.cache.values, kv_head, position, i));
    }
  }
}

int64_t scratch(int64_t, int64_t) {
  return 0;
}

void prefill(const AttentionArgs& args, int64_t begin, int64_t end, float*) {
  const int64_t group = args.heads / args.cache.kv_heads;
  const int64_t width = args.cache.head_dim;
  for (int64_t u = begin; u < end; ++u) {
    const AttentionUnit unit = attention_unit(args, u);
    for (int64_t token = unit.begin; token < unit.end; ++token) {
      const int64_t position = args.position + token;
      for (int64_t head = unit.kv_head * group; head < (unit.kv_head + 1) * group; ++head) {
        Sums sums;
        const float* q = args.q + token * args.row_stride + head * width;
        attend(args, q, unit.kv_head, first_key(args, position), position + 1, sums);
        float* out = args.out + (token * args.heads + head) * width;
        for (int64_t i = 0; i < width; ++i) out[i] = static_cast<float>(sums.values[i] / sums.total);
      }
    }
  }
}

void decode(const AttentionArgs& args, const DecodeChunks& chunks, int64_t begin, int64_t end) {
  const int64_t group = args.heads / args.cache.kv_heads;
  const int64_t width = args.cache.head_dim;
  for (int64_t unit = begin; unit < end; ++unit) {
    const int64_t kv_head = unit / chunks.chunks;
    const int64_t chunk = unit % chunks.chunks;
    const int64_t first = chunks.first + chunk * chunks.chunk;
    const int64_t last = first + chunks.chunk < chunks.last ? first + chunks.chunk : chunks.last;
    for (int64_t head = kv_head * group; head < (kv_head + 1) * group; ++head) {
      Sums sums;
      attend(args, args.q + head * width, kv_head, first, last, sums);
      float* partial = chunks.partial + (head * chunks.chunks + chunk) * (width + 2);
      partial[0] = static_cast<float>(sums.largest);
      // The largest score was rounded: the sums must fit it.
      const double factor = std::isinf(sums.largest) ? 1.0 : std::exp(sums.largest - static_cast<double>(partial[0]));
      partial[1] = static_cast<float>(sums.total * factor);
      for (int64_t i = 0; i < width; ++i) partial[2 + i] = static_cast<float>(sums.values[i] * factor);
    }
  }
}

}  // namespace

AttentionKernel attention() {
  return {&scratch, &prefill, &decode};
}

}  // namespace calm::kernels::portable
