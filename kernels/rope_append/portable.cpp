#include "half.h"
#include "rms_norm/impl.h"
#include "rope_append/impl.h"

namespace calm::kernels::portable {
namespace {

void normalize(float* head, int64_t width, const float* weight, float eps) {
  const float factor = rms_factor(sum_of_squares(head, width), width, eps);
  for (int64_t i = 0; i < width; ++i) head[i] = head[i] * factor * weight[i];
}

void rotate(float* head, int64_t width, const float* cos, const float* sin) {
  const int64_t half = width / 2;
  for (int64_t i = 0; i < half; ++i) {
    const float low = head[i];
    const float high = head[half + i];
    head[i] = low * cos[i] - high * sin[i];
    head[half + i] = high * cos[i] + low * sin[i];
  }
}

void store(const float* head, const KvCache& cache, void* to, int64_t kv_head, int64_t position) {
  const int64_t first = (kv_head * cache.capacity + position) * cache.head_dim;
  for (int64_t i = 0; i < cache.head_dim; ++i) {
    if (cache.type == DenseType::float32) {
      static_cast<float*>(to)[first + i] = head[i];
    } else {
      static_cast<uint16_t*>(to)[first + i] = float_to_half(head[i]);
    }
  }
}

}  // namespace

void rope_append(const RopeAppendArgs& args, int64_t begin, int64_t end) {
  const KvCache& cache = args.cache;
  const Rotary& rotary = args.rotary;
  const int64_t width = cache.head_dim;
  for (int64_t token = begin; token < end; ++token) {
    const int64_t position = args.position + token;
    const float* cos = rotary.cos + position * (width / 2);
    const float* sin = rotary.sin + position * (width / 2);
    float* row = args.rows.data + token * args.rows.row_stride;
    for (int64_t head = 0; head < args.rows.heads + cache.kv_heads; ++head) {
      const float* weight = head < args.rows.heads ? rotary.q_norm : rotary.k_norm;
      if (weight != nullptr) normalize(row + head * width, width, weight, rotary.eps);
      rotate(row + head * width, width, cos, sin);
    }
    const float* keys = row + args.rows.heads * width;
    for (int64_t head = 0; head < cache.kv_heads; ++head) {
      store(keys + head * width, cache, cache.keys, head, position);
      store(keys + (cache.kv_heads + head) * width, cache, cache.values, head, position);
    }
  }
}

}  // namespace calm::kernels::portable
