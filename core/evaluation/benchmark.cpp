#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>
#include <memory>
#include <utility>

#include "calm/error.h"
#include "calm/evaluation.h"
#include "calm/log.h"
#include "calm/session.h"
#include "evaluation/window_scores.h"
#include "search/artifacts.h"
#include "search/layer_walk.h"
#include "search/learned_rotation.h"
#include "search/progress_meter.h"

namespace calm {
namespace {

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::vector<std::string> plan_methods(const Plan& plan) {
  std::vector<std::string> methods;
  for (const PlanLayer& layer : plan.layers) methods.push_back(layer.method);
  return methods;
}

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

/// The session's row of the same variant on the same windows; nullptr where there is none.
BenchmarkResult* find_row(SessionState& state, const BenchmarkResult& row) {
  const auto found = std::find_if(state.benchmarks.rbegin(), state.benchmarks.rend(), [&](const BenchmarkResult& r) {
    return !r.measure.empty() && r.measure == row.measure && r.context == row.context;
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

/// One call of run_benchmark.
class Benchmark {
 public:
  Benchmark(const BenchmarkRequest& request, const BenchmarkSink& sink, RunControl& control)
      : request_(request), sink_(sink), control_(control), results_(request.variants.size()) {
    // One bar for all: quantizing and windows of each variant, and the latency of all together, count alike.
    const bool windows = request.run_perplexity || request.run_kl;
    stages_ = request.variants.size() * (windows ? 2 : 1) + (request.run_latency ? 1 : 0);
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
    sink_(ended);
    if (failure && ended.status == EndStatus::failed) std::rethrow_exception(failure);
    return results_;
  }

 private:
  void measure() {
    if (request_.variants.empty()) throw Error(ErrorCode::invalid_argument, "choose at least one variant to benchmark");
    const bool windows = request_.run_perplexity || request_.run_kl;
    if (!windows && !request_.run_latency)
      throw Error(ErrorCode::invalid_argument, "choose perplexity, latency or both");
    const bool quantized = std::any_of(request_.variants.begin(), request_.variants.end(),
                                       [](const Variant& v) { return v.kind != Variant::Kind::original; });
    if (quantized) context_ = load_session(request_.session).context;
    // With windows to reuse, a variant that needs nothing is not even quantized.
    if (windows) prepare_windows();
    for (size_t i = 0; i < request_.variants.size(); ++i) describe_row(i);
    std::vector<std::shared_ptr<Model>> models(request_.variants.size());
    for (size_t i = 0; i < models.size(); ++i) {
      if (windows && request_.reuse && !request_.run_latency && missing_windows(i) == 0) {
        ++stage_;
        continue;
      }
      models[i] = model_of(request_.variants[i]);
      ++stage_;
    }
    if (windows) {
      for (size_t i = 0; i < models.size(); ++i) {
        score_windows(i, models[i]);
        ++stage_;
      }
    }
    if (request_.run_latency) {
      const std::vector<LatencyResult> timings =
          latency(models, request_.latency, request_.execution, progress(), control_);
      for (size_t i = 0; i < models.size(); ++i) {
        results_[i].latency = timings[i];
        results_[i].has_latency = true;
        sink_(BenchmarkRow{static_cast<int>(i), results_[i]});
      }
    }
    if (request_.session.empty() || !is_session(request_.session)) return;
    SessionState state = load_session(request_.session);
    for (const BenchmarkResult& row : results_) keep(state, row);
    save_session(request_.session, state);
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
               ? uniform_plan(request_.model->info().layers, context_, variant.method)
               : variant.plan;
  }

  std::shared_ptr<Model> model_of(const Variant& variant) {
    if (variant.kind == Variant::Kind::original) return request_.model;
    return quantized_model(request_.model, request_.session, plan_of(variant), request_.execution, progress(),
                           control_);
  }

  void describe_row(size_t i) {
    const Variant& variant = request_.variants[i];
    BenchmarkResult& row = results_[i];
    row.name = variant.name;
    row.kind = variant.kind;
    row.method = variant.method;
    row.context = variant.kind == Variant::Kind::original ? request_.model->info().fingerprint
                                                          : prefix_key(context_, plan_methods(plan_of(variant)));
    row.date = utc_now();
    row.host = host_description();
    row.measure = measure_;
  }

  std::vector<WindowScore> known(size_t i) {
    const BenchmarkResult* row = request_.reuse ? find_row(known_, results_[i]) : nullptr;
    return row == nullptr ? std::vector<WindowScore>{} : known_windows(*row, request_.run_kl, windows_);
  }
  size_t missing_windows(size_t i) { return windows_.size() - known(i).size(); }

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
    row.has_perplexity = true;
    row.perplexity = perplexity_of(scores);
    row.has_kl = request_.run_kl;
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
    const bool longer =
        old->perplexity.window_nll.size() > row.perplexity.window_nll.size() && (old->has_kl || !row.has_kl);
    if (longer) return;
    const BenchmarkResult before = std::exchange(*old, row);
    if (!old->has_latency && before.has_latency) {
      old->has_latency = true;
      old->latency = before.latency;
    }
  }

  const BenchmarkRequest& request_;
  const BenchmarkSink& sink_;
  RunControl& control_;
  std::vector<BenchmarkResult> results_;
  std::string context_, measure_;
  TokenWindows windows_;
  std::unique_ptr<WindowScorer> scorer_;
  SessionState known_;
  size_t stages_ = 0, stage_ = 0;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

std::shared_ptr<Model> quantized_model(const std::shared_ptr<Model>& model, const std::filesystem::path& session,
                                       const Plan& plan, const ExecutionOptions& execution, const ProgressSink& sink,
                                       RunControl& control) {
  const SessionAnalysis analysis = open_analysis(*model, session);
  if (static_cast<int>(plan.layers.size()) != model->info().layers || !plan.complete()) {
    throw Error(ErrorCode::invalid_argument,
                "the plan does not name a method for every layer; analyse the model to the end, or override the rest");
  }
  const AnalysisOptions& options = analysis.state.analysis;
  const auto stored = transformed_model(model, analysis.tokens, options, session, control);
  const std::string context = analysis_context(*stored, analysis.tokens, options);
  const std::vector<std::string> methods = plan_methods(plan);
  materialize_plan(stored, session, context, analysis.tokens, options, methods, execution, sink, control);
  const auto artifacts = std::make_shared<Artifacts>(session);
  return with_quantized_layers(stored, [artifacts, context, methods](int layer) {
    return artifacts->load_layer(layer, prefix_key(context, {methods.begin(), methods.begin() + layer}),
                                 methods[static_cast<size_t>(layer)]);
  });
}

std::shared_ptr<Model> variant_model(const std::shared_ptr<Model>& model, const std::filesystem::path& session,
                                     const Variant& variant, const ExecutionOptions& execution,
                                     const ProgressSink& sink, RunControl& control) {
  if (variant.kind == Variant::Kind::original) return model;
  const Plan plan =
      variant.kind == Variant::Kind::uniform ? uniform_plan(model->info().layers, {}, variant.method) : variant.plan;
  return quantized_model(model, session, plan, execution, sink, control);
}

std::vector<BenchmarkResult> run_benchmark(const BenchmarkRequest& request, const BenchmarkSink& sink_or_empty,
                                           RunControl& control) {
  const BenchmarkSink sink = sink_or_empty ? sink_or_empty : BenchmarkSink([](const BenchmarkEvent&) {});
  return Benchmark(request, sink, control).run();
}

}  // namespace calm
