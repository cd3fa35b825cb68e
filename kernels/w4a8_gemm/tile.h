#pragma once

// What the tiles of all instruction sets agree on. tile_<isa>.h: the products of one group for kRows tokens and some of
// a panel's outputs.

#include "w4a8_gemm/packed.h"

namespace calm::kernels {
namespace {

/// How a tile finds its codes: [in / 8][32][4] nibbles as they are packed, or [in / 4][32][4] bytes, which are code + 8
/// unpacked from nibbles or code + 128.
enum class Codes { nibbles, unpacked, bytes };

/// How a tile finds its activations, and whether it meets the codes for the first time and so prefetches: interleaved
/// as prepare_tokens leaves them (w4a8_gemm), or rows as they are (w4a8_gemv, a first and a second time).
enum class Pass { interleaved, first, again };

/// One group of a panel, at the tile's first output.
struct GroupRef {
  const uint8_t* codes;
  int64_t group;
  const int8_t* x;
  int64_t x_stride;            // of x's rows, where they are not interleaved
  const int32_t* corrections;  // offset() * -sum of the group's x; rows correction_stride apart
  int64_t correction_stride;
  const float* scales;  // or null
  const uint16_t* half_scales;
  float* sums;  // rows sum_stride apart; the group's products are added
  int64_t sum_stride;
};

/// Channels k .. k + 3 of row r, k a multiple of 4.
template <int kRows, Pass kPass>
[[gnu::always_inline]] inline const int8_t* quad(const GroupRef& g, int64_t r, int64_t k) {
  return kPass == Pass::interleaved ? g.x + k * kRows + r * 4 : g.x + r * g.x_stride + k;
}

template <int kValue>
struct Constant {
  static constexpr int value = kValue;
};

/// f(Constant<0>{}), f(Constant<1>{}), ...: unrolled before the compiler decides which arrays stay in registers, which
/// the loops of #pragma GCC unroll are not.
template <int kCount, int kFirst = 0, class F>
[[gnu::always_inline]] inline void unroll(const F& f) {
  if constexpr (kFirst < kCount) {
    f(Constant<kFirst>{});
    unroll<kCount, kFirst + 1>(f);
  }
}

#define CALM_INLINE __attribute__((always_inline))

/// How far ahead of the loads: sequential streams stop the hardware's own prefetcher at each 4 KiB page.
inline constexpr int64_t kPrefetchBytes = 1536;

}  // namespace
}  // namespace calm::kernels
