#pragma once

#include "calm/analyses.h"
#include "cli/analyze.h"

namespace calm::cli {

/// What --with may name.
extern const std::vector<std::string> kAnalyses;
/// "distributions,restoration" as its parts. Throws UsageError.
std::vector<std::string> parse_analyses(const std::string& text);

/// What --with asks for, computed for the session as the search left it (and kept there): "analyses" of the JSON
/// document, and the text behind the analysis's own.
struct LayerAnalyses {
  Json document = Json::object();
  std::string text;
};
LayerAnalyses run_layer_analyses(const Context& context, const SearchOutcome& outcome);

}  // namespace calm::cli
