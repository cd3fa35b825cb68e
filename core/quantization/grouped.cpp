#include "quantization/grouped.h"

#include <ATen/ops/bmm.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>

#include "calm/error.h"
#include "calm/kernels/clip_search.h"
#include "model/parallel.h"
#include "quantization/quantized_layer.h"

namespace calm {
namespace {

at::Tensor by_group(const at::Tensor& weight, int group) {
  return weight.reshape({weight.size(0), -1, group});
}

/// Of each group: the width of its range over the divisor, [out, in / group], not yet rounded to storage.
at::Tensor raw_scales(const at::Tensor& grouped, const GroupGrid& grid) {
  if (!grid.asymmetric) return grouped.abs().amax(-1).div(grid.divisor());
  return grouped.amax(-1).clamp_min(0).sub(grouped.amin(-1).clamp_max(0)).div(2 * grid.divisor());
}

at::Tensor zeros_of(const at::Tensor& grouped, const at::Tensor& scales, const GroupGrid& grid) {
  const auto lowest = static_cast<double>(grid.lowest());
  return grouped.amin(-1).clamp_max(0).div(scales).neg_().add_(lowest).clamp_(lowest, grid.highest()).round_();
}

/// Seven significant bits, ties to even.
float shortened(float scale) {
  constexpr uint32_t kDropped = 17;  // of the 23 mantissa bits
  const uint32_t bits = kernels::bits_of(scale);
  const uint32_t half = (uint32_t{1} << (kDropped - 1)) - 1;
  return kernels::float_of((bits + half + ((bits >> kDropped) & 1U)) >> kDropped << kDropped);
}

at::Tensor never_zero(const at::Tensor& scales, const GroupGrid& grid) {
  // An all-zero group, or one so small that its scale underflows, gets the type's epsilon as in compressed-tensors.
  const at::Tensor result = scales.masked_fill(scales.eq(0), kernels::zero_scale(scale_type(grid.storage)));
  if (!result.isfinite().all().item<bool>()) {
    throw Error(ErrorCode::numeric, "a weight scale does not fit the storage type; choose --dtype bfloat16 or float32");
  }
  return result;
}

/// Asymmetric clipping: all groups and rows at once, one ratio after the other.
at::Tensor search_asymmetric(const at::Tensor& weight, const at::Tensor& gram, const GroupGrid& grid,
                             const ClipOptions& options) {
  const at::Tensor grouped = by_group(weight, grid.group);
  std::vector<at::Tensor> blocks;
  for (int64_t first = 0; first < weight.size(1); first += grid.group)
    blocks.push_back(gram.narrow(0, first, grid.group).narrow(1, first, grid.group).to(at::kFloat));
  const at::Tensor grams = at::stack(blocks).to(weight.device());                  // [groups, group, group]
  const at::Tensor full = raw_scales(grouped, grid);                               // [rows, groups]
  const at::Tensor zeros = find_zeros(weight, grid).to(at::kFloat).unsqueeze(-1);  // [rows, groups, 1]
  at::Tensor best, least;
  for (int step = 0; step < options.steps; ++step) {
    const double ratio = 1 - options.shrink * step / options.steps;
    const at::Tensor scales = never_zero(round_scales(full.mul(ratio), grid), grid);
    const at::Tensor s = scales.unsqueeze(-1);
    const at::Tensor codes = grouped.div(s).add_(zeros).round_().clamp_(grid.lowest(), grid.highest());
    const at::Tensor error = grouped.sub(codes.sub_(zeros).mul_(s)).transpose(0, 1);  // [groups, rows, group]
    const at::Tensor loss = at::bmm(error, grams).mul_(error).sum(-1, /*keepdim=*/false, at::kDouble).t();
    if (step == 0) {
      best = scales;
      least = loss;
      continue;
    }
    const at::Tensor better = loss.lt(least);
    best = at::where(better, scales, best);
    least = at::where(better, loss, least);
  }
  return best.contiguous();
}

}  // namespace

GroupGrid weight_grid(const Scheme& scheme, int64_t in_features) {
  return {scheme.weight_bits, effective_group(scheme, in_features),
          scheme.float16_scales ? StorageType::float16 : scheme.storage, scheme.asymmetric,
          scheme.asymmetric && scheme.float16_scales};
}

kernels::ScaleType scale_type(StorageType storage) {
  if (storage == StorageType::bfloat16) return kernels::ScaleType::bfloat16;
  if (storage == StorageType::float16) return kernels::ScaleType::float16;
  return kernels::ScaleType::float32;
}

float stored_scale(float scale, const GroupGrid& grid) {
  const kernels::ScaleType type = scale_type(grid.storage);
  const float rounded = kernels::round_to(grid.short_scales ? shortened(scale) : scale, type);
  return rounded > 0 ? rounded : kernels::zero_scale(type);
}

at::Tensor round_scales(const at::Tensor& scales, const GroupGrid& grid) {
  if (!grid.short_scales) return round_to_storage(scales, grid.storage);
  at::Tensor result = scales.cpu().clone(at::MemoryFormat::Contiguous);
  auto* value = result.mutable_data_ptr<float>();
  for (int64_t i = 0; i < result.numel(); ++i) value[i] = shortened(value[i]);
  return round_to_storage(result, grid.storage).to(scales.device());
}

at::Tensor find_scales(const at::Tensor& weight, const GroupGrid& grid) {
  return never_zero(round_scales(raw_scales(by_group(weight, grid.group), grid), grid), grid);
}

at::Tensor find_zeros(const at::Tensor& weight, const GroupGrid& grid) {
  if (!grid.asymmetric) return {};
  return zeros_of(by_group(weight, grid.group), find_scales(weight, grid), grid).to(at::kChar);
}

at::Tensor quantize_codes(const at::Tensor& weight, const at::Tensor& scales, const GroupGrid& grid,
                          const at::Tensor& zeros) {
  at::Tensor quotient = by_group(weight, grid.group).div(scales.unsqueeze(-1));
  if (zeros.defined()) quotient.add_(zeros.unsqueeze(-1));
  return quotient.round_().clamp_(grid.lowest(), grid.highest()).to(at::kChar).view({weight.size(0), weight.size(1)});
}

at::Tensor dequantize_codes(const at::Tensor& codes, const at::Tensor& scales, int group, const at::Tensor& zeros) {
  at::Tensor values = by_group(codes, group).to(at::kFloat);
  if (zeros.defined()) values.sub_(zeros.unsqueeze(-1));
  return values.mul_(scales.unsqueeze(-1)).view({codes.size(0), codes.size(1)});
}

at::Tensor round_trip(const at::Tensor& weight, const GroupGrid& grid) {
  const at::Tensor grouped = by_group(weight, grid.group);
  const at::Tensor scales = find_scales(weight, grid).unsqueeze(-1);
  at::Tensor values = grouped.div(scales);
  if (grid.asymmetric) {
    const at::Tensor zeros = zeros_of(grouped, scales.squeeze(-1), grid).unsqueeze(-1);
    values.add_(zeros).round_().clamp_(grid.lowest(), grid.highest()).sub_(zeros);
  } else {
    values.round_().clamp_(grid.lowest(), grid.highest());
  }
  return values.mul_(scales).view({weight.size(0), weight.size(1)});
}

at::Tensor round_straight_through(const at::Tensor& grouped, const GroupGrid& grid, const at::Tensor& ratio) {
  constexpr double kLeast = 1e-30;  // of a step
  const at::Tensor full = raw_scales(grouped, grid);
  const at::Tensor step = (ratio.defined() ? full.mul(ratio) : full).clamp_min(kLeast).unsqueeze(-1);
  const at::Tensor quotient = grouped.div(step);
  const at::Tensor rounded = quotient.add(quotient.detach().round().sub(quotient.detach()));
  if (!grid.asymmetric) return rounded.clamp(grid.lowest(), grid.highest()).mul(step);
  const at::Tensor zeros = zeros_of(grouped.detach(), full.detach().clamp_min(kLeast), grid).unsqueeze(-1);
  const at::Tensor lowest = zeros.neg().add(static_cast<double>(grid.lowest()));
  const at::Tensor highest = zeros.neg().add(static_cast<double>(grid.highest()));
  return rounded.clamp(lowest, highest).mul(step);
}

at::Tensor search_clipped_scales(const at::Tensor& weight, const at::Tensor& gram, const GroupGrid& grid,
                                 const ClipOptions& options) {
  if (grid.asymmetric) return search_asymmetric(weight, gram, grid, options);
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
