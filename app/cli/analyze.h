#pragma once

#include "calm/session.h"
#include "cli/output.h"
#include "cli/setup.h"

namespace calm::cli {

struct SearchOutcome {
  SearchSetup setup;
  CostEstimate estimate = {};
  SearchResult result;
  std::string context;                 // key that the scores are valid under
  std::optional<TuningRecord> tuning;  // of the plan, where the selection asks for it
};

/// Estimate, search, narration on stderr. With --estimate only the estimate. Throws Error(cancelled) when stopped.
SearchOutcome search(const Context& context);

Json analysis_json(const SearchOutcome& outcome);
std::string analysis_text(const SearchOutcome& outcome);  // heatmap and table of layers
std::string summary_text(const SearchOutcome& outcome);   // time and session
Json estimate_json(const SearchOutcome& outcome);
std::string estimate_text(const SearchOutcome& outcome);

/// What --variant names: original, plan, untuned, a named plan, or a method everywhere. Throws UsageError and Error.
Variant make_variant(const std::string& text, const SessionState& state);

/// The plan of a finished walk tuned as its selection asks for, with the gain on the bundled evaluation text where that
/// is held out. Throws Error(cancelled).
TuningRecord tune_after_search(const Context& context, const SearchRequest& request);
Json tuning_json(const TuningRecord& record);
std::string tuning_text(const TuningRecord& record);

/// Text on stdout, or JSON where --json or --json-events ask for it.
void report_result(const Context& context, const Json& document, const std::string& text);

}  // namespace calm::cli
