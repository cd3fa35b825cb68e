#pragma once

// Many tokens over a float16 cache on tensor cores (FlashAttention, Dao et al. 2022): a block takes 64 tokens of a
// query head, a warp 16 of them; keys and values come in tiles of 32 through two stages of shared memory. Keys and
// values are float16 as they lie; a query and a weight are each the sum of two float16, so that scores and output keep
// float32's accuracy at twice the products.
//
// Roofline, on paper (never run on hardware). A tile of 32 keys, head_dim 128: 64 * 32 * 128 * 2 * 2 = 1.05 M
// operations, counted twice for the split, for 16 KiB of keys and values from the second-level cache: 64 useful
// operations a byte. A warp: 256 tensor-core products, 96 loads of fragments and 700 other instructions, most of them
// the softmax's and the rescaling's.
//                              A100 (108 SMs, 1.41 GHz)          H100 SXM (132 SMs, 1.7 GHz)
//   16-bit tensor cores        156 TFLOP/s useful                about 300 by mma.sync
//   instructions, 1 a cycle    about 1050 a warp: 150 TFLOP/s    210 TFLOP/s
//   second-level cache         about 5 TB/s: 320 TFLOP/s         about 6 TB/s: 380 TFLOP/s
// Expected: half of what FlashAttention-2 reaches with rounded queries and weights. 512 tokens of 32 heads take 30 us
// or so, against 2.5 ms of the linears of a layer of 4096: it no longer shows.

#include "attention/kernel.cuh"

namespace calm::kernels::cuda {
namespace {

constexpr int kPrefillTokens = 64;
constexpr int kPrefillThreads = 128;
constexpr int kPrefillKeys = 32;

/// Two float32 as float16 and what that leaves of them.
__device__ __forceinline__ void split_halves(float low, float high, uint32_t& upper, uint32_t& rest) {
  upper = pack_halves<false>(low, high);
  rest = pack_halves<false>(low - from_half(static_cast<uint16_t>(upper)),
                            high - from_half(static_cast<uint16_t>(upper >> 16)));
}

/// Queues a tile of keys or values: those from `end` on become zeros.
template <int kWidth>
__device__ __forceinline__ void load_tile(const Global<const uint16_t>& from, int begin, int end,
                                          const Shared<uint16_t>& to) {
#pragma unroll
  for (int turn = 0; turn < kPrefillKeys * kWidth / 8 / kPrefillThreads; ++turn) {
    const int i = turn * kPrefillThreads + static_cast<int>(threadIdx.x);
    const int key = i / (kWidth / 8);
    const int column = i % (kWidth / 8) * 8;
    const bool valid = begin + key < end;
    cp_async<16>(to + (key * (kWidth + 8) + column),
                 from + (valid ? static_cast<int64_t>(begin + key) * kWidth + column : 0), valid);
  }
}

template <int kWidth>
__global__ void __launch_bounds__(kPrefillThreads, 2) attend_tile(AttendArgs args) {
  constexpr int kStride = kWidth + 8;  // rows of a tile start in other banks, 16-byte aligned
  constexpr int kTile = kPrefillKeys * kStride;
  constexpr int kSteps = kWidth / 16;
  constexpr float kLowest = -__builtin_inff();
  CALM_SHARED(uint16_t, key_ring, 2 * kTile);
  CALM_SHARED(uint16_t, value_ring, 2 * kTile);
  const KvCache& cache = args.cache;
  const int lane = static_cast<int>(threadIdx.x) % 32;
  const int quad = lane % 4;
  const int64_t head = blockIdx.x;
  const int64_t kv_head = head / (args.rows.heads / cache.kv_heads);
  const int block_token = static_cast<int>(gridDim.y - 1 - blockIdx.y) * kPrefillTokens;  // the longest ways first
  const int first_token = block_token + static_cast<int>(threadIdx.x) / 32 * 16 + lane / 4;
  const auto tokens = static_cast<int>(args.rows.tokens);
  const auto capacity = static_cast<int>(cache.capacity);
  const int held = *global(args.rows.position);
  const auto window = static_cast<int>(args.window);
  const int last_token = min(block_token + kPrefillTokens, tokens);
  const int end = held < capacity - last_token ? held + last_token : capacity;
  const int begin = window > 0 && held + block_token >= window ? held + block_token + 1 - window : 0;
  const auto keys = elements<DenseType::float16>(cache.keys) + kv_head * cache.capacity * kWidth;
  const auto values = elements<DenseType::float16>(cache.values) + kv_head * cache.capacity * kWidth;

  uint32_t q[2][kSteps][4];  // [part]
#pragma unroll
  for (int step = 0; step < kSteps; ++step) {
#pragma unroll
    for (int i = 0; i < 4; ++i) {
      const int token = first_token + i % 2 * 8;
      float low = 0.0F, high = 0.0F;
      if (token < tokens) {
        const Global<const float> from =
            global(args.rows.data) + token * args.rows.row_stride + head * kWidth + (step * 16 + i / 2 * 8 + quad * 2);
        low = from[0];
        high = from[1];
      }
      split_halves(low, high, q[0][step][i], q[1][step][i]);
    }
  }
  float sums[kWidth / 8][4] = {};
  float largest[2] = {kLowest, kLowest};
  float totals[2] = {0.0F, 0.0F};  // of this lane's columns

  load_tile<kWidth>(keys, begin, end, key_ring);
  load_tile<kWidth>(values, begin, end, value_ring);
  cp_async_commit();
  int stage = 0;
  for (int tile = begin; tile < end; tile += kPrefillKeys) {
    cp_async_wait<0>();
    __syncthreads();  // the tile is there for all, and all are done with the other stage
    if (tile + kPrefillKeys < end) {
      load_tile<kWidth>(keys, tile + kPrefillKeys, end, key_ring + (1 - stage) * kTile);
      load_tile<kWidth>(values, tile + kPrefillKeys, end, value_ring + (1 - stage) * kTile);
    }
    cp_async_commit();

    float scores[4][4] = {};
#pragma unroll
    for (int n = 0; n < 4; ++n) {
      const auto row = pointer_cast<const uint32_t>(key_ring + (stage * kTile + (n * 8 + lane / 4) * kStride)) + quad;
#pragma unroll
      for (int step = 0; step < kSteps; ++step) {
        const uint32_t b[2] = {row[step * 8], row[step * 8 + 4]};
        mma_half<false>(scores[n], q[0][step], b);
        mma_half<false>(scores[n], q[1][step], b);
      }
    }
#pragma unroll
    for (int half = 0; half < 2; ++half) {
      const int position = held + first_token + half * 8;
      const int oldest = window > 0 ? position - window : -1;  // the last one it does not see
      float highest = largest[half];
#pragma unroll
      for (int n = 0; n < 4; ++n) {
#pragma unroll
        for (int i = 0; i < 2; ++i) {
          const int key = tile + n * 8 + quad * 2 + i;
          float& score = scores[n][half * 2 + i];
          score = key <= position && key > oldest && key < end ? score * args.scale : kLowest;
          highest = fmaxf(highest, score);
        }
      }
      highest = fmaxf(highest, __shfl_xor_sync(kFullWarp, highest, 1));
      highest = fmaxf(highest, __shfl_xor_sync(kFullWarp, highest, 2));
      const float factor = largest[half] == highest ? 1.0F : exp_of(largest[half] - highest);
      largest[half] = highest;
      totals[half] *= factor;
#pragma unroll
      for (int n = 0; n < 4; ++n) {
#pragma unroll
        for (int i = 0; i < 2; ++i) {
          float& score = scores[n][half * 2 + i];
          score = score == kLowest ? 0.0F : exp_of(score - highest);
          totals[half] += score;
        }
      }
#pragma unroll
      for (int n = 0; n < kWidth / 8; ++n) {
        sums[n][half * 2] *= factor;
        sums[n][half * 2 + 1] *= factor;
      }
    }
    // The products' layout of 16 x 8 scores, two side by side, is that of the left operand.
#pragma unroll
    for (int step = 0; step < kPrefillKeys / 16; ++step) {
      uint32_t upper[4], rest[4];
#pragma unroll
      for (int i = 0; i < 4; ++i) {
        const float(&from)[4] = scores[2 * step + i / 2];
        split_halves(from[i % 2 * 2], from[i % 2 * 2 + 1], upper[i], rest[i]);
      }
      const auto row = value_ring + (stage * kTile + (step * 16 + lane % 16) * kStride + lane / 16 * 8);
#pragma unroll
      for (int n = 0; n < kWidth / 8; n += 2) {
        uint32_t b[4];
        load_matrix<4, true>(b, row + n * 8);
        const uint32_t first[2] = {b[0], b[1]}, second[2] = {b[2], b[3]};
        mma_half<false>(sums[n], upper, first);
        mma_half<false>(sums[n], rest, first);
        mma_half<false>(sums[n + 1], upper, second);
        mma_half<false>(sums[n + 1], rest, second);
      }
    }
    stage = 1 - stage;
  }

#pragma unroll
  for (int half = 0; half < 2; ++half) {
    float total = totals[half];
    total += __shfl_xor_sync(kFullWarp, total, 1);
    total += __shfl_xor_sync(kFullWarp, total, 2);
    const int token = first_token + half * 8;
    if (token >= tokens) continue;
    if (held >= capacity - token) total = float_of(0x7FC00000U);  // beyond the capacity
    const Global<float> out = global(args.out) + (token * args.rows.heads + head) * kWidth + quad * 2;
#pragma unroll
    for (int n = 0; n < kWidth / 8; ++n) {
      out[n * 8] = sums[n][half * 2] / total;
      out[n * 8 + 1] = sums[n][half * 2 + 1] / total;
    }
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
