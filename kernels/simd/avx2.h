#pragma once

// Only for files compiled with -mavx2 -mfma -mf16c. Everything is local to its file, so that no inline function
// compiled for one instruction set is ever linked into another; for the same reason these files call nothing from the
// standard library.

#include <immintrin.h>

#include <cstdint>

namespace calm::kernels {
namespace {

struct Avx2 {
  static constexpr int64_t kWidth = 8;  // floats in a vector
  using F = __m256;
  using Bits = __m256i;

  static F zero() { return _mm256_setzero_ps(); }
  static F set(float x) { return _mm256_set1_ps(x); }
  static F load(const float* p) { return _mm256_loadu_ps(p); }
  static void store(float* p, F v) { _mm256_storeu_ps(p, v); }
  static F add(F a, F b) { return _mm256_add_ps(a, b); }
  static F sub(F a, F b) { return _mm256_sub_ps(a, b); }
  static F mul(F a, F b) { return _mm256_mul_ps(a, b); }
  static F div(F a, F b) { return _mm256_div_ps(a, b); }
  /// a * b + c, fused where that is faster: for sums whose last bit does not matter.
  static F multiply_add(F a, F b, F c) { return _mm256_fmadd_ps(a, b, c); }
  static void add_to(double* p, F v) {
    const __m256d low = _mm256_cvtps_pd(_mm256_castps256_ps128(v));
    const __m256d high = _mm256_cvtps_pd(_mm256_extractf128_ps(v, 1));
    _mm256_storeu_pd(p, _mm256_add_pd(_mm256_loadu_pd(p), low));
    _mm256_storeu_pd(p + 4, _mm256_add_pd(_mm256_loadu_pd(p + 4), high));
  }
  /// b where either is NaN.
  static F max(F a, F b) { return _mm256_max_ps(a, b); }
  static F min(F a, F b) { return _mm256_min_ps(a, b); }
  static F negate(F a) { return _mm256_xor_ps(_mm256_set1_ps(-0.0F), a); }
  static F flip_signs(F a, F signs) { return _mm256_xor_ps(signs, a); }
  static F abs(F a) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0F), a); }

  /// |v| as integers, which order like the floats and put Inf and NaN above all others.
  static Bits magnitude(F v) { return _mm256_and_si256(_mm256_castps_si256(v), _mm256_set1_epi32(0x7FFFFFFF)); }
  static Bits zero_bits() { return _mm256_setzero_si256(); }
  static Bits max_bits(Bits a, Bits b) { return _mm256_max_epi32(a, b); }
  static uint32_t largest(Bits v) {
    __m128i m = _mm_max_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    m = _mm_max_epi32(m, _mm_shuffle_epi32(m, 0x4E));
    m = _mm_max_epi32(m, _mm_shuffle_epi32(m, 0xB1));
    return static_cast<uint32_t>(_mm_cvtsi128_si32(m));
  }

  /// clamp(round_half_even(v), low, high), whole and never -0; NaN gives 0.
  static F round_and_clamp(F v, F low, F high) {
    const F known = _mm256_and_ps(v, _mm256_cmp_ps(v, v, _CMP_ORD_Q));
    const F clamped = _mm256_min_ps(_mm256_max_ps(known, low), high);
    return _mm256_cvtepi32_ps(_mm256_cvtps_epi32(clamped));
  }
  /// Whole numbers in -128..127 as bytes, kWidth of them.
  static void store_codes(int8_t* p, F v) {
    const __m256i words = _mm256_cvtps_epi32(v);
    const __m128i half = _mm_packs_epi32(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_packs_epi16(half, half));
  }

  /// float16, to nearest even.
  static F load_half(const uint16_t* p) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
  }
  static void store_half(uint16_t* p, F v) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm256_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT));
  }

  /// p * 2^n in two factors, where shifted = n + 1.5 * 2^23: see exp.h.
  static F times_power(F p, F shifted) {
    const Bits n = _mm256_sub_epi32(_mm256_castps_si256(shifted), _mm256_set1_epi32(0x4B400000));
    const Bits half = _mm256_srai_epi32(n, 1);
    const Bits bias = _mm256_set1_epi32(127);
    const Bits first = _mm256_slli_epi32(_mm256_add_epi32(half, bias), 23);
    const Bits second = _mm256_slli_epi32(_mm256_add_epi32(_mm256_sub_epi32(n, half), bias), 23);
    return mul(mul(p, _mm256_castsi256_ps(first)), _mm256_castsi256_ps(second));
  }

  /// 2^n alone, for -126 <= n <= 127.
  static F power(F shifted) {
    const Bits one = _mm256_set1_epi32(0x3F800000);
    return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_slli_epi32(_mm256_castps_si256(shifted), 23), one));
  }

  static float largest_of(F v) {
    __m128 m = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    m = _mm_max_ps(m, _mm_movehl_ps(m, m));
    return _mm_cvtss_f32(_mm_max_ss(m, _mm_movehdup_ps(m)));
  }
  static float sum_of(F v) {
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
  }
  /// The sums of four vectors.
  static void sums_of(F a, F b, F c, F d, float* sums) {
    const F s = _mm256_hadd_ps(_mm256_hadd_ps(a, b), _mm256_hadd_ps(c, d));
    _mm_storeu_ps(sums, _mm_add_ps(_mm256_castps256_ps128(s), _mm256_extractf128_ps(s, 1)));
  }

  /// One bit for each lane.
  static uint32_t above(F a, F b) { return static_cast<uint32_t>(_mm256_movemask_ps(_mm256_cmp_ps(a, b, _CMP_GT_OQ))); }
  static uint32_t equal(F a, F b) { return static_cast<uint32_t>(_mm256_movemask_ps(_mm256_cmp_ps(a, b, _CMP_EQ_OQ))); }
  static uint32_t not_number(F a) {
    return static_cast<uint32_t>(_mm256_movemask_ps(_mm256_cmp_ps(a, a, _CMP_UNORD_Q)));
  }

  /// Lane l gets lane l ^ kStep.
  template <int kStep>
  static F swap(F v) {
    if constexpr (kStep == 1) return _mm256_permute_ps(v, 0xB1);
    if constexpr (kStep == 2) return _mm256_permute_ps(v, 0x4E);
    return _mm256_permute2f128_ps(v, v, 1);
  }
};

}  // namespace
}  // namespace calm::kernels
