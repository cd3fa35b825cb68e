// maddubs gives u0 * x0 + u1 * x1 in 16 bits: at most 2 * 15 * 128 in size, so that eight of them (32 channels) are
// added before widening. -128 needs no care, since x is the signed side.

#include "simd/avx2.h"

#include "w4a8_gemm/vector.h"

namespace calm::kernels::avx2 {
namespace {

__m256i load(const uint8_t* p) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
}

__m256i broadcast4(const int8_t* p) {
  int32_t four;
  __builtin_memcpy(&four, p, sizeof four);
  return _mm256_set1_epi32(four);
}

/// Four channels of 16 outputs, for each row.
template <int kRows>
[[gnu::always_inline]] inline void add_products(__m256i (&sums)[kRows][2], __m256i w0, __m256i w1, const int8_t* x,
                                                int64_t x_stride) {
#pragma GCC unroll 4
  for (int r = 0; r < kRows; ++r) {
    const __m256i four = broadcast4(x + r * x_stride);
    sums[r][0] = _mm256_add_epi16(sums[r][0], _mm256_maddubs_epi16(w0, four));
    sums[r][1] = _mm256_add_epi16(sums[r][1], _mm256_maddubs_epi16(w1, four));
    asm("" : "+x"(sums[r][0]), "+x"(sums[r][1]));  // else GCC puts the sums off and spills the products
  }
}

struct Kernel {
  static constexpr int kTokens = 4;
  static constexpr int64_t kOutputs = 16;

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

  template <int kRows>
  struct Tile {
    __m256 sums[kRows][2];

    Tile(const float* y, int64_t stride, bool fresh) {
      for (int r = 0; r < kRows; ++r) {
        for (int v = 0; v < 2; ++v) sums[r][v] = fresh ? _mm256_setzero_ps() : _mm256_loadu_ps(y + r * stride + v * 8);
      }
    }

    template <bool kNibbles>
    void group(const uint8_t* w, int64_t count, const int8_t* x, int64_t x_stride, const int32_t* corrections,
               int64_t correction_stride, const float* scales) {
      const __m256i ones = _mm256_set1_epi16(1);
      const __m256i mask = _mm256_set1_epi8(0xF);
      __m256i wide[kRows][2];
#pragma GCC unroll 4
      for (int r = 0; r < kRows; ++r) wide[r][0] = wide[r][1] = _mm256_set1_epi32(corrections[r * correction_stride]);
      for (int64_t chunk = 0; chunk < count; chunk += 32, x += 32) {
        __m256i narrow[kRows][2];
#pragma GCC unroll 4
        for (int r = 0; r < kRows; ++r) narrow[r][0] = narrow[r][1] = _mm256_setzero_si256();
#pragma GCC unroll 8
        for (int step = 0; step < 32; step += kNibbles ? 8 : 4, w += 128) {
          const __m256i w0 = load(w);
          const __m256i w1 = load(w + 32);
          if (kNibbles) {
            add_products<kRows>(narrow, _mm256_and_si256(w0, mask), _mm256_and_si256(w1, mask), x + step, x_stride);
            add_products<kRows>(narrow, _mm256_and_si256(_mm256_srli_epi16(w0, 4), mask),
                                _mm256_and_si256(_mm256_srli_epi16(w1, 4), mask), x + step + 4, x_stride);
          } else {
            add_products<kRows>(narrow, w0, w1, x + step, x_stride);
          }
        }
#pragma GCC unroll 4
        for (int r = 0; r < kRows; ++r) {
          wide[r][0] = _mm256_add_epi32(wide[r][0], _mm256_madd_epi16(narrow[r][0], ones));
          wide[r][1] = _mm256_add_epi32(wide[r][1], _mm256_madd_epi16(narrow[r][1], ones));
        }
      }
#pragma GCC unroll 4
      for (int r = 0; r < kRows; ++r) {
        for (int v = 0; v < 2; ++v) {
          sums[r][v] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(wide[r][v]), _mm256_loadu_ps(scales + v * 8), sums[r][v]);
        }
      }
    }

    void scale(const float* x_scales) {
      for (int r = 0; r < kRows; ++r) {
        for (int v = 0; v < 2; ++v) sums[r][v] = _mm256_mul_ps(sums[r][v], _mm256_set1_ps(x_scales[r]));
      }
    }

    void store(float* y, int64_t stride) const {
      for (int r = 0; r < kRows; ++r) {
        for (int v = 0; v < 2; ++v) _mm256_storeu_ps(y + r * stride + v * 8, sums[r][v]);
      }
    }
  };
};

}  // namespace

void w4a8_gemm(const W4A8GemmArgs& args, int64_t panel, int64_t begin, int64_t end, uint8_t* scratch) {
  W4A8<Kernel>{args, panel}.run(begin, end, scratch);
}

}  // namespace calm::kernels::avx2
