// SmoothQuant (arXiv 2211.10438, eq. 4; smooth.py): s = max|X|^alpha / max|W|^(1 - alpha), folded norm -> q,k,v and
// norm -> gate,up.
#include <ATen/ops/maximum.h>

#include "quantization/method.h"

namespace calm {
namespace {

class SmoothQuant : public PtqMethod {
 public:
  MethodInfo info() const override {
    return {"smoothquant",
            "SmoothQuant",
            "Moves the activations' outliers into the weights, by the exponent alpha.",
            "alpha",
            true,
            {{"alpha",
              OptionInfo::Kind::number,
              "0.5",
              0,
              1,
              {},
              "How much of the difficulty moves from activations to weights."}}};
  }
  StatisticsNeeds needs(const StageOptions&, const ModelConfig&) const override {
    StatisticsNeeds result;
    result.channels[static_cast<size_t>(InputSite::attention_in)] = true;
    result.channels[static_cast<size_t>(InputSite::ffn_in)] = true;
    return result;
  }
  void transform(WorkingLayer& layer, const StageOptions& options, const MethodContext& context) const override {
    constexpr double kSmallest = 1e-5;
    const double alpha = options.number("alpha");
    for (const InputSite site : {InputSite::attention_in, InputSite::ffn_in}) {
      at::Tensor weight_max;
      for (const LinearId id : linears_of(site)) {
        const at::Tensor maximum = layer.weights.at(id).weight.abs().amax(0);
        weight_max = weight_max.defined() ? at::maximum(weight_max, maximum) : maximum;
      }
      at::Tensor input_max = context.statistics.abs_max(site);
      const at::Tensor& moved = layer.input_scale[static_cast<size_t>(site)];
      if (moved.defined()) input_max = input_max.div(moved);
      const at::Tensor scale =
          input_max.pow(alpha).div(weight_max.clamp_min(kSmallest).pow(1 - alpha)).clamp_min(kSmallest);
      layer.fold(site, scale, context.config, context.scheme.storage);
    }
  }
};

}  // namespace

std::unique_ptr<PtqMethod> make_smoothquant() {
  return std::make_unique<SmoothQuant>();
}

}  // namespace calm
