#pragma once

// The vector versions; V is a struct of simd/. Sums are float32 in blocks of kKeys keys.
//
// Many tokens: a unit's rows, (token, query head) pairs of one key head, go through the cache kKeys keys at a time
// (Dao 2022, algorithm 1). A block of keys is transposed and one of values copied, once for all rows; then kRows rows
// at a time take scores q k^T, weights exp(score - largest) and sums p v, with register tiles of kRows x kVectors.
// One token: the keys are read where they lie, a key head's queries together.

#include "attention/impl.h"
#include "exp.h"
#include "half.h"

namespace calm::kernels {
namespace {

/// kRows x kVectors: the register tile for many tokens.
template <class V, int kRows, int kVectors>
struct Attention {
  using F = typename V::F;
  static constexpr int64_t W = V::kWidth;
  static constexpr int64_t kKeys = 64;
  static constexpr float kInfinity = __builtin_inff();

  static int64_t round_up(int64_t n, int64_t step) { return (n + step - 1) / step * step; }

  // ---- What both share ----

  [[gnu::always_inline]] static F load(const float* p) { return V::load(p); }
  [[gnu::always_inline]] static F load(const uint16_t* p) { return V::load_half(p); }
  [[gnu::always_inline]] static float value(const float* p) { return *p; }
  [[gnu::always_inline]] static float value(const uint16_t* p) { return half_to_float(*p); }

  /// sums[r][v] += sum over k of a[r][k] * b[k][v].
  template <int kR, int kV, class T>
  [[gnu::always_inline]] static void multiply(const float* a, int64_t a_stride, const T* b, int64_t b_stride,
                                              int64_t depth, F (&sums)[kR][kV]) {
    for (int64_t k = 0; k < depth; ++k, b += b_stride) {
      if constexpr (kR < kV) {  // the fewer operands stay in registers
        F left[kR];
#pragma GCC unroll 8
        for (int r = 0; r < kR; ++r) left[r] = V::set(a[r * a_stride + k]);
#pragma GCC unroll 8
        for (int v = 0; v < kV; ++v) {
          const F right = load(b + v * W);
#pragma GCC unroll 8
          for (int r = 0; r < kR; ++r) sums[r][v] = V::multiply_add(left[r], right, sums[r][v]);
        }
      } else {
        F right[kV];
#pragma GCC unroll 8
        for (int v = 0; v < kV; ++v) right[v] = load(b + v * W);
#pragma GCC unroll 8
        for (int r = 0; r < kR; ++r) {
          const F left = V::set(a[r * a_stride + k]);
#pragma GCC unroll 8
          for (int v = 0; v < kV; ++v) sums[r][v] = V::multiply_add(left, right[v], sums[r][v]);
        }
      }
    }
  }

  /// c[r] = c[r] * factor[r] + sum over k of p[r][k] * b[k], for kV vectors of columns.
  template <int kR, int kV, class T>
  static void accumulate_tile(const float* p, const float* factors, const T* b, int64_t b_stride, int64_t depth,
                              float* c, int64_t c_stride) {
    F sums[kR][kV];
#pragma GCC unroll 8
    for (int r = 0; r < kR; ++r) {
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) sums[r][v] = V::mul(V::load(c + r * c_stride + v * W), V::set(factors[r]));
    }
    multiply<kR, kV>(p, kKeys, b, b_stride, depth, sums);
#pragma GCC unroll 8
    for (int r = 0; r < kR; ++r) {
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) V::store(c + r * c_stride + v * W, sums[r][v]);
    }
  }

  /// The same for `columns` columns, kV vectors at a time. Those beyond the last whole vector go one by one.
  template <int kR, int kV, class T>
  static void accumulate(const float* p, const float* factors, const T* b, int64_t b_stride, int64_t depth, float* c,
                         int64_t c_stride, int64_t columns) {
    int64_t i = 0;
    for (; i + kV * W <= columns; i += kV * W) {
      accumulate_tile<kR, kV>(p, factors, b + i, b_stride, depth, c + i, c_stride);
    }
    if constexpr (kV > 4) {
      for (; i + 4 * W <= columns; i += 4 * W) {
        accumulate_tile<kR, 4>(p, factors, b + i, b_stride, depth, c + i, c_stride);
      }
    }
    if constexpr (kV > 2) {
      for (; i + 2 * W <= columns; i += 2 * W) {
        accumulate_tile<kR, 2>(p, factors, b + i, b_stride, depth, c + i, c_stride);
      }
    }
    for (; i + W <= columns; i += W) accumulate_tile<kR, 1>(p, factors, b + i, b_stride, depth, c + i, c_stride);
    for (; i < columns; ++i) {
      for (int r = 0; r < kR; ++r) {
        float sum = c[r * c_stride + i] * factors[r];
        for (int64_t k = 0; k < depth; ++k) sum += p[r * kKeys + k] * value(b + k * b_stride + i);
        c[r * c_stride + i] = sum;
      }
    }
  }

  /// exp of what is not above 0, within 2 ulp; 1.6e-38 below -87 rather than less. NaN stays NaN. exp_of() with fused
  /// operations and a single factor 2^n, for here nobody needs the same bits everywhere.
  [[gnu::always_inline]] static F weight_of(F x) {
    using C = ExpConstants;
    x = V::max(V::set(-87.0F), x);
    const F shifted = V::multiply_add(x, V::set(C::kLog2e), V::set(C::kRounder));
    const F n = V::sub(shifted, V::set(C::kRounder));
    const F r = V::multiply_add(n, V::set(-C::kLn2Low), V::multiply_add(n, V::set(-C::kLn2High), x));
    F p = V::multiply_add(V::set(C::kP0), r, V::set(C::kP1));
    p = V::multiply_add(p, r, V::set(C::kP2));
    p = V::multiply_add(p, r, V::set(C::kP3));
    p = V::multiply_add(p, r, V::set(C::kP4));
    p = V::multiply_add(p, r, V::set(C::kP5));
    p = V::add(V::multiply_add(p, V::mul(r, r), r), V::set(1.0F));
    return V::mul(p, V::power(shifted));
  }

  /// Turns a block of scores into weights exp(score - largest), with what was summed so far moved to the new largest:
  /// returns the factor of old sums. Only keys [first, last) count. A NaN score leaves `largest` as it is and makes the
  /// total NaN.
  static float soften(float* scores, int64_t first, int64_t last, float& largest, float& total) {
    if (first >= last) return 1.0F;
    for (int64_t k = 0; k < first; ++k) scores[k] = -kInfinity;
    for (int64_t k = last; k < kKeys; ++k) scores[k] = -kInfinity;
    F most = V::set(largest);
    for (int64_t k = 0; k < kKeys; k += W) most = V::max(V::load(scores + k), most);
    const float before = largest;
    largest = V::largest_of(most);
    if (largest == -kInfinity) {  // -Inf - -Inf would be NaN
      for (int64_t k = first; k < last; ++k) {
        scores[k] = scores[k] == -kInfinity ? 0.0F : scores[k];  // or NaN
        total += scores[k];
      }
      return 1.0F;
    }
    const F shift = V::set(largest);
    F sums[2] = {V::zero(), V::zero()};
    for (int64_t k = 0; k < kKeys; k += 2 * W) {
      for (int64_t v = 0; v < 2; ++v) {
        const F weight = weight_of(V::sub(V::load(scores + k + v * W), shift));
        V::store(scores + k + v * W, weight);
        sums[v] = V::add(sums[v], weight);
      }
    }
    const float factor = before == largest ? 1.0F : exp_of(before - largest);
    total = total * factor + V::sum_of(V::add(sums[0], sums[1]));
    return factor;
  }

  // ---- Many tokens ----

  struct Scratch {
    float* q;        // [rows][head_dim], scaled
    float* sums;     // [rows][padded]
    float* keys;     // [head_dim][kKeys]
    float* values;   // [kKeys][padded]
    float* scores;   // [kRows][kKeys]
    float* largest;  // [rows]
    float* totals;   // [rows]
  };

  static int64_t scratch(int64_t head_dim, int64_t unit_rows) {
    const int64_t padded = round_up(head_dim, W);
    const int64_t rows = round_up(unit_rows, 16 * kRows);
    return round_up(rows * head_dim, 16) + rows * padded + head_dim * kKeys + kKeys * padded + kRows * kKeys + 2 * rows;
  }

  static Scratch lay_out(float* from, int64_t head_dim, int64_t unit_rows) {
    const int64_t padded = round_up(head_dim, W);
    const int64_t rows = round_up(unit_rows, 16 * kRows);
    Scratch s;
    s.q = from;
    s.sums = s.q + round_up(rows * head_dim, 16);
    s.keys = s.sums + rows * padded;
    s.values = s.keys + head_dim * kKeys;
    s.scores = s.values + kKeys * padded;
    s.largest = s.scores + kRows * kKeys;
    s.totals = s.largest + rows;
    return s;
  }

  [[gnu::always_inline]] static __m128 load4(const float* p) {
    return _mm_loadu_ps(p);
  }
  [[gnu::always_inline]] static __m128 load4(const uint16_t* p) {
    return _mm_cvtph_ps(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
  }

  /// keys [count][head_dim] -> packed [head_dim][kKeys], zeros beyond count.
  template <class T>
  static void pack_keys(const T* keys, int64_t head_dim, int64_t count, float* packed) {
    const int64_t whole = head_dim / 4 * 4;
    int64_t k = 0;
    for (; k + 4 <= count; k += 4) {
      const T* row = keys + k * head_dim;
      for (int64_t i = 0; i < whole; i += 4) {
        __m128 a = load4(row + i);
        __m128 b = load4(row + head_dim + i);
        __m128 c = load4(row + 2 * head_dim + i);
        __m128 d = load4(row + 3 * head_dim + i);
        _MM_TRANSPOSE4_PS(a, b, c, d);
        float* out = packed + i * kKeys + k;
        _mm_storeu_ps(out, a);
        _mm_storeu_ps(out + kKeys, b);
        _mm_storeu_ps(out + 2 * kKeys, c);
        _mm_storeu_ps(out + 3 * kKeys, d);
      }
      for (int64_t i = whole; i < head_dim; ++i) {
        for (int64_t j = 0; j < 4; ++j) packed[i * kKeys + k + j] = value(row + j * head_dim + i);
      }
    }
    for (; k < kKeys; ++k) {
      for (int64_t i = 0; i < head_dim; ++i) {
        packed[i * kKeys + k] = k < count ? value(keys + k * head_dim + i) : 0.0F;
      }
    }
  }

  /// values [count][head_dim] -> packed [count][padded].
  template <class T>
  static void pack_values(const T* values, int64_t head_dim, int64_t count, float* packed) {
    const int64_t padded = round_up(head_dim, W);
    for (int64_t k = 0; k < count; ++k, values += head_dim, packed += padded) {
      int64_t i = 0;
      for (; i + W <= head_dim; i += W) V::store(packed + i, load(values + i));
      for (; i < padded; ++i) packed[i] = i < head_dim ? value(values + i) : 0.0F;
    }
  }

  /// Scores of kRows rows against kV vectors of packed keys, from `key` on.
  template <int kV>
  static void score_tile(const Scratch& s, int64_t row, int64_t head_dim, int64_t key) {
    F sums[kRows][kV];
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) sums[r][v] = V::zero();
    }
    multiply<kRows, kV>(s.q + row * head_dim, head_dim, s.keys + key, kKeys, head_dim, sums);
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) V::store(s.scores + r * kKeys + key + v * W, sums[r][v]);
    }
  }

  /// kRows rows, from `row` on, meet a packed block: keys [block, block + count).
  static void attend_rows(const AttentionArgs& args, const AttentionUnit& unit, const Scratch& s, int64_t row,
                          int64_t block, int64_t count) {
    const int64_t group = args.heads / args.cache.kv_heads;
    const int64_t head_dim = args.cache.head_dim;
    const int64_t padded = round_up(head_dim, W);
    int64_t first[kRows], last[kRows];  // what each row sees of the block
    int64_t all_from = 0, all_to = count, any_from = count, any_to = 0;
    for (int64_t r = 0; r < kRows; ++r) {
      const int64_t token = unit.begin + (row + r) / group;  // rows that pad the last ones act as the last token
      const int64_t position = args.position + (token < unit.end ? token : unit.end - 1);
      const int64_t from = first_key(args, position) - block;
      first[r] = from < 0 ? 0 : from;
      last[r] = position + 1 - block < count ? position + 1 - block : count;
      if (first[r] > all_from) all_from = first[r];
      if (last[r] < all_to) all_to = last[r];
      if (first[r] < any_from) any_from = first[r];
      if (last[r] > any_to) any_to = last[r];
    }
    if (any_from >= any_to) return;
    for (int64_t k = 0; k < any_to;) {
      if (kVectors > 2 && any_to - k <= 2 * W) {
        score_tile<2>(s, row, head_dim, k);
        k += 2 * W;
      } else {
        score_tile<kVectors>(s, row, head_dim, k);
        k += kVectors * W;
      }
    }
    float factors[kRows];
    for (int64_t r = 0; r < kRows; ++r) {
      factors[r] = soften(s.scores + r * kKeys, first[r], last[r], s.largest[row + r], s.totals[row + r]);
    }
    // Values that a row does not see are not multiplied, not even with 0: they may be NaN.
    if (all_from > all_to) all_from = all_to = 0;
    float* sums = s.sums + row * padded;
    accumulate<kRows, kVectors>(s.scores + all_from, factors, s.values + all_from * padded, padded, all_to - all_from,
                                sums, padded, padded);
    const float one = 1.0F;
    for (int64_t r = 0; r < kRows; ++r) {
      const auto more = [&](int64_t from, int64_t to) {
        if (from >= to) return;
        accumulate<1, 4>(s.scores + r * kKeys + from, &one, s.values + from * padded, padded, to - from,
                         sums + r * padded, padded, padded);
      };
      if (all_from == all_to) {
        more(first[r], last[r]);
      } else {
        more(first[r], all_from);
        more(all_to, last[r]);
      }
    }
  }

  template <class T>
  static void attend_unit(const AttentionArgs& args, const AttentionUnit& unit, const Scratch& s) {
    const KvCache& cache = args.cache;
    const int64_t group = args.heads / cache.kv_heads;
    const int64_t head_dim = cache.head_dim;
    const int64_t padded = round_up(head_dim, W);
    const int64_t rows = (unit.end - unit.begin) * group;
    const int64_t padded_rows = round_up(rows, kRows);
    for (int64_t r = 0; r < padded_rows; ++r) {
      const int64_t token = unit.begin + r / group;
      const float* q = args.q + token * args.row_stride + (unit.kv_head * group + r % group) * head_dim;
      for (int64_t i = 0; i < head_dim; ++i) s.q[r * head_dim + i] = r < rows ? q[i] * args.scale : 0.0F;
      for (int64_t i = 0; i < padded; ++i) s.sums[r * padded + i] = 0.0F;
      s.largest[r] = -kInfinity;
      s.totals[r] = 0.0F;
    }
    const int64_t end = args.position + unit.end;
    for (int64_t block = first_key(args, args.position + unit.begin); block < end; block += kKeys) {
      const int64_t count = end - block < kKeys ? end - block : kKeys;
      const int64_t at = (unit.kv_head * cache.capacity + block) * head_dim;
      pack_keys(static_cast<const T*>(cache.keys) + at, head_dim, count, s.keys);
      pack_values(static_cast<const T*>(cache.values) + at, head_dim, count, s.values);
      for (int64_t row = 0; row < rows; row += kRows) attend_rows(args, unit, s, row, block, count);
    }
    for (int64_t r = 0; r < rows; ++r) {
      const int64_t token = unit.begin + r / group;
      float* out = args.out + (token * args.heads + unit.kv_head * group + r % group) * head_dim;
      const float* sums = s.sums + r * padded;
      for (int64_t i = 0; i < head_dim; ++i) out[i] = sums[i] / s.totals[r];
    }
  }

  static void prefill(const AttentionArgs& args, int64_t begin, int64_t end, float* scratch_floats) {
    const Scratch s = lay_out(scratch_floats, args.cache.head_dim, attention_rows(args));
    for (int64_t u = begin; u < end; ++u) {
      const AttentionUnit unit = attention_unit(args, u);
      if (args.cache.type == DenseType::float32) {
        attend_unit<float>(args, unit, s);
      } else {
        attend_unit<uint16_t>(args, unit, s);
      }
    }
  }

  // ---- One token ----

  /// Register tiles of kR queries: enough independent sums to hide the latency, and no more than fit.
  template <int kR>
  struct Queries {
    static constexpr bool kMany = W > 8;  // 32 registers rather than 16
    static constexpr int kKeysAtOnce = kR == 1 ? 8 : kR == 4 && !kMany ? 2 : 4;
    static constexpr int kColumns = kR == 1 ? 8 : kR == 4 && !kMany ? 2 : 4;  // vectors of values
  };

  /// What will be read soon, into the second-level cache.
  template <class T>
  [[gnu::always_inline]] static void prefetch(const T* from, int64_t count) {
    for (int64_t i = 0; i < count; i += 64 / static_cast<int64_t>(sizeof(T))) __builtin_prefetch(from + i, 0, 2);
  }

  /// Scores of kR queries against `count` keys, at most kKeys. Prefetches the keys' values, or not where they are null,
  /// and the keys of the next block.
  template <int kR, class T>
  static void score(const float* q, const T* keys, const T* values, int64_t head_dim, int64_t count, float scale,
                    float* scores) {
    constexpr int kJ = Queries<kR>::kKeysAtOnce;
    static_assert(kR * kJ % 4 == 0 && kKeys % kJ == 0);
    const int64_t whole = head_dim / W * W;
    for (int64_t k = 0; k < count; k += kJ) {
      const T* row[kJ];
      for (int64_t j = 0; j < kJ; ++j) row[j] = keys + (k + j < count ? k + j : count - 1) * head_dim;
      if (values != nullptr) {
        prefetch(values + k * head_dim, kJ * head_dim);
        prefetch(keys + (k + kKeys) * head_dim, kJ * head_dim);
      }
      F sums[kR * kJ];
#pragma GCC unroll 16
      for (int n = 0; n < kR * kJ; ++n) sums[n] = V::zero();
      for (int64_t i = 0; i < whole; i += W) {
        F query[kR];
#pragma GCC unroll 4
        for (int r = 0; r < kR; ++r) query[r] = V::load(q + r * head_dim + i);
#pragma GCC unroll 8
        for (int j = 0; j < kJ; ++j) {
          const F key = load(row[j] + i);
#pragma GCC unroll 4
          for (int r = 0; r < kR; ++r) sums[r * kJ + j] = V::multiply_add(query[r], key, sums[r * kJ + j]);
        }
      }
      float totals[kR * kJ];
#pragma GCC unroll 4
      for (int n = 0; n < kR * kJ; n += 4) V::sums_of(sums[n], sums[n + 1], sums[n + 2], sums[n + 3], totals + n);
      for (int64_t r = 0; r < kR; ++r) {
        for (int64_t j = 0; j < kJ; ++j) {
          float total = totals[r * kJ + j];
          for (int64_t i = whole; i < head_dim; ++i) total += q[r * head_dim + i] * value(row[j] + i);
          scores[r * kKeys + k + j] = total * scale;
        }
      }
    }
  }

  /// kR queries, from head `head` on, meet keys [block, block + count).
  template <int kR, class T>
  static void attend_heads(const AttentionArgs& args, const DecodeChunks& chunks, int64_t head, int64_t chunk,
                           const T* keys, const T* values, int64_t count) {
    const int64_t head_dim = args.cache.head_dim;
    const int64_t stride = chunks.chunks * (head_dim + 2);
    float* partial = chunks.partial + (head * chunks.chunks + chunk) * (head_dim + 2);
    alignas(64) float scores[kR * kKeys];
    // Smaller blocks the processor fetches in time by itself; the first queries do it for all of the group.
    const bool ahead =
        kKeys * head_dim * static_cast<int64_t>(sizeof(T)) >= 16384 && head % (args.heads / args.cache.kv_heads) == 0;
    score<kR>(args.q + head * head_dim, keys, ahead ? values : nullptr, head_dim, count, args.scale, scores);
    float factors[kR];
    for (int64_t r = 0; r < kR; ++r) {
      factors[r] = soften(scores + r * kKeys, 0, count, partial[r * stride], partial[r * stride + 1]);
    }
    accumulate<kR, Queries<kR>::kColumns>(scores, factors, values, head_dim, count, partial + 2, stride, head_dim);
  }

  template <class T>
  static void attend_chunk(const AttentionArgs& args, const DecodeChunks& chunks, int64_t kv_head, int64_t chunk) {
    const int64_t group = args.heads / args.cache.kv_heads;
    const int64_t head_dim = args.cache.head_dim;
    const int64_t first = chunks.first + chunk * chunks.chunk;
    const int64_t last = first + chunks.chunk < chunks.last ? first + chunks.chunk : chunks.last;
    for (int64_t head = kv_head * group; head < (kv_head + 1) * group; ++head) {
      float* partial = chunks.partial + (head * chunks.chunks + chunk) * (head_dim + 2);
      partial[0] = -kInfinity;
      for (int64_t i = 1; i < head_dim + 2; ++i) partial[i] = 0.0F;
    }
    for (int64_t block = first; block < last; block += kKeys) {
      const int64_t count = last - block < kKeys ? last - block : kKeys;
      const int64_t at = (kv_head * args.cache.capacity + block) * head_dim;
      const T* keys = static_cast<const T*>(args.cache.keys) + at;
      const T* values = static_cast<const T*>(args.cache.values) + at;
      for (int64_t g = 0; g < group;) {
        const int64_t head = kv_head * group + g;
        const int64_t left = group - g;
        const int64_t rows = left >= 4 && left != 5 ? 4 : left == 5 ? 3 : left;  // five are three and two
        const auto attend = rows == 4   ? &attend_heads<4, T>
                            : rows == 3 ? &attend_heads<3, T>
                            : rows == 2 ? &attend_heads<2, T>
                                        : &attend_heads<1, T>;
        attend(args, chunks, head, chunk, keys, values, count);
        g += rows;
      }
    }
  }

  static void decode(const AttentionArgs& args, const DecodeChunks& chunks, int64_t begin, int64_t end) {
    for (int64_t unit = begin; unit < end; ++unit) {
      if (args.cache.type == DenseType::float32) {
        attend_chunk<float>(args, chunks, unit / chunks.chunks, unit % chunks.chunks);
      } else {
        attend_chunk<uint16_t>(args, chunks, unit / chunks.chunks, unit % chunks.chunks);
      }
    }
  }

  static AttentionKernel kernel() {
    return {&scratch, &prefill, &decode};
  }
};

}  // namespace
}  // namespace calm::kernels
