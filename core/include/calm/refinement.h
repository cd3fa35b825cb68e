#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calm/evaluation.h"
#include "calm/plan.h"
#include "calm/proof.h"

namespace calm {

/// One swap that was tried: the whole model with another method at one layer.
struct RefinementTrial {
  int layer = 0;
  std::string from, to;                // canonical specs
  std::string plan;                    // key of the plan before the swap: under another plan the swap is tried again
  double kl_before = 0, kl_after = 0;  // mean nats a token on the slice
  bool kept = false;
};

/// What refinement is worth.
struct RefinementGain : HeldOutGain {
  std::vector<std::string> before, after;  // the plans, a method a layer
};

/// Coordinate refinement of a session's complete plan, end to end: layers by their margin, smallest first, each with
/// the other methods of the pool. A swap is kept only if the KL of the final logits to the original falls on a slice of
/// the calibration text that scored no candidate. Every trial is the model as it would be exported: the layers above
/// the swap are quantized again on the stream that it gives them.
struct RefinementRequest {
  std::shared_ptr<Model> model;
  std::filesystem::path session;
  ExecutionOptions execution;  // arithmetic unset: kernels
  double minutes = 10;         // no trial begins after it
  int tokens = 4096;           // of the slice, in windows as long as the calibration's sequences
  int rounds = 10;             // how often a swap is tried at most, under different plans
  /// Text that the gain is measured on afterwards, beyond the minutes. Throws Error(invalid_argument) before anything
  /// is tried where it shares tokens with the calibration or the slice.
  bool measure_gain = true;
  PerplexityRequest held_out;
};
struct RefinementResult {
  Plan plan;
  std::vector<RefinementTrial> trials;  // all that the session holds for it
  double kl_before = 0, kl_after = 0;   // on the slice
  int windows = 0;
  int64_t tokens = 0;
  bool exhausted = false;  // nothing is left to try; false: time ran out, go on with another call
  /// Unset where no swap was kept since the plan was chosen, or where it was not asked for or not finished.
  std::optional<RefinementGain> gain;
  EndStatus status = EndStatus::finished;
};
/// The refined plan becomes the session's: its layers from the lowest swapped one up are put there as overrides. Trials
/// are saved as they finish, and what is tried next follows from the session alone: a run that was stopped or killed
/// and goes on ends with the plan of one that was not. Throws Error(invalid_argument) where the calibration text has
/// too few windows left, naming how many there are.
RefinementResult refine_plan(const RefinementRequest& request, const ProgressSink& sink, RunControl& control);

}  // namespace calm
