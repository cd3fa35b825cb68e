#pragma once

#include "calm/evaluation.h"
#include "calm/export.h"
#include "calm/hub.h"
#include "calm/methods.h"
#include "calm/model.h"
#include "calm/search.h"
#include "calm/session.h"
#include "cli/output.h"

namespace calm::cli {

/// core's values as the JSON documents that --json writes.
Json to_json(const ModelInfo& info);
Json to_json(const CostEstimate& estimate);
Json to_json(const PerplexityResult& result);
Json to_json(const DivergenceResult& result);
Json to_json(const LatencyResult& result);
Json to_json(const BenchmarkResult& result);
Json to_json(const ExportReport& report);
Json to_json(const HubListing& listing);
Json to_json(const MethodInfo& method);
Json to_json(const AnalysisOptions& options);
Json to_json(const CandidateScore& score);
/// "seconds" and the like: null where the number is not finite.
Json number(double value);

/// Without the outcome's name, but with whether it is beyond the noise.
Json to_json(const HeldOutGain& gain);
std::string gain_text(const HeldOutGain& gain, const std::string& now, const std::string& before);

}  // namespace calm::cli
