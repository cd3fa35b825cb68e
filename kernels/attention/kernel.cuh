#pragma once

// A block takes one token, up to 8 query heads of one key head, and a part of the keys the token sees; a second kernel
// merges the parts in order, so that the result does not depend on timing. The position is read on the device and the
// number of parts depends on the capacity alone: a captured graph serves every step.
//
// Keys come in tiles of 32. Eight lanes share a key and read 16 bytes each; one warp a head turns the scores into
// weights, rescaling what was summed when the largest score grows (online softmax, Milakov and Gimelshein 2018); then
// each thread adds the values of its own few elements of the output. Decoding is bound by the cache's bytes: each is
// read once from memory for all heads of a group.

#include <cmath>

#include "calm/kernels/attention.h"
#include "cuda/block.cuh"
#include "cuda/elements.cuh"
#include "exp.h"

namespace calm::kernels::cuda {
namespace {

struct AttendArgs {
  QkvRows rows;
  KvCache cache;
  int64_t window;  // 0: all
  float scale;
  float* out;
  float* parts;  // [heads][splits][head_dim + 2]: largest score, total, sums; null where splits is 1
  int splits;
  int head_sets;  // of a key head's query heads
  bool vectors;   // keys can be read in vectors
};

constexpr int kAttendThreads = 128;
constexpr int kAttendWarps = kAttendThreads / 32;
constexpr int kTileKeys = 32;
constexpr int kAttendElements = 1024;  // of the output, of a block
constexpr int kAttendSums = kAttendElements / kAttendThreads;

/// The keys of a part.
struct KeyRange {
  int begin, end;
};
__device__ __forceinline__ KeyRange part_of_keys(int position, int64_t window, int splits, int part) {
  const int last = position + 1;
  const int first = window > 0 && last > window ? last - static_cast<int>(window) : 0;
  const int each = (last - first + splits - 1) / splits;
  const int step = (each + kTileKeys - 1) / kTileKeys * kTileKeys;
  const int begin = first + part * step;
  return {begin, last - begin < step ? last : begin + step};
}

template <int kHeads, DenseType kType>
__global__ void __launch_bounds__(kAttendThreads, 4) attend(AttendArgs args) {
  CALM_SHARED(float, q, kAttendElements);
  CALM_SHARED(float, weights, kHeads* kTileKeys);
  CALM_SHARED(float, factors, kHeads);
  CALM_SHARED(float, ends, 2 * kHeads);
  constexpr float kLowest = -__builtin_inff();
  const KvCache& cache = args.cache;
  const int thread = static_cast<int>(threadIdx.x);
  const int warp = thread / 32;
  const int lane = thread % 32;
  const auto width = static_cast<int>(cache.head_dim);
  const int padded = (width + 7) / 8 * 8;
  const auto kv_heads = static_cast<int>(cache.kv_heads);
  const int unit = static_cast<int>(blockIdx.x);
  const int token = unit / (kv_heads * args.head_sets);
  const int64_t kv_head = unit / args.head_sets % kv_heads;
  const int group = static_cast<int>(args.rows.heads) / kv_heads;
  const int in_group = unit % args.head_sets * kHeads;
  const int heads = group - in_group < kHeads ? group - in_group : kHeads;
  const int64_t first_head = kv_head * group + in_group;
  const int position = static_cast<int>(*global(args.rows.position)) + token;
  const Global<float> out = global(args.out) + (token * args.rows.heads + first_head) * width;
  if (position >= cache.capacity) {
    if (args.splits == 1) {
      for (int i = thread; i < heads * width; i += kAttendThreads) out[i] = float_of(0x7FC00000U);
    }
    return;
  }
  const KeyRange keys = part_of_keys(position, args.window, args.splits, static_cast<int>(blockIdx.y));
  if (keys.begin >= keys.end) return;

  const Global<const float> row = global(args.rows.data) + token * args.rows.row_stride + first_head * width;
  for (int i = thread; i < kHeads * padded; i += kAttendThreads) {
    const int head = i / padded;
    const int d = i % padded;
    float value = 0.0F;
    if (head < heads && d < width) value = row[head * width + d];
    q[i] = value;
  }
  float largest[(kHeads + kAttendWarps - 1) / kAttendWarps];
  float total[(kHeads + kAttendWarps - 1) / kAttendWarps];
  for (float& l : largest) l = kLowest;
  for (float& t : total) t = 0.0F;
  float sums[kAttendSums] = {};
  const int elements_here = kHeads * width;
  const auto all_keys = elements<kType>(cache.keys) + kv_head * cache.capacity * width;
  const auto all_values = elements<kType>(cache.values) + kv_head * cache.capacity * width;
  __syncthreads();

  for (int tile = keys.begin; tile < keys.end; tile += kTileKeys) {
    const int count = keys.end - tile < kTileKeys ? keys.end - tile : kTileKeys;
    for (int key = thread / 8; key < kTileKeys; key += kAttendThreads / 8) {
      float dots[kHeads] = {};
      if (key < count) {
        for (int d = thread % 8 * 8; d < width; d += 64) {
          const auto from = all_keys + (static_cast<int64_t>(tile + key) * width + d);
          float k[8];
          if (args.vectors) {
            load_eight<kType>(from, k);
          } else {
            for (int j = 0; j < 8; ++j) {
              k[j] = 0.0F;
              if (d + j < width) k[j] = value_of<kType>(from[j]);
            }
          }
#pragma unroll
          for (int h = 0; h < kHeads; ++h) {
            const auto low = load_vector<float4>(q + (h * padded + d));
            const auto high = load_vector<float4>(q + (h * padded + d + 4));
            dots[h] = fmaf(low.x, k[0], fmaf(low.y, k[1], fmaf(low.z, k[2], fmaf(low.w, k[3], dots[h]))));
            dots[h] = fmaf(high.x, k[4], fmaf(high.y, k[5], fmaf(high.z, k[6], fmaf(high.w, k[7], dots[h]))));
          }
        }
      }
#pragma unroll
      for (int h = 0; h < kHeads; ++h) {
        float dot = dots[h];
        dot += __shfl_xor_sync(kFullWarp, dot, 1);
        dot += __shfl_xor_sync(kFullWarp, dot, 2);
        dot += __shfl_xor_sync(kFullWarp, dot, 4);
        if (thread % 8 == 0) weights[h * kTileKeys + key] = dot * args.scale;
      }
    }
    __syncthreads();
#pragma unroll
    for (int s = 0; s < static_cast<int>(sizeof largest / sizeof(float)); ++s) {
      const int h = warp + s * kAttendWarps;
      if (h >= kHeads) break;
      float score = kLowest;
      if (lane < count) score = weights[h * kTileKeys + lane];
      const float highest = fmaxf(largest[s], warp_max(score));
      float weight = 0.0F;
      if (lane < count && score != kLowest) weight = exp_of(score - highest);
      const float factor = largest[s] == highest ? 1.0F : exp_of(largest[s] - highest);
      total[s] = total[s] * factor + fold_warp(weight);
      largest[s] = highest;
      weights[h * kTileKeys + lane] = weight;
      if (lane == 0) factors[h] = factor;
    }
    __syncthreads();
#pragma unroll
    for (int a = 0; a < kAttendSums; ++a) {
      const int i = thread + a * kAttendThreads;
      if (i >= elements_here) break;
      const int h = i / width;
      const auto values = all_values + (static_cast<int64_t>(tile) * width + i % width);
      float sum = sums[a] * factors[h];
      for (int key = 0; key < count; ++key) {
        const float weight = weights[h * kTileKeys + key];
        sum = fmaf(weight, value_of<kType>(values[static_cast<int64_t>(key) * width]), sum);
      }
      sums[a] = sum;
    }
    __syncthreads();  // before the next tile's scores
  }

#pragma unroll
  for (int s = 0; s < static_cast<int>(sizeof largest / sizeof(float)); ++s) {
    const int h = warp + s * kAttendWarps;
    if (h >= kHeads || lane != 0) break;
    ends[h] = largest[s];
    ends[kHeads + h] = total[s];
  }
  __syncthreads();
#pragma unroll
  for (int a = 0; a < kAttendSums; ++a) {
    const int i = thread + a * kAttendThreads;
    const int h = i / width;
    if (h >= heads) break;
    if (args.splits == 1) {
      const float all = ends[kHeads + h];
      out[i] = sums[a] / all;
      continue;
    }
    const Global<float> part =
        global(args.parts) + ((first_head + h) * args.splits + blockIdx.y) * static_cast<int64_t>(width + 2);
    part[2 + i % width] = sums[a];
    if (i % width == 0) {
      part[0] = ends[h];
      part[1] = ends[kHeads + h];
    }
  }
}

/// A block a head of the one token.
__global__ void __launch_bounds__(kAttendThreads) merge_parts(AttendArgs args) {
  const int64_t width = args.cache.head_dim;
  const int64_t head = blockIdx.x;
  const int position = *global(args.rows.position);
  const Global<const float> parts = global(static_cast<const float*>(args.parts)) + head * args.splits * (width + 2);
  const Global<float> out = global(args.out) + head * width;
  int count = 0;
  float largest = -__builtin_inff();
  if (position < args.cache.capacity) {
    for (; count < args.splits; ++count) {
      const KeyRange keys = part_of_keys(position, args.window, args.splits, count);
      if (keys.begin >= keys.end) break;
      largest = fmaxf(largest, parts[count * (width + 2)]);
    }
  }
  for (int64_t i = threadIdx.x; i < width; i += kAttendThreads) {
    float total = 0.0F;
    float sum = 0.0F;
    for (int part = 0; part < count; ++part) {
      const Global<const float> p = parts + part * (width + 2);
      const float score = p[0];
      const float factor = score == largest ? 1.0F : exp_of(score - largest);
      total += p[1] * factor;
      sum += p[2 + i] * factor;
    }
    out[i] = sum / total;  // without parts, beyond the capacity: NaN
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
