#pragma once

// Float16 or bfloat16 weights for many tokens, on half_gemm.cuh. A slab of a row is 64 bytes, so that the eight lanes
// of a quarter warp, two rows of four, meet all banks without padding.
//
// Roofline, on paper (never run on hardware). A slab of a tile: 262144 operations for 8 KiB of float32 activations and
// 4 KiB of weights from the second-level cache, 21 operations a byte; a warp's quarter is 16 tensor-core products, 16
// conversions and 12 wide loads among 90 instructions.
//                              A100 (108 SMs, 1.41 GHz)          H100 SXM (132 SMs, 1.7 GHz)
//   16-bit tensor cores        312 TFLOP/s: 128 cycles a slab    990 by wgmma, by mma.sync about 60 % of it: 100 cycles
//   second-level cache         about 5 TB/s: 105 TFLOP/s         about 6 TB/s: 125 TFLOP/s
// Expected: bound by the second-level cache, a third of cuBLAS: it serves prefill without a second library. Rounding
// the activations once beforehand and tiles of 128 x 128 would lift that fourfold.

#include "calm/kernels/dense_gemv.h"
#include "cuda/half_gemm.cuh"

namespace calm::kernels::cuda {
namespace {

/// Rows of 16-bit weights, 16-byte aligned, a multiple of 8 channels.
template <bool kBfloat16>
struct DenseHalves {
  using Matrix = DenseWeights;
  static constexpr bool kBfloat = kBfloat16;
  static constexpr int kPairs = 1;
  static constexpr int kRowWords = kHalfSlab / 2;
  static constexpr int kWords = kHalfOutputs * kRowWords;

  static __device__ __forceinline__ int64_t group(const Matrix&) { return 0; }
  static __device__ __forceinline__ float2 scales(const Matrix&, int64_t, int64_t, int) {
    return make_float2(1.0F, 1.0F);
  }
  static __device__ __forceinline__ void load(const Matrix& weights, int64_t slab, const Shared<uint32_t>& to) {
    const Global<const uint16_t> from = global(static_cast<const uint16_t*>(weights.data));
#pragma unroll
    for (int turn = 0; turn < kWords / 4 / kHalfThreads; ++turn) {
      const int i = turn * kHalfThreads + static_cast<int>(threadIdx.x);
      const int row = i / 4;
      const int64_t output = static_cast<int64_t>(blockIdx.x) * kHalfOutputs + row;
      const int64_t channel = slab * kHalfSlab + i % 4 * 8;
      const bool valid = output < weights.out && channel < weights.in;
      cp_async<16>(to + (row * kRowWords + i % 4 * 4), from + (valid ? output * weights.in + channel : 0), valid);
    }
  }
  static __device__ __forceinline__ void fragment(const Shared<uint32_t>& stage, int panel, int n, int lane,
                                                  uint32_t (&b)[2][2]) {
    const auto all = load_vector<uint4>(stage + ((panel * 32 + n * 8 + lane / 4) * kRowWords + lane % 4 * 4));
    b[0][0] = all.x;
    b[0][1] = all.y;
    b[1][0] = all.z;
    b[1][1] = all.w;
  }
};

}  // namespace
}  // namespace calm::kernels::cuda
