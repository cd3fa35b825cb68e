// dpbusd adds four products of unsigned and signed bytes to an int32 without saturation.

#include "simd/avx512vnni.h"

#include "w4a8_gemm/vector.h"

namespace calm::kernels::avx512vnni {
namespace {

__m512i load(const uint8_t* p) {
  return _mm512_loadu_si512(p);
}

__m512i broadcast4(const int8_t* p) {
  int32_t four;
  __builtin_memcpy(&four, p, sizeof four);
  return _mm512_set1_epi32(four);
}

struct Kernel {
  static constexpr int kTokens = 6;
  static constexpr int64_t kOutputs = 32;

  static void unpack(const uint8_t* nibbles, uint8_t* bytes) {
    const __m512i mask = _mm512_set1_epi8(0xF);
    for (int64_t i = 0; i < 128; i += 64) {
      const __m512i both = load(nibbles + i);
      _mm512_store_si512(bytes + i, _mm512_and_si512(both, mask));
      _mm512_store_si512(bytes + 128 + i, _mm512_and_si512(_mm512_srli_epi16(both, 4), mask));
    }
  }

  template <int kRows>
  struct Tile {
    __m512 sums[kRows][2];

    Tile(const float* y, int64_t stride, bool fresh) {
#pragma GCC unroll 6
      for (int r = 0; r < kRows; ++r) {
        sums[r][0] = fresh ? _mm512_setzero_ps() : _mm512_loadu_ps(y + r * stride);
        sums[r][1] = fresh ? _mm512_setzero_ps() : _mm512_loadu_ps(y + r * stride + 16);
      }
    }

    template <bool kNibbles>
    void group(const uint8_t* w, int64_t count, const int8_t* x, int64_t x_stride, const int32_t* corrections,
               int64_t correction_stride, const float* scales) {
      const __m512i mask = _mm512_set1_epi8(0xF);
      __m512i wide[kRows][2];
#pragma GCC unroll 6
      for (int r = 0; r < kRows; ++r) wide[r][0] = wide[r][1] = _mm512_set1_epi32(corrections[r * correction_stride]);
      for (int64_t k = 0; k < count; k += 8) {
        __m512i low0 = load(w), low1 = load(w + 64);
        const __m512i high0 = kNibbles ? _mm512_and_si512(_mm512_srli_epi16(low0, 4), mask) : load(w + 128);
        const __m512i high1 = kNibbles ? _mm512_and_si512(_mm512_srli_epi16(low1, 4), mask) : load(w + 192);
        if (kNibbles) {
          low0 = _mm512_and_si512(low0, mask);
          low1 = _mm512_and_si512(low1, mask);
        }
        w += kNibbles ? 128 : 256;
#pragma GCC unroll 6
        for (int r = 0; r < kRows; ++r) {
          const __m512i four = broadcast4(x + r * x_stride + k);
          wide[r][0] = _mm512_dpbusd_epi32(wide[r][0], low0, four);
          wide[r][1] = _mm512_dpbusd_epi32(wide[r][1], low1, four);
        }
#pragma GCC unroll 6
        for (int r = 0; r < kRows; ++r) {
          const __m512i four = broadcast4(x + r * x_stride + k + 4);
          wide[r][0] = _mm512_dpbusd_epi32(wide[r][0], high0, four);
          wide[r][1] = _mm512_dpbusd_epi32(wide[r][1], high1, four);
        }
      }
      const __m512 scale0 = _mm512_loadu_ps(scales);
      const __m512 scale1 = _mm512_loadu_ps(scales + 16);
#pragma GCC unroll 6
      for (int r = 0; r < kRows; ++r) {
        sums[r][0] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(wide[r][0]), scale0, sums[r][0]);
        sums[r][1] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(wide[r][1]), scale1, sums[r][1]);
      }
    }

    void scale(const float* x_scales) {
#pragma GCC unroll 6
      for (int r = 0; r < kRows; ++r) {
        sums[r][0] = _mm512_mul_ps(sums[r][0], _mm512_set1_ps(x_scales[r]));
        sums[r][1] = _mm512_mul_ps(sums[r][1], _mm512_set1_ps(x_scales[r]));
      }
    }

    void store(float* y, int64_t stride) const {
#pragma GCC unroll 6
      for (int r = 0; r < kRows; ++r) {
        _mm512_storeu_ps(y + r * stride, sums[r][0]);
        _mm512_storeu_ps(y + r * stride + 16, sums[r][1]);
      }
    }
  };
};

}  // namespace

void w4a8_gemm(const W4A8GemmArgs& args, int64_t panel, int64_t begin, int64_t end, uint8_t* scratch) {
  W4A8<Kernel>{args, panel}.run(begin, end, scratch);
}

}  // namespace calm::kernels::avx512vnni
