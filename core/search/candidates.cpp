// One candidate after the other: what must be scored at a layer, and how.
#include <algorithm>
#include <cmath>
#include <optional>

#include "calm/error.h"
#include "search/search_run.h"

namespace calm {

std::vector<MethodSpec> SearchRun::wanted(int layer) const {
  std::vector<MethodSpec> result = pool_;
  const auto overridden = request_.selection.overrides.find(layer);
  if (overridden != request_.selection.overrides.end() &&
      std::none_of(pool_.begin(), pool_.end(),
                   [&](const MethodSpec& m) { return m.canonical() == overridden->second; })) {
    result.push_back(parse_method(overridden->second));
  }
  return result;
}

bool SearchRun::is_known(int layer, const std::string& key, const std::string& method) const {
  return is_settled(state_.scores.find(layer, key, method), request_.selection);
}

std::vector<MethodSpec> SearchRun::missing_of(int layer, const std::string& key) const {
  std::vector<MethodSpec> missing;
  for (const MethodSpec& method : wanted(layer)) {
    if (!is_known(layer, key, method.canonical())) missing.push_back(method);
  }
  return missing;
}

void SearchRun::announce_cached(int layer, const std::string& key, const std::vector<MethodSpec>& measured) {
  for (const MethodSpec& method : wanted(layer)) {
    if (std::none_of(measured.begin(), measured.end(),
                     [&](const MethodSpec& m) { return m.canonical() == method.canonical(); }))
      sink_(CandidateScored{layer, key, *state_.scores.find(layer, key, method.canonical()), true});
  }
}

SearchRun::Describe SearchRun::describe_layer(ProgressMeter& meter, int layer) {
  return [this, &meter, layer](const std::string& method, const char* stage) {
    sink_(StageStarted{layer, method, stage});
    meter.describe("layer " + std::to_string(layer) + " of " + std::to_string(state_.layers) + ": " +
                   (method.empty() ? stage : method));
  };
}

void SearchRun::park(LayerWalk::Observation& seen) {
  constexpr size_t kParkedBytes = size_t{64} << 20;
  parked_ = device_.is_cpu() && seen.target.nbytes() > kParkedBytes;
  if (!parked_) return;
  artifacts_.park(seen.target);
  seen.target = at::Tensor();
}

at::Tensor SearchRun::unparked(LayerWalk::Observation& seen) {
  return parked_ ? artifacts_.take_parked(device_) : seen.target;
}

SearchRun::Targets SearchRun::targets_of(const LayerWalk::Observation& seen) const {
  const bool after = request_.analysis.site != Site::layer_output;
  // Parked rows are read through a map of the file: they take no memory that is needed elsewhere.
  return {CkaTarget(seen.target_rows),
          after ? std::make_unique<CkaTarget>(parked_ ? artifacts_.map_parked() : seen.target) : nullptr};
}

void SearchRun::score_all(LayerWalk& walk, const LayerWalk::Observation& seen, const std::vector<MethodSpec>& methods,
                          int layer, const std::string& key, const Describe& describe) {
  const Targets targets = targets_of(seen);
  for (const MethodSpec& method : methods) score(walk, targets, *seen.statistics, method, layer, key, describe);
  const bool parts = !scopes_of(request_.selection.granularity.kind).empty();
  if (!parts || request_.selection.overrides.contains(layer)) return;
  for (std::vector<std::string> next; !(next = missing_parts(layer, key)).empty();) {
    for (const std::string& method : next)
      score(walk, targets, *seen.statistics, parse_method(method), layer, key, describe);
  }
}

void SearchRun::score(LayerWalk& walk, const Targets& targets, const LayerStatistics& statistics,
                      const MethodSpec& method, int layer, const std::string& key, const Describe& describe) {
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
  if (request_.selection.beam > 1) {
    keep(layer, key, result, quantized, targets.after ? targets.after->rows() : targets.site.rows(), output);
    spare_output_ = std::move(output);
  } else {
    keep_best(result, std::move(quantized), std::move(output), layer);
  }
  publish(layer, key, std::move(result), start);
}

void SearchRun::keep_best(const CandidateScore& score, QuantizedLayer quantized, at::Tensor output, int layer) {
  const bool pinned = request_.selection.overrides.contains(layer);
  if (!is_override(layer, score.method) && (pinned || !better(score))) {
    spare_output_ = std::move(output);
    return;
  }
  spare_output_ = std::move(best_output_);
  best_method_ = score.method;
  best_value_ = score.value(request_.selection.metric);
  best_layer_ = std::move(quantized);
  best_output_ = std::move(output);
}

std::vector<std::string> SearchRun::missing_parts(int layer, const std::string& key) const {
  const ScoreBook::Entry* entry = state_.scores.entry(layer, key);
  const CandidateScore* best = best_in_pool(entry, request_.selection);
  return best == nullptr ? std::vector<std::string>{} : choose_parts(entry, request_.selection, best->method).missing;
}

bool SearchRun::is_override(int layer, const std::string& method) const {
  const auto it = request_.selection.overrides.find(layer);
  return it != request_.selection.overrides.end() && it->second == method;
}

bool SearchRun::better(const CandidateScore& score) const {
  const double value = score.value(request_.selection.metric);
  return !std::isnan(value) && (best_method_.empty() || calm::better(request_.selection.metric, value, best_value_));
}

void SearchRun::publish(int layer, const std::string& key, CandidateScore score, Clock::time_point start) {
  score.seconds = seconds_since(start);
  state_.scores.add(layer, key, score);
  sink_(CandidateScored{layer, key, score, false});
}

QuantizedLayer SearchRun::stored_layer(LayerWalk& walk, const LayerStatistics& statistics, int layer,
                                       const std::string& key, const std::string& method) {
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

std::string SearchRun::first_note(int layer, const std::string& key) const {
  const ScoreBook::Entry* entry = state_.scores.entry(layer, key);
  return entry == nullptr || entry->candidates.empty()
             ? "no candidate"
             : entry->candidates.front().method + ": " + entry->candidates.front().note;
}

}  // namespace calm
