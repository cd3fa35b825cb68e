#pragma once

// What platform.cuh promises, for nvcc. The host's side is tests/kernels/cuda_emulation/platform.h.

#include <cuda_runtime.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>

#define CALM_SHARED(T, name, count) __shared__ __align__(16) T name[count]

namespace calm::kernels::cuda {

template <class T>
using Shared = T*;
template <class T>
using Global = T*;

template <class T>
__device__ __forceinline__ T* global(T* p) {
  return p;
}

template <class T>
__device__ __forceinline__ T* dynamic_shared(int byte_offset, int /*count*/) {
  extern __shared__ __align__(16) unsigned char calm_dynamic_shared[];
  return reinterpret_cast<T*>(calm_dynamic_shared + byte_offset);
}

template <class U, class T>
__device__ __forceinline__ U* pointer_cast(T* p) {
  return reinterpret_cast<U*>(p);
}

template <class V, class T>
__device__ __forceinline__ V load_vector(const T* p) {
  return *reinterpret_cast<const V*>(p);
}
template <class V, class T>
__device__ __forceinline__ V load_readonly(const T* p) {
  return __ldg(reinterpret_cast<const V*>(p));
}
template <class V, class T>
__device__ __forceinline__ void store_vector(T* p, const V& value) {
  *reinterpret_cast<V*>(p) = value;
}

template <class T>
__device__ __forceinline__ T atomic_add(T* p, std::type_identity_t<T> value) {
  return atomicAdd(p, value);
}
template <class T>
__device__ __forceinline__ T atomic_max(T* p, std::type_identity_t<T> value) {
  return atomicMax(p, value);
}
template <class T>
__device__ __forceinline__ T atomic_exchange(T* p, std::type_identity_t<T> value) {
  return atomicExch(p, value);
}
template <class T>
__device__ __forceinline__ T atomic_cas(T* p, std::type_identity_t<T> expected, std::type_identity_t<T> value) {
  return atomicCAS(p, expected, value);
}

template <int kBytes, class T, class U>
__device__ __forceinline__ void cp_async(T* to, const U* from, bool valid = true) {
  static_assert(kBytes == 4 || kBytes == 8 || kBytes == 16);
  const auto address = static_cast<uint32_t>(__cvta_generic_to_shared(to));
  const int read = valid ? kBytes : 0;
  if constexpr (kBytes == 16) {
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(address), "l"(from), "r"(read) : "memory");
  } else {
    asm volatile("cp.async.ca.shared.global [%0], [%1], %2, %3;" ::"r"(address), "l"(from), "n"(kBytes), "r"(read)
                 : "memory");
  }
}
__device__ __forceinline__ void cp_async_commit() {
  asm volatile("cp.async.commit_group;" ::: "memory");
}
template <int kGroupsLeft>
__device__ __forceinline__ void cp_async_wait() {
  asm volatile("cp.async.wait_group %0;" ::"n"(kGroupsLeft) : "memory");
}

/// c += a b on int8: A 16 x 32, B 32 x 8, C 16 x 8 in the layout of mma.m16n8k32 (PTX manual).
__device__ __forceinline__ void mma_s8(int (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2]) {
  asm("mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
      "{%0, %1, %2, %3};"
      : "+r"(c[0]), "+r"(c[1]), "+r"(c[2]), "+r"(c[3])
      : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

/// c += a b on float32 whose low 13 bits are not looked at: A 16 x 8, B 8 x 8, C 16 x 8.
__device__ __forceinline__ void mma_tf32(float (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2]) {
  asm("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
      "{%0, %1, %2, %3};"
      : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
      : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

/// c += a b on float16 or, with kBfloat, bfloat16: A 16 x 16, B 16 x 8, C 16 x 8 float32; two elements a register.
template <bool kBfloat>
__device__ __forceinline__ void mma_half(float (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2]) {
  if constexpr (kBfloat) {
    asm("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
        "{%0, %1, %2, %3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  } else {
    asm("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
        "{%0, %1, %2, %3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  }
}

/// ldmatrix: kMatrices of 8 x 8 16-bit elements; lane 8q + r gives the address of row r of matrix q.
template <int kMatrices, bool kTransposed = false, class T>
__device__ __forceinline__ void load_matrix(uint32_t (&r)[kMatrices], const T* row) {
  static_assert(kMatrices == 1 || kMatrices == 2 || kMatrices == 4);
  const auto address = static_cast<uint32_t>(__cvta_generic_to_shared(row));
  if constexpr (kMatrices == 1 && !kTransposed) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%0}, [%1];" : "=r"(r[0]) : "r"(address) : "memory");
  } else if constexpr (kMatrices == 1) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x1.trans.shared.b16 {%0}, [%1];" : "=r"(r[0]) : "r"(address) : "memory");
  } else if constexpr (kMatrices == 2 && !kTransposed) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x2.shared.b16 {%0, %1}, [%2];"
                 : "=r"(r[0]), "=r"(r[1])
                 : "r"(address)
                 : "memory");
  } else if constexpr (kMatrices == 2) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16 {%0, %1}, [%2];"
                 : "=r"(r[0]), "=r"(r[1])
                 : "r"(address)
                 : "memory");
  } else if constexpr (!kTransposed) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
                 : "r"(address)
                 : "memory");
  } else {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
                 : "r"(address)
                 : "memory");
  }
}

/// IEEE binary16, in the bits of an integer: exact, and rounded to nearest even.
__device__ __forceinline__ float from_half(uint16_t half) {
  float value;
  asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"(half));
  return value;
}
__device__ __forceinline__ uint16_t to_half(float value) {
  uint16_t half;
  asm("cvt.rn.f16.f32 %0, %1;" : "=h"(half) : "f"(value));
  return half;
}

/// Two values as float16 or bfloat16 in one register, rounded to nearest even, `low` in the lower half.
template <bool kBfloat>
__device__ __forceinline__ uint32_t pack_halves(float low, float high) {
  uint32_t both;
  if constexpr (kBfloat) {
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(both) : "f"(high), "f"(low));
  } else {
    asm("cvt.rn.f16x2.f32 %0, %1, %2;" : "=r"(both) : "f"(high), "f"(low));
  }
  return both;
}
/// a - b of two float16 each.
__device__ __forceinline__ uint32_t subtract_halves(uint32_t a, uint32_t b) {
  uint32_t difference;
  asm("sub.rn.f16x2 %0, %1, %2;" : "=r"(difference) : "r"(a), "r"(b));
  return difference;
}

struct LaunchShape {
  unsigned blocks_x = 1;
  unsigned threads = 256;
  unsigned blocks_y = 1;
  unsigned blocks_z = 1;
  unsigned shared_bytes = 0;  // dynamic
};

/// Queues the kernel; throws std::runtime_error when the launch is refused. Errors inside a kernel surface where the
/// caller synchronises.
template <class... Parameters, class... Arguments>
void launch(const char* operation, const LaunchShape& shape, cudaStream_t stream, void (*kernel)(Parameters...),
            const Arguments&... arguments) {
  cudaError_t error = cudaSuccess;
  if (shape.shared_bytes > 48 * 1024) {
    error = cudaFuncSetAttribute(reinterpret_cast<const void*>(kernel), cudaFuncAttributeMaxDynamicSharedMemorySize,
                                 static_cast<int>(shape.shared_bytes));
  }
  if (error == cudaSuccess) {
    const dim3 grid(shape.blocks_x, shape.blocks_y, shape.blocks_z);
    kernel<<<grid, shape.threads, shape.shared_bytes, stream>>>(arguments...);
    error = cudaGetLastError();
  }
  if (error == cudaSuccess) return;
  throw std::runtime_error(std::string(operation) + " [" + std::to_string(shape.blocks_x) + " x " +
                           std::to_string(shape.blocks_y) + " x " + std::to_string(shape.blocks_z) + " blocks of " +
                           std::to_string(shape.threads) + "]: " + cudaGetErrorString(error));
}

}  // namespace calm::kernels::cuda
