#pragma once

// A warp a row, its columns in registers; 32 rows of hinv at a time in shared memory for the block's 8 rows. A column
// costs a broadcast, two divisions and one multiply and subtract a slot: bound by latency, hidden by the other warps.

#include "cuda/platform.cuh"
#include "gptq_update/impl.h"
#include "rounding.h"

namespace calm::kernels::cuda {
namespace {

constexpr int kGptqWarps = 8;
constexpr int kGptqLanes = 32;

/// Of values that are not negative: they order as their bits do.
__device__ __forceinline__ float warp_max(float value) {
  return float_of(__reduce_max_sync(kFullWarp, bits_of(value)));
}

/// What a lane holds of the warp's row: columns lane, lane + 32, ...
template <int kSlots>
struct GptqLane {
  int lane;
  float w[kSlots];

  /// This lane's part of the absolute maximum of columns [first, last).
  __device__ __forceinline__ float largest(int64_t first, int64_t last) const {
    float most = 0.0F;
#pragma unroll
    for (int s = 0; s < kSlots; ++s) {
      const int64_t column = s * kGptqLanes + lane;
      const float magnitude = w[s] < 0.0F ? -w[s] : w[s];
      if (column >= first && column < last && magnitude > most) most = magnitude;
    }
    return most;
  }

  /// Takes the error of column `slot` * 32 + source off this lane's columns from there on; hinv is that column's row.
  __device__ __forceinline__ void apply(int slot, int source, float error, const Shared<float>& hinv, int64_t columns) {
#pragma unroll
    for (int s = 0; s < kSlots; ++s) {
      const int64_t column = s * kGptqLanes + lane;
      if (s < slot || (s == slot && lane < source) || column >= columns) continue;
      const float factor = hinv[column];
      w[s] -= error * factor;
    }
  }
};

template <int kSlots>
__global__ void __launch_bounds__(kGptqWarps* kGptqLanes) gptq_block(GptqArgs args) {
  constexpr int kStride = kSlots * kGptqLanes;
  CALM_SHARED(float, hinv, kGptqLanes* kStride);
  const GptqBlock& b = args.block;
  const Global<const float> global_hinv = b.hinv;
  const Global<const int32_t> column_group = b.column_group;
  const Global<const float> given_scales = b.scales;
  const Global<float> found_scales = args.found_scales;
  const bool find = args.found_scales != nullptr;
  const int warp = static_cast<int>(threadIdx.x) / kGptqLanes;
  GptqLane<kSlots> state;
  state.lane = static_cast<int>(threadIdx.x) % kGptqLanes;
  const int64_t row = static_cast<int64_t>(blockIdx.x) * kGptqWarps + warp;
  const bool live = row < b.rows;
  const Global<float> w = global(b.w) + row * b.row_stride;
  const Global<int8_t> codes = global(b.codes) + row * b.code_stride;
  const Global<float> errors = global(b.errors) + row * b.columns;
#pragma unroll
  for (int slot = 0; slot < kSlots; ++slot) {
    const int64_t column = slot * kGptqLanes + state.lane;
    state.w[slot] = 0.0F;
    if (live && column < b.columns) state.w[slot] = w[column];
  }
  float found = 0.0F;
#pragma unroll
  for (int slot = 0; slot < kSlots; ++slot) {
    const int64_t first = slot * kGptqLanes;
    if (first >= b.columns) break;  // the same for the whole block
    __syncthreads();
    for (int64_t r = warp; r < kGptqLanes && first + r < b.columns; r += kGptqWarps) {
      for (int64_t c = state.lane; c < b.columns; c += kGptqLanes) {
        hinv[r * kStride + c] = global_hinv[(first + r) * b.hinv_stride + c];
      }
    }
    __syncthreads();
    if (!live) continue;
    for (int source = 0; source < kGptqLanes && first + source < b.columns; ++source) {
      const int64_t column = first + source;
      const int64_t index = row * b.scale_stride + column_group[column];
      if (find && column % args.group == 0) {
        found = scale_of(warp_max(state.largest(column, column + args.group)), b.bits, args.type);
        if (state.lane == 0) found_scales[index] = found;
      }
      float scale = found;
      if (!find) scale = given_scales[index];
      const Shared<float> factors = hinv + source * kStride;
      const float diagonal = factors[column];
      const float weight = __shfl_sync(kFullWarp, state.w[slot], source);
      const float code = round_and_clamp(weight / scale, lowest_code(b.bits), highest_code(b.bits));
      const float error = (weight - code * scale) / diagonal;
      state.apply(slot, source, error, factors, b.columns);
      if (state.lane == source) {
        codes[column] = static_cast<int8_t>(code);
        errors[column] = error;
      }
    }
  }
#pragma unroll
  for (int slot = 0; slot < kSlots; ++slot) {
    const int64_t column = slot * kGptqLanes + state.lane;
    if (live && column < b.columns) w[column] = state.w[slot];
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
