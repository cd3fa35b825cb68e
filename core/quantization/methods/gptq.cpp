// GPTQ (arXiv 2210.17323, algorithm 1; gptq.py): columns in turn, each one's rounding error spread over the columns not
// yet rounded by the upper Cholesky factor of the inverse Hessian.
#include <ATen/ops/arange.h>
#include <ATen/ops/cholesky_solve.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/linalg_cholesky_ex.h>
#include <ATen/ops/mm.h>

#include <algorithm>
#include <limits>

#include "calm/error.h"
#include "calm/kernels/gptq_update.h"
#include "model/parallel.h"
#include "quantization/inverse_factor.h"
#include "quantization/method.h"
#include "quantization/refine.h"
#include "quantization/zero_point_gptq.h"

namespace calm {
namespace {

std::string site_label(const RoundingProblem& problem) {
  std::string label;
  for (const LinearId id : problem.linears) {
    const std::string name = linear_name(id);
    label += (label.empty() ? "" : ", ") + name.substr(name.find('.') + 1);
  }
  return label;
}

bool moves(InputSite site) {
  return site == InputSite::attention_in || site == InputSite::ffn_in;
}

/// Weights that come closest, on this stream's inputs X, to what the original ones compute on the full-precision
/// stream's R (GPTAQ, arXiv 2504.02692: its asymmetric objective ||W_q X - W R||, solved for real-valued weights before
/// any are rounded):  W + strength * W (R^T X - X^T X) (X^T X + damping)^-1.
/// Only linears behind a norm, whose input's error came through the residual stream. What o and down read is made by
/// linears that were moved already, which the statistics, taken with the layer's original weights, do not know: moving
/// these too would undo the same error twice, and over thirty layers that ruins a model.
at::Tensor move_target(const RoundingProblem& problem, const StageOptions& options, std::vector<std::string>& notes) {
  const double strength = options.number("asymmetric");
  if (strength <= 0 || !moves(problem.site)) return problem.weight;
  at::Tensor damped = problem.gram.clone();
  damped.diagonal().add_(damped.diagonal().mean().mul(options.number("percdamp")));
  const auto [lower, failed] = at::linalg_cholesky_ex(damped);
  if (failed.item<int>() != 0) {
    notes.push_back(site_label(problem) + ": not moved (asymmetric): the Hessian could not be factored");
    return problem.weight;
  }
  const at::Tensor missing = at::mm(problem.weight.to(at::kDouble), problem.cross.sub(problem.gram));
  const at::Tensor shift = at::cholesky_solve(missing.t(), lower).t();
  return problem.weight.add(shift.mul(strength).to(at::kFloat));
}

class Gptq : public PtqMethod {
 public:
  MethodInfo info() const override {
    MethodInfo result{"gptq",
                      "GPTQ",
                      "Rounds column by column and corrects the columns to come, by the inverse Hessian.",
                      "",
                      false,
                      {{"percdamp",
                        OptionInfo::Kind::number,
                        "0.01",
                        0,
                        10,
                        {},
                        "Damping, as a share of the Hessian's mean diagonal."},
                       {"block",
                        OptionInfo::Kind::integer,
                        "128",
                        1,
                        4096,
                        {},
                        "Columns updated together; changes speed, not results."},
                       {"act-order",
                        OptionInfo::Kind::flag,
                        "false",
                        0,
                        0,
                        {},
                        "Columns by falling Hessian diagonal; implies static-groups."},
                       {"static-groups",
                        OptionInfo::Kind::flag,
                        "false",
                        0,
                        0,
                        {},
                        "Scales found on the original weights, not on the updated ones."},
                       {"asymmetric",
                        OptionInfo::Kind::number,
                        "0",
                        0,
                        1,
                        {},
                        "How far weights are moved to undo the error that the layers below left in the input (GPTAQ)."},
                       {"refine",
                        OptionInfo::Kind::integer,
                        "0",
                        0,
                        100,
                        {},
                        "Sweeps of coordinate descent over codes and scales afterwards (QuantEase)."}}};
    for (OptionInfo& option : clip_option_infos()) result.options.push_back(std::move(option));
    return result;
  }

  StatisticsNeeds needs(const StageOptions& options, const ModelConfig&) const override {
    StatisticsNeeds result;
    result.gram.fill(true);
    for (size_t site = 0; site < kInputSites; ++site)
      result.cross[site] = options.number("asymmetric") > 0 && moves(static_cast<InputSite>(site));
    return result;
  }

  double flops(const StageOptions& options, const ModelConfig& config, const Scheme& scheme, int64_t) const override {
    double flops = clip_flops(options, config, scheme);
    for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in}) {
      const int64_t d = config.in_features(linears_of(site).front());
      if (effective_group(scheme, d) == 0) continue;
      // Two factorizations and an inverse; each column's error goes to those behind it.
      const double product = 2.0 * static_cast<double>(site_rows(config, site) * d) * static_cast<double>(d);
      flops += factor_flops(d, 2) + product / 2;
      flops += 4 * product * options.integer("refine");  // a sweep measures twice, descends and refits
      if (options.number("asymmetric") > 0 && moves(site)) flops += factor_flops(d, 1) + 4 * product;  // in float64
    }
    return flops;
  }

  Rounded round(const RoundingProblem& problem, const StageOptions& options, const MethodContext& context,
                std::vector<std::string>& notes) const override {
    const GroupGrid& grid = problem.grid;
    const int64_t rows = problem.weight.size(0);
    const int64_t width = problem.weight.size(1);
    const bool act_order = options.flag("act-order");
    // One group over all columns begins on the original weights: its scale is static whatever the options say.
    const bool fixed_scales = act_order || options.flag("static-groups") || grid.group == width;
    const bool clip = options.flag("clip");

    at::Tensor hessian = problem.gram.clone();
    const at::Tensor wanted = move_target(problem, options, notes);
    at::Tensor weight = wanted.clone();
    const at::Tensor dead = hessian.diagonal().eq(0);
    hessian.diagonal().masked_fill_(dead, 1.0);
    weight.masked_fill_(dead.unsqueeze(0), 0.0);

    at::Tensor scales = at::empty({rows, width / grid.group}, weight.options());
    at::Tensor zeros;
    if (grid.asymmetric) zeros = fixed_scales ? find_zeros(weight, grid).cpu() : at::empty(scales.sizes(), at::kChar);
    if (fixed_scales) {
      scales =
          clip ? search_clipped_scales(weight, problem.gram, grid, clip_options(options)) : find_scales(weight, grid);
    }
    at::Tensor order;
    at::Tensor column_group = at::arange(width, at::TensorOptions().dtype(at::kInt)).floor_divide(grid.group);
    if (act_order) {
      order = hessian.diagonal().argsort(/*stable=*/true, /*dim=*/0, /*descending=*/true);
      hessian = hessian.index_select(0, order).index_select(1, order);
      weight = weight.index_select(1, order).contiguous();
      column_group = column_group.index_select(0, order.cpu()).contiguous();
    }
    const at::Tensor factor = inverse_factor(hessian, options.number("percdamp"), site_label(problem), notes).cpu();
    // The sequential part runs on the CPU; rows are independent.
    weight = weight.cpu();
    scales = scales.cpu();
    at::Tensor codes = at::empty({rows, width}, at::TensorOptions().dtype(at::kChar));

    // A group's scale is found when its first column is reached, on weights that carry every correction so far: blocks
    // and groups must then end together. With a clipping search that needs the whole group, a block is one group.
    int64_t block = std::min<int64_t>(options.integer("block"), width);
    if (!fixed_scales) block = clip ? grid.group : std::max<int64_t>(grid.group, block / grid.group * grid.group);
    at::Tensor errors = at::empty({rows, block}, weight.options());
    for (int64_t first = 0; first < width; first += block) {
      context.control.checkpoint();
      const int64_t columns = std::min(block, width - first);
      if (!fixed_scales && clip) {
        const at::Tensor diagonal = problem.gram.narrow(0, first, columns).narrow(1, first, columns).cpu();
        const at::Tensor own = weight.narrow(1, first, columns).contiguous();
        scales.narrow(1, first / grid.group, 1)
            .copy_(search_clipped_scales(own, diagonal.contiguous(), grid, clip_options(options)));
        if (grid.asymmetric) zeros.narrow(1, first / grid.group, 1).copy_(find_zeros(own, grid));
      }
      kernels::GptqBlock task;
      task.w = weight.mutable_data_ptr<float>() + first;
      task.rows = rows;
      task.row_stride = width;
      task.columns = columns;
      task.hinv = factor.const_data_ptr<float>() + first * width + first;
      task.hinv_stride = width;
      task.scales = scales.const_data_ptr<float>();
      task.scale_stride = scales.size(1);
      task.column_group = column_group.const_data_ptr<int32_t>() + first;
      task.bits = grid.bits;
      task.codes = codes.mutable_data_ptr<int8_t>() + first;
      task.code_stride = width;
      task.errors = errors.mutable_data_ptr<float>();
      if (grid.asymmetric) {
        const bool find = !fixed_scales && !clip;
        gptq_round_with_zeros(task, grid, find ? scales.mutable_data_ptr<float>() : nullptr,
                              zeros.mutable_data_ptr<int8_t>());
      } else if (fixed_scales || clip) {
        kernels::gptq_quantize_block(task, parallel_for);
      } else {
        kernels::gptq_quantize_block(task, {scales.mutable_data_ptr<float>(), grid.group, scale_type(grid.storage)},
                                     parallel_for);
      }
      const int64_t rest = width - first - columns;
      if (rest > 0) {
        const at::Tensor spread = errors.view({-1}).narrow(0, 0, rows * columns).view({rows, columns});
        at::Tensor tail = weight.narrow(1, first + columns, rest);
        tail.addmm_(spread, factor.narrow(0, first, columns).narrow(1, first + columns, rest), 1, -1);
      }
    }
    if (act_order) {
      at::Tensor restored = at::empty_like(codes);
      restored.index_copy_(1, order.cpu(), codes);
      codes = restored;
    }
    if (const int sweeps = options.integer("refine"); sweeps > 0) {
      at::Tensor damped = problem.gram.cpu().clone();
      damped.diagonal().add_(options.number("percdamp") * damped.diagonal().mean().item<double>());
      damped.diagonal().clamp_min_(std::numeric_limits<float>::min());  // where nothing was ever active
      refine_codes(wanted.cpu(), damped, grid, sweeps, context.control, codes, scales, zeros);
    }
    const at::Device device = problem.weight.device();
    return {codes.to(device), scales.to(device), zeros.defined() ? zeros.to(device) : at::Tensor()};
  }
};

}  // namespace

std::unique_ptr<PtqMethod> make_gptq() {
  return std::make_unique<Gptq>();
}

}  // namespace calm
