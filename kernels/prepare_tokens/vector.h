#pragma once

// T is a tile_<isa>.h.

#include <immintrin.h>

#include "prepare_tokens/impl.h"

namespace calm::kernels {
namespace {

/// in bytes of `rows` rows, four by four: a 4 x 4 transpose of 32-bit words wherever there are four rows.
inline void pack_tile(const int8_t* x, int64_t in, int64_t rows, int8_t* out) {
  int64_t row = 0;
  for (; row + 4 <= rows; row += 4, x += 4 * in) {
    for (int64_t k = 0; k < in; k += 16) {
      const auto load = [&](int64_t r) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(x + r * in + k)); };
      const auto store = [&](int64_t step, __m128i v) {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + ((k / 4 + step) * rows + row) * 4), v);
      };
      const __m128i a = load(0), b = load(1), c = load(2), d = load(3);
      const __m128i ab = _mm_unpacklo_epi32(a, b), cd = _mm_unpacklo_epi32(c, d);
      const __m128i ab_high = _mm_unpackhi_epi32(a, b), cd_high = _mm_unpackhi_epi32(c, d);
      store(0, _mm_unpacklo_epi64(ab, cd));
      store(1, _mm_unpackhi_epi64(ab, cd));
      store(2, _mm_unpacklo_epi64(ab_high, cd_high));
      store(3, _mm_unpackhi_epi64(ab_high, cd_high));
    }
  }
  for (; row < rows; ++row, x += in) {
    for (int64_t k = 0; k < in; k += 4) __builtin_memcpy(out + (k / 4 * rows + row) * 4, x + k, 4);
  }
}

template <class T>
void prepare(const PrepareTokensArgs& args, int64_t begin, int64_t end) {
  for (int64_t token = begin; token < end; token += T::kGemmRows) {
    const int64_t rows = end - token < T::kGemmRows ? end - token : T::kGemmRows;
    pack_tile(args.x + token * args.in, args.in, rows, args.packed + token * args.in);
  }
  const int64_t groups = args.in / args.group;
  for (int64_t i = begin * groups; i < end * groups; ++i) {
    args.corrections[i] = -args.offset * T::sum(args.x + i * args.group, args.group);
  }
}

}  // namespace
}  // namespace calm::kernels
