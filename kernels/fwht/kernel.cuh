#pragma once

// A block of threads holds one block of up to 16384 values, or several small ones, in shared memory; 32768 values go
// through it by halves. Bound by memory: 8 bytes an element.

#include "cuda/platform.cuh"
#include "fwht/impl.h"

namespace calm::kernels::cuda {
namespace {

constexpr int kFwhtShared = 16384;  // values: 64 KiB
constexpr int kFwhtTile = 2048;     // that small blocks share

/// `tile` values of shared memory, from the block of blocks `first`.
__global__ void __launch_bounds__(kThreads) fwht_blocks(FwhtArgs args, int64_t total, int tile) {
  const auto values = dynamic_shared<float>(0, tile);
  const auto block = static_cast<int>(args.block);
  const int part = block < tile ? block : tile;  // of a block, that is in shared memory at once
  const int64_t first = static_cast<int64_t>(blockIdx.x) * (tile / part);
  const int64_t left = total - first;
  const int count = left < tile / part ? static_cast<int>(left) * part : tile;
  const auto at = [&](int64_t i) {
    const int64_t b = first + i / block;
    return b / args.blocks * args.row_stride + b % args.blocks * block + i % block;
  };
  const Global<float> x = args.x;
  const bool whole = part == block;
  for (int64_t from = 0; from < (whole ? 1 : block); from += part) {
    for (int i = static_cast<int>(threadIdx.x); i < count; i += kThreads) values[i] = x[at(from + i)];
    for (int step = 1; step < part; step *= 2) {
      __syncthreads();
      for (int pair = static_cast<int>(threadIdx.x); pair < count / 2; pair += kThreads) {
        const int i = pair / step * 2 * step + pair % step;
        const float low = values[i];
        const float high = values[i + step];
        values[i] = low + high;
        values[i + step] = low - high;
      }
    }
    __syncthreads();
    for (int i = static_cast<int>(threadIdx.x); i < count; i += kThreads) {
      x[at(from + i)] = whole ? values[i] * args.factor : values[i];
    }
    if (!whole) __syncthreads();
  }
  if (whole) return;
  for (int step = part; step < block; step *= 2) {
    for (int pair = static_cast<int>(threadIdx.x); pair < block / 2; pair += kThreads) {
      const int i = pair / step * 2 * step + pair % step;
      const float low = x[at(i)];
      const float high = x[at(i + step)];
      const float factor = 2 * step == block ? args.factor : 1.0F;
      x[at(i)] = (low + high) * factor;
      x[at(i + step)] = (low - high) * factor;
    }
    __syncthreads();
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
