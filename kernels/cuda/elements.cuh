#pragma once

// Matrices and caches of float32, float16 or bfloat16.

#include <type_traits>

#include "calm/kernels/dense_gemv.h"
#include "cuda/platform.cuh"

namespace calm::kernels::cuda {
namespace {

template <DenseType kType>
using Stored = std::conditional_t<kType == DenseType::float32, float, uint16_t>;

/// The element's value; bfloat16 is the upper half of a float32.
template <DenseType kType>
__device__ __forceinline__ float value_of(Stored<kType> stored) {
  if constexpr (kType == DenseType::float32) {
    return stored;
  } else if constexpr (kType == DenseType::float16) {
    return from_half(stored);
  } else {
    return __uint_as_float(static_cast<uint32_t>(stored) << 16);
  }
}

template <DenseType kType>
__device__ __forceinline__ Global<const Stored<kType>> elements(const void* data) {
  return global(static_cast<const Stored<kType>*>(data));
}

/// Eight neighbours in vectors of 16 bytes.
template <DenseType kType>
__device__ __forceinline__ void load_eight(const Global<const Stored<kType>>& from, float (&to)[8]) {
  if constexpr (kType == DenseType::float32) {
    const auto low = load_readonly<float4>(from), high = load_readonly<float4>(from + 4);
    to[0] = low.x, to[1] = low.y, to[2] = low.z, to[3] = low.w;
    to[4] = high.x, to[5] = high.y, to[6] = high.z, to[7] = high.w;
  } else {
    const auto all = load_readonly<uint4>(from);
    const uint32_t words[4] = {all.x, all.y, all.z, all.w};
#pragma unroll
    for (int i = 0; i < 4; ++i) {
      to[2 * i] = value_of<kType>(static_cast<uint16_t>(words[i]));
      to[2 * i + 1] = value_of<kType>(static_cast<uint16_t>(words[i] >> 16));
    }
  }
}

inline bool aligned(const void* p) {
  return reinterpret_cast<uintptr_t>(p) % 16 == 0;
}

}  // namespace
}  // namespace calm::kernels::cuda
