#pragma once

// What the tiles of all instruction sets agree on. tile_<isa>.h: the products of one group for kRows tokens and some of
// a panel's outputs.

#include "w4a8_gemm/packed.h"

namespace calm::kernels {
namespace {

/// How a tile finds its codes: [in / 8][32][4] nibbles as they are packed, or [in / 4][32][4] bytes, which are code + 8
/// unpacked from nibbles or code + 128.
enum class Codes { nibbles, unpacked, bytes };

/// One group of a panel, at the tile's first output.
struct GroupRef {
  const uint8_t* codes;
  int64_t group;
  const int8_t* x;  // rows x_stride apart
  int64_t x_stride;
  const int32_t* corrections;  // offset() * -sum of the group's x; rows correction_stride apart
  int64_t correction_stride;
  const float* scales;  // or null
  const uint16_t* half_scales;
  float* sums;  // rows sum_stride apart; the group's products are added
  int64_t sum_stride;
};

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
