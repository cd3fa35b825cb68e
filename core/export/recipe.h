#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "calm/search.h"
#include "export/quantization_config.h"

namespace calm {

/// How an exported model came about: goes into calm_recipe.json and the model card.
struct RecipeInfo {
  std::string model_name, model_path, model_fingerprint, architecture;
  AnalysisOptions analysis;
  StorageType storage = StorageType::float32;  // what was stored at 16 bit; never automatic
  Selection selection;
  Plan plan;  // methods of all layers
  std::string context;
  std::string format;              // "compressed-tensors (pack-quantized)"
  std::vector<std::string> notes;  // "layer 3: down_proj: damping raised to 0.1"
};

/// The product's name and version: "CALM Workbench 0.1.0".
std::string product();

/// calm_recipe.json: schema "calm-recipe", version 1.
std::string recipe_to_json(const RecipeInfo& info, const StoredLinears& linears);
/// README.md: how it was made, and how to load it.
std::string model_card(const RecipeInfo& info, const StoredLinears& linears);

/// What users should know about a layout: "group 64 instead of 128: q_proj, ...", "layer 3 self_attn.q_proj stays 16
/// bit", "q, k and v of layer 5 differ: a serving runtime that fuses them refuses that".
std::vector<std::string> layout_notes(const StoredLinears& linears, const Scheme& scheme);

}  // namespace calm
