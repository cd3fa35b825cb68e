// OmniQuant (arXiv 2308.13137): learnable weight clipping, and with `let` a learnable equivalent transformation, by
// Adam on the layer-wise error in Gram space; rounding's slope is passed straight through.
#include <ATen/ops/cat.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "quantization/learned_grid.h"
#include "quantization/method.h"

namespace calm {
namespace {

constexpr double kWidest = 4;  // sigmoid(4) = 0.982: where the paper starts its clipping strengths

/// Kingma and Ba 2015, algorithm 1, with its default decays.
class Adam {
 public:
  explicit Adam(const at::Tensor& like) : mean_(at::zeros_like(like)), square_(at::zeros_like(like)) {}
  void step(at::Tensor& value, const at::Tensor& gradient, double rate) {
    ++steps_;
    mean_.mul_(kMean).add_(gradient, 1 - kMean);
    square_.mul_(kSquare).addcmul_(gradient, gradient, 1 - kSquare);
    const double correction = std::sqrt(1 - std::pow(kSquare, steps_));
    value.addcdiv_(mean_, square_.sqrt().div_(correction).add_(1e-12), -rate / (1 - std::pow(kMean, steps_)));
  }

 private:
  static constexpr double kMean = 0.9, kSquare = 0.999;
  at::Tensor mean_, square_;
  int steps_ = 0;
};

constexpr double kUnclipped = 30;  // sigmoid(30) is 1 in float32

/// Clipping strengths, in the sigmoid's argument, that stand for these ratios.
at::Tensor strengths(const at::Tensor& ratios) {
  return ratios.clamp(1e-3, 1 / (1 + std::exp(-kWidest))).logit();
}

/// tr(E G E^T), E = w - Q(w s) / s, differentiable in log s [d] and the strengths [rows, d / group].
at::Tensor transformed_loss(const at::Tensor& weight, const at::Tensor& gram, const GroupGrid& grid,
                            const at::Tensor& log_scale, const at::Tensor& strength) {
  const at::Tensor scale = log_scale.exp();
  const at::Tensor scaled = weight.mul(scale).view({weight.size(0), -1, grid.group});
  const at::Tensor rounded = round_straight_through(scaled, grid, strength.sigmoid());
  const at::Tensor error = weight.sub(rounded.view(weight.sizes()).div(scale));
  return at::matmul(error, gram).mul(error).sum();
}

class OmniQuant : public PtqMethod {
 public:
  MethodInfo info() const override {
    return {"omniquant",
            "OmniQuant",
            "Learns each group's clipping, and on request the scales of the norm folds, by gradient descent.",
            "steps",
            false,
            {{"steps", OptionInfo::Kind::integer, "200", 1, 10000, {}, "Gradient steps a site."},
             {"rate", OptionInfo::Kind::number, "0.01", 1e-6, 1, {}, "Adam's step for the clipping strengths."},
             {"start",
              OptionInfo::Kind::choice,
              "clip",
              0,
              0,
              {"absmax", "clip"},
              "Where the clipping begins: almost none (the paper), or where the clipping search ends."},
             {"let",
              OptionInfo::Kind::flag,
              "false",
              0,
              0,
              {},
              "Learn the scales of norm -> q,k,v, norm -> gate,up and up -> down first (equivalent transformation)."},
             {"let-rate", OptionInfo::Kind::number, "0.005", 1e-6, 1, {}, "Adam's step for these scales' logarithms."},
             {"let-steps", OptionInfo::Kind::integer, "100", 1, 10000, {}, "Gradient steps for these scales."}}};
  }

  StatisticsNeeds needs(const StageOptions&, const ModelConfig&) const override {
    StatisticsNeeds result;
    result.gram.fill(true);
    return result;
  }

  double flops(const StageOptions& options, const ModelConfig& config, const Scheme& scheme, int64_t) const override {
    constexpr double kPasses = 60;       // over the weights, a step, in FLOPs a weight
    constexpr double kTapePasses = 600;  // with what autograd records
    double flops = 0;
    for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in}) {
      const int64_t d = config.in_features(linears_of(site).front());
      if (effective_group(scheme, d) == 0) continue;
      const auto weights = static_cast<double>(site_rows(config, site) * d);
      flops += (options.integer("steps") + 1) * weights * (2 * static_cast<double>(d) + kPasses);
      if (options.flag("let") && site != InputSite::o_in)
        flops += options.integer("let-steps") * weights * (4 * static_cast<double>(d) + kTapePasses);
    }
    return flops;
  }

  bool folds_while_rounding() const override { return true; }
  void transform(WorkingLayer& layer, const StageOptions& options, const MethodContext& context) const override {
    if (!options.flag("let")) return;
    layer.notes.push_back("v -> o not learned: only the norms' folds and up -> down are");
    for (const InputSite site : {InputSite::attention_in, InputSite::ffn_in, InputSite::down_in}) {
      if (effective_group(context.scheme, context.config.in_features(linears_of(site).front())) == 0) continue;
      if (const std::optional<at::Tensor> scale = learn_scale(layer, site, options, context)) {
        layer.fold(site, *scale, context.config, context.scheme.storage);
      } else {
        layer.notes.push_back(std::string(linear_name(linears_of(site).front())) +
                              ": no learned scale was better, input left as it was");
      }
    }
  }

  Rounded round(const RoundingProblem& problem, const StageOptions& options, const MethodContext& context,
                std::vector<std::string>&) const override {
    const at::Tensor full = find_scales(problem.weight, problem.grid).cpu();
    LearnedGrid grid(problem.weight, problem.gram, problem.grid, full, find_zeros(problem.weight, problem.grid));
    grid.offsets = at::Tensor();
    grid.evaluate();  // what RTN gives is among the answers
    if (options.text("start") == "clip") {
      grid.ratios.copy_(search_clipped_scales(problem.weight, problem.gram, problem.grid, {}).cpu().div(full));
      grid.evaluate();
    }
    at::Tensor strength = strengths(options.text("start") == "clip" ? grid.ratios : at::ones_like(grid.ratios));
    Adam adam(strength);
    for (int step = 0; step < options.integer("steps"); ++step) {
      context.control.checkpoint();
      grid.ratios.copy_(strength.sigmoid());
      grid.evaluate();
      // d sigmoid(x) / dx = sigmoid(x) (1 - sigmoid(x))
      const at::Tensor gradient = grid.ratio_gradient().mul_(grid.ratios).mul_(grid.ratios.neg().add_(1));
      adam.step(strength, gradient, options.number("rate"));
    }
    grid.ratios.copy_(strength.sigmoid());
    grid.evaluate();
    const Rounded best = grid.best();
    const at::Device device = problem.weight.device();
    return {best.codes.to(device), best.scales.to(device), best.zeros.defined() ? best.zeros.to(device) : at::Tensor()};
  }

 private:
  /// Nothing where no step's loss was below the first one's, rounded and clipped alike, and below plain rounding's.
  static std::optional<at::Tensor> learn_scale(const WorkingLayer& layer, InputSite site, const StageOptions& options,
                                               const MethodContext& context) {
    const c10::InferenceMode recording(false);  // autograd needs tensors of its own: those that come in are copied
    std::vector<at::Tensor> parts;
    for (const LinearId id : linears_of(site)) parts.push_back(layer.weights.at(id).weight);
    const at::Tensor weight = at::cat(parts).clone();
    const at::Tensor gram = scaled_gram(context.statistics.gram(site), layer.input_scale[static_cast<size_t>(site)])
                                .to(at::kFloat, /*non_blocking=*/false, /*copy=*/true);
    const GroupGrid grid = weight_grid(context.scheme, weight.size(1));
    const at::Tensor ratios = options.text("start") == "clip"
                                  ? search_clipped_scales(weight, gram, grid, {}).div(find_scales(weight, grid))
                                  : at::zeros({weight.size(0), weight.size(1) / grid.group}, weight.options()).add_(1);
    at::Tensor log_scale = at::zeros({weight.size(1)}, weight.options());
    at::Tensor strength = strengths(ratios);
    Adam scale_adam(log_scale), strength_adam(strength);
    // At many bits the strengths' start clips more than it gains: a scale must beat what needs no clipping as well.
    double least = transformed_loss(weight, gram, grid, log_scale, at::full_like(strength, kUnclipped)).item<double>();
    std::optional<at::Tensor> best;
    const int steps = options.integer("let-steps");
    for (int step = 0; step <= steps; ++step) {
      context.control.checkpoint();
      log_scale.requires_grad_(true);
      strength.requires_grad_(true);
      const at::Tensor loss = transformed_loss(weight, gram, grid, log_scale, strength);
      const double value = loss.item<double>();
      if (value < least) {
        least = value;
        if (step > 0) best = log_scale.detach().exp();
      }
      if (step == steps) break;
      loss.backward();
      const at::Tensor scale_gradient = log_scale.grad().clone();
      const at::Tensor strength_gradient = strength.grad().clone();
      log_scale = log_scale.detach().clone();
      strength = strength.detach().clone();
      scale_adam.step(log_scale, scale_gradient, options.number("let-rate"));
      strength_adam.step(strength, strength_gradient, options.number("rate"));
    }
    return best;
  }
};

}  // namespace

std::unique_ptr<PtqMethod> make_omniquant() {
  return std::make_unique<OmniQuant>();
}

}  // namespace calm
