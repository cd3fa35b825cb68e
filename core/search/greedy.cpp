// Algorithm 1 of CALM (arXiv 2512.16282).
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "calm/error.h"
#include "calm/log.h"
#include "search/learned_rotation.h"
#include "search/search_run.h"
#include "search/stable_hash.h"

namespace calm {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

SearchResult SearchRun::run() {
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
    sink_(SearchStarted{request_.model ? request_.model->info().layers : 0, request_.selection.pool, 0, request_.device,
                        threads_});
  sink_(ended);
  if (failure) std::rethrow_exception(failure);
  result.plan = state_.plan;
  result.status = ended.status;
  result.seconds = ended.seconds;
  result.cpu_seconds = ended.cpu_seconds;
  for (int layer = 0; layer < state_.layers; ++layer) result.scores.push_back(current_scores(layer));
  return result;
}

void SearchRun::prepare() {
  if (!request_.model) throw Error(ErrorCode::invalid_argument, "no model is open");
  const ModelInfo& info = request_.model->info();
  if (info.quantized)
    throw Error(ErrorCode::unsupported, info.path + " is quantized already; analyse the original model");
  if (request_.selection.pool.empty())
    throw Error(ErrorCode::invalid_argument, "the pool is empty: choose at least one method");
  if (std::none_of(info.linears.begin(), info.linears.end(), [&](const LinearInfo& linear) {
        return effective_group(request_.analysis.scheme, linear.in_features) > 0;
      })) {
    throw Error(ErrorCode::unsupported,
                info.path + ": no linear can be quantized with " + describe(request_.analysis.scheme) +
                    ": no group divides its inputs (" +
                    (info.linears.empty()
                         ? "there is none"
                         : info.linears.front().name + " has " + std::to_string(info.linears.front().in_features)) +
                    "); choose a group that does");
  }
  const int beam = request_.selection.beam;
  if (beam < 1 || beam > kWidestBeam) {
    throw Error(ErrorCode::invalid_argument,
                "beam = " + std::to_string(beam) + ": its width is 1 (greedy) to " + std::to_string(kWidestBeam));
  }
  if (beam > 1 && request_.selection.granularity.kind == Granularity::Kind::block) {
    throw Error(ErrorCode::invalid_argument, "a beam of " + std::to_string(beam) + " with granularity " +
                                                 to_string(request_.selection.granularity) +
                                                 ": blocks are chosen greedily; choose a beam of 1, or single layers");
  }
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

  const std::string host = host_description() + ", " + std::to_string(threads_) + " threads";
  if (is_session(request_.session)) {
    state_ = load_session(request_.session);
    if (!state_.model_fingerprint.empty() && state_.model_fingerprint != info.fingerprint) {
      throw Error(ErrorCode::invalid_argument,
                  request_.session.string() + ": the session belongs to another model (" + state_.model_path +
                      "), or that model's files have changed; choose another session folder");
    }
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
  state_.model_size = model_size(info);
  state_.analysis = request_.analysis;
  state_.device = request_.device;
  state_.threads = request_.threads;
  state_.host = host;
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

void SearchRun::save() const {
  if (!request_.side_walk) {
    save_session(request_.session, state_);
    return;
  }
  SessionState kept = own_;
  kept.scores = state_.scores;
  kept.plan = resolve_plan(kept.layers, kept.context, kept.scores, kept.selection, kept.plan);
  save_session(request_.session, kept);
}

void SearchRun::checkpoint_streams(const LayerWalk& walk, int next) {
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

int SearchRun::checkpoint_interval(const LayerWalk& walk) const {
  const auto bytes =
      static_cast<uint64_t>(2 * request_.selection.beam * walk.batches().tokens() * model_->impl().config.hidden_size) *
      sizeof(float);
  const uint64_t affordable = request_.checkpoint_budget / std::max<uint64_t>(1, bytes);
  if (affordable == 0) return 0;
  return static_cast<int>((static_cast<uint64_t>(state_.layers) + affordable - 1) / affordable);
}

void SearchRun::resolve() {
  state_.plan = resolve_plan(state_.layers, state_.context, state_.scores, request_.selection, state_.plan);
}

std::string SearchRun::prefix(int layer) const {
  return prefix_key(state_.context, methods_of(state_.plan, layer));
}

std::vector<CandidateScore> SearchRun::current_scores(int layer) const {
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

int SearchRun::complete_layers() const {
  int count = 0;
  while (count < static_cast<int>(state_.plan.layers.size()) &&
         !state_.plan.layers[static_cast<size_t>(count)].method.empty())
    ++count;
  return count;
}

void SearchRun::announce_known(int layer) {
  const std::string key = prefix(layer);
  for (const MethodSpec& method : wanted(layer)) {
    if (const CandidateScore* known = state_.scores.find(layer, key, method.canonical()))
      sink_(CandidateScored{layer, key, *known, true});
  }
  const PlanLayer& decided = state_.plan.layers[static_cast<size_t>(layer)];
  sink_(LayerDecided{layer, decided.method, decided.by, decided.score, decided.margin});
}

void SearchRun::walk_layers() {
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

  // Forward passes a layer; rounding takes the rest.
  const double passes = 2.0 + 1.15 * static_cast<double>(pool_.size());
  const auto units_before = [&](int layer) {
    double units = 0;
    for (int l = first; l < layer; ++l)
      units += passes * static_cast<double>(tokens_.tokens()) * beam_prefixes(pool_.size(), request_.selection.beam, l);
    return units;
  };
  const double total = units_before(state_.layers);
  ProgressMeter meter([&](const Progress& progress) { sink_(progress); }, total);
  LayerWalk walk(model_->impl(), tokens_.sequences, request_.analysis, device_, artifacts_, control_,
                 [&](int64_t done) { meter.add(static_cast<double>(done)); });
  meter.describe("replaying the layers below " + std::to_string(first));
  const bool beam = request_.selection.beam > 1;
  if (!beam) walk.go_to(first, state_.context, methods_of(state_.plan, first), true);
  for (int layer = first; layer < state_.layers; ++layer) {
    if (blocks) {
      layer = decide_block(walk, meter, layer);
    } else if (beam) {
      extend_beam(walk, meter, layer);
    } else {
      decide_layer(walk, meter, layer);
    }
    // Forward passes that were known already count as done.
    meter.add(units_before(layer + 1) - meter.done() * total);
  }
}

void SearchRun::decide_layer(LayerWalk& walk, ProgressMeter& meter, int layer) {
  const std::string key = prefix(layer);
  const Describe describe = describe_layer(meter, layer);
  const std::vector<MethodSpec> missing = missing_of(layer, key);
  describe("", "statistics");
  // A winner known from before is only run again; if its weights are gone they are made again.
  // With cross statistics all at once: the reference stream is gone afterwards.
  StatisticsNeeds all;
  for (const MethodSpec& method : wanted(layer)) all.merge(needs_of(method, model_->impl().config));
  const bool parts = !scopes_of(request_.selection.granularity.kind).empty();
  const bool everything = missing.empty() || all.any_cross() || parts;
  LayerWalk::Observation seen = walk.observe(everything ? wanted(layer) : missing, true, request_.analysis.site);
  park(seen);
  if (!missing.empty() || parts) score_all(walk, seen, missing, layer, key, describe);
  announce_cached(layer, key, missing);
  resolve();
  const PlanLayer decided = state_.plan.layers[static_cast<size_t>(layer)];
  if (decided.method.empty()) {
    throw Error(ErrorCode::numeric, "layer " + std::to_string(layer) + ": no method of the pool can be applied (" +
                                        first_note(layer, key) +
                                        "); choose another metric or more tokens, or decide this layer yourself");
  }
  at::Tensor next;
  if (best_method_ == decided.method) {
    artifacts_.save_layer(layer, key, best_layer_);
    next = best_output_;
  } else {
    next = walk.new_stream();
    walk.run_quantized(stored_layer(walk, *seen.statistics, layer, key, decided.method), next, request_.analysis.site);
  }
  best_method_.clear();
  best_layer_ = {};
  best_output_.reset();
  seen.target_rows = at::Tensor();
  walk.advance(unparked(seen), next);
  checkpoint_streams(walk, layer + 1);
  save();
  sink_(LayerDecided{layer, decided.method, decided.by, decided.score, decided.margin});
}

SearchResult run_search(const SearchRequest& request, const EventSink& sink, RunControl& control) {
  const EventSink& target = sink ? sink : EventSink([](const SearchEvent&) {});
  return SearchRun(request, target, control).run();
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
