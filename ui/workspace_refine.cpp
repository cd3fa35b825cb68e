// The part of Workspace that refines the plan end to end, and takes the result over.
#include <algorithm>
#include <cmath>

#include "calm/error.h"
#include "calm/named_plans.h"
#include "ui/commands/plan_commands.h"
#include "ui/format.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

RefinementRequest Workspace::refinementRequest(RefinementRequest request) {
  request.model = model_;
  request.session = ensureSessionFolder();
  request.execution = {state_.device, state_.threads};
  return request;
}

quint64 Workspace::refinePlan(RefinementRequest request) {
  request = refinementRequest(std::move(request));
  auto result = std::make_shared<RefinementResult>();
  const size_t known = state_.refinement.size();
  return jobs_.submit(
      JobKind::analyses, tr("Refining the plan of %1").arg(toQString(state_.model_name)),
      [this, request = std::move(request), state = state_, result](JobContext& job) {
        save_session(request.session, state);
        // What was tried is in the session's folder: also after a stop.
        const auto merge = [&] {
          SessionState saved = load_session(request.session);
          job.post([this, saved = std::move(saved), asked = state.selection] { takeRefinement(saved, asked); });
        };
        try {
          *result = refine_plan(request, job.sink(), job.control());
        } catch (...) {
          merge();
          throw;
        }
        merge();
        if (result->status == EndStatus::cancelled) throw Error(ErrorCode::cancelled, "cancelled");
      },
      [this, result, known](JobStatus status, const QString& error) {
        touch();
        if (status == JobStatus::failed) {
          report(MessageLevel::error, tr("The plan could not be refined."), error);
        } else if (status == JobStatus::cancelled) {
          report(MessageLevel::info,
                 tr("The refinement was stopped. What was tried is kept; \"Refine plan\" goes on from there."));
        } else {
          reportRefinement(*result, known);
        }
      });
}

void Workspace::takeRefinement(const SessionState& saved, const Selection& asked) {
  if (saved.model_fingerprint != state_.model_fingerprint) return;
  state_.refinement = saved.refinement;
  state_.refinement_gain = saved.refinement_gain;
  if (state_.benchmarks.size() < saved.benchmarks.size()) {
    state_.benchmarks = saved.benchmarks;
    Q_EMIT benchmarksChanged();
  }
  if (methods_of(saved.plan) == methods_of(state_.plan)) return;
  if (state_.selection == asked) {
    undo_.push(new UsePlanCommand(this, {state_.selection, state_.plan}, {saved.selection, saved.plan},
                                  tr("refine the plan")));
    return;
  }
  // The plan was edited meanwhile: the edit stands, and the refined one is kept beside it.
  std::vector<NamedPlan> plans = state_.named_plans;
  const QString name = freePlanName(tr("Refined plan"));
  plans.push_back(name_current_plan(saved, toStd(name)));
  undo_.push(new NamedPlansCommand(this, state_.named_plans, std::move(plans), tr("keep the plan as %1").arg(name)));
}

void Workspace::reportRefinement(const RefinementResult& result, size_t known) {
  const auto first = result.trials.begin() + static_cast<std::ptrdiff_t>(std::min(known, result.trials.size()));
  const auto kept = std::count_if(first, result.trials.end(), [](const RefinementTrial& trial) { return trial.kept; });
  const QString tried = tr("Swaps tried: %1, kept: %2.").arg(result.trials.end() - first).arg(kept);
  const QString left = result.exhausted ? tr("Nothing is left to try.") : tr("Another run tries more.");
  const QString slice =
      tr("KL to the original on %1 tokens of calibration text: %2 → %3.")
          .arg(formatCount(result.tokens), formatNumber(result.kl_before, 4), formatNumber(result.kl_after, 4));
  const QString details = QStringList{tried, slice, left}.join(u' ');
  if (!result.gain) {
    report(kept > 0 ? MessageLevel::success : MessageLevel::info,
           kept > 0 ? tr("The plan was refined.") : tr("No swap brought the model closer to the original."), details);
    return;
  }
  const RefinementGain& gain = *result.gain;
  report(MessageLevel::success,
         tr("The plan was refined: KL to the original %1 → %2 on held-out text, 95 % interval of the change %3 to %4.")
             .arg(formatNumber(gain.kl_before, 4), formatNumber(gain.kl_after, 4), formatDelta(gain.kl.low, 4),
                  formatDelta(gain.kl.high, 4)),
         QStringList{details, toQString(gain.text)}.join(u' '));
}

}  // namespace calm::ui
