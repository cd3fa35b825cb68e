// The part of Workspace that solves for plans under a budget of bits, and takes them over.
#include <algorithm>

#include "calm/named_plans.h"
#include "ui/commands/plan_commands.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {

/// Values in all: a walk by another metric may add some to entries that are there already.
size_t measuredValues(const ScoreBook& scores) {
  size_t count = 0;
  for (const ScoreBook::Entry& entry : scores.entries()) {
    for (const CandidateScore& candidate : entry.candidates) {
      for (const MetricInfo& info : metric_infos()) count += candidate.values.has(info.metric) ? 1 : 0;
    }
  }
  return count;
}

}  // namespace

quint64 Workspace::solveBudget(ParetoRequest request, std::function<void(const ParetoCurve&)> solved,
                               std::function<void(const Progress&)> progress, JobRunner::Done done) {
  request.model = model_;
  request.session = ensureSessionFolder();
  request.execution = {state_.device, state_.threads};
  return jobs_.submit(
      JobKind::analyses, tr("Plans under a budget for %1").arg(toQString(state_.model_name)),
      [this, request = std::move(request), solved = std::move(solved), progress = std::move(progress),
       state = state_](JobContext& job) {
        save_session(request.session, state);
        // What was measured is in the session's folder: also after a stop.
        const auto merge = [&] {
          SessionState saved = load_session(request.session);
          if (measuredValues(saved.scores) == measuredValues(state.scores)) return;
          job.post([this, saved = std::move(saved)] { mergeRun(saved); });
        };
        const auto sink = [&job, &progress](const Progress& now) {
          job.progress(now);
          if (progress) job.post([progress, now] { progress(now); });
        };
        try {
          ParetoCurve curve = pareto_curve(request, sink, job.control());
          merge();
          job.post([solved, curve = std::move(curve)] { solved(curve); });
        } catch (...) {
          merge();
          throw;
        }
      },
      [this, done = std::move(done)](JobStatus status, const QString& error) {
        touch();
        if (done) done(status, error);
      });
}

QStringList Workspace::keepBudgetPlans(const ParetoCurve& curve, const std::vector<int>& points) {
  std::vector<NamedPlan> plans = state_.named_plans;
  QStringList names;
  for (const int point : points) {
    const ParetoPlan& plan = curve.plans[static_cast<size_t>(point)];
    NamedPlan named = to_named_plan(state_, plan, name_of(curve, plan));
    const NamedPlan* known = find_plan(plans, named.name);
    if (known && methods_of(known->plan) == plan.methods) continue;  // kept before
    if (known) named.name = free_plan_name(plans, named.name);
    names << toQString(named.name);
    plans.push_back(std::move(named));
  }
  if (names.isEmpty()) {
    report(MessageLevel::info, tr("These plans are kept already."));
    return names;
  }
  const QString text = names.size() == 1 ? tr("keep the plan as %1").arg(names.first())
                                         : tr("keep %n plans", nullptr, static_cast<int>(names.size()));
  undo_.push(new NamedPlansCommand(this, state_.named_plans, std::move(plans), text));
  return names;
}

void Workspace::useBudgetPlan(const ParetoCurve& curve, int point) {
  const ParetoPlan& plan = curve.plans[static_cast<size_t>(point)];
  NamedPlan named = to_named_plan(state_, plan, name_of(curve, plan));
  undo_.push(new UsePlanCommand(this, {state_.selection, state_.plan},
                                {std::move(named.selection), std::move(named.plan)},
                                tr("make %1 the current plan").arg(toQString(named.name))));
}

}  // namespace calm::ui
