#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calm/search.h"

namespace calm {

/// A named choice of everything that decides a result but the model and the calibration text.
struct Recipe {
  std::string id;     // "paper": --recipe
  std::string title;  // "Paper"
  std::string summary;
  Transform transform;
  std::vector<std::string> pool;  // canonical specs
  Metric metric;
  Site site;
  int weight_bits, activation_bits;
  int tuning_epochs;  // of tune_plan() after the walk; 0: none
};
/// "paper": Algorithm 1 exactly; "best": what wins end to end.
const std::vector<Recipe>& recipes();
/// What a model starts with where nobody said anything: "best".
const Recipe& default_recipe();
/// Throws Error(invalid_argument) listing the ids.
const Recipe& parse_recipe(std::string_view id);
/// Sets what the recipe decides; everything else, overrides too, stays.
void apply_recipe(const Recipe& recipe, AnalysisOptions& analysis, Selection& selection);
/// The recipe that these are, or nullptr.
const Recipe* matching_recipe(const AnalysisOptions& analysis, const Selection& selection);

}  // namespace calm
