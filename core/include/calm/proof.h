#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calm/evaluation.h"
#include "calm/plan.h"

namespace calm {

struct SessionState;

/// Difference of two variants over the same windows, a - b, with its 95 % interval from a paired bootstrap: the windows
/// are drawn with replacement (10,000 times), each with both variants' values. The interval is the percentile interval,
/// expanded for few windows as a t interval would be (Hesterberg 2015, arXiv 1411.5279): plain percentiles are too
/// narrow there.
struct PairedComparison {
  double difference = 0, low = 0, high = 0;
  int windows = 0;
  enum class Outcome { first_lower, second_lower, undecided } outcome = Outcome::undecided;
};
/// Fewer windows tell nothing: the outcome is then undecided whatever they say.
inline constexpr int kFewestWindows = 5;
/// From windows and interval alone.
PairedComparison::Outcome outcome_of(const PairedComparison& comparison);

/// a, b: one value a window, lower is better (KL, NLL). weights: tokens of each window; empty: all alike. The seed is
/// fixed, so that a figure can be repeated. Throws Error(invalid_argument) where the windows do not pair.
PairedComparison paired_bootstrap(const std::vector<double>& a, const std::vector<double>& b,
                                  const std::vector<double>& weights = {}, uint64_t seed = 20251216);
/// "Hybrid is better than RTN everywhere by 0.012 nats of KL a token (95 % interval 0.008 to 0.016)", or "... cannot be
/// told apart from noise ...". quantity: "KL", "NLL".
std::string describe(const PairedComparison& comparison, const std::string& first, const std::string& second,
                     const std::string& quantity);

/// What a change of the model is worth on held-out text: tokens that no step of it saw.
struct HeldOutGain {
  std::string text;                    // "evaluation.txt, 16 windows of 1024 tokens"
  double kl_before = 0, kl_after = 0;  // mean nats a token to the original
  double ppl_before = 0, ppl_after = 0;
  PairedComparison kl;  // after - before: negative is a gain
};

/// What the hybrid is held against on text that nothing was calibrated on.
struct ProofRequest {
  std::shared_ptr<Model> model;
  std::filesystem::path session;  // holds a complete plan
  PerplexityRequest text;
  ExecutionOptions execution;
  bool uniform = true;                             // every member of the session's pool, everywhere
  std::vector<Metric> metrics;                     // the plans that these would choose, each by its own walk
  std::vector<uint64_t> random_seeds = {1, 2, 3};  // controls: a method of the pool drawn for every layer
};

struct ProofRow {
  BenchmarkResult result;                   // with perplexity and divergence
  bool hybrid = false;                      // the session's plan, tuned where it was
  std::optional<PairedComparison> kl, nll;  // hybrid - this one; unset for the hybrid and the original
};
struct Proof {
  std::vector<ProofRow> rows;  // by KL, lowest first; the original in front
  /// Canonical spec of the uniform plan with the lowest KL; empty where none was measured.
  std::string best_uniform;
  /// Whether the hybrid is better than it, worse, or not to be told apart.
  PairedComparison::Outcome outcome = PairedComparison::Outcome::undecided;
  std::string verdict;  // in words, one sentence a line
};

/// Measures what is missing in the session and assesses all of it. Events: those of run_benchmark. Throws
/// Error(cancelled); what was measured by then stays in the session.
Proof prove(const ProofRequest& request, const BenchmarkSink& sink, RunControl& control);
/// What a session's rows say about its plan, over the windows that they have in common; no rows where the plan was not
/// measured with its divergence. measure: BenchmarkResult::measure of the rows to take; empty: the text and windows on
/// which most plans were measured beside the session's, the latest of those. Pure.
Proof assess(const SessionState& state, const std::string& measure = {});

/// A plan with a method of the pool drawn for every layer, uniformly, by std::mt19937_64.
Plan random_plan(int layers, const std::string& context, const std::vector<std::string>& pool, uint64_t seed);

/// The plan that a metric chooses on a session's analysis and pool, by its own walk: scores above the first layer where
/// it differs from the session's are measured under its own choices, and kept in the session, whose plan stays.
Plan plan_by_metric(const std::shared_ptr<Model>& model, const std::filesystem::path& session, Metric metric,
                    const ExecutionOptions& execution, const ProgressSink& sink, RunControl& control);

}  // namespace calm
