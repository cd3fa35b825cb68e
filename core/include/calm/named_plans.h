#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calm/session.h"

namespace calm {

/// What the session's own plan is called beside the named ones.
inline constexpr std::string_view kCurrentPlan = "current";

/// The name without blanks around it. Throws Error(invalid_argument) where it is empty, longer than 80 bytes, holds
/// control characters or is "current".
std::string checked_plan_name(std::string_view name);
/// `name`, or "name 2", "name 3" ... where it is taken.
std::string free_plan_name(const std::vector<NamedPlan>& plans, std::string_view name);
/// nullptr: there is none.
const NamedPlan* find_plan(const std::vector<NamedPlan>& plans, std::string_view name);

/// The session's plan as it stands, under a name and dated now. Throws as checked_plan_name().
NamedPlan name_current_plan(const SessionState& state, std::string_view name);

struct SelectedPlan {
  Selection selection;
  Plan plan;  // that resolve_plan() makes of it
};
/// What to ask for so that the session's plan has exactly the methods of `plan`: its own selection, with an override
/// wherever today's scores would decide otherwise. Throws Error(invalid_argument) where the model has another number of
/// layers.
SelectedPlan select_plan(const SessionState& state, const NamedPlan& plan);

/// One layer of two plans side by side.
struct PlanComparison {
  int layer = 0;
  std::string first, second;                 // canonical specs; empty: undecided
  double first_score = 0, second_score = 0;  // each under its own plan's choices below; NaN: not scored there
  bool differs() const { return first != second; }
};
/// All layers of the longer plan.
std::vector<PlanComparison> compare_plans(const Plan& first, const Plan& second, const ScoreBook& scores,
                                          Metric metric);

}  // namespace calm
