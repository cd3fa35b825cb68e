#pragma once

#include <QString>
#include <QStringList>
#include <filesystem>

#include "calm/evaluation.h"
#include "calm/pareto.h"
#include "calm/refinement.h"
#include "calm/session.h"

/// What the window does, as lines for a POSIX shell that do the same without it.
namespace calm::ui {

/// --max-windows of the commands that measure a gain, where it is not given.
inline constexpr int kUsualGainWindows = 16;

/// A path or a spec as one word of a POSIX shell.
QString shellQuoted(const QString& word);
/// Words, each quoted where it must be.
QString shellLine(const QStringList& words);

/// `calm analyze` with all that the request says. Without a session folder a new one is made by the run. `fromLayer` as
/// in SearchRequest.
QString analyseCommand(const SessionState& state, const std::filesystem::path& session, int fromLayer = -1);
/// What --variant calls it: "original", "plan", "plan:NAME", or a method's spec.
QString variantArgument(const Variant& variant);
/// `calm bench` over the session's variants; `request.session` must be set.
QString benchmarkCommand(const BenchmarkRequest& request);
/// `calm pareto` with the request's budget, loss and pool; `request.session` must be set.
QString budgetCommand(const ParetoRequest& request);
/// `calm refine`; `request.session` must be set.
QString refineCommand(const RefinementRequest& request);
/// `calm export` of the session's plan.
QString exportCommand(const std::filesystem::path& session, const QString& format, const std::filesystem::path& out,
                      bool replace, const ExecutionOptions& execution);
/// `calm report`.
QString reportCommand(const std::filesystem::path& session, const std::filesystem::path& out);

}  // namespace calm::ui
