#pragma once

// maddubs gives u0 * x0 + u1 * x1 in 16 bits: at most 2 * 15 * 128 in size for 4-bit codes, so that eight of them (32
// channels) are added before widening. -128 needs no care, since x is the signed side. 8-bit codes would saturate
// there: they are widened to 16 bits, even and odd channels apart, for madd.

#include "simd/avx2.h"

#include "w4a8_gemm/tile.h"

namespace calm::kernels {
namespace {

struct TileAvx2 {
  static constexpr int kMaxRows = 4;  // of w4a8_gemv
  static constexpr int kGemmRows = 4;
  static constexpr bool kUnpack = true;  // of w4a8_gemm
  static constexpr int kWidth = 8;
  template <int kRows>
  static constexpr int kVectors = kRows <= 2 ? 4 : 2;

  static __m256i load(const uint8_t* p) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)); }
  static __m256i broadcast4(const int8_t* p) {
    int32_t four;
    __builtin_memcpy(&four, p, sizeof four);
    return _mm256_set1_epi32(four);
  }
  static __m256 load_scales(const GroupRef& g, int64_t n) {
    if (g.scales != nullptr) return _mm256_loadu_ps(g.scales + n);
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(g.half_scales + n)));
  }

  static int32_t sum(const int8_t* x, int64_t count) {
    const __m256i ones8 = _mm256_set1_epi8(1);
    const __m256i ones16 = _mm256_set1_epi16(1);
    __m256i sums = _mm256_setzero_si256();
    for (int64_t k = 0; k < count; k += 32) {
      const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x + k));
      sums = _mm256_add_epi32(sums, _mm256_madd_epi16(_mm256_maddubs_epi16(ones8, v), ones16));
    }
    __m128i s = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4E));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0xB1));
    return _mm_cvtsi128_si32(s);
  }

  /// 8 channels of a panel: 128 bytes of nibbles -> 2 x 128 bytes.
  static void unpack(const uint8_t* nibbles, uint8_t* bytes) {
    const __m256i mask = _mm256_set1_epi8(0xF);
    for (int64_t i = 0; i < 128; i += 32) {
      const __m256i both = load(nibbles + i);
      _mm256_store_si256(reinterpret_cast<__m256i*>(bytes + i), _mm256_and_si256(both, mask));
      _mm256_store_si256(reinterpret_cast<__m256i*>(bytes + 128 + i),
                         _mm256_and_si256(_mm256_srli_epi16(both, 4), mask));
    }
  }

  /// Four channels, for each row; the first four of a chunk start the 16-bit sums.
  template <int kRows, int kV, Pass kPass>
  [[gnu::always_inline]] static void add_products(__m256i (&sums)[kRows][kV], const __m256i (&w)[kV], const GroupRef& g,
                                                  int64_t k, bool start) {
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      const __m256i four = broadcast4(quad<kRows, kPass>(g, r, k));
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) {
        const __m256i products = _mm256_maddubs_epi16(w[v], four);
        sums[r][v] = start ? products : _mm256_add_epi16(sums[r][v], products);
        asm("" : "+x"(sums[r][v]));  // else GCC puts the sums off and spills the products
      }
    }
  }

  /// 32 channels of up to 4 bits.
  template <int kRows, int kV, bool kNibbles, Pass kPass>
  [[gnu::always_inline]] static void add_narrow(__m256i (&wide)[kRows][kV], const uint8_t* w, const GroupRef& g,
                                                int64_t k) {
    const __m256i mask = _mm256_set1_epi8(0xF);
    __m256i narrow[kRows][kV];
#pragma GCC unroll 8
    for (int step = 0; step < 32; step += kNibbles ? 8 : 4, w += 128) {
      __m256i low[kV], high[kV];
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) {
        low[v] = load(w + v * 32);
        if (!kNibbles) continue;
        high[v] = _mm256_and_si256(_mm256_srli_epi16(low[v], 4), mask);
        low[v] = _mm256_and_si256(low[v], mask);
      }
      add_products<kRows, kV, kPass>(narrow, low, g, k + step, step == 0);
      if constexpr (kNibbles) add_products<kRows, kV, kPass>(narrow, high, g, k + step + 4, false);
    }
    const __m256i ones = _mm256_set1_epi16(1);
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) wide[r][v] = _mm256_add_epi32(wide[r][v], _mm256_madd_epi16(narrow[r][v], ones));
    }
  }

  /// 4 channels of 8 bits.
  template <int kRows, int kV, Pass kPass>
  [[gnu::always_inline]] static void add_bytes(__m256i (&wide)[kRows][kV], const uint8_t* w, const GroupRef& g,
                                               int64_t k) {
    const __m256i mask = _mm256_set1_epi16(0xFF);
    __m256i even[kV], odd[kV];
#pragma GCC unroll 8
    for (int v = 0; v < kV; ++v) {
      const __m256i both = load(w + v * 32);
      even[v] = _mm256_and_si256(both, mask);
      odd[v] = _mm256_srli_epi16(both, 8);
    }
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      const __m256i four = broadcast4(quad<kRows, kPass>(g, r, k));
      const __m256i x_odd = _mm256_srai_epi16(four, 8);
      const __m256i x_even = _mm256_srai_epi16(_mm256_slli_epi16(four, 8), 8);
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) {
        wide[r][v] = _mm256_add_epi32(wide[r][v], _mm256_madd_epi16(even[v], x_even));
        wide[r][v] = _mm256_add_epi32(wide[r][v], _mm256_madd_epi16(odd[v], x_odd));
        asm("" : "+x"(wide[r][v]));
      }
    }
  }

  template <int kRows, Codes kCodes, Pass kPass>
  static void add_group(const GroupRef& g) {
    constexpr int kV = kVectors<kRows>;
    constexpr int64_t kChunkBytes = kCodes == Codes::nibbles ? 512 : 1024;  // of 32 channels
    __m256i wide[kRows][kV];
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) wide[r][v] = _mm256_set1_epi32(g.corrections[r * g.correction_stride]);
    }
    const uint8_t* w = g.codes;
    for (int64_t k = 0; k < g.group; k += 32, w += kChunkBytes) {
      if (kPass == Pass::first) {
        for (int64_t line = 0; line < kChunkBytes; line += 64) __builtin_prefetch(w + kPrefetchBytes + line);
      }
      if constexpr (kCodes == Codes::bytes) {
#pragma GCC unroll 2
        for (int step = 0; step < 32; step += 4) add_bytes<kRows, kV, kPass>(wide, w + step * 32, g, k + step);
      } else {
        add_narrow<kRows, kV, kCodes == Codes::nibbles, kPass>(wide, w, g, k);
      }
    }
#pragma GCC unroll 8
    for (int v = 0; v < kV; ++v) {
      const __m256 scales = load_scales(g, v * 8);
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) {
        float* sums = g.sums + r * g.sum_stride + v * 8;
        _mm256_storeu_ps(sums, _mm256_fmadd_ps(_mm256_cvtepi32_ps(wide[r][v]), scales, _mm256_loadu_ps(sums)));
      }
    }
  }
};

}  // namespace
}  // namespace calm::kernels
