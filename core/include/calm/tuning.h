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

struct SearchRequest;
struct SessionState;

/// How scales and norms are learned. Epochs and rate are what served held-out text best on the default model
/// (resources/docs/proof.md).
struct TuningOptions {
  int epochs = 3;      // times that every calibration sequence is seen
  int batch = 2;       // sequences a step
  double rate = 1e-3;  // of Adam, in relative changes; rises over the first steps, then falls as a cosine to 0
  uint64_t seed = 0;   // of the sequences' order
  bool operator==(const TuningOptions&) const = default;
};

/// A plan that was tuned, as the session keeps it.
struct TuningRecord {
  std::string plan;  // prefix_key() of all its methods
  TuningOptions options;
  std::string date;              // UTC
  std::vector<double> epoch_kl;  // mean KL to the original over the calibration tokens while they were learned from
  int64_t tokens = 0;            // of the calibration
  int64_t parameters = 0;        // that were learned
  double seconds = 0;
  std::optional<HeldOutGain> gain;  // unset: not measured
  /// Whether the plan is run and exported with what was learned: not where it did worse on the held-out text.
  bool used() const { return !gain || gain->kl_after < gain->kl_before; }
};

/// "3 epochs over 16384 tokens; KL to the original 0.1146 -> 0.1037 on held-out text (wiki.test.raw, 12 windows of 2048
/// tokens)".
std::string describe(const TuningRecord& record);
/// What the session holds for a plan with these methods; nullptr where it was not tuned.
const TuningRecord* tuning_of(const SessionState& state, const std::vector<std::string>& methods);
/// BenchmarkResult::context of such a plan. Scales::chosen and Scales::tuned are one where there is no record in use.
std::string plan_context(const SessionState& state, const std::vector<std::string>& methods, Scales scales);

/// Learns a complete plan's scales and norms end to end, its codes fixed, on the calibration text (ScaleLearner says
/// how). Exports keep their format and their size: only values change.
struct TuningRequest {
  std::shared_ptr<Model> model;
  std::filesystem::path session;
  std::optional<Plan> plan;  // unset: the session's own
  TuningOptions options;
  ExecutionOptions execution;  // arithmetic is that of the gain; learning computes in float32
  /// On `held_out`, before and after. always: throws Error(invalid_argument) before anything is learned where that text
  /// shares tokens with the calibration; where_possible: warns, and leaves the gain out.
  enum class Gain { none, where_possible, always } gain = Gain::always;
  PerplexityRequest held_out;
};
/// What a search with Selection::tuning_epochs calls for once its plan is complete: the session's own plan, and the
/// gain on the bundled text where that is possible.
TuningRequest tuning_after(const SearchRequest& search);

struct TuningResult {
  TuningRecord record;
  std::vector<std::string> methods;  // of the plan
  EndStatus status = EndStatus::finished;
};
/// A plan that was tuned with these options before is not tuned again; a gain that is missing is measured.
/// What was learned is in the session when this returns, under the plan's methods: an override or another pool leaves
/// it unused until the plan has these methods again. A run that was stopped or killed goes on where it was, with the
/// result of one that was not. Deterministic for a seed, a host and a number of threads.
TuningResult tune_plan(const TuningRequest& request, const ProgressSink& sink, RunControl& control);

/// What tune_plan() will take, as for CostEstimate; without the gain.
struct TuningCost {
  double seconds = 0;
  uint64_t memory_bytes = 0;
};
TuningCost estimate_tuning(const Model& model, int64_t tokens, int64_t longest_sequence, const TuningOptions& options,
                           const std::string& device);

}  // namespace calm
