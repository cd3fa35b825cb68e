// AutoRound (arXiv 2309.05516): rounding offsets and clipping ratios learned by sign gradient descent, here on the
// layer-wise error in Gram space, whose cost does not grow with the number of tokens.
#include <algorithm>
#include <limits>

#include "quantization/learned_grid.h"
#include "quantization/method.h"
#include "quantization/refine.h"

namespace calm {
namespace {

/// GPTQ's options where it makes the start.
const char* const kGptqStart = "gptq:act-order:clip:refine=4";

class AutoRound : public PtqMethod {
 public:
  MethodInfo info() const override {
    return {"autoround",
            "AutoRound",
            "Learns each weight's rounding and each group's clipping by sign gradient descent on the output error.",
            "steps",
            false,
            {{"steps", OptionInfo::Kind::integer, "200", 1, 10000, {}, "Gradient steps a site."},
             {"rate",
              OptionInfo::Kind::number,
              "0",
              0,
              1,
              {},
              "First step's size in codes, falling to nothing; 0: one over the number of steps."},
             {"start",
              OptionInfo::Kind::choice,
              "clip",
              0,
              0,
              {"absmax", "clip", "gptq"},
              "Where the descent begins: plain scales (the paper), those of the clipping search, or the codes of " +
                  std::string(kGptqStart) + "."},
             {"fixed-scales", OptionInfo::Kind::flag, "false", 0, 0, {}, "Learn the rounding only."},
             {"refine",
              OptionInfo::Kind::integer,
              "0",
              0,
              100,
              {},
              "Sweeps of coordinate descent over codes and scales afterwards (QuantEase)."}}};
  }

  StatisticsNeeds needs(const StageOptions&, const ModelConfig&) const override {
    StatisticsNeeds result;
    result.gram.fill(true);
    return result;
  }

  double flops(const StageOptions& options, const ModelConfig& config, const Scheme& scheme,
               int64_t tokens) const override {
    constexpr double kPasses = 60;  // over the weights, a step, in FLOPs a weight
    double flops = 0;
    for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in}) {
      const int64_t d = config.in_features(linears_of(site).front());
      if (effective_group(scheme, d) == 0) continue;
      const auto weights = static_cast<double>(site_rows(config, site) * d);
      flops += weights * ((options.integer("steps") + 1) * (2 * static_cast<double>(d) + kPasses) +
                          options.integer("refine") * 8 * static_cast<double>(d));
    }
    if (options.text("start") == "gptq") flops += flops_of(parse_method(kGptqStart), config, scheme, tokens);
    return flops;
  }

  Rounded round(const RoundingProblem& problem, const StageOptions& options, const MethodContext& context,
                std::vector<std::string>& notes) const override {
    const at::Device device = problem.weight.device();
    const at::Tensor full = find_scales(problem.weight, problem.grid);
    const std::string start = options.text("start");
    Rounded first{{}, {}, find_zeros(problem.weight, problem.grid)};
    if (start == "gptq") {
      const MethodSpec spec = parse_method(kGptqStart);
      const PtqMethod& gptq = method_by_id(spec.stages.front().id);
      first = gptq.round(problem, {gptq.info(), spec.stages.front()}, context, notes);
    }
    LearnedGrid grid(problem.weight, problem.gram, problem.grid, full, first.zeros);
    if (start == "clip") {
      grid.ratios.copy_(search_clipped_scales(problem.weight, problem.gram, problem.grid, {}).div(full));
    } else if (start == "gptq") {
      begin_at(grid, problem, full, first);
    }
    const int steps = options.integer("steps");
    const double rate = options.number("rate");
    sign_descent(grid, steps, rate > 0 ? rate : 1.0 / steps, !options.flag("fixed-scales"), context.control);
    Rounded best = grid.best();
    if (const int sweeps = options.integer("refine"); sweeps > 0) {
      at::Tensor gram = problem.gram.cpu().clone();
      gram.diagonal().clamp_min_(std::numeric_limits<float>::min());  // where nothing was ever active
      refine_codes(problem.weight.cpu(), gram, problem.grid, sweeps, context.control, best.codes, best.scales,
                   best.zeros);
    }
    return {best.codes.to(device), best.scales.to(device), best.zeros.defined() ? best.zeros.to(device) : at::Tensor()};
  }

 private:
  /// The smallest offsets that give these codes, with room to leave them.
  static void begin_at(LearnedGrid& grid, const RoundingProblem& problem, const at::Tensor& full,
                       const Rounded& rounded) {
    constexpr double kMargin = 0.25;
    grid.ratios.copy_(rounded.scales.div(full));
    const at::Tensor wide = rounded.scales.repeat_interleave(problem.grid.group, 1);
    at::Tensor needed = rounded.codes.to(at::kFloat).sub_(problem.weight.div(wide));
    if (rounded.zeros.defined()) needed.sub_(rounded.zeros.repeat_interleave(problem.grid.group, 1));
    grid.offsets.copy_(needed.sub(needed.clamp(-0.5 + kMargin, 0.5 - kMargin)));
    grid.offer(rounded);
  }
};

}  // namespace

std::unique_ptr<PtqMethod> make_autoround() {
  return std::make_unique<AutoRound>();
}

}  // namespace calm
