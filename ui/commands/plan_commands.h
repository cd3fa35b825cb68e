#pragma once

#include <QUndoCommand>
#include <vector>

#include "calm/session.h"

namespace calm::ui {

class Workspace;

/// The list of kept plans, whole: it is short.
class NamedPlansCommand : public QUndoCommand {
 public:
  NamedPlansCommand(Workspace* workspace, std::vector<NamedPlan> before, std::vector<NamedPlan> after,
                    const QString& text);
  void undo() override;
  void redo() override;

 private:
  Workspace* workspace_;
  std::vector<NamedPlan> before_, after_;
};

/// Keeps the plans too: stale layers follow from no scores, so the selection alone would not bring them back.
class UsePlanCommand : public QUndoCommand {
 public:
  struct State {
    Selection selection;
    Plan plan;
  };
  UsePlanCommand(Workspace* workspace, State before, State after, const QString& text);
  void undo() override;
  void redo() override;

 private:
  Workspace* workspace_;
  State before_, after_;
};

}  // namespace calm::ui
