// Apart from setup_catalog.cpp so that tests of the widgets need no method of core.
#include "calm/recipes.h"
#include "ui/panels/setup_catalog.h"

namespace calm::ui {

SetupCatalog SetupCatalog::fromCore() {
  std::vector<RecipeChoice> recipes;
  for (const calm::Recipe& recipe : calm::recipes()) recipes.push_back({recipe.id, recipe.title, recipe.summary});
  return {calm::methods(),
          calm::pool_presets(),
          calm::calibration_presets(),
          [](const std::string& text) { return calm::parse_method(text); },
          std::move(recipes),
          [](const calm::AnalysisOptions& analysis, const calm::Selection& selection) {
            const calm::Recipe* recipe = calm::matching_recipe(analysis, selection);
            return recipe == nullptr ? std::string() : recipe->id;
          }};
}

}  // namespace calm::ui
