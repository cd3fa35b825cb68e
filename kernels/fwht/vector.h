#pragma once

// The vector versions; V is a struct of simd/.

#include "fwht/impl.h"

namespace calm::kernels {
namespace {

template <class V>
struct Fwht {
  static constexpr int64_t W = V::kWidth;
  static constexpr int64_t kCached = 4096;  // floats that stay in the first-level cache

  /// Butterflies between lanes kStep apart: low + high, low - high.
  template <int kStep>
  [[gnu::always_inline]] static typename V::F across(typename V::F v) {
    alignas(64) float signs[W];
    for (int64_t l = 0; l < W; ++l) signs[l] = (l & kStep) != 0 ? -0.0F : 0.0F;
    return V::add(V::template swap<kStep>(v), V::flip_signs(v, V::load(signs)));
  }

  [[gnu::always_inline]] static typename V::F within(typename V::F v, int64_t block) {
    if (block > 1) v = across<1>(v);
    if (block > 2) v = across<2>(v);
    if (block > 4) v = across<4>(v);
    if constexpr (W > 8) {
      if (block > 8) v = across<8>(v);
    }
    return v;
  }

  /// Steps `step` and 2 * step, or `step` alone where it is the last one below `end`; returns the next step.
  static int64_t butterflies(float* x, int64_t size, int64_t step, int64_t end) {
    if (2 * step < end) {
      for (int64_t first = 0; first < size; first += 4 * step) {
        for (int64_t i = first; i < first + step; i += W) {
          const auto a = V::load(x + i);
          const auto b = V::load(x + i + step);
          const auto c = V::load(x + i + 2 * step);
          const auto d = V::load(x + i + 3 * step);
          const auto ab = V::add(a, b);
          const auto cd = V::add(c, d);
          const auto a_b = V::sub(a, b);
          const auto c_d = V::sub(c, d);
          V::store(x + i, V::add(ab, cd));
          V::store(x + i + step, V::add(a_b, c_d));
          V::store(x + i + 2 * step, V::sub(ab, cd));
          V::store(x + i + 3 * step, V::sub(a_b, c_d));
        }
      }
      return 4 * step;
    }
    for (int64_t first = 0; first < size; first += 2 * step) {
      for (int64_t i = first; i < first + step; i += W) {
        const auto a = V::load(x + i);
        const auto b = V::load(x + i + step);
        V::store(x + i, V::add(a, b));
        V::store(x + i + step, V::sub(a, b));
      }
    }
    return 2 * step;
  }

  /// A block of more than W.
  static void transform(float* x, int64_t block, float factor) {
    const int64_t part = block < kCached ? block : kCached;
    for (int64_t first = 0; first < block; first += part) {
      float* y = x + first;
      for (int64_t i = 0; i < part; i += W) V::store(y + i, within(V::load(y + i), W));
      for (int64_t step = W; step < part;) step = butterflies(y, part, step, part);
    }
    for (int64_t step = part; step < block;) step = butterflies(x, block, step, block);
    for (int64_t i = 0; i < block; i += W) V::store(x + i, V::mul(V::load(x + i), V::set(factor)));
  }

  /// `size` floats in blocks of at most W.
  static void transform_small(float* x, int64_t size, int64_t block, float factor) {
    for (int64_t i = 0; i < size; i += W) {
      const int64_t live = size - i < W ? size - i : W;
      if (live == W) {
        V::store(x + i, V::mul(within(V::load(x + i), block), V::set(factor)));
        continue;
      }
      alignas(64) float last[W] = {};
      for (int64_t l = 0; l < live; ++l) last[l] = x[i + l];
      V::store(last, V::mul(within(V::load(last), block), V::set(factor)));
      for (int64_t l = 0; l < live; ++l) x[i + l] = last[l];
    }
  }

  static void run(const FwhtArgs& args, int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end;) {
      float* x = args.x + b / args.blocks * args.row_stride + b % args.blocks * args.block;
      if (args.block > W) {
        transform(x, args.block, args.factor);
        ++b;
        continue;
      }
      const int64_t of_row = args.blocks - b % args.blocks;
      const int64_t count = end - b < of_row ? end - b : of_row;
      transform_small(x, count * args.block, args.block, args.factor);
      b += count;
    }
  }
};

}  // namespace
}  // namespace calm::kernels
