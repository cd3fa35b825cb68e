// Algorithm 1 of CALM (arXiv 2512.16282).
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <set>

#include "calm/error.h"
#include "calm/log.h"
#include "calm/session.h"
#include "search/granularity.h"
#include "search/layer_walk.h"
#include "search/learned_rotation.h"
#include "search/logit_scorer.h"
#include "search/progress_meter.h"
#include "search/stable_hash.h"
#include "similarity/comparison.h"

namespace calm {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<std::string> methods_of(const Plan& plan, int layers) {
  std::vector<std::string> result;
  for (int i = 0; i < layers; ++i) result.push_back(plan.layers[static_cast<size_t>(i)].method);
  return result;
}

/// One run from its request to its result; everything it decides is in `state_`, which is saved after every layer.
class GreedySearch {
 public:
  GreedySearch(const SearchRequest& request, const EventSink& sink, RunControl& control)
      : request_(request), sink_(sink), control_(control), artifacts_(request.session) {}

  SearchResult run() {
    const c10::InferenceMode inference;
    const Clock::time_point start = Clock::now();
    const double cpu_start = process_cpu_seconds();
    started_ = false;
    SearchEnded ended{EndStatus::finished, "", 0, 0};
    SearchResult result;
    std::exception_ptr failure;
    try {
      prepare();
      walk_layers();
    } catch (const Error& e) {
      ended.status = e.code() == ErrorCode::cancelled ? EndStatus::cancelled : EndStatus::failed;
      if (ended.status == EndStatus::failed) failure = std::current_exception();
      ended.error = ended.status == EndStatus::failed ? e.what() : "";
    } catch (const std::bad_alloc&) {
      ended = {EndStatus::failed, "not enough memory; use fewer or shorter calibration sequences", 0, 0};
      failure = std::make_exception_ptr(Error(ErrorCode::io, ended.error));
    } catch (const std::exception& e) {
      ended = {EndStatus::failed, e.what(), 0, 0};
      failure = std::make_exception_ptr(Error(ErrorCode::numeric, e.what()));
    }
    ended.seconds = seconds_since(start);
    ended.cpu_seconds = process_cpu_seconds() - cpu_start;
    if (!started_)
      sink_(SearchStarted{request_.model ? request_.model->info().layers : 0, request_.selection.pool, 0,
                          request_.device, threads_});
    sink_(ended);
    if (failure) std::rethrow_exception(failure);
    result.plan = state_.plan;
    result.status = ended.status;
    result.seconds = ended.seconds;
    result.cpu_seconds = ended.cpu_seconds;
    for (int layer = 0; layer < state_.layers; ++layer) result.scores.push_back(current_scores(layer));
    return result;
  }

 private:
  void prepare() {
    if (!request_.model) throw Error(ErrorCode::invalid_argument, "no model is open");
    const ModelInfo& info = request_.model->info();
    if (info.quantized)
      throw Error(ErrorCode::unsupported, info.path + " is quantized already; analyse the original model");
    if (request_.selection.pool.empty())
      throw Error(ErrorCode::invalid_argument, "the pool is empty: choose at least one method");
    for (const std::string& method : request_.selection.pool) pool_.push_back(parse_method(method));
    for (const auto& [layer, method] : request_.selection.overrides) {
      if (layer < 0 || layer >= info.layers) {
        throw Error(ErrorCode::invalid_argument, "override of layer " + std::to_string(layer) +
                                                     ": the model has layers 0 to " + std::to_string(info.layers - 1));
      }
      parse_method(method);
    }
    threads_ = use_threads(request_.threads);
    device_ = parse_device(request_.device);
    tokens_ = load_calibration(*request_.model, request_.analysis.calibration);

    if (is_session(request_.session)) {
      state_ = load_session(request_.session);
      if (!state_.model_fingerprint.empty() && state_.model_fingerprint != info.fingerprint) {
        throw Error(ErrorCode::invalid_argument,
                    request_.session.string() + ": the session belongs to another model (" + state_.model_path +
                        "), or that model's files have changed; choose another session folder");
      }
      const std::string host = host_description() + ", " + std::to_string(threads_) + " threads";
      if (!state_.host.empty() && state_.host != host) {
        log(LogLevel::warning, "this session was made on " + state_.host + "; here are " + host +
                                   ": scores may differ in their last digits");
      }
    }
    own_ = state_;
    state_.model_path = info.path;
    state_.model_fingerprint = info.fingerprint;
    state_.model_name = info.name;
    state_.layers = info.layers;
    state_.analysis = request_.analysis;
    state_.device = request_.device;
    state_.threads = request_.threads;
    state_.host = host_description() + ", " + std::to_string(threads_) + " threads";
    state_.selection = request_.selection;
    model_ = transformed_model(request_.model, tokens_, request_.analysis, request_.session, control_);
    const std::string context = analysis_context(*model_, tokens_, request_.analysis);
    if (request_.side_walk && own_.context != context) {
      throw Error(ErrorCode::invalid_argument,
                  request_.session.string() + ": the session holds another analysis; analyse the model again");
    }
    // Choices of another analysis, or by another metric, say nothing here.
    if (state_.context != context || request_.side_walk) state_.plan = {};
    state_.context = context;
    for (const std::string& method : request_.selection.pool) {
      if (std::find(state_.scored_pool.begin(), state_.scored_pool.end(), method) == state_.scored_pool.end())
        state_.scored_pool.push_back(method);
    }
    resolve();
  }

  /// A side walk leaves the session as it was, but for the scores.
  void save() const {
    if (!request_.side_walk) {
      save_session(request_.session, state_);
      return;
    }
    SessionState kept = own_;
    kept.scores = state_.scores;
    kept.plan = resolve_plan(kept.layers, kept.context, kept.scores, kept.selection, kept.plan);
    save_session(request_.session, kept);
  }

  /// Checkpoints of a side walk only serve to resume it.
  void checkpoint_streams(const LayerWalk& walk, int next) {
    const bool last = next == state_.layers;
    if (!last) artifacts_.save_streams(next, prefix(next), {walk.reference(), walk.quantized()});
    if (!request_.side_walk) {
      artifacts_.thin_streams(checkpoint_interval(walk), last ? -1 : next);
      return;
    }
    if (side_checkpoint_) artifacts_.remove_streams(side_checkpoint_->first, side_checkpoint_->second);
    side_checkpoint_.reset();
    if (!last) side_checkpoint_.emplace(next, prefix(next));
  }

  void resolve() {
    state_.plan = resolve_plan(state_.layers, state_.context, state_.scores, request_.selection, state_.plan);
  }

  std::string prefix(int layer) const { return prefix_key(state_.context, methods_of(state_.plan, layer)); }

  std::vector<CandidateScore> current_scores(int layer) const {
    std::vector<CandidateScore> result;
    const std::string key = layer <= complete_layers() ? prefix(layer) : "";
    const bool blocks = request_.selection.granularity.kind == Granularity::Kind::block;
    for (const std::string& method : request_.selection.pool) {
      const CandidateScore* known = key.empty() ? nullptr
                                    : blocks    ? block(layer).score(state_.scores, method)
                                                : state_.scores.find(layer, key, method);
      result.push_back(known != nullptr ? *known : CandidateScore{method, true, "", {}, 0});
    }
    return result;
  }

  /// The block that holds a layer, on the methods that the plan has below it.
  Block block(int layer) const {
    const int first = layer - layer % request_.selection.granularity.block;
    return {request_.selection, state_.context, first, state_.layers, methods_of(state_.plan, first)};
  }

  /// Layers from the bottom that have a method.
  int complete_layers() const {
    int count = 0;
    while (count < static_cast<int>(state_.plan.layers.size()) &&
           !state_.plan.layers[static_cast<size_t>(count)].method.empty())
      ++count;
    return count;
  }

  /// Every method that must have a score at a layer: the pool, and what the user put there.
  std::vector<MethodSpec> wanted(int layer) const {
    std::vector<MethodSpec> result = pool_;
    const auto overridden = request_.selection.overrides.find(layer);
    if (overridden != request_.selection.overrides.end() &&
        std::none_of(pool_.begin(), pool_.end(),
                     [&](const MethodSpec& m) { return m.canonical() == overridden->second; })) {
      result.push_back(parse_method(overridden->second));
    }
    return result;
  }

  /// A session of an older version may hold a score without the metric that now decides.
  bool is_known(int layer, const std::string& key, const std::string& method) const {
    const CandidateScore* score = state_.scores.find(layer, key, method);
    return score != nullptr && score->settles(request_.selection.metric);
  }

  void announce_known(int layer) {
    const std::string key = prefix(layer);
    for (const MethodSpec& method : wanted(layer)) {
      if (const CandidateScore* known = state_.scores.find(layer, key, method.canonical()))
        sink_(CandidateScored{layer, key, *known, true});
    }
    const PlanLayer& decided = state_.plan.layers[static_cast<size_t>(layer)];
    sink_(LayerDecided{layer, decided.method, decided.by, decided.score, decided.margin});
  }

  void walk_layers() {
    const bool blocks = request_.selection.granularity.kind == Granularity::Kind::block;
    int first = request_.from_layer >= 0 ? std::min(request_.from_layer, state_.layers) : state_.plan.first_stale();
    if (blocks && first < state_.layers) first -= first % request_.selection.granularity.block;
    if (first > complete_layers()) {
      throw Error(ErrorCode::invalid_argument, "cannot start from layer " + std::to_string(first) + ": layer " +
                                                   std::to_string(complete_layers()) + " below it has no method yet");
    }
    sink_(SearchStarted{state_.layers, request_.selection.pool, first, device_.str(), threads_});
    started_ = true;
    for (int layer = 0; layer < first; ++layer) announce_known(layer);
    save();
    if (first == state_.layers) return;

    const double per_layer = 2.0 + 1.15 * static_cast<double>(pool_.size());  // forward passes; rounding takes the rest
    const auto tokens = static_cast<double>(tokens_.tokens());
    ProgressMeter meter([&](const Progress& progress) { sink_(progress); },
                        tokens * per_layer * (state_.layers - first));
    LayerWalk walk(model_->impl(), tokens_.sequences, request_.analysis, device_, artifacts_, control_,
                   [&](int64_t done) { meter.add(static_cast<double>(done)); });
    meter.describe("replaying the layers below " + std::to_string(first));
    walk.go_to(first, state_.context, methods_of(state_.plan, first), true);
    for (int layer = first; layer < state_.layers; ++layer) {
      if (blocks) {
        layer = decide_block(walk, meter, layer);
      } else {
        decide_layer(walk, meter, layer);
      }
      // Forward passes that were known already count as done.
      const double expected = tokens * per_layer * (layer + 1 - first);
      meter.add(expected - meter.done() * tokens * per_layer * (state_.layers - first));
    }
  }

  void decide_layer(LayerWalk& walk, ProgressMeter& meter, int layer) {
    const std::string key = prefix(layer);
    const auto describe = [&](const std::string& method, const char* stage) {
      sink_(StageStarted{layer, method, stage});
      meter.describe("layer " + std::to_string(layer) + " of " + std::to_string(state_.layers) + ": " +
                     (method.empty() ? stage : method));
    };
    std::vector<MethodSpec> missing;
    for (const MethodSpec& method : wanted(layer)) {
      if (!is_known(layer, key, method.canonical())) missing.push_back(method);
    }
    describe("", "statistics");
    // A winner known from before is only run again; if its weights are gone they are made again.
    // With cross statistics all at once: the reference stream is gone afterwards.
    StatisticsNeeds all;
    for (const MethodSpec& method : wanted(layer)) all.merge(needs_of(method, model_->impl().config));
    const bool parts = !scopes_of(request_.selection.granularity.kind).empty();
    const bool everything = missing.empty() || all.any_cross() || parts;
    LayerWalk::Observation seen = walk.observe(everything ? wanted(layer) : missing, true, request_.analysis.site);
    // Nothing reads H_target before the layer is decided; large ones wait on disk.
    const bool parked = device_.is_cpu() && seen.target.nbytes() > kParkedBytes;
    if (parked) {
      artifacts_.park(seen.target);
      seen.target = at::Tensor();
    }
    if (!missing.empty() || parts) {
      // Parked rows are read through a map of the file: they take no memory that is needed elsewhere.
      const Targets targets = targets_of(seen, parked);
      for (const MethodSpec& method : missing) score(walk, targets, *seen.statistics, method, layer, key, describe);
      if (parts && !request_.selection.overrides.contains(layer)) {
        for (std::vector<std::string> next; !(next = missing_parts(layer, key)).empty();) {
          for (const std::string& method : next)
            score(walk, targets, *seen.statistics, parse_method(method), layer, key, describe);
        }
      }
    }
    for (const MethodSpec& method : wanted(layer)) {
      if (std::find_if(missing.begin(), missing.end(),
                       [&](const MethodSpec& m) { return m.canonical() == method.canonical(); }) == missing.end()) {
        sink_(CandidateScored{layer, key, *state_.scores.find(layer, key, method.canonical()), true});
      }
    }
    resolve();
    const PlanLayer decided = state_.plan.layers[static_cast<size_t>(layer)];
    if (decided.method.empty()) {
      throw Error(ErrorCode::numeric, "layer " + std::to_string(layer) + ": no method of the pool can be applied (" +
                                          first_note(layer, key) + ")");
    }
    at::Tensor next;
    if (best_method_ == decided.method) {
      artifacts_.save_layer(layer, key, best_layer_);
      next = best_output_;
    } else {
      next = walk.new_stream();
      walk.run_quantized(stored_layer(walk, *seen.statistics, layer, key, decided.method), next,
                         request_.analysis.site);
    }
    best_method_.clear();
    best_layer_ = {};
    best_output_.reset();
    seen.target_rows = at::Tensor();
    if (parked) seen.target = artifacts_.take_parked(device_);
    walk.advance(seen.target, next);
    checkpoint_streams(walk, layer + 1);
    save();
    sink_(LayerDecided{layer, decided.method, decided.by, decided.score, decided.margin});
  }

  /// What the candidates of a layer are compared with: at the analysis's site, and after the residual where that is
  /// another place.
  struct Targets {
    CkaTarget site;
    std::unique_ptr<CkaTarget> after;
  };
  Targets targets_of(const LayerWalk::Observation& seen, bool parked) const {
    const bool after = request_.analysis.site != Site::layer_output;
    return {CkaTarget(seen.target_rows),
            after ? std::make_unique<CkaTarget>(parked ? artifacts_.map_parked() : seen.target) : nullptr};
  }

  template <typename Describe>
  void score(LayerWalk& walk, const Targets& targets, const LayerStatistics& statistics, const MethodSpec& method,
             int layer, const std::string& key, const Describe& describe) {
    const Clock::time_point start = Clock::now();
    CandidateScore result;
    result.method = method.canonical();
    describe(method.text, "quantizing");
    QuantizedLayer quantized;
    try {
      quantized = walk.quantize(method, statistics);
    } catch (const Error& e) {
      if (e.code() != ErrorCode::numeric && e.code() != ErrorCode::unsupported) throw;
      result.applicable = false;
      result.note = e.what();
      publish(layer, key, std::move(result), start);
      return;
    }
    describe(method.text, "scoring");
    at::Tensor output = spare_output_.defined() ? std::move(spare_output_) : walk.new_stream();
    ComparisonScorer at_site(targets.site);
    std::optional<ComparisonScorer> after;
    if (targets.after) after.emplace(*targets.after);
    walk.run_quantized(quantized, output, request_.analysis.site, [&](int64_t first, const at::Tensor& rows) {
      at_site.add(first, rows);
      if (after) after->add(first, output.narrow(0, first, rows.size(0)));
    });
    for (const std::string& note : quantized.notes) result.note += (result.note.empty() ? "" : "; ") + note;
    at_site.store(result.values, false);
    (after ? *after : at_site).store(result.values, true);
    if (request_.selection.metric == Metric::kl) {
      if (!logits_) logits_ = std::make_unique<LogitScorer>(model_->impl(), tokens_.sequences, device_, control_);
      result.values.set(Metric::kl, logits_->divergence(layer, output));
    }
    if (std::isnan(result.value(request_.selection.metric))) {
      result.note += (result.note.empty() ? "" : "; ") +
                     std::string("its output is not finite or constant, so it has no ") +
                     std::string(metric_info(request_.selection.metric).title);
    }
    result.applicable = std::any_of(metric_infos().begin(), metric_infos().end(),
                                    [&](const MetricInfo& info) { return !std::isnan(result.values[info.metric]); });
    const bool chosen_by_user = is_override(layer, result.method);
    if (chosen_by_user || (!request_.selection.overrides.contains(layer) && better(result))) {
      spare_output_ = std::move(best_output_);
      best_method_ = result.method;
      best_value_ = result.value(request_.selection.metric);
      best_layer_ = std::move(quantized);
      best_output_ = std::move(output);
    } else {
      spare_output_ = std::move(output);
    }
    publish(layer, key, std::move(result), start);
  }

  /// Specs with parts that are to be scored next at a layer whose pool is scored.
  std::vector<std::string> missing_parts(int layer, const std::string& key) const {
    const ScoreBook::Entry* entry = state_.scores.entry(layer, key);
    const CandidateScore* best = best_in_pool(entry, request_.selection);
    return best == nullptr ? std::vector<std::string>{} : choose_parts(entry, request_.selection, best->method).missing;
  }

  /// Scores the pool at a block's last layer and chooses; returns that layer.
  int decide_block(LayerWalk& walk, ProgressMeter& meter, int first) {
    const Block current = block(first);
    const int last = current.last();
    const auto describe = [&](const std::string& method, const char* stage) {
      sink_(StageStarted{last, method, stage});
      meter.describe("layers " + std::to_string(first) + " to " + std::to_string(last) + " of " +
                     std::to_string(state_.layers) + ": " + method);
    };
    for (const MethodSpec& method : pool_) {
      const std::string canonical = method.canonical();
      const CandidateScore* known = current.score(state_.scores, canonical);
      if (known != nullptr && known->settles(request_.selection.metric)) {
        sink_(CandidateScored{last, current.key(canonical), *known, true});
        continue;
      }
      const Clock::time_point start = Clock::now();
      const std::vector<std::string> chain = current.chain(canonical);
      const std::vector<std::string> below = current.below_last(canonical);
      describe(method.text, "quantizing");
      const std::vector<std::filesystem::path> made = files_to_make(first, below);
      try {
        walk.go_to(last, state_.context, below, true);
        const MethodSpec top = parse_method(chain.back());
        const LayerWalk::Observation seen = walk.observe({top}, true, request_.analysis.site);
        score(walk, targets_of(seen, false), *seen.statistics, top, last, current.key(canonical), describe);
      } catch (const Error& e) {
        if (e.code() != ErrorCode::numeric && e.code() != ErrorCode::unsupported) throw;
        CandidateScore result;
        result.method = chain.back();
        result.applicable = false;
        result.note = e.what();
        publish(last, current.key(canonical), std::move(result), start);
      }
      best_method_.clear();
      best_layer_ = {};
      spare_output_ = std::move(best_output_);
      std::error_code ignored;
      for (const auto& file : made) std::filesystem::remove(file, ignored);
    }
    resolve();
    if (state_.plan.layers[static_cast<size_t>(last)].method.empty()) {
      throw Error(ErrorCode::numeric, "layers " + std::to_string(first) + " to " + std::to_string(last) +
                                          ": no method of the pool can be applied to all of them");
    }
    const int next = last + 1;
    walk.go_to(next, state_.context, methods_of(state_.plan, next), true);
    checkpoint_streams(walk, next);
    save();
    for (int layer = first; layer <= last; ++layer) {
      const PlanLayer& decided = state_.plan.layers[static_cast<size_t>(layer)];
      sink_(LayerDecided{layer, decided.method, decided.by, decided.score, decided.margin});
    }
    return last;
  }

  /// Files of quantized layers from `first` to the end of `methods` that are not there yet.
  std::vector<std::filesystem::path> files_to_make(int first, const std::vector<std::string>& methods) const {
    std::vector<std::filesystem::path> files;
    for (int layer = first; layer < static_cast<int>(methods.size()); ++layer) {
      const std::string key = prefix_key(state_.context, {methods.begin(), methods.begin() + layer});
      const std::string& method = methods[static_cast<size_t>(layer)];
      if (!artifacts_.has_layer(layer, key, method)) files.push_back(artifacts_.layer_file(layer, key, method));
    }
    return files;
  }

  bool is_override(int layer, const std::string& method) const {
    const auto it = request_.selection.overrides.find(layer);
    return it != request_.selection.overrides.end() && it->second == method;
  }
  bool better(const CandidateScore& score) const {
    const double value = score.value(request_.selection.metric);
    return !std::isnan(value) && (best_method_.empty() || calm::better(request_.selection.metric, value, best_value_));
  }

  void publish(int layer, const std::string& key, CandidateScore score, Clock::time_point start) {
    score.seconds = seconds_since(start);
    state_.scores.add(layer, key, score);
    sink_(CandidateScored{layer, key, score, false});
  }

  QuantizedLayer stored_layer(LayerWalk& walk, const LayerStatistics& statistics, int layer, const std::string& key,
                              const std::string& method) {
    if (artifacts_.has_layer(layer, key, method)) return artifacts_.load_layer(layer, key, method);
    const MethodSpec spec = parse_method(method);
    QuantizedLayer quantized;
    const StatisticsNeeds needs = needs_of(spec, model_->impl().config);
    StatisticsNeeds together = needs;
    together.merge(statistics.needs());
    if (together == statistics.needs()) {
      quantized = walk.quantize(spec, statistics);
    } else {
      const LayerWalk::Observation more = walk.observe({spec}, false, request_.analysis.site);
      quantized = walk.quantize(spec, *more.statistics);
    }
    artifacts_.save_layer(layer, key, quantized);
    return quantized;
  }

  std::string first_note(int layer, const std::string& key) const {
    const ScoreBook::Entry* entry = state_.scores.entry(layer, key);
    return entry == nullptr || entry->candidates.empty()
               ? "no candidate"
               : entry->candidates.front().method + ": " + entry->candidates.front().note;
  }

  /// Every how many layers a checkpoint may stay within the budget.
  int checkpoint_interval(const LayerWalk& walk) const {
    const auto bytes =
        static_cast<uint64_t>(2 * walk.batches().tokens() * model_->impl().config.hidden_size) * sizeof(float);
    const uint64_t affordable = request_.checkpoint_budget / std::max<uint64_t>(1, bytes);
    if (affordable == 0) return 0;
    return static_cast<int>((static_cast<uint64_t>(state_.layers) + affordable - 1) / affordable);
  }

  static constexpr size_t kParkedBytes = size_t{64} << 20;
  const SearchRequest& request_;
  const EventSink& sink_;
  RunControl& control_;
  Artifacts artifacts_;
  std::shared_ptr<Model> model_;
  TokenSequences tokens_;
  at::Device device_ = at::kCPU;
  int threads_ = 0;
  std::vector<MethodSpec> pool_;
  SessionState state_, own_;  // own_: as it was found
  std::optional<std::pair<int, std::string>> side_checkpoint_;
  bool started_ = false;
  std::unique_ptr<LogitScorer> logits_;  // only where the KL decides
  // The best candidate of the current layer so far.
  std::string best_method_;
  double best_value_ = 0;
  QuantizedLayer best_layer_;
  at::Tensor best_output_, spare_output_;
};

}  // namespace

SearchResult run_search(const SearchRequest& request, const EventSink& sink, RunControl& control) {
  const EventSink& target = sink ? sink : EventSink([](const SearchEvent&) {});
  return GreedySearch(request, target, control).run();
}

std::string analysis_context(const Model& model, const TokenSequences& tokens, const AnalysisOptions& options) {
  StableHash hash;
  hash.add_field("calm-analysis-1");  // raise when the arithmetic of scores changes
  hash.add_field(model.info().fingerprint);
  hash.add_field(tokens.fingerprint);
  hash.add_integer(static_cast<uint64_t>(options.scheme.weight_bits));
  hash.add_integer(static_cast<uint64_t>(options.scheme.activation_bits));
  hash.add_integer(static_cast<uint64_t>(options.scheme.group_size));
  const StorageType storage =
      options.scheme.storage == StorageType::automatic ? model.impl().native_storage : options.scheme.storage;
  hash.add_field(to_string(storage));
  hash.add_integer(options.scheme.float16_scales ? 1 : 0);
  if (options.scheme.asymmetric) hash.add_field("asymmetric");
  hash.add_field(to_string(options.site));
  if (options.transform != Transform{}) hash.add_field(to_string(options.transform));
  if (options.arithmetic != Arithmetic::kernels) hash.add_field(to_string(options.arithmetic));
  return hash.hex();
}

}  // namespace calm
