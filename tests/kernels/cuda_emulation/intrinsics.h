#pragma once

// CUDA's keywords, vector types and intrinsics under their own names, as far as the kernels use them.

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "cuda_emulation/emulator.h"

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline
#define __launch_bounds__(...)

struct alignas(8) float2 {
  float x, y;
};
struct alignas(16) float4 {
  float x, y, z, w;
};
struct alignas(8) int2 {
  int x, y;
};
struct alignas(16) int4 {
  int x, y, z, w;
};
struct alignas(8) uint2 {
  unsigned x, y;
};
struct alignas(16) uint4 {
  unsigned x, y, z, w;
};
inline float2 make_float2(float x, float y) {
  return {x, y};
}
inline float4 make_float4(float x, float y, float z, float w) {
  return {x, y, z, w};
}
inline int2 make_int2(int x, int y) {
  return {x, y};
}
inline int4 make_int4(int x, int y, int z, int w) {
  return {x, y, z, w};
}
inline uint2 make_uint2(unsigned x, unsigned y) {
  return {x, y};
}
inline uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) {
  return {x, y, z, w};
}

inline int max(int a, int b) {
  return a > b ? a : b;
}
inline int min(int a, int b) {
  return a < b ? a : b;
}
inline unsigned max(unsigned a, unsigned b) {
  return a > b ? a : b;
}
inline unsigned min(unsigned a, unsigned b) {
  return a < b ? a : b;
}
inline long max(long a, long b) {
  return a > b ? a : b;
}
inline long min(long a, long b) {
  return a < b ? a : b;
}
inline float max(float a, float b) {
  return fmaxf(a, b);
}
inline float min(float a, float b) {
  return fminf(a, b);
}

inline float __int_as_float(int bits) {
  return std::bit_cast<float>(bits);
}
inline int __float_as_int(float value) {
  return std::bit_cast<int>(value);
}
inline float __uint_as_float(unsigned bits) {
  return std::bit_cast<float>(bits);
}
inline unsigned __float_as_uint(float value) {
  return std::bit_cast<unsigned>(value);
}
inline float __fmaf_rn(float a, float b, float c) {
  return std::fma(a, b, c);
}
inline int __popc(unsigned bits) {
  return std::popcount(bits);
}
inline int __ffs(int bits) {
  return bits == 0 ? 0 : std::countr_zero(static_cast<unsigned>(bits)) + 1;
}
inline int __clz(int bits) {
  return std::countl_zero(static_cast<unsigned>(bits));
}
/// c + the four products of signed bytes.
inline int __dp4a(int a, int b, int c) {
  for (int i = 0; i < 4; ++i) c += static_cast<int8_t>(a >> (8 * i)) * static_cast<int8_t>(b >> (8 * i));
  return c;
}

namespace calm::cuda_emulation {

inline constexpr int kWarp = 32;

template <class T>
struct ShuffleArguments {
  T value;
  int source;  // a lane; outside 0..31: keeps its own value
  T result;
};

template <class T>
T shuffle(unsigned mask, T value, int source, Where where) {
  static_assert(std::is_arithmetic_v<T> && (sizeof(T) == 4 || sizeof(T) == 8), "shuffles move 4 or 8 bytes");
  ShuffleArguments<T> arguments{value, source, value};
  collective(
      mask, &arguments,
      [](void* const* lanes) {
        for (int i = 0; i < kWarp; ++i) {
          if (lanes[i] == nullptr) continue;
          auto& a = *static_cast<ShuffleArguments<T>*>(lanes[i]);
          if (a.source < 0) continue;
          if (lanes[a.source] == nullptr) {
            fault("shuffle: lane " + std::to_string(i) + " reads lane " + std::to_string(a.source) +
                  ", which is not in the mask");
          }
          a.result = static_cast<ShuffleArguments<T>*>(lanes[a.source])->value;
        }
      },
      where);
  return arguments.result;
}

inline void check_width(int width) {
  if (width < 1 || width > kWarp || !std::has_single_bit(static_cast<unsigned>(width))) {
    fault("shuffle: a width of " + std::to_string(width));
  }
}

template <class T>
struct ReduceArguments {
  T value;
  T result;
};

/// Combines the values of the mask's lanes, in all of them.
template <class T, class Combine>
T reduce(unsigned mask, T value, Combine, Where where) {
  static_assert(std::is_empty_v<Combine>);
  ReduceArguments<T> arguments{value, value};
  collective(
      mask, &arguments,
      [](void* const* lanes) {
        bool first = true;
        T total{};
        for (int i = 0; i < kWarp; ++i) {
          if (lanes[i] == nullptr) continue;
          const T each = static_cast<ReduceArguments<T>*>(lanes[i])->value;
          total = first ? each : Combine{}(total, each);
          first = false;
        }
        for (int i = 0; i < kWarp; ++i) {
          if (lanes[i] != nullptr) static_cast<ReduceArguments<T>*>(lanes[i])->result = total;
        }
      },
      where);
  return arguments.result;
}

struct BallotArguments {
  bool vote;
  unsigned result;
};

}  // namespace calm::cuda_emulation

using CalmWhere = calm::cuda_emulation::Where;

inline void __syncthreads(CalmWhere where = CalmWhere::current()) {
  calm::cuda_emulation::sync_block(where);
}
inline void __syncwarp(unsigned mask = 0xFFFFFFFFU, CalmWhere where = CalmWhere::current()) {
  calm::cuda_emulation::sync_warp(mask, where);
}

template <class T>
T __shfl_sync(unsigned mask, T value, int source, int width = 32, CalmWhere where = CalmWhere::current()) {
  calm::cuda_emulation::check_width(width);
  const int lane = calm::cuda_emulation::current_lane();
  return calm::cuda_emulation::shuffle(mask, value, lane / width * width + (source & (width - 1)), where);
}
template <class T>
T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = 32, CalmWhere where = CalmWhere::current()) {
  calm::cuda_emulation::check_width(width);
  const int lane = calm::cuda_emulation::current_lane();
  const int source = lane - static_cast<int>(delta);
  return calm::cuda_emulation::shuffle(mask, value, source < lane / width * width ? -1 : source, where);
}
template <class T>
T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = 32, CalmWhere where = CalmWhere::current()) {
  calm::cuda_emulation::check_width(width);
  const int lane = calm::cuda_emulation::current_lane();
  const int source = lane + static_cast<int>(delta);
  return calm::cuda_emulation::shuffle(mask, value, source >= (lane / width + 1) * width ? -1 : source, where);
}
/// Beyond its own part of `width` lanes a lane may read earlier parts, not later ones.
template <class T>
T __shfl_xor_sync(unsigned mask, T value, int lane_mask, int width = 32, CalmWhere where = CalmWhere::current()) {
  calm::cuda_emulation::check_width(width);
  const int lane = calm::cuda_emulation::current_lane();
  const int source = lane ^ lane_mask;
  return calm::cuda_emulation::shuffle(mask, value, source >= (lane / width + 1) * width ? -1 : source, where);
}

inline unsigned __ballot_sync(unsigned mask, int predicate, CalmWhere where = CalmWhere::current()) {
  using calm::cuda_emulation::BallotArguments;
  BallotArguments arguments{predicate != 0, 0};
  calm::cuda_emulation::collective(
      mask, &arguments,
      [](void* const* lanes) {
        unsigned votes = 0;
        for (unsigned i = 0; i < 32; ++i) {
          if (lanes[i] != nullptr && static_cast<BallotArguments*>(lanes[i])->vote) votes |= 1U << i;
        }
        for (int i = 0; i < 32; ++i) {
          if (lanes[i] != nullptr) static_cast<BallotArguments*>(lanes[i])->result = votes;
        }
      },
      where);
  return arguments.result;
}
inline int __any_sync(unsigned mask, int predicate, CalmWhere where = CalmWhere::current()) {
  return __ballot_sync(mask, predicate, where) != 0 ? 1 : 0;
}
inline int __all_sync(unsigned mask, int predicate, CalmWhere where = CalmWhere::current()) {
  return __ballot_sync(mask, predicate, where) == mask ? 1 : 0;
}

template <class T>
T __reduce_add_sync(unsigned mask, T value, CalmWhere where = CalmWhere::current()) {
  static_assert(std::is_integral_v<T> && sizeof(T) == 4);
  return static_cast<T>(calm::cuda_emulation::reduce(
      mask, static_cast<unsigned>(value), [](unsigned a, unsigned b) { return a + b; }, where));
}
template <class T>
T __reduce_max_sync(unsigned mask, T value, CalmWhere where = CalmWhere::current()) {
  static_assert(std::is_integral_v<T> && sizeof(T) == 4);
  return calm::cuda_emulation::reduce(
      mask, value, [](T a, T b) { return a > b ? a : b; }, where);
}
template <class T>
T __reduce_min_sync(unsigned mask, T value, CalmWhere where = CalmWhere::current()) {
  static_assert(std::is_integral_v<T> && sizeof(T) == 4);
  return calm::cuda_emulation::reduce(
      mask, value, [](T a, T b) { return a < b ? a : b; }, where);
}
inline unsigned __reduce_and_sync(unsigned mask, unsigned value, CalmWhere where = CalmWhere::current()) {
  return calm::cuda_emulation::reduce(
      mask, value, [](unsigned a, unsigned b) { return a & b; }, where);
}
inline unsigned __reduce_or_sync(unsigned mask, unsigned value, CalmWhere where = CalmWhere::current()) {
  return calm::cuda_emulation::reduce(
      mask, value, [](unsigned a, unsigned b) { return a | b; }, where);
}
inline unsigned __reduce_xor_sync(unsigned mask, unsigned value, CalmWhere where = CalmWhere::current()) {
  return calm::cuda_emulation::reduce(
      mask, value, [](unsigned a, unsigned b) { return a ^ b; }, where);
}
