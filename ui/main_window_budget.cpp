// The dialogs for plans under a budget and for refinement, and what they ask for.
#include <QPointer>

#include "calm/methods.h"
#include "ui/command_lines.h"
#include "ui/main_window.h"
#include "ui/models/pareto_model.h"
#include "ui/models/plan_model.h"
#include "ui/panels/budget_dialog.h"
#include "ui/panels/quantized_size.h"
#include "ui/panels/refine_dialog.h"
#include "ui/raise_open.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

ParetoRequest toRequest(const BudgetRequestParts& parts, const Selection& selection) {
  ParetoRequest request;
  request.average_bits = parts.averageBits;
  request.max_bytes = parts.maxBytes;
  request.sensitivity = parts.sensitivity;
  request.points = parts.points;
  std::vector<MethodSpec> pool;
  for (const std::string& method : selection.pool) pool.push_back(parse_method(method));
  if (!parts.widths.empty()) pool = pool_with_bits(pool, parts.widths);
  for (const MethodSpec& spec : pool) request.pool.push_back(spec.canonical());
  return request;
}

}  // namespace

void MainWindow::showBudget() {
  if (!workspace_->hasModel() || raiseOpen<BudgetDialog>(this)) return;
  auto* dialog = new BudgetDialog(this, services_.files);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  const QPointer<BudgetDialog> target(dialog);
  const ModelInfo& info = workspace_->model()->info();
  dialog->setStart(averageBits(*workspace_),
                   expectedQuantizedBytes(info, workspace_->analysis().scheme, workspace_->analysis().transform,
                                          workspace_->plan()));
  auto job = std::make_shared<quint64>(0);
  connect(workspace_, &Workspace::modelOpened, dialog, &QWidget::close);
  connect(dialog, &BudgetDialog::solveRequested, this, [=, this](const BudgetRequestParts& parts) {
    try {
      *job = workspace_->solveBudget(
          toRequest(parts, workspace_->selection()),
          [target](const ParetoCurve& curve) {
            if (target) target->setCurve(curve);
          },
          [target](const Progress& progress) {
            if (target) target->setProgress(progress);
          },
          [target](JobStatus status, const QString& error) {
            if (target && status != JobStatus::finished) target->setFailed(error);
          });
    } catch (const std::exception& error) {  // a method that cannot have these bits
      target->setFailed(toQString(error.what()));
    }
  });
  connect(dialog, &BudgetDialog::cancelRequested, this, [this, job] { workspace_->jobs()->cancel(*job); });
  connect(dialog, &BudgetDialog::keepRequested, this, [this, dialog](const std::vector<int>& points) {
    const QStringList names = workspace_->keepBudgetPlans(dialog->model()->curve(), points);
    dialog->setNotice(names.isEmpty()     ? tr("These plans are kept already.")
                      : names.size() == 1 ? tr("Kept as \"%1\": it is on the Plan page now.").arg(names.first())
                                          : tr("%n plans were kept: they are on the Plan page now.", nullptr,
                                               static_cast<int>(names.size())));
  });
  connect(dialog, &BudgetDialog::useRequested, this, [this, dialog](int point) {
    workspace_->useBudgetPlan(dialog->model()->curve(), point);
    dialog->setNotice(tr("This is the current plan now; undo takes it back."));
  });
  connect(dialog, &BudgetDialog::commandRequested, this, [this](const BudgetRequestParts& parts) {
    ParetoRequest request = toRequest(parts, workspace_->selection());
    request.session = workspace_->ensureSessionFolder();
    request.execution = {workspace_->state().device, workspace_->state().threads};
    copyCommand(budgetCommand(request));
  });
  connect(dialog, &BudgetDialog::saved, this,
          [this](const QString& path) { announceFile(tr("Saved as %1.").arg(path), path); });
  connect(dialog, &BudgetDialog::saveFailed, this, [this](const QString& error) {
    workspace_->report(MessageLevel::error, tr("The file could not be saved."), error);
  });
  dialog->show();
  if (workspace_->hasScores()) dialog->solve();
}

void MainWindow::showRefine() {
  if (!workspace_->hasModel() || raiseOpen<RefineDialog>(this)) return;
  auto* dialog = new RefineDialog(this, services_.files);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(workspace_, &Workspace::modelOpened, dialog, &QWidget::close);
  connect(dialog, &RefineDialog::startRequested, workspace_,
          [this](const RefinementRequest& request) { workspace_->refinePlan(request); });
  connect(dialog, &RefineDialog::commandRequested, this, [this](const RefinementRequest& request) {
    copyCommand(refineCommand(workspace_->refinementRequest(request)));
  });
  dialog->show();
}

}  // namespace calm::ui
