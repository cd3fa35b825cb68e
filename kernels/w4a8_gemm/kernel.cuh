#pragma once

// A block makes 64 tokens x 64 outputs (two panels of weights) with four warps of 32 x 32. Slabs of 32 channels come
// through a ring of shared memory by cp.async: 2 KiB of activations, 1 KiB of nibbles. int32 sums of a group stay in
// registers and are folded into float32 totals at its end, in the oracle's order: the same bits.
//
// The depth of a product may be counted in any order that both operands share. Channels are dealt so that
// lane t of a group of four takes channels 8t .. 8t + 7 of a slab: eight neighbouring activations, and one word of a
// panel, whose low nibbles are channels 0..3 of these and whose high ones 4..7. Nibbles count as 16 times their code
// (weights.cuh): the sums, at most 2^14 a channel, are shifted back exactly. Codes of 5 to 8 bits come as two words.
//
// Roofline, on paper (never run on hardware). A slab of a tile: 64 * 64 * 32 * 2 = 262144 operations for 2048 bytes of
// activations and 1024 of nibbles from the second-level cache: 85 operations a byte. A warp's quarter: 8 tensor-core
// products among 105 instructions, and 200 more at the end of a group, 50 a slab at group 128.
//                              A100 (108 SMs, 1.41 GHz)          H100 SXM (132 SMs, 1.7 GHz)
//   int8 tensor cores          624 TOP/s: 64 cycles a slab       1979 TOP/s by wgmma, by mma.sync about 60 % of it:
//                                                                50 cycles a slab
//   instructions, 1 a cycle    155 cycles a slab: 260 TOP/s      the same: 380 TOP/s
//   second-level cache         about 5 TB/s: 430 TOP/s           about 6 TB/s: 510 TOP/s
//   8.9 MB of 4096 x 4096      4.4 us at 2.04 TB/s               2.7 us at 3.35 TB/s
// Expected for many tokens: bound by the issue of instructions, near 250 and 370 TOP/s; cuBLAS in float16 has 312 and
// 990 at most. A tile of 128 x 128 would halve the unpacking, and wgmma is what would reach Hopper's peak. Below 64
// tokens the tile is partly empty; up to 8 belong to w4a8_gemv.

#include <cmath>

#include "cuda/weights.cuh"

namespace calm::kernels::cuda {
namespace {

struct GemmArgs {
  DeviceWeights weights;
  const int8_t* x;
  const float* x_scales;
  int64_t tokens;
  float* y;
  int64_t y_stride;
};

constexpr int kGemmTokens = 64;
constexpr int kGemmOutputs = 64;
constexpr int kGemmThreads = 128;
constexpr int kGemmSlab = 32;  // channels
constexpr int kGemmStages = 4;
constexpr int kGemmBytes = kGemmTokens * kGemmSlab;

/// The words of a slab of two panels: `kRows` rows a panel, padded so that the lanes meet all banks.
template <bool kWide>
struct SlabWords {
  static constexpr int kRows = kWide ? 8 : 4;
  static constexpr int kStride = kPanelOutputs + (kWide ? 4 : 8);
  static constexpr int kCount = 2 * kRows * kStride;
};

/// Queues the copies of slab `slab`: rows and panels that do not exist become zeros.
template <bool kWide>
__device__ __forceinline__ void load_slab(const GemmArgs& args, int64_t slab, const Shared<int8_t>& x,
                                          const Shared<uint32_t>& words) {
  const int thread = static_cast<int>(threadIdx.x);
  const int64_t in = args.weights.in;
  {
    const int row = thread / 2;
    const int offset = thread % 2 * 16;
    const int64_t token = static_cast<int64_t>(blockIdx.y) * kGemmTokens + row;
    const bool valid = token < args.tokens;
    cp_async<16>(x + (row * kGemmSlab + offset), global(args.x) + (valid ? token * in + slab * kGemmSlab + offset : 0),
                 valid);
  }
  using Words = SlabWords<kWide>;
  if (thread < 2 * Words::kRows * 8) {
    const int local = thread / (Words::kRows * 8);  // the panel
    const int row = thread / 8 % Words::kRows;
    const int column = thread % 8 * 4;
    const int64_t panel = static_cast<int64_t>(blockIdx.x) * 2 + local;
    const bool valid = panel * kPanelOutputs < args.weights.out;
    const int64_t word = (slab * Words::kRows + row) * kPanelOutputs + column;
    cp_async<16>(words + ((local * Words::kRows + row) * Words::kStride + column),
                 panel_words<kWide>(args.weights, valid ? panel : 0) + (valid ? word : 0), valid);
  }
}

template <bool kWide>
__global__ void __launch_bounds__(kGemmThreads) gemm_w4a8(GemmArgs args) {
  using Words = SlabWords<kWide>;
  CALM_SHARED(int8_t, x_ring, kGemmStages * kGemmBytes);
  CALM_SHARED(uint32_t, word_ring, kGemmStages * Words::kCount);
  const int lane = static_cast<int>(threadIdx.x) % 32;
  const int row = lane / 4;   // of an 8-row half of a tile, and the output of a tile's 8
  const int quad = lane % 4;  // which channels, and which pair of outputs
  const int warp_token = static_cast<int>(threadIdx.x) / 64 * 32;
  const int warp_panel = static_cast<int>(threadIdx.x) / 32 % 2;
  const int64_t panel = static_cast<int64_t>(blockIdx.x) * 2 + warp_panel;
  const bool live = panel * kPanelOutputs < args.weights.out;
  const int64_t groups = args.weights.in / args.weights.group;
  const int64_t slabs = args.weights.in / kGemmSlab;
  const auto group_slabs = static_cast<int>(args.weights.group / kGemmSlab);

  int sums[2][4][4] = {};
  float totals[2][4][4] = {};
  for (int s = 0; s < kGemmStages - 1; ++s) {
    if (s < slabs) load_slab<kWide>(args, s, x_ring + s * kGemmBytes, word_ring + s * Words::kCount);
    cp_async_commit();
  }
  int stage = 0;
  int in_group = 0;
  int64_t group = 0;
  for (int64_t slab = 0; slab < slabs; ++slab) {
    cp_async_wait<kGemmStages - 2>();
    __syncthreads();  // the slab is there for all, and all are done with the stage that is filled next
    const int next = stage == 0 ? kGemmStages - 1 : stage - 1;
    if (slab + kGemmStages - 1 < slabs) {
      load_slab<kWide>(args, slab + kGemmStages - 1, x_ring + next * kGemmBytes, word_ring + next * Words::kCount);
    }
    cp_async_commit();

    const Shared<int8_t> x = x_ring + (stage * kGemmBytes + warp_token * kGemmSlab + row * kGemmSlab + quad * 8);
    const Shared<uint32_t> words =
        word_ring + (stage * Words::kCount + (warp_panel * 4 + quad) * (Words::kRows / 4) * Words::kStride + row);
    uint32_t a[2][4];
#pragma unroll
    for (int m = 0; m < 2; ++m) {
      const uint2 upper = load_vector<uint2>(x + m * 16 * kGemmSlab);
      const uint2 lower = load_vector<uint2>(x + (m * 16 + 8) * kGemmSlab);
      a[m][0] = upper.x;
      a[m][1] = lower.x;
      a[m][2] = upper.y;
      a[m][3] = lower.y;
    }
#pragma unroll
    for (int n = 0; n < 4; ++n) {
      const uint32_t word = words[n * 8];
      uint2 codes;
      if constexpr (kWide) {
        const uint32_t second = words[Words::kStride + n * 8];
        codes = unpack_bytes(word, second);
      } else {
        codes = unpack_nibbles(word);
      }
      const uint32_t b[2] = {codes.x, codes.y};
#pragma unroll
      for (int m = 0; m < 2; ++m) mma_s8(sums[m][n], a[m], b);
    }

    stage = stage == kGemmStages - 1 ? 0 : stage + 1;
    if (++in_group < group_slabs) continue;
    const int64_t scales = (panel * groups + group) * kPanelOutputs + quad * 2;
#pragma unroll
    for (int n = 0; n < 4; ++n) {
      float2 scale = make_float2(0.0F, 0.0F);
      if (live) scale = load_scales(args.weights, scales + n * 8);
#pragma unroll
      for (int m = 0; m < 2; ++m) {
#pragma unroll
        for (int i = 0; i < 4; ++i) {
          totals[m][n][i] = fmaf(static_cast<float>(sums[m][n][i] >> kCodeShift<kWide>), i % 2 == 0 ? scale.x : scale.y,
                                 totals[m][n][i]);
          sums[m][n][i] = 0;
        }
      }
    }
    in_group = 0;
    ++group;
  }

  const Global<const float> x_scales = args.x_scales;
  const Global<float> y = args.y;
#pragma unroll
  for (int m = 0; m < 2; ++m) {
#pragma unroll
    for (int half = 0; half < 2; ++half) {
      const int64_t token = static_cast<int64_t>(blockIdx.y) * kGemmTokens + warp_token + m * 16 + half * 8 + row;
      if (token >= args.tokens) continue;
      const float x_scale = x_scales[token];
#pragma unroll
      for (int n = 0; n < 4; ++n) {
#pragma unroll
        for (int i = 0; i < 2; ++i) {
          const int64_t output = panel * kPanelOutputs + n * 8 + quad * 2 + i;
          if (output < args.weights.out) y[token * args.y_stride + output] = totals[m][n][half * 2 + i] * x_scale;
        }
      }
    }
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
