#pragma once

#include <QString>

#include "calm/plan.h"
#include "calm/search.h"

namespace calm::ui {

/// What turned one value into the other, as a step of the history: "use GPTQ for layers 3 to 7".
QString describeEdit(const Selection& before, const Selection& after);
QString describeEdit(const AnalysisOptions& before, const AnalysisOptions& after);

/// For QUndoCommand: with a capital in the history, as it is behind "Undo".
QString undoText(const QString& edit);

}  // namespace calm::ui
