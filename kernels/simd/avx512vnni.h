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
};

}  // namespace
}  // namespace calm::kernels
