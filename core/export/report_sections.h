#pragma once

#include <vector>

#include "calm/report.h"

namespace calm {

/// Distributions, weight errors, restoration and similarity of the layers, as far as a session keeps them.
std::vector<ReportSection> analyses_sections(const SessionState& state, const SessionAnalyses& analyses);
/// The current plan with its sizes, and the kept ones.
ReportSection plan_section(const SessionState& state);
/// Proof on held-out text, and all benchmarks.
std::vector<ReportSection> benchmark_sections(const SessionState& state);

}  // namespace calm
