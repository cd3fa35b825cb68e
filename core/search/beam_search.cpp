// The walk with several prefixes of choices at a time. In memory are the streams of one, the others wait on disk.
#include <algorithm>
#include <cmath>

#include "calm/error.h"
#include "search/search_run.h"

namespace calm {

void SearchRun::extend_beam(LayerWalk& walk, ProgressMeter& meter, int layer) {
  const std::vector<std::string> before = methods_of(state_.plan, layer);
  const std::vector<Prefix> prefixes = beam().prefixes[static_cast<size_t>(layer)];
  const Describe describe = describe_layer(meter, layer);
  const bool parts =
      !scopes_of(request_.selection.granularity.kind).empty() && !request_.selection.overrides.contains(layer);
  kept_.clear();
  bool measured = false;
  for (const Prefix& below : prefixes) {
    const std::string key = prefix_key(state_.context, below);
    const std::vector<MethodSpec> missing = missing_of(layer, key);
    if (missing.empty() && !(parts && !missing_parts(layer, key).empty())) {
      announce_cached(layer, key, {});
      continue;
    }
    measured = true;
    describe("", "statistics");
    go_to_prefix(walk, layer, below);
    LayerWalk::Observation seen = walk.observe(parts ? wanted(layer) : missing, true, request_.analysis.site);
    park(seen);
    below_ = below;
    score_all(walk, seen, missing, layer, key, describe);
    announce_cached(layer, key, missing);
    if (parked_) artifacts_.drop_parked();
    save();
  }
  resolve();
  const PlanLayer decided = state_.plan.layers[static_cast<size_t>(layer)];
  if (decided.method.empty()) {
    throw Error(ErrorCode::numeric, "layer " + std::to_string(layer) + ": no method of the pool can be applied (" +
                                        first_note(layer, prefix_key(state_.context, prefixes.front())) + ")");
  }
  if (measured) checkpoint_beam(walk, layer + 1);
  save();
  // Another prefix may lead now.
  for (int l = 0; l <= layer; ++l) {
    const PlanLayer& now = state_.plan.layers[static_cast<size_t>(l)];
    if (l == layer || now.method != before[static_cast<size_t>(l)])
      sink_(LayerDecided{l, now.method, now.by, now.score, now.margin});
  }
}

BeamLevels SearchRun::beam() const {
  return beam_levels(state_.layers, state_.context, state_.scores, request_.selection, state_.plan);
}

void SearchRun::go_to_prefix(LayerWalk& walk, int layer, const Prefix& below) {
  for (const std::filesystem::path& file : files_to_make(0, below)) made_layers_.insert(file);
  walk.go_to(layer, state_.context, below, true);
}

/// Weights and streams of a candidate that is among the best so far are kept, so that it need not be made again.
void SearchRun::keep(int layer, const std::string& key, const CandidateScore& score, const QuantizedLayer& quantized,
                     const at::Tensor& target, const at::Tensor& output) {
  const Metric metric = beam_metric(request_.selection.metric);
  const double value = score.value(metric);
  if (std::isnan(value)) return;
  if (request_.selection.overrides.contains(layer) && !is_override(layer, score.method)) return;
  const auto place = std::find_if(kept_.begin(), kept_.end(),
                                  [&](const Kept& other) { return calm::better(metric, value, other.value); });
  const auto width = static_cast<size_t>(request_.selection.beam);
  if (place == kept_.end() && kept_.size() >= width) return;
  Kept one{value, below_};
  one.methods.push_back(score.method);
  if (!artifacts_.has_layer(layer, key, score.method)) {
    made_layers_.insert(artifacts_.layer_file(layer, key, score.method));
    artifacts_.save_layer(layer, key, quantized);
  }
  if (layer + 1 < state_.layers) save_beam_streams(one.methods, target, output);
  kept_.insert(place, std::move(one));
  if (kept_.size() <= width) return;
  const Prefix worst = std::move(kept_.back().methods);
  kept_.pop_back();
  const std::filesystem::path file = artifacts_.layer_file(layer, prefix_of(worst, layer), worst.back());
  std::error_code ignored;
  if (made_layers_.erase(file) > 0) std::filesystem::remove(file, ignored);
  if (made_streams_.erase({layer + 1, prefix_of(worst, layer + 1)}) > 0)
    artifacts_.remove_streams(layer + 1, prefix_of(worst, layer + 1));
}

void SearchRun::save_beam_streams(const Prefix& methods, const at::Tensor& reference, const at::Tensor& quantized) {
  const auto layer = static_cast<int>(methods.size());
  const std::string key = prefix_of(methods, layer);
  if (artifacts_.has_streams(layer, key)) return;
  artifacts_.save_streams(layer, key, {reference, quantized});
  made_streams_.emplace(layer, key);
}

/// Leaves on disk what the prefixes in front of `next` need, and no more of what this run made.
void SearchRun::checkpoint_beam(LayerWalk& walk, int next) {
  const std::vector<Prefix> prefixes = beam().prefixes[static_cast<size_t>(next)];
  std::set<std::filesystem::path> needed;
  std::set<std::pair<int, std::string>> streams;
  for (const Prefix& prefix : prefixes) {
    if (next < state_.layers && !artifacts_.has_streams(next, prefix_of(prefix, next))) {
      go_to_prefix(walk, next, prefix);
      save_beam_streams(prefix, walk.reference(), walk.quantized());
    }
    streams.emplace(next, prefix_of(prefix, next));
    for (int l = 0; l < next; ++l)
      needed.insert(artifacts_.layer_file(l, prefix_of(prefix, l), prefix[static_cast<size_t>(l)]));
  }
  std::error_code ignored;
  for (auto file = made_layers_.begin(); file != made_layers_.end();) {
    if (needed.contains(*file)) {
      ++file;
      continue;
    }
    std::filesystem::remove(*file, ignored);
    file = made_layers_.erase(file);
  }
  for (auto made = made_streams_.begin(); made != made_streams_.end();) {
    const bool passed = request_.side_walk ? !streams.contains(*made) : made->first == next && !streams.contains(*made);
    if (passed) artifacts_.remove_streams(made->first, made->second);
    made = passed ? made_streams_.erase(made) : std::next(made);
  }
  if (!request_.side_walk) artifacts_.thin_streams(checkpoint_interval(walk), next == state_.layers ? -1 : next);
}

std::string SearchRun::prefix_of(const Prefix& methods, int layer) const {
  return prefix_key(state_.context, {methods.begin(), methods.begin() + layer});
}

}  // namespace calm
