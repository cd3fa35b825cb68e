#pragma once

// y = x W^T on 16-bit tensor cores: float32 activations are rounded to the operands' type where a warp reads them,
// products are exact and sums float32. A block makes 64 tokens x 64 outputs with four warps of 32 x 32; slabs of 32
// channels come through a ring of shared memory by cp.async. How the weights lie is a policy's affair:
//   Matrix                    the kernel's argument, with `in` and `out`
//   kBfloat, kPairs           the operands' type; which of a lane's four channels share a register: 0, 1 or 0, 2
//   kWords                    of a slab in shared memory
//   load(matrix, slab, to)    queues the slab's copies; what does not exist becomes zeros
//   fragment(stage, panel, n, lane, b)  eight channels of an output as the operands of two products
//   group(matrix), scales(matrix, panel, group, column)  channels that share a scale, 0: no scales
//
// The depth of a product may be counted in any order that both operands share: lane t of a group of four takes channels
// 8t .. 8t + 7 of a slab, the first four in one product, the others in the next.

#include <cmath>

#include "cuda/platform.cuh"

namespace calm::kernels::cuda {
namespace {

constexpr int kHalfThreads = 128;
constexpr int kHalfTokens = 64;
constexpr int kHalfOutputs = 64;
constexpr int kHalfSlab = 32;    // channels
constexpr int kHalfStages = 3;   // 28 KiB of activations
constexpr int kHalfStride = 36;  // of a row of activations: quarters of a warp meet all banks

template <class Matrix>
struct HalfGemmArgs {
  Matrix weights;
  const float* x;
  int64_t x_stride;
  int64_t tokens;
  float* y;
  int64_t y_stride;
};

/// Rows of x and a whole number of float4 before `in`.
template <class Matrix>
__device__ __forceinline__ void load_activations(const HalfGemmArgs<Matrix>& args, int64_t slab,
                                                 const Shared<float>& to) {
#pragma unroll
  for (int turn = 0; turn < kHalfTokens * kHalfSlab / 4 / kHalfThreads; ++turn) {
    const int i = turn * kHalfThreads + static_cast<int>(threadIdx.x);
    const int row = i / 8;
    const int column = i % 8 * 4;
    const int64_t token = static_cast<int64_t>(blockIdx.y) * kHalfTokens + row;
    const int64_t channel = slab * kHalfSlab + column;
    const bool valid = token < args.tokens && channel < args.weights.in;
    cp_async<16>(to + (row * kHalfStride + column), global(args.x) + (valid ? token * args.x_stride + channel : 0),
                 valid);
  }
}

/// Eight channels of a row as operands of two products.
template <class Weights>
__device__ __forceinline__ void read_row(const Shared<float>& from, uint32_t (&first)[2], uint32_t (&second)[2]) {
  const auto low = load_vector<float4>(from);
  const auto high = load_vector<float4>(from + 4);
  if constexpr (Weights::kPairs == 1) {
    first[0] = pack_halves<Weights::kBfloat>(low.x, low.y);
    first[1] = pack_halves<Weights::kBfloat>(low.z, low.w);
    second[0] = pack_halves<Weights::kBfloat>(high.x, high.y);
    second[1] = pack_halves<Weights::kBfloat>(high.z, high.w);
  } else {
    first[0] = pack_halves<Weights::kBfloat>(low.x, low.z);
    first[1] = pack_halves<Weights::kBfloat>(low.y, low.w);
    second[0] = pack_halves<Weights::kBfloat>(high.x, high.z);
    second[1] = pack_halves<Weights::kBfloat>(high.y, high.w);
  }
}

template <class Weights>
__global__ void __launch_bounds__(kHalfThreads, 3) gemm_half(HalfGemmArgs<typename Weights::Matrix> args) {
  constexpr int kXFloats = kHalfTokens * kHalfStride;
  CALM_SHARED(float, x_ring, kHalfStages* kXFloats);
  CALM_SHARED(uint32_t, word_ring, kHalfStages * Weights::kWords);
  const int lane = static_cast<int>(threadIdx.x) % 32;
  const int row = lane / 4;
  const int quad = lane % 4;
  const int warp_token = static_cast<int>(threadIdx.x) / 64 * 32;
  const int warp_panel = static_cast<int>(threadIdx.x) / 32 % 2;
  const int64_t first_output = static_cast<int64_t>(blockIdx.x) * kHalfOutputs + warp_panel * 32;
  const int64_t slabs = (args.weights.in + kHalfSlab - 1) / kHalfSlab;
  const auto group_slabs = static_cast<int>(Weights::group(args.weights) / kHalfSlab);

  float sums[2][4][4] = {};
  float totals[2][4][4] = {};
  const auto queue = [&](int64_t slab, int stage) {
    load_activations(args, slab, x_ring + stage * kXFloats);
    Weights::load(args.weights, slab, word_ring + stage * Weights::kWords);
  };
  for (int s = 0; s < kHalfStages - 1; ++s) {
    if (s < slabs) queue(s, s);
    cp_async_commit();
  }
  int stage = 0;
  int in_group = 0;
  int64_t group = 0;
  for (int64_t slab = 0; slab < slabs; ++slab) {
    cp_async_wait<kHalfStages - 2>();
    __syncthreads();  // the slab is there for all, and all are done with the stage that is filled next
    if (slab + kHalfStages - 1 < slabs) queue(slab + kHalfStages - 1, stage == 0 ? kHalfStages - 1 : stage - 1);
    cp_async_commit();

    const Shared<float> x = x_ring + (stage * kXFloats + (warp_token + row) * kHalfStride + quad * 8);
    const Shared<uint32_t> words = word_ring + stage * Weights::kWords;
    uint32_t a[2][2][4];  // [tile][product]
#pragma unroll
    for (int m = 0; m < 2; ++m) {
      uint32_t upper[2][2], lower[2][2];
      read_row<Weights>(x + m * 16 * kHalfStride, upper[0], upper[1]);
      read_row<Weights>(x + (m * 16 + 8) * kHalfStride, lower[0], lower[1]);
#pragma unroll
      for (int k = 0; k < 2; ++k) {
        a[m][k][0] = upper[k][0];
        a[m][k][1] = lower[k][0];
        a[m][k][2] = upper[k][1];
        a[m][k][3] = lower[k][1];
      }
    }
#pragma unroll
    for (int n = 0; n < 4; ++n) {
      uint32_t b[2][2];
      Weights::fragment(words, warp_panel, n, lane, b);
#pragma unroll
      for (int m = 0; m < 2; ++m) {
#pragma unroll
        for (int k = 0; k < 2; ++k) mma_half<Weights::kBfloat>(sums[m][n], a[m][k], b[k]);
      }
    }

    stage = stage == kHalfStages - 1 ? 0 : stage + 1;
    if (group_slabs == 0 || ++in_group < group_slabs) continue;
#pragma unroll
    for (int n = 0; n < 4; ++n) {
      const float2 scale = Weights::scales(args.weights, first_output, group, n * 8 + quad * 2);
#pragma unroll
      for (int m = 0; m < 2; ++m) {
#pragma unroll
        for (int i = 0; i < 4; ++i) {
          totals[m][n][i] = fmaf(sums[m][n][i], i % 2 == 0 ? scale.x : scale.y, totals[m][n][i]);
          sums[m][n][i] = 0.0F;
        }
      }
    }
    in_group = 0;
    ++group;
  }

  const Global<float> y = args.y;
#pragma unroll
  for (int m = 0; m < 2; ++m) {
#pragma unroll
    for (int half = 0; half < 2; ++half) {
      const int64_t token = static_cast<int64_t>(blockIdx.y) * kHalfTokens + warp_token + m * 16 + half * 8 + row;
      if (token >= args.tokens) continue;
#pragma unroll
      for (int n = 0; n < 4; ++n) {
#pragma unroll
        for (int i = 0; i < 2; ++i) {
          const int64_t output = first_output + n * 8 + quad * 2 + i;
          const float value = group_slabs == 0 ? sums[m][n][half * 2 + i] : totals[m][n][half * 2 + i];
          if (output < args.weights.out) y[token * args.y_stride + output] = value;
        }
      }
    }
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
