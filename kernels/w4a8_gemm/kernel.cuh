#pragma once

// Four warps make a block of 64 tokens x 64 outputs (two panels of weights, a warp 32 x 32), or of 32 or 16 tokens x
// 128 outputs where there are no more. Slabs of 32 channels come through a ring of shared memory by cp.async: at 64 x
// 64 2 KiB of activations, 1 KiB of nibbles. int32 sums of a group stay in registers and are folded into float32 totals
// at its end, in the oracle's order: the same bits.
//
// Few tokens make few blocks, each with a long way through the channels. Split-k cuts that way at groups' ends into
// ranges that depend on the sizes alone; the totals of each range go to a workspace, and a second kernel adds them in
// their order: int32 sums exact as ever, float32 sums the same in every run, but grouped differently from the oracle's.
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
// 990 at most. A tile of 128 x 128 would halve the unpacking, and wgmma is what would reach Hopper's peak.
// Few tokens: 4096 x 4096 with 16 of them makes 32 blocks of 128 outputs, in 8 ranges 256: about two an SM, each with
// 8 KiB in flight, 16 KiB an SM, what 2 TB/s need at 0.8 us of latency. Partial sums, 8 x 16 x 4096 x 4 bytes = 2 MB,
// are written to and read from the second-level cache, 0.8 us, and the second launch adds 1 to 2 us: 7 us where one
// range would take 128 slabs of 0.5 us latency on 32 SMs, 20 us or more. Up to 8 tokens belong to w4a8_gemv.

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
  float* parts;      // [splits][tokens][out] totals without the tokens' scales, or null: y
  int split_groups;  // of a range
};

constexpr int kGemmThreads = 128;
constexpr int kGemmSlab = 32;  // channels
constexpr int kGemmStages = 4;

/// Four warps, kTokenWarps of them one below the other, each 16 * kTiles tokens x 32 outputs.
template <bool kWide, int kTiles, int kTokenWarps>
struct GemmShape {
  static constexpr int kTokens = 16 * kTiles * kTokenWarps;
  static constexpr int kPanels = 4 / kTokenWarps;
  static constexpr int kBytes = kTokens * kGemmSlab;  // of activations, of a slab
  // The words of a slab: `kRows` rows a panel, padded so that the lanes meet all banks.
  static constexpr int kRows = kWide ? 8 : 4;
  static constexpr int kStride = kPanelOutputs + (kWide ? 4 : 8);
  static constexpr int kWords = kPanels * kRows * kStride;
};

/// Queues the copies of slab `slab`: rows and panels that do not exist become zeros.
template <bool kWide, class Shape>
__device__ __forceinline__ void load_slab(const GemmArgs& args, int64_t slab, const Shared<int8_t>& x,
                                          const Shared<uint32_t>& words) {
  const int thread = static_cast<int>(threadIdx.x);
  const int64_t in = args.weights.in;
  if (thread < Shape::kTokens * 2) {
    const int row = thread / 2;
    const int offset = thread % 2 * 16;
    const int64_t token = static_cast<int64_t>(blockIdx.y) * Shape::kTokens + row;
    const bool valid = token < args.tokens;
    cp_async<16>(x + (row * kGemmSlab + offset), global(args.x) + (valid ? token * in + slab * kGemmSlab + offset : 0),
                 valid);
  }
  constexpr int kCopies = Shape::kPanels * Shape::kRows * 8;
#pragma unroll
  for (int turn = 0; turn < (kCopies + kGemmThreads - 1) / kGemmThreads; ++turn) {
    const int i = turn * kGemmThreads + thread;
    if (i >= kCopies) break;
    const int local = i / (Shape::kRows * 8);  // the panel
    const int row = i / 8 % Shape::kRows;
    const int column = i % 8 * 4;
    const int64_t panel = static_cast<int64_t>(blockIdx.x) * Shape::kPanels + local;
    const bool valid = panel * kPanelOutputs < args.weights.out;
    const int64_t word = (slab * Shape::kRows + row) * kPanelOutputs + column;
    cp_async<16>(words + ((local * Shape::kRows + row) * Shape::kStride + column),
                 panel_words<kWide>(args.weights, valid ? panel : 0) + (valid ? word : 0), valid);
  }
}

template <bool kWide, int kTiles, int kTokenWarps>
__global__ void __launch_bounds__(kGemmThreads) gemm_w4a8(GemmArgs args) {
  using Shape = GemmShape<kWide, kTiles, kTokenWarps>;
  CALM_SHARED(int8_t, x_ring, kGemmStages * Shape::kBytes);
  CALM_SHARED(uint32_t, word_ring, kGemmStages * Shape::kWords);
  const int lane = static_cast<int>(threadIdx.x) % 32;
  const int row = lane / 4;   // of an 8-row half of a tile, and the output of a tile's 8
  const int quad = lane % 4;  // which channels, and which pair of outputs
  const int warp_token = static_cast<int>(threadIdx.x) / 32 / Shape::kPanels * (16 * kTiles);
  const int warp_panel = static_cast<int>(threadIdx.x) / 32 % Shape::kPanels;
  const int64_t panel = static_cast<int64_t>(blockIdx.x) * Shape::kPanels + warp_panel;
  const bool live = panel * kPanelOutputs < args.weights.out;
  const int64_t groups = args.weights.in / args.weights.group;
  const auto group_slabs = static_cast<int>(args.weights.group / kGemmSlab);
  int64_t group = static_cast<int64_t>(blockIdx.z) * args.split_groups;
  const int64_t last_group = groups - group < args.split_groups ? groups : group + args.split_groups;
  const int64_t slabs = last_group * group_slabs;
  const int64_t first_slab = group * group_slabs;

  int sums[kTiles][4][4] = {};
  float totals[kTiles][4][4] = {};
  for (int s = 0; s < kGemmStages - 1; ++s) {
    if (first_slab + s < slabs) {
      load_slab<kWide, Shape>(args, first_slab + s, x_ring + s * Shape::kBytes, word_ring + s * Shape::kWords);
    }
    cp_async_commit();
  }
  int stage = 0;
  int in_group = 0;
  for (int64_t slab = first_slab; slab < slabs; ++slab) {
    cp_async_wait<kGemmStages - 2>();
    __syncthreads();  // the slab is there for all, and all are done with the stage that is filled next
    const int next = stage == 0 ? kGemmStages - 1 : stage - 1;
    if (slab + kGemmStages - 1 < slabs) {
      load_slab<kWide, Shape>(args, slab + kGemmStages - 1, x_ring + next * Shape::kBytes,
                              word_ring + next * Shape::kWords);
    }
    cp_async_commit();

    const Shared<int8_t> x = x_ring + (stage * Shape::kBytes + warp_token * kGemmSlab + row * kGemmSlab + quad * 8);
    const Shared<uint32_t> words =
        word_ring + (stage * Shape::kWords + (warp_panel * 4 + quad) * (Shape::kRows / 4) * Shape::kStride + row);
    uint32_t a[kTiles][4];
#pragma unroll
    for (int m = 0; m < kTiles; ++m) {
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
        const uint32_t second = words[Shape::kStride + n * 8];
        codes = unpack_bytes(word, second);
      } else {
        codes = unpack_nibbles(word);
      }
      const uint32_t b[2] = {codes.x, codes.y};
#pragma unroll
      for (int m = 0; m < kTiles; ++m) mma_s8(sums[m][n], a[m], b);
    }

    stage = stage == kGemmStages - 1 ? 0 : stage + 1;
    if (++in_group < group_slabs) continue;
    const int64_t scales = (panel * groups + group) * kPanelOutputs + quad * 2;
#pragma unroll
    for (int n = 0; n < 4; ++n) {
      float2 scale = make_float2(0.0F, 0.0F);
      if (live) scale = load_scales(args.weights, scales + n * 8);
#pragma unroll
      for (int m = 0; m < kTiles; ++m) {
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
  const bool whole = args.parts == nullptr;
  const Global<float> y =
      whole ? args.y : args.parts + static_cast<int64_t>(blockIdx.z) * args.tokens * args.weights.out;
  const int64_t y_stride = whole ? args.y_stride : args.weights.out;
#pragma unroll
  for (int m = 0; m < kTiles; ++m) {
#pragma unroll
    for (int half = 0; half < 2; ++half) {
      const int64_t token = static_cast<int64_t>(blockIdx.y) * Shape::kTokens + warp_token + m * 16 + half * 8 + row;
      if (token >= args.tokens) continue;
      float x_scale = 1.0F;
      if (whole) x_scale = x_scales[token];
#pragma unroll
      for (int n = 0; n < 4; ++n) {
#pragma unroll
        for (int i = 0; i < 2; ++i) {
          const int64_t output = panel * kPanelOutputs + n * 8 + quad * 2 + i;
          if (output < args.weights.out) y[token * y_stride + output] = totals[m][n][half * 2 + i] * x_scale;
        }
      }
    }
  }
}

/// Adds the ranges' totals in their order: a thread an output, a row of blocks a token.
__global__ void __launch_bounds__(kThreads) add_splits(GemmArgs args, int splits) {
  const int64_t token = blockIdx.y;
  const int64_t output = static_cast<int64_t>(blockIdx.x) * kThreads + threadIdx.x;
  const int64_t out = args.weights.out;
  if (output >= out) return;
  const Global<const float> parts = global(static_cast<const float*>(args.parts)) + (token * out + output);
  float total = parts[0];
  for (int split = 1; split < splits; ++split) {
    const float part = parts[split * args.tokens * out];
    total += part;
  }
  const float x_scale = global(args.x_scales)[token];
  global(args.y)[token * args.y_stride + output] = total * x_scale;
}

}  // namespace
}  // namespace calm::kernels::cuda
