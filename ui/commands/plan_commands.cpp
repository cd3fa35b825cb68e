#include "ui/commands/plan_commands.h"

#include "ui/commands/edit_texts.h"
#include "ui/workspace.h"

namespace calm::ui {

NamedPlansCommand::NamedPlansCommand(Workspace* workspace, std::vector<NamedPlan> before, std::vector<NamedPlan> after,
                                     const QString& text)
    : QUndoCommand(undoText(text)), workspace_(workspace), before_(std::move(before)), after_(std::move(after)) {}

void NamedPlansCommand::undo() {
  workspace_->applyNamedPlans(before_);
}
void NamedPlansCommand::redo() {
  workspace_->applyNamedPlans(after_);
}

UsePlanCommand::UsePlanCommand(Workspace* workspace, State before, State after, const QString& text)
    : QUndoCommand(undoText(text)), workspace_(workspace), before_(std::move(before)), after_(std::move(after)) {}

void UsePlanCommand::undo() {
  workspace_->applyPlan(before_.selection, before_.plan);
}
void UsePlanCommand::redo() {
  workspace_->applyPlan(after_.selection, after_.plan);
}

}  // namespace calm::ui
