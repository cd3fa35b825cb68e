#include "ui/commands/edit_commands.h"

#include "ui/commands/edit_texts.h"
#include "ui/workspace.h"

namespace calm::ui {

SelectionCommand::SelectionCommand(Workspace* workspace, Selection before, Selection after)
    : QUndoCommand(undoText(describeEdit(before, after))),
      workspace_(workspace),
      before_(std::move(before)),
      after_(std::move(after)) {}

void SelectionCommand::undo() {
  workspace_->applySelection(before_);
}
void SelectionCommand::redo() {
  workspace_->applySelection(after_);
}

bool SelectionCommand::mergeWith(const QUndoCommand* other) {
  const auto* next = static_cast<const SelectionCommand*>(other);
  if (stroke_ == 0 || next->stroke_ != stroke_) return false;
  after_ = next->after_;
  setText(undoText(describeEdit(before_, after_)));
  setObsolete(before_ == after_);
  return true;
}

AnalysisCommand::AnalysisCommand(Workspace* workspace, AnalysisOptions before, AnalysisOptions after)
    : QUndoCommand(undoText(describeEdit(before, after))),
      workspace_(workspace),
      before_(std::move(before)),
      after_(std::move(after)) {}

void AnalysisCommand::undo() {
  workspace_->applyAnalysis(before_);
}
void AnalysisCommand::redo() {
  workspace_->applyAnalysis(after_);
}

bool AnalysisCommand::mergeWith(const QUndoCommand* other) {
  const auto* next = static_cast<const AnalysisCommand*>(other);
  if (next->stroke_ != stroke_) return false;
  after_ = next->after_;
  setText(undoText(describeEdit(before_, after_)));
  setObsolete(before_ == after_);
  return true;
}

}  // namespace calm::ui
