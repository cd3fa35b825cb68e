#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "calm/calibration.h"
#include "calm/events.h"
#include "calm/methods.h"
#include "calm/model.h"
#include "calm/plan.h"
#include "calm/run_control.h"
#include "calm/scheme.h"
#include "calm/transform.h"

namespace calm {

/// What scores depend on besides the choices below a layer.
struct AnalysisOptions {
  CalibrationOptions calibration;
  Scheme scheme;
  Site site = Site::ffn_output;
  Arithmetic arithmetic = Arithmetic::kernels;  // that scores are measured in
  Transform transform;
  bool operator==(const AnalysisOptions&) const = default;
};

/// Tokens of the calibration that Metric::kl runs through the layers above a candidate: whole sequences, from the
/// first.
inline constexpr int64_t kKlTokens = 1024;

struct SearchRequest {
  std::shared_ptr<Model> model;
  AnalysisOptions analysis;
  Selection selection;
  std::string device = "auto";    // auto, cpu, cuda:N
  int threads = 0;                // 0: all cores
  std::filesystem::path session;  // folder; made where it is missing, resumed where it holds the same analysis
  /// Layers below keep the plan's methods without being scored again; -1: the first layer whose scores are not current.
  int from_layer = -1;
  /// The session keeps its own selection and plan; scores and quantized layers are added to it. For walks that only ask
  /// what another metric or pool would choose.
  bool side_walk = false;
  /// Bytes that stream checkpoints may take on disk, beside the one needed to resume.
  uint64_t checkpoint_budget = uint64_t{2} << 30;
};

struct SearchResult {
  Plan plan;
  std::vector<std::vector<CandidateScore>>
      scores;  // [layer][pool index], current for `plan`; NaN values where not scored
  EndStatus status = EndStatus::finished;
  double seconds = 0, cpu_seconds = 0;
};

/// Algorithm 1 of CALM (arXiv 2512.16282): walks the layers with a full-precision and a quantized stream, scores every
/// method of the pool at each layer, keeps the best. Emits events; errors become the ended event and are then thrown as
/// calm::Error, a cancelled run returns with status cancelled. What was decided is on disk after every layer.
SearchResult run_search(const SearchRequest& request, const EventSink& sink, RunControl& control);

/// What a run will take on this machine, from the model's shapes and a short measurement of this host's speed.
struct CostEstimate {
  double seconds;
  uint64_t memory_bytes;  // peak resident
  uint64_t disk_bytes;    // in the session's folder
  uint64_t memory_available;
  uint64_t disk_available;
  std::vector<std::string>
      warnings;  // "tokens < 4 x width: CKA is inflated", "576 inputs: group 64", memory or disk too small
};
CostEstimate estimate_search(const SearchRequest& request);

/// Identifies model, calibration ids, scheme and site: scores of different contexts are never mixed.
std::string analysis_context(const Model& model, const TokenSequences& tokens, const AnalysisOptions& options);

}  // namespace calm
