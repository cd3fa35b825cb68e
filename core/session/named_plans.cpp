#include "calm/named_plans.h"

#include <algorithm>
#include <limits>

#include "calm/error.h"
#include "session/utc_now.h"

namespace calm {
namespace {

constexpr size_t kLongestName = 80;

double score_of(const PlanLayer& layer, int number, const ScoreBook& scores, Metric metric) {
  const CandidateScore* score = scores.find(number, layer.prefix, layer.method);
  return score ? score->value(metric) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::string checked_plan_name(std::string_view name) {
  const size_t first = name.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) throw Error(ErrorCode::invalid_argument, "A plan needs a name.");
  name = name.substr(first, name.find_last_not_of(" \t\r\n") - first + 1);
  if (name.size() > kLongestName) {
    throw Error(ErrorCode::invalid_argument,
                "The plan's name '" + std::string(name.substr(0, 20)) + "...' is too long: 80 bytes at most.");
  }
  if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) {
    throw Error(ErrorCode::invalid_argument, "The plan's name holds a line break or another control character.");
  }
  if (name == kCurrentPlan) {
    throw Error(ErrorCode::invalid_argument, "'current' means the session's own plan: choose another name.");
  }
  return std::string(name);
}

const NamedPlan* find_plan(const std::vector<NamedPlan>& plans, std::string_view name) {
  const auto found = std::find_if(plans.begin(), plans.end(), [&](const NamedPlan& p) { return p.name == name; });
  return found == plans.end() ? nullptr : &*found;
}

std::string free_plan_name(const std::vector<NamedPlan>& plans, std::string_view name) {
  std::string free(name);
  for (int i = 2; find_plan(plans, free); ++i) free = std::string(name) + " " + std::to_string(i);
  return free;
}

NamedPlan name_current_plan(const SessionState& state, std::string_view name) {
  return {checked_plan_name(name), state.selection, state.plan, utc_now()};
}

SelectedPlan select_plan(const SessionState& state, const NamedPlan& plan) {
  const std::vector<PlanLayer>& wanted = plan.plan.layers;
  if (wanted.size() != static_cast<size_t>(state.layers)) {
    throw Error(ErrorCode::invalid_argument, "The plan '" + plan.name + "' has " + std::to_string(wanted.size()) +
                                                 " layers, the model " + std::to_string(state.layers) + ".");
  }
  SelectedPlan out{plan.selection, {}};
  for (;;) {
    out.plan = resolve_plan(state.layers, state.context, state.scores, out.selection, plan.plan);
    // A layer's scores depend on the choices below it: settle the lowest that differs, then look again.
    size_t layer = 0;
    while (layer < wanted.size() &&
           (wanted[layer].method.empty() || out.plan.layers[layer].method == wanted[layer].method)) {
      ++layer;
    }
    if (layer == wanted.size()) return out;
    out.selection.overrides[static_cast<int>(layer)] = wanted[layer].method;
  }
}

std::vector<PlanComparison> compare_plans(const Plan& first, const Plan& second, const ScoreBook& scores,
                                          Metric metric) {
  std::vector<PlanComparison> out;
  for (size_t i = 0; i < std::max(first.layers.size(), second.layers.size()); ++i) {
    const auto layer = static_cast<int>(i);
    const PlanLayer a = i < first.layers.size() ? first.layers[i] : PlanLayer{};
    const PlanLayer b = i < second.layers.size() ? second.layers[i] : PlanLayer{};
    out.push_back({layer, a.method, b.method, score_of(a, layer, scores, metric), score_of(b, layer, scores, metric)});
  }
  return out;
}

}  // namespace calm
