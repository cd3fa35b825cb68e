#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "calm/pareto.h"
#include "search/hessian_trace.h"

namespace calm {

/// Omega of HAWQ-V2 for each layer and method of the pool. Traces and rounding errors are kept in the session's folder
/// (analyses/hawq.json) and measured where they are missing.
std::vector<std::vector<double>> hawq_losses(const ParetoRequest& request, const SessionState& state,
                                             const std::vector<std::string>& pool, const ProgressSink& sink,
                                             RunControl& control);

}  // namespace calm
