#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <cmath>

#include "ui/models/heatmap_model.h"
#include "ui/models/plan_model.h"
#include "ui/tuning_text.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class Workspaces : public WorkspaceTest {};

TEST_F(Workspaces, OpensAModelAndSaysWhyAnotherCannotBeOpened) {
  open(makeModel(3));
  EXPECT_EQ(workspace.layers(), 3);
  EXPECT_EQ(workspace.methodRows(), (std::vector<std::string>{"gptq", "awq", "smoothquant:0.5"}));
  QString failure;
  QObject::connect(&workspace, &Workspace::modelFailed, [&](const QString& text) { failure = text; });
  workspace.openModel(folder.filePath(QStringLiteral("nothing-here.gguf")));
  ASSERT_TRUE(idle());
  EXPECT_TRUE(failure.contains(QStringLiteral("nothing-here.gguf"))) << failure.toStdString();
  EXPECT_EQ(workspace.layers(), 3) << "the opened model stays";
}

TEST_F(Workspaces, EditsAreStepsThatUndoAndRedo) {
  open(makeModel(4));
  workspace.setOverrides({0, 2}, "awq");
  workspace.setPool({"gptq", "awq"});
  EXPECT_EQ(workspace.undoStack()->count(), 2);
  EXPECT_EQ(workspace.plan().layers[2].method, "awq");
  EXPECT_EQ(workspace.plan().layers[2].by, DecidedBy::user);
  workspace.setPool({"gptq", "awq"});
  EXPECT_EQ(workspace.undoStack()->count(), 2) << "no change, no step";
  workspace.undoStack()->undo();
  EXPECT_EQ(workspace.selection().pool.size(), 3u);
  workspace.undoStack()->undo();
  EXPECT_TRUE(workspace.selection().overrides.empty());
  EXPECT_FALSE(workspace.undoStack()->canUndo());
  workspace.undoStack()->redo();
  EXPECT_EQ(workspace.selection().overrides.size(), 2u);
  workspace.clearAllOverrides();
  EXPECT_TRUE(workspace.selection().overrides.empty());
}

TEST_F(Workspaces, AnEmptyPoolIsRefused) {
  open(makeModel(2));
  QSignalSpy told(&workspace, &Workspace::selectionChanged);
  workspace.setPool({});
  EXPECT_EQ(workspace.selection().pool.size(), 3u);
  EXPECT_EQ(told.count(), 1) << "views take their check mark back";
}

TEST_F(Workspaces, TurningASpinBoxIsOneStep) {
  open(makeModel(2));
  const AnalysisOptions before = workspace.analysis();
  for (int n = 33; n < 40; ++n) {
    AnalysisOptions options = workspace.analysis();
    options.calibration.sequences = n;
    workspace.setAnalysisOptions(options);
  }
  EXPECT_EQ(workspace.undoStack()->count(), 1);
  workspace.undoStack()->undo();
  EXPECT_EQ(workspace.analysis(), before);
}

TEST_F(Workspaces, ChangedOptionsNeverShowAnOldScoreAsCurrent) {
  open(makeModel(3));
  const AnalysisOptions options = tokenOptions();
  workspace.setAnalysisOptions(options);
  analyse();
  ASSERT_TRUE(workspace.plan().complete());
  EXPECT_EQ(staleCount(), 0);
  EXPECT_FALSE(workspace.cell(1, "gptq").stale);

  AnalysisOptions other = options;
  other.site = Site::layer_output;
  workspace.setAnalysisOptions(other);
  EXPECT_EQ(staleCount(), 3);
  EXPECT_TRUE(workspace.cell(1, "gptq").stale);
  EXPECT_TRUE(std::isnan(workspace.plan().layers[1].score));
  workspace.undoStack()->undo();
  EXPECT_EQ(staleCount(), 0) << "the options that were measured are back";
  EXPECT_FALSE(workspace.cell(1, "gptq").stale);
}

TEST_F(Workspaces, ModelsKeepTheItemModelRulesThroughARun) {
  HeatmapModel heatmap(&workspace);
  PlanModel plan(&workspace);
  const QAbstractItemModelTester heatmapTester(&heatmap, QAbstractItemModelTester::FailureReportingMode::Warning);
  const QAbstractItemModelTester planTester(&plan, QAbstractItemModelTester::FailureReportingMode::Warning);
  EXPECT_EQ(heatmap.rowCount(), 0);
  open(makeModel(3));
  EXPECT_EQ(heatmap.rowCount(), 3);
  EXPECT_EQ(heatmap.columnCount(), 3);
  EXPECT_EQ(plan.rowCount(), 3);
  workspace.setAnalysisOptions(tokenOptions());
  analyse();
  workspace.setPool({"gptq", "awq", "smoothquant:0.5", "rtn"});
  EXPECT_EQ(heatmap.rowCount(), 4);
  workspace.setOverride(1, "rtn");

  const int rtn = heatmap.rowOf("rtn");
  ASSERT_GE(rtn, 0);
  EXPECT_TRUE(heatmap.index(rtn, 1).data(HeatmapModel::ChosenRole).toBool());
  EXPECT_TRUE(heatmap.index(rtn, 1).data(HeatmapModel::OverriddenRole).toBool());
  EXPECT_FALSE(heatmap.index(rtn, 0).data(HeatmapModel::ChosenRole).toBool());
  const int gptq = heatmap.rowOf("gptq");
  const double value = heatmap.index(gptq, 0).data(HeatmapModel::ValueRole).toDouble();
  EXPECT_DOUBLE_EQ(value, workspace.cell(0, "gptq").score->value(Metric::cka));
  EXPECT_TRUE(heatmap.index(gptq, 2).data(HeatmapModel::StaleRole).toBool());
  EXPECT_FALSE(heatmap.index(gptq, 0).data(HeatmapModel::StaleRole).toBool());
  const QString spoken = heatmap.index(gptq, 0).data(Qt::AccessibleTextRole).toString();
  EXPECT_TRUE(spoken.contains(QLocale().toString(value, 'f', 6))) << spoken.toStdString();
  EXPECT_TRUE(spoken.contains(QStringLiteral("GPTQ")));

  EXPECT_EQ(plan.index(1, PlanModel::Decider).data().toString().toStdString(), "you");
  EXPECT_TRUE(plan.setData(plan.index(1, PlanModel::Method), QString()));
  EXPECT_TRUE(workspace.selection().overrides.empty());
  EXPECT_TRUE(plan.setData(plan.index(2, PlanModel::Method), QStringLiteral("awq")));
  EXPECT_EQ(workspace.selection().overrides.at(2), "awq");
  workspace.undoStack()->undo();
  EXPECT_TRUE(workspace.selection().overrides.empty());
}

TEST_F(Workspaces, RestrictingThePoolWithoutChangingAWinnerRecomputesNothing) {
  open(makeModel(3));
  workspace.setAnalysisOptions(tokenOptions());
  analyse();
  std::vector<std::string> used;
  for (const PlanLayer& layer : workspace.plan().layers) {
    if (std::find(used.begin(), used.end(), layer.method) == used.end()) used.push_back(layer.method);
  }
  workspace.setPool(used);
  EXPECT_EQ(staleCount(), 0);
}

TEST_F(Workspaces, EditsDuringARunAreKeptAndSaved) {
  open(makeModel(16, 128));
  workspace.setAnalysisOptions(tokenOptions(16, 64));
  workspace.analyse();
  ASSERT_TRUE(waitFor([&] { return workspace.hasScores(); }));
  workspace.setOverride(15, "awq");
  ASSERT_TRUE(waitFor([&] { return !workspace.searching(); }));
  ASSERT_TRUE(waitFor([&] { return !workspace.dirty() && !workspace.jobs()->busy(); }));
  EXPECT_EQ(workspace.plan().layers[15].method, "awq");
  const SessionState saved = load_session(workspace.sessionFolder());
  EXPECT_EQ(saved.selection.overrides.at(15), "awq");
  EXPECT_EQ(saved.scores.entries().size(), workspace.state().scores.entries().size());
}

TEST_F(Workspaces, AFailedRunIsReportedAndTheWorkspaceLivesOn) {
  open(makeModel(2));
  AnalysisOptions options = tokenOptions();
  options.calibration.sequences = 99;  // the file has 8
  workspace.setAnalysisOptions(options);
  QString details;
  QObject::connect(&workspace, &Workspace::message, [&](MessageLevel level, const QString&, const QString& text) {
    if (level == MessageLevel::error) details = text;
  });
  analyse();
  EXPECT_TRUE(details.contains(QStringLiteral("tokens.json"))) << details.toStdString();
  EXPECT_FALSE(workspace.hasScores());
  workspace.setAnalysisOptions(tokenOptions());
  analyse();
  EXPECT_TRUE(workspace.plan().complete());
}

TEST_F(Workspaces, AnAnalysisEndsWithTheTuningThatIsAskedFor) {
  open(makeModel(2));
  workspace.setAnalysisOptions(tokenOptions());
  workspace.setTuningEpochs(1);
  QString text, details;
  QObject::connect(&workspace, &Workspace::message, [&](MessageLevel level, const QString& now, const QString& more) {
    if (level != MessageLevel::success) return;
    text = now;
    details = more;
  });
  analyse();
  ASSERT_TRUE(workspace.plan().complete());
  ASSERT_EQ(workspace.state().tunings.size(), 1U);
  EXPECT_EQ(details, tuningText(workspace.state()));
  EXPECT_TRUE(details.contains(QStringLiteral("KL to the original"))) << toStd(details);
  // It is the plan's: another one is not tuned, and taking the change back brings it again.
  const std::string method = workspace.plan().layers[1].method == "rtn" ? "gptq" : "rtn";
  workspace.setOverrides({1}, method);
  EXPECT_TRUE(tuningText(workspace.state()).isEmpty());
  workspace.undoStack()->undo();
  EXPECT_EQ(tuningText(workspace.state()), details);
  workspace.undoStack()->undo();
  EXPECT_EQ(workspace.selection().tuning_epochs, 0);
}

}  // namespace
}  // namespace calm::test
