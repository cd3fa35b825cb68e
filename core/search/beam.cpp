#include "search/beam.h"

#include <algorithm>
#include <cmath>

#include "search/granularity.h"

namespace calm {
namespace {

struct Extension {
  Prefix methods;
  double value;
};

bool extends(const Plan& previous, const Prefix& prefix) {
  return prefix.size() <= previous.layers.size() &&
         std::equal(prefix.begin(), prefix.end(), previous.layers.begin(),
                    [](const std::string& method, const PlanLayer& layer) { return method == layer.method; });
}

/// The methods that may follow a prefix whose layer is scored.
std::vector<std::string> followers(int layer, const ScoreBook::Entry* entry, const Selection& selection) {
  if (const auto pinned = selection.overrides.find(layer); pinned != selection.overrides.end()) return {pinned->second};
  std::vector<std::string> methods = selection.pool;
  if (const CandidateScore* best = best_in_pool(entry, selection)) {
    const std::string parts = choose_parts(entry, selection, best->method).method;
    if (std::find(methods.begin(), methods.end(), parts) == methods.end()) methods.push_back(parts);
  }
  return methods;
}

/// The best extensions of the prefixes; empty where none has a number.
std::vector<Prefix> extend(int layer, const std::vector<Prefix>& prefixes, const std::string& context,
                           const ScoreBook& book, const Selection& selection) {
  const Metric metric = beam_metric(selection.metric);
  const bool pinned = selection.overrides.contains(layer);
  std::vector<Extension> all;
  for (const Prefix& prefix : prefixes) {
    const ScoreBook::Entry* entry = book.entry(layer, prefix_key(context, prefix));
    for (const std::string& method : followers(layer, entry, selection)) {
      const CandidateScore* score = find_in(entry, method);
      const double value = score == nullptr ? std::nan("") : score->value(metric);
      if (std::isnan(value) && !pinned) continue;
      Extension one{prefix, value};
      one.methods.push_back(method);
      all.push_back(std::move(one));
    }
  }
  std::stable_sort(all.begin(), all.end(), [&](const Extension& a, const Extension& b) {
    if (std::isnan(a.value) || std::isnan(b.value)) return std::isnan(b.value) && !std::isnan(a.value);
    return better(metric, a.value, b.value);
  });
  std::vector<Prefix> kept;
  for (Extension& one : all) {
    if (static_cast<int>(kept.size()) < selection.beam) kept.push_back(std::move(one.methods));
  }
  return kept;
}

}  // namespace

double beam_prefixes(size_t pool, int beam, int layer) {
  return std::min<double>(beam, std::pow(static_cast<double>(pool), layer));
}

BeamLevels beam_levels(int layers, const std::string& context, const ScoreBook& book, const Selection& selection,
                       const Plan& previous) {
  BeamLevels levels;
  levels.prefixes.push_back({Prefix{}});
  for (int layer = 0; layer < layers; ++layer) {
    const std::vector<Prefix>& here = levels.prefixes.back();
    const bool current = std::all_of(here.begin(), here.end(), [&](const Prefix& prefix) {
      return layer_is_scored(layer, book.entry(layer, prefix_key(context, prefix)), selection);
    });
    std::vector<Prefix> next;
    if (current) {
      next = extend(layer, here, context, book, selection);
    }
    if (next.empty()) {
      const auto known = std::find_if(here.begin(), here.end(), [&](const Prefix& p) { return extends(previous, p); });
      Prefix one = known == here.end() ? here.front() : *known;
      const auto pinned = selection.overrides.find(layer);
      if (pinned != selection.overrides.end()) {
        one.push_back(pinned->second);
      } else if (!current && static_cast<size_t>(layer) < previous.layers.size()) {
        one.push_back(previous.layers[static_cast<size_t>(layer)].method);
      } else {
        one.emplace_back();
      }
      next.push_back(std::move(one));
    }
    levels.current.push_back(current);
    levels.prefixes.push_back(std::move(next));
  }
  return levels;
}

Plan resolve_beam(int layers, const std::string& context, const ScoreBook& book, const Selection& selection,
                  const Plan& previous) {
  const BeamLevels levels = beam_levels(layers, context, book, selection, previous);
  const Prefix& chosen = levels.prefixes.back().front();
  Plan plan;
  for (int l = 0; l < layers; ++l) {
    PlanLayer layer;
    layer.method = chosen[static_cast<size_t>(l)];
    layer.prefix = prefix_key(context, {chosen.begin(), chosen.begin() + l});
    const bool current = levels.current[static_cast<size_t>(l)];
    if (selection.overrides.contains(l)) {
      layer.by = DecidedBy::user;
    } else if (!layer.method.empty()) {
      layer.by = DecidedBy::search;
    }
    layer.stale = !current && !layer.method.empty();
    fill_score(layer, book.entry(l, layer.prefix), selection);
    plan.layers.push_back(std::move(layer));
  }
  return plan;
}

}  // namespace calm
