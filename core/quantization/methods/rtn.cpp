// Round to nearest on the grid of grouped.h; with `clip`, the ratio that a search in Gram space finds.
#include "quantization/method.h"

namespace calm {
namespace {

class Rtn : public PtqMethod {
 public:
  MethodInfo info() const override {
    return {"rtn", "RTN", "Rounds each weight to the nearest code of its group.", "", false, clip_option_infos()};
  }
  StatisticsNeeds needs(const StageOptions& options, const ModelConfig&) const override {
    StatisticsNeeds result;
    if (options.flag("clip")) result.gram.fill(true);
    return result;
  }
  double flops(const StageOptions& options, const ModelConfig& config, const Scheme& scheme, int64_t) const override {
    return clip_flops(options, config, scheme);
  }
  Rounded round(const RoundingProblem& problem, const StageOptions& options, const MethodContext&,
                std::vector<std::string>&) const override {
    const at::Tensor scales =
        options.flag("clip") ? search_clipped_scales(problem.weight, problem.gram, problem.grid, clip_options(options))
                             : find_scales(problem.weight, problem.grid);
    const at::Tensor zeros = find_zeros(problem.weight, problem.grid);
    return {quantize_codes(problem.weight, scales, problem.grid, zeros), scales, zeros};
  }
};

}  // namespace

std::unique_ptr<PtqMethod> make_rtn() {
  return std::make_unique<Rtn>();
}

}  // namespace calm
