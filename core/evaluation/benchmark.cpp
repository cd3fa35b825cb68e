#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>
#include <map>

#include "calm/error.h"
#include "calm/evaluation.h"
#include "calm/log.h"
#include "calm/session.h"
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

std::vector<BenchmarkResult> run_benchmark(const BenchmarkRequest& request, const BenchmarkSink& sink_or_empty,
                                           RunControl& control) {
  const BenchmarkSink sink = sink_or_empty ? sink_or_empty : BenchmarkSink([](const BenchmarkEvent&) {});
  // One bar for all: quantizing and perplexity of each variant, and the latency of all together, count alike.
  const size_t stages = request.variants.size() * (request.run_perplexity ? 2 : 1) + (request.run_latency ? 1 : 0);
  size_t stage = 0;
  const auto start = std::chrono::steady_clock::now();
  const ProgressSink progress = [&](Progress p) {
    p.done = (static_cast<double>(stage) + p.done) / static_cast<double>(std::max<size_t>(1, stages));
    const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    p.eta_seconds = p.done > 0.02 ? elapsed / p.done * (1 - p.done) : std::numeric_limits<double>::quiet_NaN();
    sink(p);
  };
  std::vector<BenchmarkResult> results(request.variants.size());
  BenchmarkStarted started;
  for (const Variant& variant : request.variants) started.names.push_back(variant.name);
  sink(started);
  BenchmarkEnded ended{EndStatus::finished, ""};
  std::exception_ptr failure;
  try {
    if (request.variants.empty()) throw Error(ErrorCode::invalid_argument, "choose at least one variant to benchmark");
    if (!request.run_perplexity && !request.run_latency)
      throw Error(ErrorCode::invalid_argument, "choose perplexity, latency or both");
    std::vector<std::shared_ptr<Model>> models;
    std::string context;
    const bool quantized = std::any_of(request.variants.begin(), request.variants.end(),
                                       [](const Variant& v) { return v.kind != Variant::Kind::original; });
    if (quantized) context = load_session(request.session).context;
    for (size_t i = 0; i < request.variants.size(); ++i) {
      const Variant& variant = request.variants[i];
      const Plan plan = variant.kind == Variant::Kind::uniform
                            ? uniform_plan(request.model->info().layers, context, variant.method)
                            : variant.plan;
      models.push_back(variant.kind == Variant::Kind::original ? request.model
                                                               : quantized_model(request.model, request.session, plan,
                                                                                 request.execution, progress, control));
      results[i].name = variant.name;
      results[i].kind = variant.kind;
      results[i].context = variant.kind == Variant::Kind::original ? request.model->info().fingerprint
                                                                   : prefix_key(context, plan_methods(plan));
      results[i].date = utc_now();
      results[i].host = host_description();
      ++stage;
    }
    if (request.run_perplexity) {
      for (size_t i = 0; i < models.size(); ++i) {
        results[i].perplexity = perplexity(*models[i], request.perplexity, request.execution, progress, control);
        ++stage;
        results[i].has_perplexity = true;
        results[i].text = describe_text(request.perplexity, results[i].perplexity);
        sink(BenchmarkRow{static_cast<int>(i), results[i]});
      }
    }
    if (request.run_latency) {
      const std::vector<LatencyResult> timings = latency(models, request.latency, request.execution, progress, control);
      for (size_t i = 0; i < models.size(); ++i) {
        results[i].latency = timings[i];
        results[i].has_latency = true;
        sink(BenchmarkRow{static_cast<int>(i), results[i]});
      }
    }
    if (!request.session.empty() && is_session(request.session)) {
      SessionState state = load_session(request.session);
      state.benchmarks.insert(state.benchmarks.end(), results.begin(), results.end());
      save_session(request.session, state);
    }
  } catch (const Error& e) {
    ended = e.code() == ErrorCode::cancelled ? BenchmarkEnded{EndStatus::cancelled, ""}
                                             : BenchmarkEnded{EndStatus::failed, e.what()};
    failure = std::current_exception();
  } catch (const std::exception& e) {
    ended = {EndStatus::failed, e.what()};
    failure = std::make_exception_ptr(Error(ErrorCode::numeric, e.what()));
  }
  sink(ended);
  if (failure && ended.status == EndStatus::failed) std::rethrow_exception(failure);
  return results;
}

}  // namespace calm
