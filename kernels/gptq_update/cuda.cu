// A warp a row, its columns in registers; 32 rows of hinv at a time in shared memory for the block's 8 rows. A column
// costs a broadcast, two divisions and one multiply and subtract a slot: bound by latency, hidden by the other warps.

#include "calm/kernels/cuda.h"
#include "device.h"
#include "gptq_update/lane.h"

namespace calm::kernels::cuda {
namespace {

constexpr int kWarps = 8;

__device__ float warp_max(float value) {  // of values that are not negative: they order as their bits do
  return float_of(__reduce_max_sync(0xFFFFFFFFU, bits_of(value)));
}

template <int kSlots>
__global__ void __launch_bounds__(kWarps* kLanes) gptq_block(GptqArgs args) {
  __shared__ float hinv[kLanes][kSlots * kLanes];
  const GptqBlock& b = args.block;
  const int warp = static_cast<int>(threadIdx.x) / kLanes;
  GptqLane<kSlots> state;
  state.lane = static_cast<int>(threadIdx.x) % kLanes;
  const int64_t row = static_cast<int64_t>(blockIdx.x) * kWarps + warp;
  const bool live = row < b.rows;
  if (live) state.load(b, row);
  float found = 0.0F;
#pragma unroll
  for (int slot = 0; slot < kSlots; ++slot) {
    const int64_t first = slot * kLanes;
    if (first >= b.columns) break;  // the same for the whole block
    __syncthreads();
    for (int64_t r = warp; r < kLanes && first + r < b.columns; r += kWarps) {
      for (int64_t c = state.lane; c < b.columns; c += kLanes) hinv[r][c] = b.hinv[(first + r) * b.hinv_stride + c];
    }
    __syncthreads();
    if (!live) continue;
    for (int source = 0; source < kLanes && first + source < b.columns; ++source) {
      const int64_t column = first + source;
      const int64_t index = row * b.scale_stride + b.column_group[column];
      if (args.found_scales != nullptr && column % args.group == 0) {
        found = scale_of(warp_max(state.largest(column, column + args.group)), b.bits, args.type);
        if (state.lane == 0) args.found_scales[index] = found;
      }
      const float scale = args.found_scales != nullptr ? found : b.scales[index];
      const float w = __shfl_sync(0xFFFFFFFFU, state.w[slot], source);
      const GptqStep step = quantize_column(w, scale, hinv[source][column], b.bits);
      state.apply(slot, source, step, hinv[source], b.columns);
      if (state.lane == source) write_step(b, row, column, step);
    }
  }
  if (live) state.store(b, row);
}

void launch(const GptqArgs& args, Stream stream) {
  const GptqBlock& b = args.block;
  if (b.rows < 0 || b.columns <= 0 || b.columns > 256 || b.bits < 2 || b.bits > 8) {
    throw std::invalid_argument("gptq_quantize_block: bad sizes; a block has 1..256 columns");
  }
  if (b.rows == 0) return;
  const auto blocks = static_cast<unsigned>((b.rows + kWarps - 1) / kWarps);
  if (b.columns <= 128) {
    gptq_block<4><<<blocks, kWarps * kLanes, 0, stream>>>(args);
  } else {
    gptq_block<8><<<blocks, kWarps * kLanes, 0, stream>>>(args);
  }
  check_launch("gptq_quantize_block", b.rows, b.columns);
}

}  // namespace

void gptq_quantize_block(const GptqBlock& block, Stream stream) {
  launch({block, nullptr, 0, ScaleType::float32}, stream);
}

void gptq_quantize_block(const GptqBlock& block, const GptqScaleSearch& search, Stream stream) {
  if (search.scales == nullptr || search.group <= 0) {
    throw std::invalid_argument("gptq_quantize_block: a scale search needs scales and a group");
  }
  launch({block, search.scales, search.group, search.type}, stream);
}

}  // namespace calm::kernels::cuda
