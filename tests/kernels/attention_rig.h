#pragma once

// A layer's cache and rows, and the definitions that rope_append and attention are held against.

#include <cmath>
#include <limits>
#include <numeric>

#include "calm/kernels/attention.h"
#include "kernels/kernel_test.h"

namespace calm::kernels {

/// float16 from its definition: values on a grid of 2^-10 of their binade, 2^-24 at least, ties to even.
inline float round_to_half(float value) {
  if (!std::isfinite(value) || value == 0.0F) return value;
  const float place = std::ldexp(1.0F, std::max(std::ilogb(value), -14) - 10);
  const float rounded = std::nearbyint(value / place) * place;
  return std::fabs(rounded) < 65536.0F ? rounded : std::copysign(std::numeric_limits<float>::infinity(), value);
}

inline uint16_t bits_of_half(float value) {
  const float rounded = round_to_half(value);
  const int sign = std::signbit(value) ? 0x8000 : 0;
  if (std::isnan(rounded)) return static_cast<uint16_t>(sign | 0x7E00);
  if (std::isinf(rounded)) return static_cast<uint16_t>(sign | 0x7C00);
  const float size = std::fabs(rounded);
  if (size < 0x1p-14F) return static_cast<uint16_t>(sign | static_cast<int>(size * 0x1p24F));
  const int exponent = std::ilogb(size);
  return static_cast<uint16_t>(sign | (exponent + 15) << 10 |
                               static_cast<int>(std::ldexp(size, 10 - exponent) - 1024.0F));
}

inline float value_of_half(uint16_t half) {
  const float sign = (half & 0x8000) != 0 ? -1.0F : 1.0F;
  const int exponent = half >> 10 & 31;
  const auto fraction = static_cast<float>(half & 0x3FF);
  if (exponent == 31) {
    return sign * (fraction == 0.0F ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN());
  }
  return sign * (exponent == 0 ? fraction * 0x1p-24F : std::ldexp(fraction + 1024.0F, exponent - 25));
}

/// Like random_floats, but repeats itself after 4093: caches are large, and the generator slow.
inline std::vector<float> many_floats(int64_t count, uint32_t seed, float deviation) {
  const std::vector<float> few = random_floats(4093, seed, deviation);
  std::vector<float> values;
  while (static_cast<int64_t>(values.size()) + 4093 < count) values.insert(values.end(), few.begin(), few.end());
  values.insert(values.end(), few.begin(), few.begin() + (count - static_cast<int64_t>(values.size())));
  return values;
}

struct Shape {
  int64_t heads, kv_heads, head_dim;
};

struct Rig {
  Rig(const Shape& shape_, int64_t capacity_, int64_t held, int64_t tokens_, DenseType type_, uint32_t seed,
      float deviation = 1.0F)
      : shape(shape_),
        capacity(capacity_),
        tokens(tokens_),
        type(type_),
        position(static_cast<int32_t>(held)),
        stride((shape.heads + 2 * shape.kv_heads) * shape.head_dim + 3),
        rows(random_floats(tokens * stride, seed, deviation)),
        keys(cache_bytes()),
        values(cache_bytes()),
        out(tokens * shape.heads * shape.head_dim) {
    const int64_t count = shape.kv_heads * capacity * shape.head_dim;
    fill(keys, many_floats(count, seed + 1, deviation));
    fill(values, many_floats(count, seed + 2, deviation));
  }

  int64_t cache_bytes() const { return shape.kv_heads * capacity * shape.head_dim * width(); }
  int64_t width() const { return type == DenseType::float32 ? 4 : 2; }
  KvCache cache() { return {type, keys.data(), values.data(), shape.kv_heads, capacity, shape.head_dim}; }
  QkvRows qkv() { return {rows.data(), tokens, stride, shape.heads, &position}; }
  int64_t index(int64_t kv_head, int64_t at, int64_t i) const { return (kv_head * capacity + at) * shape.head_dim + i; }

  float get(Guarded<unsigned char>& from, int64_t i) const {
    if (type == DenseType::float32) {
      float value;
      std::memcpy(&value, from.data() + i * 4, 4);
      return value;
    }
    uint16_t value;
    std::memcpy(&value, from.data() + i * 2, 2);
    return value_of_half(value);
  }
  void set(Guarded<unsigned char>& to, int64_t i, float value) const {
    const uint16_t half = bits_of_half(value);
    if (type == DenseType::float32) {
      std::memcpy(to.data() + i * 4, &value, 4);
    } else {
      std::memcpy(to.data() + i * 2, &half, 2);
    }
  }
  void fill(Guarded<unsigned char>& to, const std::vector<float>& with) const {
    for (std::size_t i = 0; i < with.size(); ++i) set(to, static_cast<int64_t>(i), with[i]);
  }
  bool intact() const { return rows.intact() && keys.intact() && values.intact() && out.intact(); }

  /// softmax(q k^T * scale) v in float64, for the tokens within the capacity.
  std::vector<double> expected(int64_t window, float scale) {
    std::vector<double> all, k, v;
    for (int64_t i = 0; i < shape.kv_heads * capacity * shape.head_dim; ++i) {
      k.push_back(static_cast<double>(get(keys, i)));
      v.push_back(static_cast<double>(get(values, i)));
    }
    for (int64_t t = 0; t < tokens && position + t < capacity; ++t) {
      const int64_t last = position + t + 1;
      const int64_t first = window > 0 ? std::max<int64_t>(0, last - window) : 0;
      for (int64_t head = 0; head < shape.heads; ++head) {
        const int64_t kv_head = head / (shape.heads / shape.kv_heads);
        std::vector<double> scores;
        for (int64_t at = first; at < last; ++at) {
          double sum = 0.0;
          for (int64_t i = 0; i < shape.head_dim; ++i) {
            sum += static_cast<double>(rows[t * stride + head * shape.head_dim + i]) *
                   k[static_cast<std::size_t>(index(kv_head, at, i))];
          }
          scores.push_back(sum * static_cast<double>(scale));
        }
        const double largest = *std::max_element(scores.begin(), scores.end());
        for (double& s : scores) s = std::exp(s - largest);
        const double total = std::accumulate(scores.begin(), scores.end(), 0.0);
        for (int64_t i = 0; i < shape.head_dim; ++i) {
          double sum = 0.0;
          for (int64_t at = first; at < last; ++at) {
            sum += scores[static_cast<std::size_t>(at - first)] * v[static_cast<std::size_t>(index(kv_head, at, i))];
          }
          all.push_back(sum / total);
        }
      }
    }
    return all;
  }

  Shape shape;
  int64_t capacity, tokens;
  DenseType type;
  int32_t position;
  int64_t stride;
  Guarded<float> rows;
  Guarded<unsigned char> keys, values;
  Guarded<float> out;
};

}  // namespace calm::kernels
