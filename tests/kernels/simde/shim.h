#pragma once

// What Debian's SIMDe 0.7.4 lacks, in halves of 256 bits. simde_shim_test holds each against the instruction.

namespace calm::simde_shim {

struct Halves {
  __m256i low, high;
};

template <class To, class From>
[[gnu::always_inline]] inline To cast(const From& from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  __builtin_memcpy(&to, &from, sizeof to);
  return to;
}

template <class F>
[[gnu::always_inline]] inline __m512i each_half(__m512i v, F f) {
  const auto halves = cast<Halves>(v);
  return cast<__m512i>(Halves{f(halves.low), f(halves.high)});
}

inline __m512 cvtepi32_ps(__m512i v) {
  return cast<__m512>(each_half(v, [](__m256i half) { return _mm256_castps_si256(_mm256_cvtepi32_ps(half)); }));
}
inline __m512i cvtps_epi32(__m512 v) {
  return each_half(cast<__m512i>(v), [](__m256i half) { return _mm256_cvtps_epi32(_mm256_castsi256_ps(half)); });
}
inline __m512i cvttps_epi32(__m512 v) {
  return each_half(cast<__m512i>(v), [](__m256i half) { return _mm256_cvttps_epi32(_mm256_castsi256_ps(half)); });
}
inline __m512d cvtps_pd(__m256 v) {
  const __m256d low = _mm256_cvtps_pd(_mm256_castps256_ps128(v));
  const __m256d high = _mm256_cvtps_pd(_mm256_extractf128_ps(v, 1));
  return cast<__m512d>(Halves{_mm256_castpd_si256(low), _mm256_castpd_si256(high)});
}
inline __m512 cvtph_ps(__m256i v) {
  const __m256 low = _mm256_cvtph_ps(_mm256_castsi256_si128(v));
  const __m256 high = _mm256_cvtph_ps(_mm256_extracti128_si256(v, 1));
  return cast<__m512>(Halves{_mm256_castps_si256(low), _mm256_castps_si256(high)});
}
inline __m512i cvtepi8_epi32(__m128i v) {
  return cast<__m512i>(Halves{_mm256_cvtepi8_epi32(v), _mm256_cvtepi8_epi32(_mm_srli_si128(v, 8))});
}
inline __m512i cvtepu8_epi32(__m128i v) {
  return cast<__m512i>(Halves{_mm256_cvtepu8_epi32(v), _mm256_cvtepu8_epi32(_mm_srli_si128(v, 8))});
}
inline __m512i cvtepu16_epi32(__m256i v) {
  return cast<__m512i>(
      Halves{_mm256_cvtepu16_epi32(_mm256_castsi256_si128(v)), _mm256_cvtepu16_epi32(_mm256_extracti128_si256(v, 1))});
}
template <int kHalf>
inline __m256 extractf32x8_ps(__m512 v) {
  const auto halves = cast<Halves>(v);
  return _mm256_castsi256_ps(kHalf == 0 ? halves.low : halves.high);
}

template <int kWhich>
inline __m512 shuffle_f32x4(__m512 a, __m512 b) {
  __m128 from_a[4], from_b[4];
  __builtin_memcpy(from_a, &a, sizeof from_a);
  __builtin_memcpy(from_b, &b, sizeof from_b);
  const __m128 to[] = {from_a[kWhich & 3], from_a[kWhich >> 2 & 3], from_b[kWhich >> 4 & 3], from_b[kWhich >> 6 & 3]};
  return cast<__m512>(to);
}

/// The order of the compiler's own: halves, quarters, eighths, then the last two.
inline float reduce_add_ps(__m512 v) {
  const __m256 half = _mm256_add_ps(extractf32x8_ps<0>(v), extractf32x8_ps<1>(v));
  __m128 s = _mm_add_ps(_mm256_castps256_ps128(half), _mm256_extractf128_ps(half, 1));
  s = _mm_add_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
}
template <class F>
inline int32_t reduce_epi32(__m512i v, F f) {
  int32_t lanes[16];
  __builtin_memcpy(lanes, &v, sizeof lanes);
  for (int i = 1; i < 16; ++i) lanes[0] = f(lanes[0], lanes[i]);
  return lanes[0];
}
inline int32_t reduce_add_epi32(__m512i v) {
  return reduce_epi32(v, [](int32_t a, int32_t b) {
    return static_cast<int32_t>(static_cast<uint32_t>(a) + static_cast<uint32_t>(b));
  });
}
inline int32_t reduce_max_epi32(__m512i v) {
  return reduce_epi32(v, [](int32_t a, int32_t b) { return a > b ? a : b; });
}
inline float reduce_max_ps(__m512 v) {  // the order of the compiler's own, for NaN and zeros
  const __m256 half = _mm256_max_ps(extractf32x8_ps<1>(v), extractf32x8_ps<0>(v));
  __m128 s = _mm_max_ps(_mm256_extractf128_ps(half, 1), _mm256_castps256_ps128(half));
  s = _mm_max_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_max_ss(s, _mm_movehdup_ps(s)));
}

inline __m512 maskz_loadu_ps(uint16_t mask, const void* p) {
  float lanes[16] = {};
  for (int i = 0; i < 16; ++i) {
    if (mask >> i & 1) __builtin_memcpy(lanes + i, static_cast<const float*>(p) + i, sizeof(float));
  }
  return cast<__m512>(lanes);
}
inline void mask_storeu_ps(void* p, uint16_t mask, __m512 v) {
  float lanes[16];
  __builtin_memcpy(lanes, &v, sizeof lanes);
  for (int i = 0; i < 16; ++i) {
    if (mask >> i & 1) __builtin_memcpy(static_cast<float*>(p) + i, lanes + i, sizeof(float));
  }
}
/// Each 32-bit lane adds four products of unsigned and signed bytes.
inline __m256i dpbusd(__m256i sums, __m256i a, __m256i b) {
  const __m256i low = _mm256_set1_epi16(0xFF);
  const __m256i even = _mm256_madd_epi16(_mm256_and_si256(a, low), _mm256_srai_epi16(_mm256_slli_epi16(b, 8), 8));
  const __m256i odd = _mm256_madd_epi16(_mm256_srli_epi16(a, 8), _mm256_srai_epi16(b, 8));
  return _mm256_add_epi32(sums, _mm256_add_epi32(even, odd));
}
inline __m512i dpbusd(__m512i sums, __m512i a, __m512i b) {
  const auto s = cast<Halves>(sums), u = cast<Halves>(a), v = cast<Halves>(b);
  return cast<__m512i>(Halves{dpbusd(s.low, u.low, v.low), dpbusd(s.high, u.high, v.high)});
}

}  // namespace calm::simde_shim

#undef _mm512_cvtepi32_ps
#undef _mm512_cvtps_epi32
#undef _mm512_cvttps_epi32
#undef _mm512_cvtps_pd
#undef _mm512_cvtph_ps
#undef _mm512_cvtepi8_epi32
#undef _mm512_cvtepu8_epi32
#undef _mm512_cvtepu16_epi32
#undef _mm512_extractf32x8_ps
#undef _mm512_shuffle_f32x4
#undef _mm512_reduce_add_ps
#undef _mm512_reduce_add_epi32
#undef _mm512_reduce_max_epi32
#undef _mm512_reduce_max_ps
#undef _mm512_maskz_loadu_ps
#undef _mm512_mask_storeu_ps
#undef _mm256_dpbusd_avx_epi32
#undef _mm256_dpbusd_epi32
#undef _mm512_dpbusd_epi32
#define _mm512_cvtepi32_ps calm::simde_shim::cvtepi32_ps
#define _mm512_cvtps_epi32 calm::simde_shim::cvtps_epi32
#define _mm512_cvttps_epi32 calm::simde_shim::cvttps_epi32
#define _mm512_cvtps_pd calm::simde_shim::cvtps_pd
#define _mm512_cvtph_ps calm::simde_shim::cvtph_ps
#define _mm512_cvtepi8_epi32 calm::simde_shim::cvtepi8_epi32
#define _mm512_cvtepu8_epi32 calm::simde_shim::cvtepu8_epi32
#define _mm512_cvtepu16_epi32 calm::simde_shim::cvtepu16_epi32
#define _mm512_extractf32x8_ps(v, half) calm::simde_shim::extractf32x8_ps<half>(v)
#define _mm512_shuffle_f32x4(a, b, which) calm::simde_shim::shuffle_f32x4<which>(a, b)
#define _mm512_reduce_add_ps calm::simde_shim::reduce_add_ps
#define _mm512_reduce_add_epi32 calm::simde_shim::reduce_add_epi32
#define _mm512_reduce_max_epi32 calm::simde_shim::reduce_max_epi32
#define _mm512_reduce_max_ps calm::simde_shim::reduce_max_ps
#define _mm512_maskz_loadu_ps calm::simde_shim::maskz_loadu_ps
#define _mm512_mask_storeu_ps calm::simde_shim::mask_storeu_ps
// SIMDe's own dpbusd goes lane by lane, far too slow for the tests' sizes.
#define _mm256_dpbusd_avx_epi32 calm::simde_shim::dpbusd
#define _mm256_dpbusd_epi32 calm::simde_shim::dpbusd
#define _mm512_dpbusd_epi32 calm::simde_shim::dpbusd
