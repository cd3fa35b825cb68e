#pragma once

// The vector versions; V is a struct of simd/.

#include "half.h"
#include "rms_norm/vector.h"
#include "rope_append/impl.h"

namespace calm::kernels {
namespace {

template <class V>
struct RopeAppend {
  static constexpr int64_t W = V::kWidth;

  static void normalize(float* head, int64_t width, const float* weight, float eps) {
    const float factor = rms_factor(sum_of_squares_lanes<V>(head, nullptr, width), width, eps);
    int64_t i = 0;
    for (; i + W <= width; i += W) {
      V::store(head + i, V::mul(V::mul(V::load(head + i), V::set(factor)), V::load(weight + i)));
    }
    for (; i < width; ++i) head[i] = head[i] * factor * weight[i];
  }

  static void rotate(float* head, int64_t width, const float* cos, const float* sin) {
    const int64_t half = width / 2;
    int64_t i = 0;
    for (; i + W <= half; i += W) {
      const auto low = V::load(head + i);
      const auto high = V::load(head + half + i);
      const auto c = V::load(cos + i);
      const auto s = V::load(sin + i);
      V::store(head + i, V::sub(V::mul(low, c), V::mul(high, s)));
      V::store(head + half + i, V::add(V::mul(high, c), V::mul(low, s)));
    }
    for (; i < half; ++i) {
      const float low = head[i];
      const float high = head[half + i];
      head[i] = low * cos[i] - high * sin[i];
      head[half + i] = high * cos[i] + low * sin[i];
    }
  }

  static void store(const float* head, const KvCache& cache, void* to, int64_t kv_head, int64_t position) {
    const int64_t first = (kv_head * cache.capacity + position) * cache.head_dim;
    int64_t i = 0;
    if (cache.type == DenseType::float32) {
      float* out = static_cast<float*>(to) + first;
      for (; i + W <= cache.head_dim; i += W) V::store(out + i, V::load(head + i));
      for (; i < cache.head_dim; ++i) out[i] = head[i];
    } else {
      uint16_t* out = static_cast<uint16_t*>(to) + first;
      for (; i + W <= cache.head_dim; i += W) V::store_half(out + i, V::load(head + i));
      for (; i < cache.head_dim; ++i) out[i] = float_to_half(head[i]);
    }
  }

  static void run(const RopeAppendArgs& args, int64_t begin, int64_t end) {
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
};

}  // namespace
}  // namespace calm::kernels
