#include "quantization/grouped.h"

#include <ATen/ops/empty.h>

#include "calm/error.h"
#include "calm/kernels/clip_search.h"
#include "model/parallel.h"
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
  // Rows are independent and few bytes are moved, so this runs on the CPU wherever the model is.
  const at::Tensor w = weight.cpu().contiguous();
  const at::Tensor g = gram.cpu().to(at::kFloat).contiguous();
  const int64_t groups = w.size(1) / grid.group;
  at::Tensor scales = at::empty({w.size(0), groups}, w.options());
  for (int64_t i = 0; i < groups; ++i) {
    kernels::ClipSearch search;
    search.w = w.const_data_ptr<float>() + i * grid.group;
    search.rows = w.size(0);
    search.group = grid.group;
    search.row_stride = w.size(1);
    search.gram = g.const_data_ptr<float>() + (i * grid.group) * g.size(1) + i * grid.group;
    search.gram_stride = g.size(1);
    search.bits = grid.bits;
    search.steps = options.steps - 1;  // the kernel counts intervals
    search.max_shrink = static_cast<float>(options.shrink * (options.steps - 1) / options.steps);
    search.type = scale_type(grid.storage);
    search.scales = scales.mutable_data_ptr<float>() + i;
    search.scale_stride = groups;
    kernels::clip_search(search, parallel_for);
  }
  return scales.to(weight.device());
}

}  // namespace calm
