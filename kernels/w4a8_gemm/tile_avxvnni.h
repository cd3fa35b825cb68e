#pragma once

// The VEX-encoded dpbusd of CPUs that have VNNI without AVX-512.

#include "simd/avx2.h"

#include "w4a8_gemm/tile.h"

namespace calm::kernels {
namespace {

struct TileAvxVnni {
  static constexpr int kMaxRows = 4;  // of w4a8_gemv
  static constexpr int kGemmRows = 6;
  static constexpr bool kUnpack = false;  // of w4a8_gemm
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
    __m256i sums = _mm256_setzero_si256();
    for (int64_t k = 0; k < count; k += 32) {
      sums = _mm256_dpbusd_avx_epi32(sums, _mm256_set1_epi8(1),
                                     _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x + k)));
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

  template <int kRows, int kV, Pass kPass>
  [[gnu::always_inline]] static void add_products(__m256i (&sums)[kRows][kV], const __m256i (&w)[kV], const GroupRef& g,
                                                  int64_t k) {
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      const __m256i four = broadcast4(quad<kRows, kPass>(g, r, k));
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) sums[r][v] = _mm256_dpbusd_avx_epi32(sums[r][v], w[v], four);
    }
  }

  template <int kRows, Codes kCodes, Pass kPass>
  static void add_group(const GroupRef& g) {
    constexpr int kV = kVectors<kRows>;
    constexpr bool kNibbles = kCodes == Codes::nibbles;
    const __m256i mask = _mm256_set1_epi8(0xF);
    __m256i wide[kRows][kV];
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) wide[r][v] = _mm256_set1_epi32(g.corrections[r * g.correction_stride]);
    }
    const uint8_t* w = g.codes;
    for (int64_t k = 0; k < g.group; k += 8, w += kNibbles ? 128 : 256) {
      if (kPass == Pass::first) {
        for (int64_t line = 0; line < (kNibbles ? 128 : 256); line += 64) __builtin_prefetch(w + kPrefetchBytes + line);
      }
      __m256i low[kV], high[kV];
#pragma GCC unroll 8
      for (int v = 0; v < kV; ++v) {
        low[v] = load(w + v * 32);
        high[v] = kNibbles ? _mm256_and_si256(_mm256_srli_epi16(low[v], 4), mask) : load(w + 128 + v * 32);
        if (kNibbles) low[v] = _mm256_and_si256(low[v], mask);
      }
      add_products<kRows, kV, kPass>(wide, low, g, k);
      add_products<kRows, kV, kPass>(wide, high, g, k + 4);
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
