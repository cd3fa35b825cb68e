#pragma once

#include <functional>
#include <string>
#include <vector>

#include "calm/calibration.h"
#include "calm/methods.h"
#include "calm/plan.h"
#include "calm/search.h"

namespace calm::ui {

/// A choice of everything at once, one click in the set-up.
struct RecipeChoice {
  std::string id, title, summary;
};

/// The lists that the set-up offers, as values: widgets never ask core themselves.
struct SetupCatalog {
  std::vector<calm::MethodInfo> methods;
  std::vector<calm::PoolPreset> poolPresets;
  std::vector<calm::CalibrationPreset> calibrationPresets;
  /// As calm::parse_method: throws calm::Error that says what is wrong with the spec.
  std::function<calm::MethodSpec(const std::string&)> parse;

  std::vector<RecipeChoice> recipes = {};
  /// Id of the recipe that these are; empty: none.
  std::function<std::string(const calm::AnalysisOptions&, const calm::Selection&)> matchingRecipe = {};

  static SetupCatalog fromCore();

  /// One spelling for equal specs; `spec` itself where it cannot be parsed.
  std::string canonical(const std::string& spec) const;
  /// For labels; `spec` itself where it cannot be parsed.
  std::string title(const std::string& spec) const;
};

}  // namespace calm::ui
