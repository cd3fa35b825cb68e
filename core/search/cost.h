#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "calm/scheme.h"
#include "calm/search.h"
#include "model/config.h"

namespace calm {

/// The work of a run and what it keeps beside streams and weights, from shapes alone.
struct SearchWork {
  double flops = 0;             // of all layers: float32 matrix products that take as long
  double statistics_bytes = 0;  // of one layer
  /// Candidates that are scored in the whole run; with parts of layers at most, for two orders may lead to one.
  double candidates = 0;
  double learning_flops = 0;  // of `flops`: a learned rotation, before the first layer
};
/// Calibration: `tokens` in all, `length` of them a sequence. integer_kernels: candidates run on the W4A8 kernels.
/// Counts the selection's pool, metric, granularity and beam; no scores are known yet.
SearchWork search_work(const ModelConfig& config, const AnalysisOptions& analysis, const Selection& selection,
                       int64_t tokens, double length, bool integer_kernels);

}  // namespace calm
