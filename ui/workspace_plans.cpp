// The part of Workspace that keeps plans under names, and edits whole ranges of the current one.
#include <algorithm>
#include <numeric>

#include "calm/error.h"
#include "calm/named_plans.h"
#include "ui/commands/plan_commands.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

void Workspace::applyUniform(const std::string& method) {
  std::vector<int> layers(static_cast<size_t>(state_.layers));
  std::iota(layers.begin(), layers.end(), 0);
  setOverrides(layers, method);
}

void Workspace::paintOverrides(int stroke, const Selection& before, const std::vector<int>& layers,
                               const std::string& method) {
  Selection selection = before;
  for (int layer : layers) {
    if (layer < 0 || layer >= state_.layers) continue;
    if (method.empty()) {
      selection.overrides.erase(layer);
    } else {
      selection.overrides[layer] = method;
    }
  }
  pushSelection(std::move(selection), stroke);
}

// --- named plans

void Workspace::applyPlan(const Selection& selection, const Plan& plan) {
  state_.plan = plan;
  applySelection(selection);
  Q_EMIT planChanged(0);  // applySelection() compared with the new plan
}

void Workspace::applyNamedPlans(const std::vector<NamedPlan>& plans) {
  state_.named_plans = plans;
  Q_EMIT namedPlansChanged();
  touch();
}

std::vector<Variant> Workspace::planVariants() const {
  std::vector<Variant> variants;
  for (const NamedPlan& plan : state_.named_plans) {
    const bool fits = static_cast<int>(plan.plan.layers.size()) == state_.layers;
    if (fits && plan.plan.complete()) variants.push_back({Variant::Kind::plan, "", plan.plan, plan.name, plan.name});
  }
  return variants;
}

QString Workspace::freePlanName(const QString& wish) const {
  return toQString(free_plan_name(state_.named_plans, toStd(wish)));
}

namespace {

NamedPlan* findPlan(std::vector<NamedPlan>& plans, const QString& name) {
  return const_cast<NamedPlan*>(find_plan(plans, toStd(name)));
}

void refuseTaken(const std::vector<NamedPlan>& plans, const std::string& name) {
  if (find_plan(plans, name)) {
    throw Error(ErrorCode::invalid_argument, "There already is a plan named '" + name + "'.");
  }
}

}  // namespace

bool Workspace::keepPlan(const QString& name) {
  if (!hasModel()) return false;
  try {
    NamedPlan plan = name_current_plan(state_, toStd(name));
    refuseTaken(state_.named_plans, plan.name);
    std::vector<NamedPlan> plans = state_.named_plans;
    plans.push_back(std::move(plan));
    undo_.push(new NamedPlansCommand(this, state_.named_plans, std::move(plans), tr("keep the plan as %1").arg(name)));
    return true;
  } catch (const Error& error) {
    report(MessageLevel::warning, tr("The plan was not kept."), toQString(error.what()));
    return false;
  }
}

bool Workspace::duplicatePlan(const QString& name, const QString& copy) {
  const NamedPlan* found = find_plan(state_.named_plans, toStd(name));
  if (!found) return false;
  try {
    NamedPlan plan = *found;
    plan.name = checked_plan_name(toStd(copy));
    refuseTaken(state_.named_plans, plan.name);
    std::vector<NamedPlan> plans = state_.named_plans;
    plans.insert(plans.begin() + (found - state_.named_plans.data()) + 1, std::move(plan));
    undo_.push(new NamedPlansCommand(this, state_.named_plans, std::move(plans), tr("duplicate %1").arg(name)));
    return true;
  } catch (const Error& error) {
    report(MessageLevel::warning, tr("The plan was not duplicated."), toQString(error.what()));
    return false;
  }
}

bool Workspace::renamePlan(const QString& name, const QString& newName) {
  std::vector<NamedPlan> plans = state_.named_plans;
  NamedPlan* plan = findPlan(plans, name);
  if (!plan) return false;
  try {
    const std::string wanted = checked_plan_name(toStd(newName));
    if (wanted == plan->name) return true;
    refuseTaken(plans, wanted);
    plan->name = wanted;
    undo_.push(new NamedPlansCommand(this, state_.named_plans, std::move(plans), tr("rename %1").arg(name)));
    return true;
  } catch (const Error& error) {
    report(MessageLevel::warning, tr("The plan was not renamed."), toQString(error.what()));
    return false;
  }
}

bool Workspace::deletePlans(const QStringList& names) {
  std::vector<NamedPlan> plans = state_.named_plans;
  std::erase_if(plans, [&](const NamedPlan& plan) { return names.contains(toQString(plan.name)); });
  if (plans.size() == state_.named_plans.size()) return false;
  const QString text = names.size() == 1 ? tr("delete %1").arg(names.first())
                                         : tr("delete %n plans", nullptr, static_cast<int>(names.size()));
  undo_.push(new NamedPlansCommand(this, state_.named_plans, std::move(plans), text));
  return true;
}

bool Workspace::usePlan(const QString& name) {
  const NamedPlan* plan = find_plan(state_.named_plans, toStd(name));
  if (!plan) return false;
  try {
    SelectedPlan selected = select_plan(state_, *plan);
    undo_.push(new UsePlanCommand(this, {state_.selection, state_.plan},
                                  {std::move(selected.selection), std::move(selected.plan)},
                                  tr("make %1 the current plan").arg(name)));
    return true;
  } catch (const Error& error) {
    report(MessageLevel::warning, tr("%1 cannot be the current plan.").arg(name), toQString(error.what()));
    return false;
  }
}

}  // namespace calm::ui
