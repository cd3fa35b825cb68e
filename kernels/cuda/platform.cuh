#pragma once

// How CUDA kernels are written here, so that one source compiles with nvcc and, as host C++, against the SIMT emulator
// in tests/kernels/cuda_emulation, where every kernel is held against the portable oracle.
//
// Files. kernels/<operation>/kernel.cuh: the __global__ functions, in an unnamed namespace of calm::kernels::cuda;
// includes this header. kernels/<operation>/cuda.cu: checks sizes, chooses the shape and calls launch(): no <<<>>>, no
// CUDA runtime calls. Both are compiled for the host as they are; a test calls the public function of
// calm/kernels/cuda.h. Memory. Every access to device memory goes through Global<T> or Shared<T>: plain T* under nvcc,
// checked on the host.
//   const Global<const float> x = args.x;           from a kernel's argument; kernel arguments themselves are T*
//   global(args.x) + row * stride                   the same in an expression
//   CALM_SHARED(float, tile, 32 * 33);              one-dimensional __shared__ array, 16-byte aligned, not yet written
//   const auto tile = dynamic_shared<float>(byte_offset, count);
//   load_vector<uint4>(p), store_vector(p, v)       checked for alignment; load_readonly<V>(p) for ld.global.nc
//   pointer_cast<int32_t>(p), p + i, p[i], *p       p[i] gives a proxy: write `const float v = p[i];`, never auto
//   atomic_add, atomic_max, atomic_exchange, atomic_cas
// Warps. CUDA's own names (__syncthreads, __shfl_xor_sync, __reduce_max_sync, __ballot_sync, ...), masks always
//   explicit. All threads of a block reach each barrier: no early return before one.
// cp.async and tensor cores: cp_async<16>(shared, global, valid) (valid false: zeros, the source is not read),
//   cp_async_commit(), cp_async_wait<groups left>(); mma_s8, mma_tf32, mma_half<bfloat16?>, load_matrix<4>.
// Halves: from_half, to_half on uint16_t; pack_halves<bfloat16?>, subtract_halves on two in a register.
// Arithmetic. nvcc runs with --fmad=false: contraction only where the source says fmaf, as in the oracle.
// A kernel that reads its blockDim keeps y = z = 1.

#if defined(__CUDACC__)
#include "cuda/device.cuh"
#else
#include "cuda_emulation/platform.h"
#endif

namespace calm::kernels::cuda {

inline constexpr unsigned kThreads = 256;
inline constexpr unsigned kFullWarp = 0xFFFFFFFFU;

/// Blocks of kThreads for `count` independent items, for kernels that stride over the rest.
inline unsigned blocks_for(int64_t count) {
  const int64_t blocks = (count + kThreads - 1) / kThreads;
  return static_cast<unsigned>(blocks < 1 ? 1 : blocks > 1 << 20 ? 1 << 20 : blocks);
}

}  // namespace calm::kernels::cuda
