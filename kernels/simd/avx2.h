#pragma once

// Only for files compiled with -mavx2 -mfma. Everything is local to its file, so that no inline function compiled for
// one instruction set is ever linked into another; for the same reason these files call nothing from the standard
// library.

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
  static F max(F a, F b) { return _mm256_max_ps(a, b); }
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
};

}  // namespace
}  // namespace calm::kernels
