#include "search/granularity.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "calm/error.h"
#include "calm/methods.h"

namespace calm {
namespace {

/// NaN is worse than any number.
bool is_better(Metric metric, double a, double b) {
  return !std::isnan(a) && (std::isnan(b) || better(metric, a, b));
}

double margin_of(Metric metric, double own, double other) {
  return metric_info(metric).higher_is_better ? own - other : other - own;
}

}  // namespace

const CandidateScore* find_in(const ScoreBook::Entry* entry, const std::string& method) {
  if (entry == nullptr) return nullptr;
  const auto found = std::find_if(entry->candidates.begin(), entry->candidates.end(),
                                  [&](const CandidateScore& c) { return c.method == method; });
  return found == entry->candidates.end() ? nullptr : &*found;
}

bool is_settled(const CandidateScore* score, const Selection& selection) {
  return score != nullptr && score->settles(selection.metric) &&
         (selection.beam <= 1 || score->settles(beam_metric(selection.metric)));
}

bool layer_is_scored(int layer, const ScoreBook::Entry* entry, const Selection& selection) {
  const auto settled = [&](const std::string& method) { return is_settled(find_in(entry, method), selection); };
  if (!std::all_of(selection.pool.begin(), selection.pool.end(), settled)) return false;
  if (const auto pinned = selection.overrides.find(layer); pinned != selection.overrides.end())
    return settled(pinned->second);
  if (selection.pool.empty()) return false;
  const CandidateScore* best = best_in_pool(entry, selection);
  return best == nullptr || choose_parts(entry, selection, best->method).missing.empty();
}

void fill_score(PlanLayer& layer, const ScoreBook::Entry* entry, const Selection& selection) {
  const CandidateScore* own = find_in(entry, layer.method);
  if (own == nullptr) return;
  layer.score = own->value(selection.metric);
  if (const CandidateScore* other = best_in_pool(entry, selection, &layer.method))
    layer.margin = margin_of(selection.metric, layer.score, other->value(selection.metric));
}

Granularity parse_granularity(std::string_view text) {
  using Kind = Granularity::Kind;
  for (const auto& [name, kind] : {std::pair{"layer", Kind::layer},
                                   {"submodule", Kind::submodule},
                                   {"site", Kind::site},
                                   {"linear", Kind::linear}}) {
    if (text == name) return {kind, 1};
  }
  constexpr std::string_view kBlock = "block:";
  int layers = 0;
  if (text.starts_with(kBlock)) {
    const std::string_view digits = text.substr(kBlock.size());
    const auto [rest, error] = std::from_chars(digits.begin(), digits.end(), layers);
    if (error != std::errc{} || rest != digits.end()) layers = 0;
  }
  if (layers < 1) {
    throw Error(ErrorCode::invalid_argument, "granularity '" + std::string(text) +
                                                 "' is unknown: choose layer, block:K with K layers a block, "
                                                 "submodule, site or linear");
  }
  return layers == 1 ? Granularity{} : Granularity{Kind::block, layers};
}

std::string to_string(const Granularity& granularity) {
  switch (granularity.kind) {
    case Granularity::Kind::layer:
      break;
    case Granularity::Kind::block:
      return "block:" + std::to_string(granularity.block);
    case Granularity::Kind::submodule:
      return "submodule";
    case Granularity::Kind::site:
      return "site";
    case Granularity::Kind::linear:
      return "linear";
  }
  return "layer";
}

const std::vector<const char*>& scopes_of(Granularity::Kind kind) {
  static const std::vector<const char*> none;
  static const std::vector<const char*> submodules = {"attn", "ffn"};
  static const std::vector<const char*> sites = {"qkv", "o", "gate-up", "down"};
  static const std::vector<const char*> linears = {"qkv", "q", "k", "v", "o", "gate-up", "gate", "up", "down"};
  switch (kind) {
    case Granularity::Kind::submodule:
      return submodules;
    case Granularity::Kind::site:
      return sites;
    case Granularity::Kind::linear:
      return linears;
    case Granularity::Kind::layer:
    case Granularity::Kind::block:
      break;
  }
  return none;
}

const CandidateScore* best_in_pool(const ScoreBook::Entry* entry, const Selection& selection,
                                   const std::string* except) {
  const CandidateScore* best = nullptr;
  for (const std::string& method : selection.pool) {
    if (except != nullptr && method == *except) continue;
    const CandidateScore* score = find_in(entry, method);
    if (score == nullptr || std::isnan(score->value(selection.metric))) continue;
    if (best == nullptr || is_better(selection.metric, score->value(selection.metric), best->value(selection.metric)))
      best = score;
  }
  return best;
}

PartsChoice choose_parts(const ScoreBook::Entry* entry, const Selection& selection, const std::string& best) {
  PartsChoice choice{best, {}};
  for (const char* scope : scopes_of(selection.granularity.kind)) {
    const std::string start = choice.method;
    const CandidateScore* chosen = find_in(entry, start);
    for (const std::string& method : selection.pool) {
      const std::optional<std::string> candidate = with_part(start, scope, method);
      if (!candidate || *candidate == start) continue;
      const CandidateScore* score = find_in(entry, *candidate);
      if (!is_settled(score, selection)) {
        choice.missing.push_back(*candidate);
      } else if (chosen == nullptr ||
                 is_better(selection.metric, score->value(selection.metric), chosen->value(selection.metric))) {
        chosen = score;
      }
    }
    if (!choice.missing.empty()) return choice;
    if (chosen != nullptr) choice.method = chosen->method;
  }
  return choice;
}

Block::Block(const Selection& selection, std::string context, int first, int layers, std::vector<std::string> below)
    : selection_(selection),
      context_(std::move(context)),
      first_(first),
      last_(std::min(first + selection.granularity.block, layers) - 1),
      below_(std::move(below)) {}

std::vector<std::string> Block::chain(const std::string& method) const {
  std::vector<std::string> methods;
  for (int layer = first_; layer <= last_; ++layer) {
    const auto pinned = selection_.overrides.find(layer);
    methods.push_back(pinned == selection_.overrides.end() ? method : pinned->second);
  }
  return methods;
}

std::vector<std::string> Block::below_last(const std::string& method) const {
  std::vector<std::string> methods = below_;
  const std::vector<std::string> own = chain(method);
  methods.insert(methods.end(), own.begin(), own.end() - 1);
  return methods;
}

const CandidateScore* Block::score(const ScoreBook& book, const std::string& method) const {
  return book.find(last_, key(method), chain(method).back());
}

Plan resolve_blocks(int layers, const std::string& context, const ScoreBook& book, const Selection& selection,
                    const Plan& previous) {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  Plan plan;
  std::vector<std::string> below;
  for (int first = 0; first < layers; first += selection.granularity.block) {
    const Block block(selection, context, first, layers, below);
    std::string chosen;
    double best = kNaN, second = kNaN;
    bool current = !selection.pool.empty();
    for (const std::string& method : selection.pool) {
      const CandidateScore* score = block.score(book, method);
      current = current && is_settled(score, selection);
      const double value = score == nullptr ? kNaN : score->value(selection.metric);
      if (is_better(selection.metric, value, best)) {
        second = best;
        best = value;
        chosen = method;
      } else if (is_better(selection.metric, value, second)) {
        second = value;
      }
    }
    for (int l = first; l <= block.last(); ++l) {
      PlanLayer layer;
      layer.prefix = prefix_key(context, below);
      const auto pinned = selection.overrides.find(l);
      if (pinned != selection.overrides.end()) {
        layer.method = pinned->second;
        layer.by = DecidedBy::user;
        layer.stale = !current;
      } else if (current) {
        layer.method = chosen;  // empty where no method has a score: undecided
        layer.by = chosen.empty() ? DecidedBy::nobody : DecidedBy::search;
      } else if (static_cast<size_t>(l) < previous.layers.size()) {
        layer.method = previous.layers[static_cast<size_t>(l)].method;
        layer.stale = !layer.method.empty();
        if (layer.stale) layer.by = DecidedBy::search;
      }
      if (current && !chosen.empty()) {
        layer.score = best;
        layer.margin = margin_of(selection.metric, best, second);
      }
      below.push_back(layer.method);
      plan.layers.push_back(std::move(layer));
    }
  }
  return plan;
}

}  // namespace calm
