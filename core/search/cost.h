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
};
/// Calibration: `tokens` in all, `length` of them a sequence. integer_kernels: candidates run on the W4A8 kernels.
SearchWork search_work(const ModelConfig& config, const AnalysisOptions& analysis, const std::vector<std::string>& pool,
                       int64_t tokens, double length, bool integer_kernels);

}  // namespace calm
