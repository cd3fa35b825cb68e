#include "calm/plan.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "calm/error.h"
#include "search/beam.h"
#include "search/granularity.h"
#include "search/stable_hash.h"

namespace calm {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string index_key(int layer, const std::string& prefix) {
  return std::to_string(layer) + ':' + prefix;
}

}  // namespace

std::vector<std::string> methods_of(const Plan& plan) {
  return methods_of(plan, static_cast<int>(plan.layers.size()));
}

std::vector<std::string> methods_of(const Plan& plan, int layers) {
  std::vector<std::string> methods;
  for (int layer = 0; layer < layers; ++layer) methods.push_back(plan.layers[static_cast<size_t>(layer)].method);
  return methods;
}

std::string_view to_string(Site site) {
  switch (site) {
    case Site::ffn_output:
      return "ffn-output";
    case Site::down_input:
      return "down-input";
    case Site::attention_output:
      return "attention-output";
    case Site::layer_output:
      return "layer-output";
  }
  return "unknown";
}

std::string_view to_string(DecidedBy by) {
  switch (by) {
    case DecidedBy::nobody:
      return "nobody";
    case DecidedBy::search:
      return "search";
    case DecidedBy::user:
      return "user";
  }
  return "unknown";
}

Site parse_site(std::string_view text) {
  std::string spelled(text);
  std::replace(spelled.begin(), spelled.end(), '_', '-');
  for (const Site site : {Site::ffn_output, Site::down_input, Site::attention_output, Site::layer_output}) {
    if (spelled == to_string(site)) return site;
  }
  throw Error(ErrorCode::invalid_argument, "Site '" + std::string(text) +
                                               "' is unknown: choose ffn-output, down-input, attention-output or "
                                               "layer-output.");
}

double CandidateScore::value(Metric metric) const {
  return applicable ? values[metric] : kNaN;
}

void ScoreBook::add(int layer, const std::string& prefix, CandidateScore score) {
  const auto [found, is_new] = index_.try_emplace(index_key(layer, prefix), entries_.size());
  if (is_new) {
    latest_[layer] = entries_.size();
    entries_.push_back({layer, prefix, {}});
  }
  std::vector<CandidateScore>& candidates = entries_[found->second].candidates;
  const auto same = std::find_if(candidates.begin(), candidates.end(),
                                 [&](const CandidateScore& c) { return c.method == score.method; });
  if (same == candidates.end()) {
    candidates.push_back(std::move(score));
  } else {
    score.values.complete_from(same->values);
    *same = std::move(score);
  }
}

const ScoreBook::Entry* ScoreBook::entry(int layer, const std::string& prefix) const {
  const auto found = index_.find(index_key(layer, prefix));
  return found == index_.end() ? nullptr : &entries_[found->second];
}

const CandidateScore* ScoreBook::find(int layer, const std::string& prefix, const std::string& method) const {
  return find_in(entry(layer, prefix), method);
}

const ScoreBook::Entry* ScoreBook::latest(int layer) const {
  const auto found = latest_.find(layer);
  return found == latest_.end() ? nullptr : &entries_[found->second];
}

std::string prefix_key(const std::string& context, const std::vector<std::string>& methods_below) {
  StableHash hash;
  hash.add_field(context);
  for (const std::string& method : methods_below) hash.add_field(method);
  return hash.hex();
}

int Plan::first_stale() const {
  const auto found =
      std::find_if(layers.begin(), layers.end(), [](const PlanLayer& l) { return l.stale || l.method.empty(); });
  return static_cast<int>(found - layers.begin());
}

bool Plan::complete() const {
  return std::none_of(layers.begin(), layers.end(), [](const PlanLayer& l) { return l.method.empty(); });
}

Plan resolve_plan(int layers, const std::string& context, const ScoreBook& book, const Selection& selection,
                  const Plan& previous) {
  if (selection.granularity.kind == Granularity::Kind::block)
    return resolve_blocks(layers, context, book, selection, previous);
  if (selection.beam > 1) return resolve_beam(layers, context, book, selection, previous);
  Plan plan;
  std::vector<std::string> below;
  for (int l = 0; l < layers; ++l) {
    PlanLayer layer;
    layer.prefix = prefix_key(context, below);
    const ScoreBook::Entry* entry = book.entry(l, layer.prefix);
    const bool is_current = layer_is_scored(l, entry, selection);

    if (const auto pinned = selection.overrides.find(l); pinned != selection.overrides.end()) {
      layer.method = pinned->second;
      layer.by = DecidedBy::user;
      layer.stale = !is_current;
      fill_score(layer, entry, selection);
    } else if (is_current) {
      if (const CandidateScore* best = best_in_pool(entry, selection)) {
        layer.method = choose_parts(entry, selection, best->method).method;
        layer.by = DecidedBy::search;
        fill_score(layer, entry, selection);
      }
    } else if (static_cast<size_t>(l) < previous.layers.size()) {
      layer.method = previous.layers[static_cast<size_t>(l)].method;
      layer.stale = !layer.method.empty();
      // An override that was taken back leaves its method in place until the layer is scored again, but pins no more.
      if (layer.stale) layer.by = DecidedBy::search;
      fill_score(layer, entry, selection);
    }
    below.push_back(layer.method);
    plan.layers.push_back(std::move(layer));
  }
  return plan;
}

Plan uniform_plan(int layers, const std::string& context, const std::string& method) {
  Plan plan;
  std::vector<std::string> below;
  for (int l = 0; l < layers; ++l) {
    PlanLayer layer;
    layer.method = method;
    layer.by = DecidedBy::user;
    layer.prefix = prefix_key(context, below);
    below.push_back(method);
    plan.layers.push_back(std::move(layer));
  }
  return plan;
}

}  // namespace calm
