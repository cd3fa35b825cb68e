#pragma once

// Quantized weights with 16-bit activations. Many tokens: half_gemm.cuh on the codes themselves, which float16 holds
// exactly, scales at the end of a group. A nibble code + 8 becomes 1024 + (code + 8) by setting the bits above it
// (0x6400), then the code by one exact subtraction of two at a time; bytes likewise. One to eight tokens: a block makes
// a panel of 32 outputs from float32 activations, weights unpacked in registers to float32 in the same way.
//
// Roofline, on paper (never run on hardware). Many tokens: a slab of a tile is 262144 operations for 8 KiB of float32
// activations and 1 KiB of nibbles from the second-level cache, 28 operations a byte; a warp's quarter is 16
// tensor-core products among 130 instructions.
//                              A100 (108 SMs, 1.41 GHz)          H100 SXM (132 SMs, 1.7 GHz)
//   16-bit tensor cores        312 TFLOP/s                       about 600 by mma.sync
//   second-level cache         about 5 TB/s: 140 TFLOP/s         about 6 TB/s: 170 TFLOP/s
//   8.9 MB of 4096 x 4096      4.4 us at 2.04 TB/s               2.7 us at 3.35 TB/s
// Expected: bound by the second-level cache, half of w4a8_gemm or less: it exists to be compared with. One token: 16
// bytes of nibbles, 32 codes, cost 110 instructions of a lane, 0.8 of them a cycle and SM at full bandwidth: 88 of 128
// lanes; bound by memory at 1 token, by arithmetic from 2 on.

#include "cuda/block.cuh"
#include "cuda/half_gemm.cuh"
#include "cuda/weights.cuh"

namespace calm::kernels::cuda {
namespace {

/// The even or odd bytes' codes of a word, as two float16: bytes 0 and 2, or 1 and 3.
template <bool kWide>
__device__ __forceinline__ uint32_t codes_as_halves(uint32_t word) {
  constexpr uint32_t kMask = kWide ? 0x00FF00FFU : 0x000F000FU;
  constexpr uint32_t kOffset = kWide ? 0x64806480U : 0x64086408U;  // 1024 + 128, 1024 + 8
  return subtract_halves((word & kMask) | 0x64006400U, kOffset);
}

template <bool kWide>
struct PackedHalves {
  using Matrix = DeviceWeights;
  static constexpr bool kBfloat = false;
  static constexpr int kPairs = 2;
  static constexpr int kRows = kWide ? 8 : 4;                        // of words, of a slab of a panel
  static constexpr int kRowWords = kPanelOutputs + (kWide ? 4 : 8);  // padded so that the lanes meet all banks
  static constexpr int kWords = 2 * kRows * kRowWords;

  static __device__ __forceinline__ int64_t group(const Matrix& weights) { return weights.group; }
  static __device__ __forceinline__ float2 scales(const Matrix& weights, int64_t first_output, int64_t group,
                                                  int column) {
    if (first_output >= weights.out) return make_float2(0.0F, 0.0F);
    const int64_t panel = first_output / kPanelOutputs;
    return load_scales(weights, (panel * (weights.in / weights.group) + group) * kPanelOutputs + column);
  }
  static __device__ __forceinline__ void load(const Matrix& weights, int64_t slab, const Shared<uint32_t>& to) {
    const int thread = static_cast<int>(threadIdx.x);
    if (thread >= 2 * kRows * 8) return;
    const int local = thread / (kRows * 8);
    const int row = thread / 8 % kRows;
    const int column = thread % 8 * 4;
    const int64_t panel = static_cast<int64_t>(blockIdx.x) * 2 + local;
    const bool valid = panel * kPanelOutputs < weights.out;
    const int64_t word = (slab * kRows + row) * kPanelOutputs + column;
    cp_async<16>(to + ((local * kRows + row) * kRowWords + column),
                 panel_words<kWide>(weights, valid ? panel : 0) + (valid ? word : 0), valid);
  }
  static __device__ __forceinline__ void fragment(const Shared<uint32_t>& stage, int panel, int n, int lane,
                                                  uint32_t (&b)[2][2]) {
    const Shared<uint32_t> words = stage + ((panel * 4 + lane % 4) * (kRows / 4) * kRowWords + n * 8 + lane / 4);
    const uint32_t first = words[0];
    uint32_t second = first >> 4;
    if constexpr (kWide) second = words[kRowWords];
    b[0][0] = codes_as_halves<kWide>(first);
    b[0][1] = codes_as_halves<kWide>(first >> 8);
    b[1][0] = codes_as_halves<kWide>(second);
    b[1][1] = codes_as_halves<kWide>(second >> 8);
  }
};

struct HalfGemvArgs {
  DeviceWeights weights;
  const float* x;
  int64_t x_stride;
  int64_t tokens;
  float* y;
  int64_t y_stride;
};

constexpr int kHalfWarps = 8;

/// Byte `i` of the word, or its low or high nibble, as a float32 code.
template <bool kWide>
__device__ __forceinline__ float code_as_float(uint32_t word, int shift) {
  constexpr uint32_t kMask = kWide ? 0xFFU : 0xFU;
  constexpr float kOffset = 0x1p23F + (kWide ? 128.0F : 8.0F);
  return float_of(0x4B000000U | (word >> shift & kMask)) - kOffset;
}

/// A warp takes 32 channels in turn: lane l the four outputs 4 (l % 8) .. and channels 8 (l / 8) .. of them.
template <int kTokens, bool kWide>
__global__ void __launch_bounds__(kHalfWarps * 32) gemv_half(HalfGemvArgs args) {
  CALM_SHARED(float, parts, kHalfWarps* kTokens* kPanelOutputs);
  const DeviceWeights& w = args.weights;
  const int thread = static_cast<int>(threadIdx.x);
  const int warp = thread / 32;
  const int lane = thread % 32;
  const int64_t panel = blockIdx.x;
  constexpr int kRows = kWide ? 2 : 1;  // of words, for 8 channels
  const Global<const uint32_t> words = panel_words<kWide>(w, panel) + lane % 8 * 4;
  const Global<const float> x = args.x;
  float totals[kTokens][4] = {};
  for (int64_t channel = warp * 32; channel < w.in; channel += kHalfWarps * 32) {
    const int64_t row = channel / 8 + lane / 8;
    uint4 q[kRows];
#pragma unroll
    for (int r = 0; r < kRows; ++r) q[r] = load_readonly<uint4>(words + (row * kRows + r) * kPanelOutputs);
    const int64_t scale_at = (panel * (w.in / w.group) + channel / w.group) * kPanelOutputs + lane % 8 * 4;
    const float2 low = load_scales(w, scale_at), high = load_scales(w, scale_at + 2);
    const float scales[4] = {low.x, low.y, high.x, high.y};
#pragma unroll
    for (int j = 0; j < 4; ++j) {
      const auto word = [&](int r) { return j == 0 ? q[r].x : j == 1 ? q[r].y : j == 2 ? q[r].z : q[r].w; };
      float codes[8];
#pragma unroll
      for (int k = 0; k < 8; ++k) {
        codes[k] = kWide ? code_as_float<kWide>(word(k / 4 % kRows), k % 4 * 8)
                         : code_as_float<kWide>(word(0), k % 4 * 8 + k / 4 * 4);
      }
#pragma unroll
      for (int t = 0; t < kTokens; ++t) {
        if (t >= args.tokens) continue;
        const Global<const float> from = x + (t * args.x_stride + channel + lane / 8 * 8);
        const auto a = load_readonly<float4>(from), b = load_readonly<float4>(from + 4);
        float sum = codes[0] * a.x;
        sum = fmaf(codes[1], a.y, sum);
        sum = fmaf(codes[2], a.z, sum);
        sum = fmaf(codes[3], a.w, sum);
        sum = fmaf(codes[4], b.x, sum);
        sum = fmaf(codes[5], b.y, sum);
        sum = fmaf(codes[6], b.z, sum);
        sum = fmaf(codes[7], b.w, sum);
        totals[t][j] = fmaf(sum, scales[j], totals[t][j]);
      }
    }
  }
#pragma unroll
  for (int t = 0; t < kTokens; ++t) {
#pragma unroll
    for (int j = 0; j < 4; ++j) {
      float total = totals[t][j];
      total += __shfl_xor_sync(kFullWarp, total, 8);
      total += __shfl_xor_sync(kFullWarp, total, 16);
      if (lane < 8) parts[(warp * kTokens + t) * kPanelOutputs + lane * 4 + j] = total;
    }
  }
  __syncthreads();
  const int64_t output = panel * kPanelOutputs + lane;
  if (warp >= args.tokens || warp >= kTokens || output >= w.out) return;
  float total = 0.0F;
  for (int other = 0; other < kHalfWarps; ++other) {
    const float part = parts[(other * kTokens + warp) * kPanelOutputs + lane];
    total += part;
  }
  global(args.y)[warp * args.y_stride + output] = total;
}

}  // namespace
}  // namespace calm::kernels::cuda
