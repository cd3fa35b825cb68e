#pragma once

// A block makes a panel of 32 outputs for up to 8 tokens. Its 8 warps take 128 channels each in turn: a lane loads 16
// bytes, one word of four outputs, four rows of words a warp. The int32 sums of a slice of a group meet in shared
// memory, where one thread an output and token folds them in the oracle's order: the same bits.
//
// Roofline, on paper (never run on hardware). A channel of a panel is 16 bytes of nibbles and 128 / group of scales, 17
// at group 128, for 64 M operations, M tokens: 3.8 M operations a byte. A word of eight codes costs 4 instructions to
// unpack and 2 M dp4a, on 64 integer lanes an SM.
//                              A100 (108 SMs, 1.41 GHz)          H100 SXM (132 SMs, 1.7 GHz)
//   memory                     2.04 TB/s: 3.2 words a cycle, SM  3.35 TB/s: 3.5 words
//   integer lanes, M = 1       19 of 64                          21 of 64
//   integer lanes, M = 8       63 of 64                          70 of 64
//   8.9 MB of 4096 x 4096      4.4 us                            2.7 us
//   31 MB of 4096 x 14336      15.3 us                           9.3 us
// Expected: bound by memory up to 4 tokens, by dp4a and memory alike at 8. The launch and the last fold add 2 to 3 us,
// which small layers show. A 4096-wide layer has 128 panels: some SMs hold two blocks and some one, which draw on the
// same memory, so that the tail is short.

#include <cmath>

#include "cuda/weights.cuh"

namespace calm::kernels::cuda {
namespace {

struct GemvArgs {
  DeviceWeights weights;
  const int8_t* x;
  const float* x_scales;
  int64_t tokens;
  float* y;
  int64_t y_stride;
  int slice;  // channels: 32, 64 or 128, the widest of which a group is made
};

constexpr int kGemvWarps = 8;
constexpr int kGemvChunk = 128;  // channels of a warp's turn
constexpr int kGemvSteps = 4;    // of 32 channels
constexpr int kGemvSlices = kGemvWarps * kGemvSteps;

/// What a warp has on its way for one turn: a lane's words and the scales of the slices' groups.
template <bool kWide>
struct GemvTurn {
  uint4 words[kGemvSteps][kWide ? 2 : 1];
  float scales[kGemvSteps];
};

template <bool kWide>
__device__ __forceinline__ void load_turn(const GemvArgs& args, int64_t first, GemvTurn<kWide>& turn) {
  const DeviceWeights& w = args.weights;
  const int lane = static_cast<int>(threadIdx.x) % 32;
  const int64_t panel = blockIdx.x;
  const Global<const uint32_t> words = panel_words<kWide>(w, panel) + lane % 8 * 4;
#pragma unroll
  for (int step = 0; step < kGemvSteps; ++step) {
    const int64_t channel = first + step * 32;
    turn.scales[step] = 0.0F;
    if (channel >= w.in) continue;
    constexpr int kRows = kWide ? 2 : 1;  // of words, for 8 channels
#pragma unroll
    for (int r = 0; r < kRows; ++r) {
      turn.words[step][r] = load_readonly<uint4>(words + ((channel / 8 + lane / 8) * kRows + r) * kPanelOutputs);
    }
    if (step * 32 % args.slice == 0) {
      turn.scales[step] = load_scale(w, (panel * (w.in / w.group) + channel / w.group) * kPanelOutputs + lane);
    }
  }
}

/// Adds the products of eight channels and four outputs.
__device__ __forceinline__ void add_products(const uint2 (&codes)[4], uint2 x, int (&sums)[4]) {
#pragma unroll
  for (int j = 0; j < 4; ++j) {
    sums[j] = __dp4a(static_cast<int>(codes[j].x), static_cast<int>(x.x), sums[j]);
    sums[j] = __dp4a(static_cast<int>(codes[j].y), static_cast<int>(x.y), sums[j]);
  }
}

/// Four lanes, l, l ^ 8, l ^ 16 and l ^ 24, hold parts of the sums of the same four outputs: each ends with the whole
/// sum of output lane / 8.
__device__ __forceinline__ int exchange(const int (&sums)[4]) {
  const int lane = static_cast<int>(threadIdx.x) % 32;
  const bool odd = (lane & 8) != 0;
  const int low = (odd ? sums[1] : sums[0]) + __shfl_xor_sync(kFullWarp, odd ? sums[0] : sums[1], 8);
  const int high = (odd ? sums[3] : sums[2]) + __shfl_xor_sync(kFullWarp, odd ? sums[2] : sums[3], 8);
  const bool upper = (lane & 16) != 0;
  return (upper ? high : low) + __shfl_xor_sync(kFullWarp, upper ? low : high, 16);
}

template <int kTokens, bool kWide>
__global__ void __launch_bounds__(kGemvWarps * 32) gemv_w4a8(GemvArgs args) {
  CALM_SHARED(int, sums, kGemvSlices* kTokens* kPanelOutputs);
  CALM_SHARED(float, scales, kGemvSlices* kPanelOutputs);
  const DeviceWeights& w = args.weights;
  const int thread = static_cast<int>(threadIdx.x);
  const int warp = thread / 32;
  const int lane = thread % 32;
  const int slices = args.slice == 128 ? 1 : args.slice == 64 ? 2 : 4;  // of a warp's turn
  const Global<const int8_t> x = args.x;
  const auto group_slices = static_cast<int>(w.group / args.slice);

  // Of the thread that folds for token `warp`, output `lane`.
  float total = 0.0F;
  int pending = 0;
  int in_group = 0;

  GemvTurn<kWide> turn;
  load_turn<kWide>(args, warp * kGemvChunk, turn);
  for (int64_t round = 0; round < w.in; round += kGemvWarps * kGemvChunk) {
    const int64_t first = round + warp * kGemvChunk;
    int parts[kTokens][4] = {};
#pragma unroll
    for (int step = 0; step < kGemvSteps; ++step) {
      const int64_t channel = first + step * 32;
      if (channel >= w.in) break;
      const uint4 q = turn.words[step][0];
      uint2 codes[4];
      if constexpr (kWide) {
        const uint4 r = turn.words[step][1];
        codes[0] = unpack_bytes(q.x, r.x);
        codes[1] = unpack_bytes(q.y, r.y);
        codes[2] = unpack_bytes(q.z, r.z);
        codes[3] = unpack_bytes(q.w, r.w);
      } else {
        codes[0] = unpack_nibbles(q.x);
        codes[1] = unpack_nibbles(q.y);
        codes[2] = unpack_nibbles(q.z);
        codes[3] = unpack_nibbles(q.w);
      }
#pragma unroll
      for (int t = 0; t < kTokens; ++t) {
        if (t >= args.tokens) continue;
        add_products(codes, load_readonly<uint2>(x + (t * w.in + channel + lane / 8 * 8)), parts[t]);
      }
      if ((step + 1) * 32 % args.slice != 0) continue;
      const int slot = warp * slices + step * 32 / args.slice;
#pragma unroll
      for (int t = 0; t < kTokens; ++t) {
        sums[(slot * kTokens + t) * kPanelOutputs + lane % 8 * 4 + lane / 8] = exchange(parts[t]);
#pragma unroll
        for (int j = 0; j < 4; ++j) parts[t][j] = 0;
      }
    }
#pragma unroll
    for (int step = 0; step < kGemvSteps; ++step) {
      if (step * 32 % args.slice == 0) {
        scales[(warp * slices + step * 32 / args.slice) * kPanelOutputs + lane] = turn.scales[step];
      }
    }
    load_turn<kWide>(args, first + kGemvWarps * kGemvChunk, turn);
    __syncthreads();
    if (warp < kTokens) {
      const int64_t left = (w.in - round) / args.slice;
      const int count = left < kGemvWarps * slices ? static_cast<int>(left) : kGemvWarps * slices;
      for (int slot = 0; slot < count; ++slot) {
        pending += sums[(slot * kTokens + warp) * kPanelOutputs + lane];
        if (++in_group < group_slices) continue;
        const float scale = scales[slot * kPanelOutputs + lane];
        total = fmaf(static_cast<float>(pending >> kCodeShift<kWide>), scale, total);
        pending = 0;
        in_group = 0;
      }
    }
    __syncthreads();  // before the next round's sums
  }
  const int64_t output = static_cast<int64_t>(blockIdx.x) * kPanelOutputs + lane;
  if (warp < args.tokens && output < w.out) {
    const float x_scale = global(args.x_scales)[warp];
    global(args.y)[warp * args.y_stride + output] = total * x_scale;
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
