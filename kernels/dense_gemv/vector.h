#pragma once

// V is an instruction set's vector from simd/, with load() overloaded for the three types of weights. Every output's
// sum has two chains, of even and odd vectors, whatever the tile: so neither rows nor tokens nor threads change a bit.

#include "dense_gemv/impl.h"
#include "half.h"

namespace calm::kernels {
namespace {

[[gnu::always_inline]] inline float to_float(float v) {
  return v;
}
[[gnu::always_inline]] inline float to_float(Half v) {
  return half_to_float(v.bits);
}
[[gnu::always_inline]] inline float to_float(Bfloat16 v) {
  return bfloat16_to_float(v.bits);
}

template <class V, class T>
struct DenseGemv {
  using F = typename V::F;
  const DenseGemvArgs& args;

  template <int kRows, int kTokens>
  void tile(int64_t row, int64_t token) const {
    constexpr int64_t kWidth = V::kWidth;
    const int64_t in = args.weights.in;
    const T* w = static_cast<const T*>(args.weights.data) + row * in;
    const float* x = args.x + token * args.x_stride;
    F sums[2][kRows][kTokens];
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
      for (int t = 0; t < kTokens; ++t) sums[0][r][t] = sums[1][r][t] = V::zero();
    }
    const auto add = [&](F(&chain)[kRows][kTokens], int64_t k) __attribute__((always_inline)) {
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) {
        const F weights = V::load(w + r * in + k);
#pragma GCC unroll 8
        for (int t = 0; t < kTokens; ++t) {
          chain[r][t] = V::multiply_add(weights, V::load(x + t * args.x_stride + k), chain[r][t]);
        }
      }
    };
    int64_t k = 0;
    for (; k + 2 * kWidth <= in; k += 2 * kWidth) {
      prefetch<kRows>(w + k);
      add(sums[0], k);
      add(sums[1], k + kWidth);
    }
    if (k + kWidth <= in) {
      add(sums[0], k);
      k += kWidth;
    }
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
      for (int t = 0; t < kTokens; ++t) {
        float sum = V::sum(V::add(sums[0][r][t], sums[1][r][t]));
        for (int64_t i = k; i < in; ++i) sum += to_float(w[r * in + i]) * x[t * args.x_stride + i];
        args.y[(token + t) * args.y_stride + row + r] = sum;
      }
    }
  }

  /// A step's lines, of one row as a stream of its own, of several rows in the next tile. Past the end of the matrix it
  /// does nothing.
  template <int kRows>
  [[gnu::always_inline]] void prefetch(const T* w) const {
    constexpr int64_t kStep = 2 * V::kWidth;
    for (int64_t r = 0; r < kRows; ++r) {
      const T* ahead = kRows == 1 ? w + 2048 / sizeof(T) : w + (r + kRows) * args.weights.in;
      for (int64_t i = 0; i < kStep; i += 64 / sizeof(T)) __builtin_prefetch(ahead + i, 0, 2);
    }
  }

  template <int kTokens>
  void tokens(int64_t begin, int64_t end, int64_t token) const {
    constexpr int kRows = V::template kRows<kTokens>;
    int64_t row = begin;
    // Short rows overlap by themselves, and one stream is faster than several.
    const bool single = kTokens == 1 && V::kShortRows >= args.weights.in;
    for (; !single && row + kRows <= end; row += kRows) tile<kRows, kTokens>(row, token);
    for (; row < end; ++row) tile<1, kTokens>(row, token);
  }

  template <int kTokens>
  void some(int64_t begin, int64_t end, int64_t token, int64_t count) const {
    if (count == kTokens) {
      tokens<kTokens>(begin, end, token);
    } else if constexpr (kTokens > 1) {
      some<kTokens - 1>(begin, end, token, count);
    }
  }

  /// Blocks of rows small enough that a second pass over the tokens finds them in the cache.
  void run(int64_t begin, int64_t end) const {
    constexpr int64_t kBlock = 16;
    constexpr int kMax = V::kMaxTokens;
    if (args.tokens <= kMax) return some<kMax>(begin, end, 0, args.tokens);
    for (int64_t row = begin; row < end; row += kBlock) {
      const int64_t last = end - row < kBlock ? end : row + kBlock;
      for (int64_t token = 0; token < args.tokens; token += kMax) {
        some<kMax>(row, last, token, args.tokens - token < kMax ? args.tokens - token : kMax);
      }
    }
  }
};

template <class V>
void run_dense_gemv(const DenseGemvArgs& args, int64_t begin, int64_t end) {
  switch (args.weights.type) {
    case DenseType::float32:
      return DenseGemv<V, float>{args}.run(begin, end);
    case DenseType::float16:
      return DenseGemv<V, Half>{args}.run(begin, end);
    case DenseType::bfloat16:
      return DenseGemv<V, Bfloat16>{args}.run(begin, end);
  }
}

}  // namespace
}  // namespace calm::kernels
