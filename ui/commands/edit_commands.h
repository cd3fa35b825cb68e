#pragma once

#include <QUndoCommand>

#include "calm/plan.h"
#include "calm/search.h"

namespace calm::ui {

class Workspace;

/// Pool, metric and overrides are small: a command keeps both whole values, so that undo cannot drift.
class SelectionCommand : public QUndoCommand {
 public:
  SelectionCommand(Workspace* workspace, Selection before, Selection after);
  void undo() override;
  void redo() override;
  int id() const override { return 1; }
  /// Painting one method over a range of layers is one step.
  bool mergeWith(const QUndoCommand* other) override;

  /// Commands of one stroke merge; 0: never.
  void setStroke(int stroke) { stroke_ = stroke; }

 private:
  Workspace* workspace_;
  Selection before_, after_;
  int stroke_ = 0;
};

class AnalysisCommand : public QUndoCommand {
 public:
  AnalysisCommand(Workspace* workspace, AnalysisOptions before, AnalysisOptions after);
  void undo() override;
  void redo() override;
  int id() const override { return 2; }
  /// Turning a spin box is one step, not forty: commands of one stroke merge.
  bool mergeWith(const QUndoCommand* other) override;
  void setStroke(int stroke) { stroke_ = stroke; }

 private:
  Workspace* workspace_;
  AnalysisOptions before_, after_;
  int stroke_ = 0;
};

}  // namespace calm::ui
