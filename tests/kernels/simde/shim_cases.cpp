// Compiled twice: with CALM_SHIM_SIDE=emulated against SIMDe, with =native for AVX-512 VNNI.

#include "kernels/simde/shim_cases.h"

#include <immintrin.h>

#include <cstdint>
#include <cstring>

namespace calm::kernels::CALM_SHIM_SIDE {
namespace {

template <class T>
T get(const unsigned char* in, std::size_t index = 0) {
  T value;
  std::memcpy(&value, in + index * sizeof(T), sizeof value);
  return value;
}

template <class T>
void put(unsigned char* out, T value) {
  std::memcpy(out, &value, sizeof value);
}

#define CALM_UNARY(intrinsic, From, To)                                                                              \
  {                                                                                                                  \
#intrinsic, [](const unsigned char* in, unsigned char* out) { put<To>(out, intrinsic(get<From>(in))); },         \
                                                                                                          sizeof(To) \
  }
#define CALM_DPBUSD(intrinsic, V)                                                                                  \
  {                                                                                                                \
#intrinsic,                                                                                                    \
        [](const unsigned char* in,                                                                                \
           unsigned char* out) { put<V>(out, intrinsic(get<V>(in, 0), get<V>(in, 1), get<V>(in, 2))); }, sizeof(V) \
  }

const ShimCase kCases[] = {
    CALM_UNARY(_mm512_cvtepi32_ps, __m512i, __m512),
    CALM_UNARY(_mm512_cvtps_epi32, __m512, __m512i),
    CALM_UNARY(_mm512_cvttps_epi32, __m512, __m512i),
    CALM_UNARY(_mm512_cvtps_pd, __m256, __m512d),
    CALM_UNARY(_mm512_cvtph_ps, __m256i, __m512),
    CALM_UNARY(_mm512_cvtepi8_epi32, __m128i, __m512i),
    CALM_UNARY(_mm512_cvtepu8_epi32, __m128i, __m512i),
    CALM_UNARY(_mm512_cvtepu16_epi32, __m256i, __m512i),
    CALM_UNARY(_mm512_reduce_add_ps, __m512, float),
    {"_mm512_reduce_add_epi32",  // of values whose sum fits: the compiler's own is written with ints
     [](const unsigned char* in, unsigned char* out) {
       put<int32_t>(out, _mm512_reduce_add_epi32(_mm512_and_si512(get<__m512i>(in), _mm512_set1_epi32(0x3FFFFFF))));
     },
     sizeof(int32_t)},
    CALM_UNARY(_mm512_reduce_max_epi32, __m512i, int32_t),
    CALM_UNARY(_mm512_reduce_max_ps, __m512, float),
    CALM_DPBUSD(_mm256_dpbusd_epi32, __m256i),
    CALM_DPBUSD(_mm512_dpbusd_epi32, __m512i),
    {"_mm512_extractf32x8_ps",
     [](const unsigned char* in, unsigned char* out) {
       put<__m256>(out, _mm512_extractf32x8_ps(get<__m512>(in), 0));
       put<__m256>(out + 32, _mm512_extractf32x8_ps(get<__m512>(in), 1));
     },
     64},
    {"_mm512_shuffle_f32x4",
     [](const unsigned char* in, unsigned char* out) {
       put<__m512>(out, _mm512_shuffle_f32x4(get<__m512>(in, 0), get<__m512>(in, 1), 0xB1));
       put<__m512>(out + 64, _mm512_shuffle_f32x4(get<__m512>(in, 0), get<__m512>(in, 1), 0x4E));
     },
     128},
    {"_mm512_maskz_loadu_ps",
     [](const unsigned char* in, unsigned char* out) {
       put<__m512>(out, _mm512_maskz_loadu_ps(get<uint16_t>(in, 100), in + 1));
     },
     64},
    {"_mm512_mask_storeu_ps",
     [](const unsigned char* in, unsigned char* out) {
       std::memset(out, 0x77, 65);
       _mm512_mask_storeu_ps(out + 1, get<uint16_t>(in, 100), get<__m512>(in));
     },
     65},
};

}  // namespace

ShimCases shim_cases() {
  return {kCases, sizeof kCases / sizeof kCases[0]};
}

}  // namespace calm::kernels::CALM_SHIM_SIDE
