// HeRo-Q (arXiv 2601.21626): the Hessian is conditioned before rounding, by a rotation and a compression of its large
// directions that are merged into the weights. Known here from its abstract, so this is a reading of it: the
// compression is diagonal, s_j = H_jj^(alpha / 2), folded like AWQ's scales, with the exponent that gives the least
// output error; the rotation is the model's transform (quarot, spinquant), without which the compression stands alone.
#include <ATen/ops/cat.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/mv.h>
#include <ATen/ops/ones.h>

#include <algorithm>
#include <cstdio>
#include <limits>

#include "quantization/method.h"

namespace calm {
namespace {

constexpr int kPoints = 10;  // exponents in [0, 1) that are tried

/// The largest eigenvalue over the mean one, by power iteration from the vector of ones: 1 is perfectly conditioned.
double peak_of(const at::Tensor& hessian) {
  constexpr int kIterations = 30;
  at::Tensor vector = at::ones({hessian.size(0)}, hessian.options());
  double value = 0;
  for (int i = 0; i < kIterations; ++i) {
    vector = at::mv(hessian, vector);
    value = vector.norm().item<double>();
    if (!(value > 0)) return 1;
    vector.div_(value);
  }
  return value / hessian.diagonal().mean().item<double>();
}

class HeroQ : public PtqMethod {
 public:
  MethodInfo info() const override {
    return {
        "heroq",
        "HeRo-Q",
        "Conditions the Hessian before rounding: compresses its large input channels, merged into the norms.",
        "",
        true,
        {{"alpha",
          OptionInfo::Kind::number,
          "0",
          0,
          1,
          {},
          "Strength of the compression, 1 makes the Hessian's diagonal even; 0: the best of ten by output error."}}};
  }

  StatisticsNeeds needs(const StageOptions&, const ModelConfig& config) const override {
    StatisticsNeeds result;
    result.gram.fill(true);
    result.gram[static_cast<size_t>(InputSite::o_in)] = folds_v_to_o(config);
    return result;
  }

  double flops(const StageOptions& options, const ModelConfig& config, const Scheme& scheme, int64_t) const override {
    constexpr double kRoundingCost = 90;  // of one weight, scaled, rounded and compared
    if (options.number("alpha") > 0) return 0;
    double flops = 0;
    for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in}) {
      const int64_t d = config.in_features(linears_of(site).front());
      if (effective_group(scheme, d) == 0 || (site == InputSite::o_in && !folds_v_to_o(config))) continue;
      flops +=
          kPoints * static_cast<double>(site_rows(config, site) * d) * (2 * static_cast<double>(d) + kRoundingCost);
    }
    return flops;
  }

  void transform(WorkingLayer& layer, const StageOptions& options, const MethodContext& context) const override {
    condition(layer, InputSite::attention_in, options, context);
    if (folds_v_to_o(context.config)) {
      condition(layer, InputSite::o_in, options, context);
    } else {
      layer.notes.push_back("v -> o not folded: grouped-query attention");
    }
    condition(layer, InputSite::ffn_in, options, context);
    condition(layer, InputSite::down_in, options, context);
  }

 private:
  static bool folds_v_to_o(const ModelConfig& config) {
    return config.num_attention_heads == config.num_key_value_heads;
  }

  static void condition(WorkingLayer& layer, InputSite site, const StageOptions& options,
                        const MethodContext& context) {
    const int64_t width = context.config.in_features(linears_of(site).front());
    if (effective_group(context.scheme, width) == 0) return;  // these linears stay 16 bit: nothing to gain
    const GroupGrid grid = weight_grid(context.scheme, width);
    std::vector<at::Tensor> parts;
    for (const LinearId id : linears_of(site)) parts.push_back(layer.weights.at(id).weight);
    const at::Tensor weight = parts.size() == 1 ? parts.front() : at::cat(parts);
    const at::Tensor hessian = scaled_gram(context.statistics.gram(site), layer.input_scale[static_cast<size_t>(site)]);
    const at::Tensor diagonal = hessian.diagonal();
    // A channel that was never active keeps a scale like the others'.
    const at::Tensor power = diagonal.clamp_min(diagonal.mean().mul(1e-8).clamp_min(1e-30)).log();
    const at::Tensor level = power.sub(power.mean());
    const auto scale_at = [&](double alpha) { return level.mul(alpha / 2).exp().to(at::kFloat); };

    double alpha = options.number("alpha");
    if (alpha == 0) {
      const at::Tensor gram = hessian.to(at::kFloat);
      double least = std::numeric_limits<double>::infinity();
      for (int point = 0; point < kPoints; ++point) {
        context.control.checkpoint();
        const at::Tensor scale = scale_at(static_cast<double>(point) / kPoints);
        const at::Tensor error = round_trip(weight.mul(scale), grid).div_(scale).sub_(weight);
        const double loss = at::mm(error, gram).mul_(error).sum(at::kDouble).item<double>();
        if (loss < least) {
          least = loss;
          alpha = static_cast<double>(point) / kPoints;
        }
      }
    }
    const at::Tensor scale = scale_at(alpha);
    char note[160];
    std::snprintf(note, sizeof note, "%s: Hessian's largest eigenvalue over the mean %.1f, %.1f at alpha %.2f",
                  linear_name(linears_of(site).front()), peak_of(hessian), peak_of(scaled_gram(hessian, scale)), alpha);
    layer.notes.push_back(note);
    if (alpha > 0) layer.fold(site, scale, context.config, context.scheme.storage);
  }
};

}  // namespace

std::unique_ptr<PtqMethod> make_heroq() {
  return std::make_unique<HeroQ>();
}

}  // namespace calm
