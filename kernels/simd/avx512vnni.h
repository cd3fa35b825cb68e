#pragma once

// Only for files compiled with the AVX-512 flags; local to its file for the reason given in avx2.h.

#include <immintrin.h>

#include <cstdint>

namespace calm::kernels {
namespace {

struct Avx512 {
  static constexpr int64_t kWidth = 16;
  using F = __m512;
  using Bits = __m512i;

  static F zero() { return _mm512_setzero_ps(); }
  static F set(float x) { return _mm512_set1_ps(x); }
  static F load(const float* p) { return _mm512_loadu_ps(p); }
  static void store(float* p, F v) { _mm512_storeu_ps(p, v); }
  static F add(F a, F b) { return _mm512_add_ps(a, b); }
  static F sub(F a, F b) { return _mm512_sub_ps(a, b); }
  static F mul(F a, F b) { return _mm512_mul_ps(a, b); }
  static F div(F a, F b) { return _mm512_div_ps(a, b); }
  static F multiply_add(F a, F b, F c) { return _mm512_fmadd_ps(a, b, c); }
  static void add_to(double* p, F v) {
    const __m512d low = _mm512_cvtps_pd(_mm512_castps512_ps256(v));
    const __m512d high = _mm512_cvtps_pd(_mm512_extractf32x8_ps(v, 1));
    _mm512_storeu_pd(p, _mm512_add_pd(_mm512_loadu_pd(p), low));
    _mm512_storeu_pd(p + 8, _mm512_add_pd(_mm512_loadu_pd(p + 8), high));
  }
  static F max(F a, F b) { return _mm512_max_ps(a, b); }
  static F min(F a, F b) { return _mm512_min_ps(a, b); }
  static F negate(F a) { return _mm512_xor_ps(_mm512_set1_ps(-0.0F), a); }
  static F flip_signs(F a, F signs) { return _mm512_xor_ps(signs, a); }
  static F abs(F a) { return _mm512_abs_ps(a); }

  static Bits magnitude(F v) { return _mm512_and_si512(_mm512_castps_si512(v), _mm512_set1_epi32(0x7FFFFFFF)); }
  static Bits zero_bits() { return _mm512_setzero_si512(); }
  static Bits max_bits(Bits a, Bits b) { return _mm512_max_epi32(a, b); }
  static uint32_t largest(Bits v) { return static_cast<uint32_t>(_mm512_reduce_max_epi32(v)); }

  static F round_and_clamp(F v, F low, F high) {
    const F known = _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(v, v, _CMP_ORD_Q), v);
    const F clamped = _mm512_min_ps(_mm512_max_ps(known, low), high);
    return _mm512_cvtepi32_ps(_mm512_cvtps_epi32(clamped));
  }
  static void store_codes(int8_t* p, F v) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm512_cvtsepi32_epi8(_mm512_cvtps_epi32(v)));
  }

  static F load_half(const uint16_t* p) {
    return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
  }
  static void store_half(uint16_t* p, F v) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm256_cvtps_ph(low(v), _MM_FROUND_TO_NEAREST_INT));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p + 8), _mm256_cvtps_ph(high(v), _MM_FROUND_TO_NEAREST_INT));
  }

  static F times_power(F p, F shifted) {
    const Bits n = _mm512_sub_epi32(_mm512_castps_si512(shifted), _mm512_set1_epi32(0x4B400000));
    const Bits half = _mm512_srli_epi32(_mm512_add_epi32(n, _mm512_set1_epi32(256)), 1);  // 128 more
    const Bits first = _mm512_slli_epi32(_mm512_sub_epi32(half, _mm512_set1_epi32(1)), 23);
    const Bits second = _mm512_slli_epi32(_mm512_add_epi32(_mm512_sub_epi32(n, half), _mm512_set1_epi32(255)), 23);
    return mul(mul(p, _mm512_castsi512_ps(first)), _mm512_castsi512_ps(second));
  }

  static F power(F shifted) {
    const Bits one = _mm512_set1_epi32(0x3F800000);
    return _mm512_castsi512_ps(_mm512_add_epi32(_mm512_slli_epi32(_mm512_castps_si512(shifted), 23), one));
  }

  static __m256 low(F v) { return _mm512_castps512_ps256(v); }
  static __m256 high(F v) { return _mm512_extractf32x8_ps(v, 1); }
  static float largest_of(F v) {
    const __m256 h = _mm256_max_ps(low(v), high(v));
    __m128 m = _mm_max_ps(_mm256_castps256_ps128(h), _mm256_extractf128_ps(h, 1));
    m = _mm_max_ps(m, _mm_movehl_ps(m, m));
    return _mm_cvtss_f32(_mm_max_ss(m, _mm_movehdup_ps(m)));
  }
  static float sum_of(F v) {
    const __m256 h = _mm256_add_ps(low(v), high(v));
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(h), _mm256_extractf128_ps(h, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
  }
  static void sums_of(F a, F b, F c, F d, float* sums) {
    const __m256 ab = _mm256_hadd_ps(_mm256_add_ps(low(a), high(a)), _mm256_add_ps(low(b), high(b)));
    const __m256 cd = _mm256_hadd_ps(_mm256_add_ps(low(c), high(c)), _mm256_add_ps(low(d), high(d)));
    const __m256 s = _mm256_hadd_ps(ab, cd);
    _mm_storeu_ps(sums, _mm_add_ps(_mm256_castps256_ps128(s), _mm256_extractf128_ps(s, 1)));
  }

  static uint32_t above(F a, F b) { return _mm512_cmp_ps_mask(a, b, _CMP_GT_OQ); }
  static uint32_t equal(F a, F b) { return _mm512_cmp_ps_mask(a, b, _CMP_EQ_OQ); }
  static uint32_t not_number(F a) { return _mm512_cmp_ps_mask(a, a, _CMP_UNORD_Q); }

  template <int kStep>
  static F swap(F v) {
    if constexpr (kStep == 1) return _mm512_shuffle_ps(v, v, 0xB1);
    if constexpr (kStep == 2) return _mm512_shuffle_ps(v, v, 0x4E);
    if constexpr (kStep == 4) return _mm512_shuffle_f32x4(v, v, 0xB1);
    return _mm512_shuffle_f32x4(v, v, 0x4E);
  }
};

}  // namespace
}  // namespace calm::kernels
