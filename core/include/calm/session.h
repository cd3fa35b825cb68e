#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calm/evaluation.h"
#include "calm/plan_size.h"
#include "calm/refinement.h"
#include "calm/search.h"
#include "calm/tuning.h"

namespace calm {

/// A plan kept under a name: what was asked for, and the methods that followed from it then.
struct NamedPlan {
  std::string name;  // as checked_plan_name() gives it
  Selection selection;
  Plan plan;
  std::string date;  // UTC, "2026-01-31T12:00:00Z"
};

/// What a session folder holds in session.json. Value type: the window edits a copy and saves it.
struct SessionState {
  std::string model_path;
  std::string model_fingerprint;
  std::string model_name;
  int layers = 0;
  ModelSize model_size;  // not known to sessions of earlier versions
  AnalysisOptions analysis;
  std::string context;  // analysis_context() of the last run; empty before the first
  std::string device = "auto";
  int threads = 0;
  std::vector<std::string>
      scored_pool;  // specs of the heatmap's rows: every method that was ever in the pool, first come first
  Selection selection;
  Plan plan;  // as last resolved
  std::vector<NamedPlan> named_plans;
  ScoreBook scores;
  std::vector<BenchmarkResult> benchmarks;
  std::vector<RefinementTrial> refinement;  // swaps that refine_plan() tried
  std::optional<RefinementGain> refinement_gain;
  std::vector<TuningRecord> tunings;  // one a plan
  std::string host;                   // CPU name, ISA and threads of the last run, to say when a resume runs elsewhere
};

/// $XDG_DATA_HOME/calm-workbench/sessions/<model>-<time>: not yet made.
std::filesystem::path new_session_folder(const std::string& model_name);

bool is_session(const std::filesystem::path& folder);
/// Throws Error(bad_format) for a damaged session.json, Error(unsupported) for one of a newer version.
SessionState load_session(const std::filesystem::path& folder);
/// Atomic: written beside, flushed, renamed.
void save_session(const std::filesystem::path& folder, const SessionState& state);
/// What a session holds beside its session.json (analyses, checkpoints, learned scales), copied into `to`, whose own
/// are removed. Throws Error(io).
void copy_session_parts(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace calm
