#include "quantization/grouped.h"

#include <ATen/ops/full_like.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/where.h>

#include "calm/error.h"
#include "quantization/quantized_layer.h"

namespace calm {
namespace {

at::Tensor by_group(const at::Tensor& weight, int group) {
  return weight.reshape({weight.size(0), -1, group});
}

}  // namespace

GroupGrid weight_grid(const Scheme& scheme, int64_t in_features) {
  return {scheme.weight_bits, effective_group(scheme, in_features),
          scheme.float16_scales ? StorageType::float16 : scheme.storage};
}

kernels::ScaleType scale_type(StorageType storage) {
  if (storage == StorageType::bfloat16) return kernels::ScaleType::bfloat16;
  if (storage == StorageType::float16) return kernels::ScaleType::float16;
  return kernels::ScaleType::float32;
}

at::Tensor scales_from_maxima(const at::Tensor& maxima, const GroupGrid& grid) {
  const at::Tensor scales = round_to_storage(maxima.div(grid.divisor()), grid.storage);
  // An all-zero group, or one so small that its scale underflows, gets the type's epsilon as in compressed-tensors.
  const at::Tensor result = scales.masked_fill(scales.eq(0), kernels::zero_scale(scale_type(grid.storage)));
  if (!result.isfinite().all().item<bool>()) {
    throw Error(ErrorCode::numeric, "a weight scale does not fit the storage type; choose --dtype bfloat16 or float32");
  }
  return result;
}

at::Tensor find_scales(const at::Tensor& weight, const GroupGrid& grid) {
  return scales_from_maxima(by_group(weight, grid.group).abs().amax(-1), grid);
}

at::Tensor quantize_codes(const at::Tensor& weight, const at::Tensor& scales, const GroupGrid& grid) {
  return by_group(weight, grid.group)
      .div(scales.unsqueeze(-1))
      .round_()
      .clamp_(grid.lowest(), grid.highest())
      .to(at::kChar)
      .view({weight.size(0), weight.size(1)});
}

at::Tensor dequantize_codes(const at::Tensor& codes, const at::Tensor& scales, int group) {
  return by_group(codes, group).to(at::kFloat).mul_(scales.unsqueeze(-1)).view({codes.size(0), codes.size(1)});
}

at::Tensor round_trip(const at::Tensor& weight, const GroupGrid& grid) {
  const at::Tensor scales = find_scales(weight, grid).unsqueeze(-1);
  return by_group(weight, grid.group)
      .div(scales)
      .round_()
      .clamp_(grid.lowest(), grid.highest())
      .mul_(scales)
      .view({weight.size(0), weight.size(1)});
}

at::Tensor search_clipped_scales(const at::Tensor& weight, const at::Tensor& gram, const GroupGrid& grid,
                                 const ClipOptions& options) {
  const int64_t groups = weight.size(1) / grid.group;
  const at::Tensor w = by_group(weight, grid.group).transpose(0, 1).contiguous();  // [groups, out, group]
  // The diagonal blocks of the Gram matrix, [groups, group, group].
  const at::Tensor blocks = gram.view({groups, grid.group, groups, grid.group})
                                .diagonal(0, 0, 2)
                                .permute({2, 0, 1})
                                .to(at::kFloat)
                                .contiguous();
  const at::Tensor maxima = w.abs().amax(-1);  // [groups, out]
  at::Tensor best_scales;
  at::Tensor best_errors;
  for (int step = 0; step < options.steps; ++step) {
    const double ratio = 1.0 - options.shrink * step / options.steps;
    const at::Tensor scales = scales_from_maxima(maxima.mul(ratio), grid);
    const at::Tensor difference =
        w.div(scales.unsqueeze(-1)).round_().clamp_(grid.lowest(), grid.highest()).mul_(scales.unsqueeze(-1)).sub_(w);
    const at::Tensor errors = at::matmul(difference, blocks).mul_(difference).sum(-1);
    if (step == 0) {
      best_scales = scales;
      best_errors = errors;
    } else {
      const at::Tensor better = errors.lt(best_errors);
      best_scales = at::where(better, scales, best_scales);
      best_errors = at::where(better, errors, best_errors);
    }
  }
  return best_scales.t().contiguous();
}

}  // namespace calm
