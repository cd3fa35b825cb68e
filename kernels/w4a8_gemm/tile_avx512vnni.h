#pragma once

// dpbusd adds four products of unsigned and signed bytes to an int32 without saturation.

#include "simd/avx512vnni.h"

#include "w4a8_gemm/tile.h"

namespace calm::kernels {
namespace {

struct TileAvx512 {
  static constexpr int kMaxRows = 8;  // of w4a8_gemv, with two vectors of sums each
  static constexpr int kGemmRows = 8;
  static constexpr bool kUnpack = false;  // of w4a8_gemm
  static constexpr int kWidth = 16;
  template <int kRows>
  static constexpr int kVectors = 2;

  static __m512i load(const uint8_t* p) { return _mm512_loadu_si512(p); }
  static __m512i broadcast4(const int8_t* p) {
    int32_t four;
    __builtin_memcpy(&four, p, sizeof four);
    return _mm512_set1_epi32(four);
  }
  static __m512 load_scales(const GroupRef& g, int64_t n) {
    if (g.scales != nullptr) return _mm512_loadu_ps(g.scales + n);
    return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(g.half_scales + n)));
  }

  static int32_t sum(const int8_t* x, int64_t count) {
    __m256i sums = _mm256_setzero_si256();
    for (int64_t k = 0; k < count; k += 32) {
      sums =
          _mm256_dpbusd_epi32(sums, _mm256_set1_epi8(1), _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x + k)));
    }
    __m128i s = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4E));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0xB1));
    return _mm_cvtsi128_si32(s);
  }

  /// 8 channels of a panel: 128 bytes of nibbles -> 2 x 128 bytes.
  static void unpack(const uint8_t* nibbles, uint8_t* bytes) {
    const __m512i mask = _mm512_set1_epi8(0xF);
    for (int64_t i = 0; i < 128; i += 64) {
      const __m512i both = load(nibbles + i);
      _mm512_store_si512(bytes + i, _mm512_and_si512(both, mask));
      _mm512_store_si512(bytes + 128 + i, _mm512_and_si512(_mm512_srli_epi16(both, 4), mask));
    }
  }

  template <int kRows, Codes kCodes, Pass kPass>
  static void add_group(const GroupRef& g) {
    constexpr bool kNibbles = kCodes == Codes::nibbles;
    constexpr int kChains = kRows <= 2 ? 2 : 1;  // of dpbusd, which takes some cycles, for an output
    const __m512i mask = _mm512_set1_epi8(0xF);
    const uint8_t* w = g.codes;
    __m512i wide[kChains][kRows][2];
    unroll<kRows>([&](auto r) CALM_INLINE {
      wide[kChains - 1][r.value][0] = wide[kChains - 1][r.value][1] = _mm512_setzero_si512();
      wide[0][r.value][0] = wide[0][r.value][1] = _mm512_set1_epi32(g.corrections[r.value * g.correction_stride]);
    });
    const auto add = [&](__m512i(&chain)[kRows][2], __m512i w0, __m512i w1, int64_t k) CALM_INLINE {
      unroll<kRows>([&](auto r) CALM_INLINE {
        const __m512i four = broadcast4(quad<kRows, kPass>(g, r.value, k));
        chain[r.value][0] = _mm512_dpbusd_epi32(chain[r.value][0], w0, four);
        chain[r.value][1] = _mm512_dpbusd_epi32(chain[r.value][1], w1, four);
      });
    };
    for (int64_t k = 0; k < g.group; k += 8, w += kNibbles ? 128 : 256) {
      if (kPass == Pass::first) {
        for (int64_t line = 0; line < (kNibbles ? 128 : 256); line += 64) {
          __builtin_prefetch(w + kPrefetchBytes + line);
        }
      }
      if constexpr (kNibbles) {
        const __m512i both0 = load(w), both1 = load(w + 64);
        add(wide[0], _mm512_and_si512(both0, mask), _mm512_and_si512(both1, mask), k);
        add(wide[kChains - 1], _mm512_and_si512(_mm512_srli_epi16(both0, 4), mask),
            _mm512_and_si512(_mm512_srli_epi16(both1, 4), mask), k + 4);
      } else {
        add(wide[0], load(w), load(w + 64), k);
        add(wide[kChains - 1], load(w + 128), load(w + 192), k + 4);
      }
    }
    unroll<2>([&](auto v) CALM_INLINE {
      const __m512 scales = load_scales(g, v.value * 16);
      unroll<kRows>([&](auto r) CALM_INLINE {
        __m512i total = wide[0][r.value][v.value];
        if constexpr (kChains == 2) total = _mm512_add_epi32(total, wide[1][r.value][v.value]);
        float* sums = g.sums + r.value * g.sum_stride + v.value * 16;
        _mm512_storeu_ps(sums, _mm512_fmadd_ps(_mm512_cvtepi32_ps(total), scales, _mm512_loadu_ps(sums)));
      });
    });
  }
};

}  // namespace
}  // namespace calm::kernels
