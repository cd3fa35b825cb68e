#pragma once

#include <filesystem>
#include <memory>

#include "calm/evaluation.h"
#include "calm/proof.h"
#include "evaluation/window_scores.h"

namespace calm {

/// Throws Error(invalid_argument) where a window of the request shares 32 tokens in a row with `seen`, naming it.
void check_held_out(const Model& model, const PerplexityRequest& request, const TokenWindows& seen);

struct HeldOutRequest {
  std::shared_ptr<Model> model;
  std::filesystem::path session;
  PerplexityRequest text;
  ExecutionOptions execution;  // arithmetic unset: kernels
};
/// Both variants on the text, window by window; what the session holds of them is not measured again. Throws
/// Error(cancelled).
HeldOutGain held_out_gain(const HeldOutRequest& request, const Variant& before, const Variant& after,
                          const ProgressSink& sink, RunControl& control);

}  // namespace calm
