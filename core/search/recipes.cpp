#include "calm/recipes.h"

#include "calm/error.h"
#include "calm/methods.h"

namespace calm {
namespace {

std::vector<std::string> canonical(const std::vector<std::string>& specs) {
  std::vector<std::string> result;
  for (const std::string& spec : specs) result.push_back(parse_method(spec).canonical());
  return result;
}

std::vector<std::string> preset_pool(std::string_view name) {
  std::vector<std::string> result;
  for (const MethodSpec& spec : parse_pool(name)) result.push_back(spec.canonical());
  return result;
}

}  // namespace

const std::vector<Recipe>& recipes() {
  static const std::vector<Recipe> all = {
      {"paper", "Paper", "Algorithm 1 of CALM exactly: GPTQ, AWQ and SmoothQuant, chosen by linear CKA.", Transform{},
       preset_pool("calm"), Metric::cka, Site::ffn_output, 4, 8, /*tuning_epochs=*/0},
      {"best", "Best",
       "What gives the best model end to end: a rotated model, strong candidates, chosen by the error "
       "that the layers above receive, then scales and norms learned from the original's answers.",
       parse_transform("quarot"), canonical({"gptq:act-order:clip:refine=4", "awq+gptq:act-order:clip:refine=4"}),
       Metric::sqnr_after, Site::ffn_output, 4, 8, /*tuning_epochs=*/3},
  };
  return all;
}

const Recipe& default_recipe() {
  return parse_recipe("best");
}

const Recipe& parse_recipe(std::string_view id) {
  std::string known;
  for (const Recipe& recipe : recipes()) {
    if (id == recipe.id) return recipe;
    known += (known.empty() ? "" : ", ") + recipe.id;
  }
  throw Error(ErrorCode::invalid_argument, "Recipe '" + std::string(id) + "' is unknown: choose one of " + known + ".");
}

void apply_recipe(const Recipe& recipe, AnalysisOptions& analysis, Selection& selection) {
  analysis.transform = recipe.transform;
  analysis.site = recipe.site;
  analysis.scheme.weight_bits = recipe.weight_bits;
  analysis.scheme.activation_bits = recipe.activation_bits;
  selection.pool = recipe.pool;
  selection.metric = recipe.metric;
  selection.tuning_epochs = recipe.tuning_epochs;
}

const Recipe* matching_recipe(const AnalysisOptions& analysis, const Selection& selection) {
  for (const Recipe& recipe : recipes()) {
    AnalysisOptions its_analysis = analysis;
    Selection its_selection = selection;
    apply_recipe(recipe, its_analysis, its_selection);
    if (its_analysis == analysis && its_selection == selection) return &recipe;
  }
  return nullptr;
}

}  // namespace calm
