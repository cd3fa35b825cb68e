#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <utility>

#include "calibration/token_windows.h"
#include "calm/error.h"
#include "calm/evaluation.h"
#include "calm/log.h"
#include "calm/session.h"
#include "evaluation/window_scores.h"
#include "search/artifacts.h"
#include "search/layer_walk.h"
#include "search/learned_rotation.h"
#include "search/progress_meter.h"
#include "search/tuned_scales.h"
#include "session/utc_now.h"

namespace calm {
namespace {

std::string describe_text(const PerplexityRequest& request, const PerplexityResult& result) {
  const std::string name =
      request.text.source == TextSource::bundled ? "bundled evaluation text" : request.text.file.filename().string();
  return name + ", " + std::to_string(result.window_nll.size()) + " windows of " +
         (request.text.source == TextSource::tokens ? "the token file" : std::to_string(request.window) + " tokens");
}

/// What the row already knows of these windows.
std::vector<WindowScore> known_windows(const BenchmarkResult& row, bool divergence, const TokenWindows& windows) {
  std::vector<WindowScore> scores;
  if (!row.has_perplexity || (divergence && !row.has_kl)) return scores;
  size_t count = std::min(windows.size(), row.perplexity.window_nll.size());
  if (divergence) count = std::min({count, row.divergence.window_kl.size(), row.divergence.window_top1.size()});
  for (size_t i = 0; i < count; ++i) {
    WindowScore score;
    score.nll = row.perplexity.window_nll[i];
    if (divergence) {
      score.kl = row.divergence.window_kl[i];
      score.top1 = row.divergence.window_top1[i];
    }
    score.tokens = static_cast<int64_t>(windows[i].size()) - 1;
    scores.push_back(score);
  }
  return scores;
}

bool same_windows(const BenchmarkResult& a, const BenchmarkResult& b) {
  return !a.measure.empty() && a.measure == b.measure && a.context == b.context;
}

/// "Hybrid" goes on as "Hybrid = Plan by SQNR", and the other way round.
bool same_name(const std::string& a, const std::string& b) {
  return a == b || a.starts_with(b + " = ") || b.starts_with(a + " = ");
}

/// The row that a new one of the same variant on the same windows continues; nullptr where there is none. Plans of
/// several names may be one and the same, and have a row each.
BenchmarkResult* find_row(SessionState& state, const BenchmarkResult& row) {
  const auto found = std::find_if(state.benchmarks.rbegin(), state.benchmarks.rend(), [&](const BenchmarkResult& r) {
    return same_windows(r, row) && r.kind == row.kind && same_name(r.name, row.name);
  });
  return found == state.benchmarks.rend() ? nullptr : &*found;
}

/// The session's analysis, made current for this model; the session is created where there is none.
struct SessionAnalysis {
  SessionState state;
  TokenSequences tokens;
};

SessionAnalysis open_analysis(const Model& model, const std::filesystem::path& session) {
  if (!is_session(session))
    throw Error(ErrorCode::not_found, session.string() + ": no session here; analyse the model first");
  SessionAnalysis result;
  result.state = load_session(session);
  if (result.state.model_fingerprint != model.info().fingerprint) {
    throw Error(ErrorCode::invalid_argument,
                session.string() + ": the session belongs to another model (" + result.state.model_path + ")");
  }
  result.tokens = load_calibration(model, result.state.analysis.calibration);
  return result;
}

/// A method everywhere is what the method makes of it.
Scales scales_of(const Variant& variant) {
  return variant.kind == Variant::Kind::uniform ? Scales::chosen : variant.scales;
}

/// One call of run_benchmark.
class Benchmark {
 public:
  Benchmark(const BenchmarkRequest& request, const BenchmarkSink& sink, RunControl& control)
      : request_(request), sink_(sink), control_(control), results_(request.variants.size()) {
    // One bar for all: quantizing and windows of each variant, and the latency of all together, count alike.
    stages_ = request.variants.size() * (windows() ? 2 : 1) + (timing() ? 1 : 0);
  }

  std::vector<BenchmarkResult> run() {
    BenchmarkStarted started;
    for (const Variant& variant : request_.variants) started.names.push_back(variant.name);
    sink_(started);
    BenchmarkEnded ended{EndStatus::finished, ""};
    std::exception_ptr failure;
    try {
      measure();
    } catch (const Error& e) {
      ended = e.code() == ErrorCode::cancelled ? BenchmarkEnded{EndStatus::cancelled, ""}
                                               : BenchmarkEnded{EndStatus::failed, e.what()};
      failure = std::current_exception();
    } catch (const std::exception& e) {
      ended = {EndStatus::failed, e.what()};
      failure = std::make_exception_ptr(Error(ErrorCode::numeric, e.what()));
    }
    if (failure) keep_what_is_done();
    sink_(ended);
    if (failure && ended.status == EndStatus::failed) std::rethrow_exception(failure);
    return results_;
  }

 private:
  bool windows() const { return request_.run_perplexity || request_.run_kl; }
  bool timing() const { return request_.run_latency || request_.run_memory; }

  void measure() {
    if (request_.variants.empty()) throw Error(ErrorCode::invalid_argument, "choose at least one variant to benchmark");
    if (!windows() && !timing())
      throw Error(ErrorCode::invalid_argument, "choose perplexity, divergence, latency or memory");
    if (request_.run_latency && request_.latency.repeats < 1)
      throw Error(ErrorCode::invalid_argument, "prompt, generate and repeats must each be at least 1");
    const bool quantized = std::any_of(request_.variants.begin(), request_.variants.end(),
                                       [](const Variant& v) { return v.kind != Variant::Kind::original; });
    if (quantized) open_session();
    if (windows()) prepare_windows();
    for (size_t i = 0; i < request_.variants.size(); ++i) describe_row(i);
    std::vector<std::shared_ptr<Model>> models(request_.variants.size());
    for (size_t i = 0; i < models.size(); ++i) {
      // With windows to reuse, a variant that needs nothing is not even quantized.
      const bool known_already = windows() && request_.reuse && !timing() && missing_windows(i) == 0;
      if (!known_already) models[i] = model_of(request_.variants[i]);
      ++stage_;
      if (!windows()) continue;
      score_windows(i, models[i]);
      ++stage_;
      if (!timing()) models[i].reset();  // one in memory at a time
    }
    if (timing()) {
      LatencyRequest asked = request_.latency;
      if (!request_.run_latency) asked.repeats = 0;
      const std::vector<LatencyResult> timings = latency(models, asked, request_.execution, progress(), control_);
      for (size_t i = 0; i < models.size(); ++i) {
        results_[i].latency = timings[i];
        results_[i].has_latency = request_.run_latency;
        results_[i].has_memory = true;
        results_[i].setup.timing = asked;
        sink_(BenchmarkRow{static_cast<int>(i), results_[i]});
      }
    }
    save_rows();
  }

  void save_rows() const {
    if (request_.session.empty() || !is_session(request_.session)) return;
    SessionState state = load_session(request_.session);
    for (const BenchmarkResult& row : results_) {
      if (row.has_perplexity || row.has_latency || row.has_memory) keep(state, row);
    }
    save_session(request_.session, state);
  }

  /// A stop or an error must not cost what was measured before it, nor hide itself behind another error.
  void keep_what_is_done() const {
    try {
      save_rows();
    } catch (const std::exception& e) {
      log(LogLevel::warning, "benchmark: what was measured could not be kept: " + std::string(e.what()));
    }
  }

  /// With the context of the options as they are now: the session's own is of its last analysis, and empty before the
  /// first.
  void open_session() {
    session_ = load_session(request_.session);
    if (!session_.context.empty()) return;
    const SessionAnalysis analysis = open_analysis(*request_.model, request_.session);
    const AnalysisOptions& options = analysis.state.analysis;
    const auto stored = transformed_model(request_.model, analysis.tokens, options, request_.session, control_);
    session_.context = analysis_context(*stored, analysis.tokens, options);
  }

  ProgressSink progress() {
    return [this](Progress p) {
      p.done = (static_cast<double>(stage_) + p.done) / static_cast<double>(std::max<size_t>(1, stages_));
      const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
      p.eta_seconds = p.done > 0.02 ? elapsed / p.done * (1 - p.done) : std::numeric_limits<double>::quiet_NaN();
      sink_(p);
    };
  }

  void prepare_windows() {
    const c10::InferenceMode inference;
    use_threads(request_.execution.threads);
    const Arithmetic arithmetic = request_.execution.arithmetic.value_or(Arithmetic::reference);
    windows_ = evaluation_windows(*request_.model, request_.perplexity);
    measure_ = measure_key(windows_, arithmetic);
    if (request_.perplexity.max_windows > 0 && windows_.size() > static_cast<size_t>(request_.perplexity.max_windows))
      windows_.resize(static_cast<size_t>(request_.perplexity.max_windows));
    scorer_ = std::make_unique<WindowScorer>(windows_, request_.run_kl ? &request_.model->impl() : nullptr,
                                             parse_device(request_.execution.device), arithmetic, control_);
    if (request_.reuse && is_session(request_.session)) known_ = load_session(request_.session);
  }

  Plan plan_of(const Variant& variant) const {
    return variant.kind == Variant::Kind::uniform
               ? uniform_plan(request_.model->info().layers, session_.context, variant.method)
               : variant.plan;
  }

  std::shared_ptr<Model> model_of(const Variant& variant) {
    return variant_model(request_.model, request_.session, variant, request_.execution, progress(), control_);
  }

  void describe_row(size_t i) {
    const Variant& variant = request_.variants[i];
    BenchmarkResult& row = results_[i];
    row.name = variant.name;
    row.kind = variant.kind;
    row.method = variant.method;
    row.context = variant.kind == Variant::Kind::original
                      ? request_.model->info().fingerprint
                      : plan_context(session_, methods_of(plan_of(variant)), scales_of(variant));
    row.date = utc_now();
    row.host = host_description();
    row.measure = measure_;
    row.setup.device = request_.execution.device;
    row.setup.threads = use_threads(request_.execution.threads);
    if (windows()) row.setup.arithmetic = to_string(request_.execution.arithmetic.value_or(Arithmetic::reference));
  }

  std::vector<WindowScore> known(size_t i) const {
    std::vector<WindowScore> most;
    if (!request_.reuse) return most;
    for (const BenchmarkResult& row : known_.benchmarks) {
      if (!same_windows(row, results_[i])) continue;
      std::vector<WindowScore> scores = known_windows(row, request_.run_kl, windows_);
      if (scores.size() > most.size()) most = std::move(scores);
    }
    return most;
  }
  size_t missing_windows(size_t i) const { return windows_.size() - known(i).size(); }

  void score_windows(size_t i, const std::shared_ptr<Model>& model) {
    const c10::InferenceMode inference;
    std::vector<WindowScore> scores = known(i);
    set_windows(i, scores);
    if (scores.size() < windows_.size()) {
      const Model::Impl& impl = model->impl();
      const std::vector<WindowScorer::Group> groups = scorer_->groups(impl, scores.size());
      double tokens = 0;
      for (const WindowScorer::Group& group : groups) tokens += static_cast<double>(group.tokens);
      ProgressMeter meter(progress(), tokens * (model->info().layers + 2));
      meter.describe(std::string(request_.run_kl ? "divergence and " : "") + "perplexity of " + results_[i].name +
                     ", " + std::to_string(windows_.size() - scores.size()) + " windows");
      for (const WindowScorer::Group& group : groups) {
        const auto part = scorer_->score(impl, group, [&](int64_t done) { meter.add(static_cast<double>(done)); });
        scores.insert(scores.end(), part.begin(), part.end());
        meter.add(static_cast<double>(2 * group.tokens));
        set_windows(i, scores);
        if (!request_.reuse || !is_session(request_.session)) continue;
        SessionState state = load_session(request_.session);
        keep(state, results_[i]);
        save_session(request_.session, state);
      }
    }
    sink_(BenchmarkRow{static_cast<int>(i), results_[i]});
  }

  void set_windows(size_t i, const std::vector<WindowScore>& scores) {
    BenchmarkResult& row = results_[i];
    row.has_perplexity = !scores.empty();
    row.perplexity = perplexity_of(scores);
    row.has_kl = request_.run_kl && !scores.empty();
    if (row.has_kl) row.divergence = divergence_of(scores);
    row.text = describe_text(request_.perplexity, row.perplexity);
  }

  /// Adds a row, or with reuse puts it in the place of what it continues; more windows than it has stay.
  void keep(SessionState& state, const BenchmarkResult& row) const {
    BenchmarkResult* old = request_.reuse ? find_row(state, row) : nullptr;
    if (old == nullptr) {
      state.benchmarks.push_back(row);
      return;
    }
    const size_t windows_before = old->perplexity.window_nll.size(), windows_now = row.perplexity.window_nll.size();
    const bool news = windows_now > windows_before || (row.has_kl && !old->has_kl) || row.has_latency || row.has_memory;
    const bool longer = windows_before > windows_now && (old->has_kl || !row.has_kl);
    const BenchmarkResult before = std::exchange(*old, row);
    if (longer) {
      old->perplexity = before.perplexity;
      old->text = before.text;
    }
    if (before.has_kl && (!row.has_kl || longer)) {
      old->has_kl = true;
      old->divergence = before.divergence;
    }
    if (before.has_memory && !(row.has_latency || (row.has_memory && !before.has_latency))) {
      old->has_latency = before.has_latency;
      old->has_memory = true;
      old->latency = before.latency;
      old->setup.timing = before.setup.timing;
    }
    if (!news) {  // nothing was measured anew
      old->date = before.date;
      old->host = before.host;
      old->setup = before.setup;
    }
  }

  const BenchmarkRequest& request_;
  const BenchmarkSink& sink_;
  RunControl& control_;
  std::vector<BenchmarkResult> results_;
  SessionState session_;  // with the tunings; of quantized variants only
  std::string measure_;
  TokenWindows windows_;
  std::unique_ptr<WindowScorer> scorer_;
  SessionState known_;
  size_t stages_ = 0, stage_ = 0;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

std::string_view to_string(Variant::Kind kind) {
  switch (kind) {
    case Variant::Kind::original:
      return "original";
    case Variant::Kind::uniform:
      return "uniform";
    case Variant::Kind::plan:
      return "plan";
  }
  return "unknown";
}

std::shared_ptr<Model> quantized_model(const std::shared_ptr<Model>& model, const std::filesystem::path& session,
                                       const Plan& plan, const ExecutionOptions& execution, const ProgressSink& sink,
                                       RunControl& control, Scales scales) {
  const SessionAnalysis analysis = open_analysis(*model, session);
  if (static_cast<int>(plan.layers.size()) != model->info().layers || !plan.complete()) {
    throw Error(ErrorCode::invalid_argument,
                "the plan does not name a method for every layer; analyse the model to the end, or override the rest");
  }
  const AnalysisOptions& options = analysis.state.analysis;
  const auto stored = transformed_model(model, analysis.tokens, options, session, control);
  const std::string context = analysis_context(*stored, analysis.tokens, options);
  // What the session says of a plan, its tuning and its measurements is of the tokens that it was analysed with.
  if (!analysis.state.context.empty() && analysis.state.context != context) {
    throw Error(ErrorCode::invalid_argument,
                session.string() + ": " + describe_source(options.calibration) +
                    " is no longer what this session was analysed with; put it back as it was, or analyse the model "
                    "again");
  }
  const std::vector<std::string> methods = methods_of(plan);
  materialize_plan(stored, session, context, analysis.tokens, options, methods, execution, sink, control);
  const auto artifacts = std::make_shared<Artifacts>(session);
  std::shared_ptr<const TunedScales> tuned;
  if (const TuningRecord* record = tuning_of(analysis.state, methods);
      scales == Scales::tuned && record != nullptr && record->used()) {
    const std::filesystem::path file = tuned_scales_file(session, record->plan);
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
      throw Error(ErrorCode::not_found, file.string() +
                                            ": the scales that tuning learned for this plan are missing; "
                                            "tune it again");
    tuned = std::make_shared<const TunedScales>(file);
  }
  return with_quantized_layers(stored, [artifacts, context, methods, tuned](int layer) {
    QuantizedLayer quantized = artifacts->load_layer(
        layer, prefix_key(context, {methods.begin(), methods.begin() + layer}), methods[static_cast<size_t>(layer)]);
    return tuned ? tuned->apply(layer, std::move(quantized)) : quantized;
  });
}

std::shared_ptr<Model> variant_model(const std::shared_ptr<Model>& model, const std::filesystem::path& session,
                                     const Variant& variant, const ExecutionOptions& execution,
                                     const ProgressSink& sink, RunControl& control) {
  if (variant.kind == Variant::Kind::original) return model;
  const Plan plan =
      variant.kind == Variant::Kind::uniform ? uniform_plan(model->info().layers, {}, variant.method) : variant.plan;
  return quantized_model(model, session, plan, execution, sink, control, scales_of(variant));
}

std::vector<BenchmarkResult> run_benchmark(const BenchmarkRequest& request, const BenchmarkSink& sink_or_empty,
                                           RunControl& control) {
  const BenchmarkSink sink = sink_or_empty ? sink_or_empty : BenchmarkSink([](const BenchmarkEvent&) {});
  return Benchmark(request, sink, control).run();
}

}  // namespace calm
