#include <algorithm>
#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "calm/kernels/w4a8_gemv.h"
#include "w4a8_gemm/kernel.cuh"

namespace calm::kernels::cuda {
namespace {

constexpr int64_t kBlocksWanted = 264;   // two for each multiprocessor of the largest target
constexpr int64_t kSplitChannels = 256;  // of a range, at least
static_assert(kBlocksWanted * 64 * 64 == kLinearWorkspace && kBlocksWanted * 32 * 128 == kLinearWorkspace);

struct Plan {
  void (*kernel)(GemmArgs);
  int64_t token_blocks, output_blocks;
  int64_t splits, split_groups;
};

template <bool kWide>
auto kernel_for(int64_t tokens) {
  return tokens <= 16 ? gemm_w4a8<kWide, 1, 1> : tokens <= 32 ? gemm_w4a8<kWide, 2, 1> : gemm_w4a8<kWide, 2, 2>;
}

int64_t ceil_divide(int64_t a, int64_t b) {
  return (a + b - 1) / b;
}

/// The most ranges that the channels make.
int64_t most_splits(const DeviceWeights& weights) {
  return std::clamp<int64_t>(weights.in / kSplitChannels, 1, weights.in / weights.group);
}

/// Depends on the sizes alone, not on the device, so that results do too.
Plan plan_for(const DeviceWeights& weights, int64_t tokens, bool may_split) {
  const int64_t block_tokens = tokens <= 16 ? 16 : tokens <= 32 ? 32 : 64;
  const int64_t block_outputs = tokens <= 32 ? 128 : 64;
  const int64_t groups = weights.in / weights.group;
  Plan plan{weights.wide ? kernel_for<true>(tokens) : kernel_for<false>(tokens), ceil_divide(tokens, block_tokens),
            ceil_divide(weights.out, block_outputs), 1, groups};
  if (!may_split) return plan;
  const int64_t splits =
      std::clamp<int64_t>(kBlocksWanted / (plan.token_blocks * plan.output_blocks), 1, most_splits(weights));
  plan.split_groups = ceil_divide(groups, splits);
  plan.splits = ceil_divide(groups, plan.split_groups);
  return plan;
}

void run(const DeviceWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
         int64_t y_stride, float* workspace, Stream stream) {
  if (!sized(weights) || tokens < 0 || tokens > 65535 * int64_t{64} || y_stride < weights.out) {
    throw std::invalid_argument(
        "w4a8_gemm: bad sizes; groups are multiples of 32, at most 65536, tokens at most 4194240");
  }
  if (tokens == 0) return;
  const Plan plan = plan_for(weights, tokens, workspace != nullptr);
  const GemmArgs args{weights,
                      x,
                      x_scales,
                      tokens,
                      y,
                      y_stride,
                      plan.splits > 1 ? workspace : nullptr,
                      static_cast<int>(plan.split_groups)};
  launch("w4a8_gemm",
         {static_cast<unsigned>(plan.output_blocks), kGemmThreads, static_cast<unsigned>(plan.token_blocks),
          static_cast<unsigned>(plan.splits)},
         stream, plan.kernel, args);
  if (plan.splits == 1) return;
  launch("w4a8_gemm", {blocks_for(weights.out), kThreads, static_cast<unsigned>(tokens)}, stream, add_splits, args,
         static_cast<int>(plan.splits));
}

}  // namespace

void w4a8_gemm(const DeviceWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, Stream stream) {
  run(weights, x, x_scales, tokens, y, y_stride, nullptr, stream);
}

int64_t w4a8_workspace(const DeviceWeights& weights, int64_t tokens) {
  const int64_t splits = sized(weights) ? most_splits(weights) : 1;
  return splits == 1 || tokens <= kGemvTokens ? 0 : std::min(splits * tokens * weights.out, kLinearWorkspace);
}

void w4a8_linear(const DeviceWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
                 int64_t y_stride, float* workspace, Stream stream) {
  if (tokens > 0 && tokens <= kGemvTokens) {
    w4a8_gemv(weights, x, x_scales, tokens, y, y_stride, stream);
  } else {
    run(weights, x, x_scales, tokens, y, y_stride, workspace, stream);
  }
}

}  // namespace calm::kernels::cuda
