#pragma once

// A warp a head of q, k or v of a token; the position is read on the device, so that a captured graph serves every
// step. The bits of the portable version.

#include <cmath>

#include "calm/kernels/attention.h"
#include "cuda/block.cuh"
#include "cuda/elements.cuh"
#include "rms_norm/impl.h"

namespace calm::kernels::cuda {
namespace {

struct RopeArgs {
  QkvRows rows;
  Rotary rotary;
  KvCache cache;
};

constexpr int kRopeWarps = 4;

template <DenseType kType>
__global__ void __launch_bounds__(kRopeWarps * 32) rope_append_head(RopeArgs args) {
  const KvCache& cache = args.cache;
  const int64_t width = cache.head_dim;
  const int64_t half = width / 2;
  const int lane = static_cast<int>(threadIdx.x) % 32;
  const int64_t all = args.rows.heads + 2 * cache.kv_heads;
  const int64_t unit = static_cast<int64_t>(blockIdx.x) * kRopeWarps + threadIdx.x / 32;
  const int64_t token = unit / all;
  const int64_t head = unit % all;
  const int64_t position = static_cast<int64_t>(*global(args.rows.position)) + token;
  if (token >= args.rows.tokens || position >= cache.capacity) return;

  const Global<float> x = global(args.rows.data) + token * args.rows.row_stride + head * width;
  const bool is_query = head < args.rows.heads;
  const bool is_value = head >= args.rows.heads + cache.kv_heads;
  const float* norm = is_query ? args.rotary.q_norm : is_value ? nullptr : args.rotary.k_norm;
  float factor = 1.0F;
  if (norm != nullptr) {
    float sum = 0.0F;
    for (int64_t i = lane; i < width; i += kSquareSums) {
      const float value = x[i];
      sum += value * value;
    }
    factor = rms_factor(fold_warp(sum), width, args.rotary.eps);
    __syncwarp();  // all have read the head before its first element is written
  }
  const Global<const float> weight = norm;
  const Global<const float> cos = global(args.rotary.cos) + position * half;
  const Global<const float> sin = global(args.rotary.sin) + position * half;
  const Global<Stored<kType>> to =
      global(static_cast<Stored<kType>*>(is_value ? cache.values : cache.keys)) +
      (is_query ? 0 : ((head - args.rows.heads) % cache.kv_heads * cache.capacity + position) * width);
  const auto store = [&](int64_t i, float value) {
    if (is_query) return;
    if constexpr (kType == DenseType::float32) {
      to[i] = value;
    } else {
      to[i] = to_half(value);
    }
  };
  for (int64_t i = lane; i < half; i += 32) {
    float low = x[i];
    float high = x[half + i];
    if (norm != nullptr) {
      low = low * factor * weight[i];
      high = high * factor * weight[half + i];
    }
    if (!is_value) {
      const float c = cos[i], s = sin[i];
      const float rotated = low * c - high * s;
      high = high * c + low * s;
      low = rotated;
      x[i] = low;
      x[half + i] = high;
    }
    store(i, low);
    store(half + i, high);
  }
}

__global__ void __launch_bounds__(32) move_position_once(const int32_t* from, int32_t by, int32_t* to) {
  if (threadIdx.x > 0) return;
  const int32_t position = *global(from);
  *global(to) = position + by;
}

}  // namespace
}  // namespace calm::kernels::cuda
