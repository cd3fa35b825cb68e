// The Benchmark page in the window: named plans, the queue, and what a session brings back.
#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

#include "support/widget_checks.h"
#include "ui/models/benchmark_queue.h"
#include "ui/panels/benchmark_model.h"
#include "ui/panels/benchmark_page.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class BenchmarkWindow : public WindowTest {
 protected:
  void openAnalysed() {
    open(makeModel(2));
    workspace.setAnalysisOptions(tokenOptions());
    workspace.setPool({"rtn", "gptq"});
    analyse();
    window.showPage(QStringLiteral("benchmark"));
    for (const auto& [name, value] : {std::pair{"Window", 32}, {"At most", 6}, {"Prompt", 16}, {"Generate", 4}}) {
      byName<QSpinBox>(page(), name)->setValue(value);
    }
  }
  BenchmarkPage& page() { return *window.benchmarkPage(); }
  QListWidget* variants() { return byName<QListWidget>(page(), "Variants"); }
  QPushButton* run() { return byName<QPushButton>(page(), "Run benchmark"); }
  QStringList names() {
    QStringList list;
    for (int row = 0; row < variants()->count(); ++row) list << variants()->item(row)->text();
    return list;
  }
  void task(const char* name, bool on) { byName<QCheckBox>(page(), name)->setChecked(on); }
  void timing(bool on) {
    task("Measure speed", on);
    task("Measure memory", on);
  }
  bool queueEnds() {
    return waitFor([&] { return page().queue()->runningRow() < 0 && page().queue()->waitingCount() == 0; }) && idle();
  }
  QString cell(int row, int column) { return page().model()->index(row, column).data().toString(); }
  BenchmarkQueue::State state(int row) { return page().queue()->state(row); }
};

TEST_F(BenchmarkWindow, NamedPlansComeGoAndAreMeasuredOnTheWindowsOfTheOthers) {
  openAnalysed();
  ASSERT_EQ(names().size(), 4) << names().join(u' ').toStdString();
  ASSERT_TRUE(workspace.keepPlan(QStringLiteral("by CKA")));
  ASSERT_EQ(names().size(), 5);
  EXPECT_EQ(names()[2], QStringLiteral("Plan: by CKA"));
  ASSERT_TRUE(workspace.renamePlan(QStringLiteral("by CKA"), QStringLiteral("first")));
  EXPECT_EQ(names()[2], QStringLiteral("Plan: first"));
  const std::string other = workspace.plan().layers[0].method == "rtn" ? "gptq" : "rtn";
  workspace.setOverride(0, other);
  timing(false);
  variants()->item(2)->setCheckState(Qt::Checked);
  run()->click();
  ASSERT_TRUE(queueEnds());
  ASSERT_EQ(page().model()->rowCount(), 3);
  EXPECT_EQ(cell(2, BenchmarkModel::Variant), QStringLiteral("first"));
  EXPECT_NE(cell(1, BenchmarkModel::Divergence), cell(2, BenchmarkModel::Divergence)) << "two different plans";
  EXPECT_GT(page().model()->result(2).divergence.kl, 0);
  EXPECT_EQ(page().model()->result(2).divergence.window_kl.size(), 6u);
  for (int row = 0; row < 3; ++row) EXPECT_TRUE(cell(row, BenchmarkModel::Note).isEmpty()) << row;
  const bool told = waitFor([&] { return !cell(2, BenchmarkModel::Verdict).contains(QStringLiteral("comparing")); });
  ASSERT_TRUE(told);
  const auto words = [&](int row) { return page().model()->verdict(row, true); };
  EXPECT_TRUE(words(2).contains(QStringLiteral("Original")));
  page().model()->setBaseline(BenchmarkModel::keyOf(page().model()->result(1)));
  ASSERT_TRUE(waitFor([&] { return words(2).contains(QStringLiteral("Hybrid")); }));

  // Without the plan its row stays, and says so.
  ASSERT_TRUE(workspace.deletePlans({QStringLiteral("first")}));
  EXPECT_EQ(names().size(), 4);
  EXPECT_EQ(cell(2, BenchmarkModel::Note), QStringLiteral("not among the plans now"));
  workspace.undoStack()->undo();
  EXPECT_EQ(names().size(), 5);
  EXPECT_TRUE(cell(2, BenchmarkModel::Note).isEmpty());
}

TEST_F(BenchmarkWindow, TheQueueRunsOneAfterAnotherAndTheSessionKeepsAll) {
  openAnalysed();
  timing(false);
  run()->click();
  timing(true);
  task("Measure perplexity", false);
  task("Measure the KL to the original", false);
  run()->click();
  EXPECT_EQ(page().queue()->rowCount(), 2);
  EXPECT_EQ(state(1), BenchmarkQueue::State::waiting);
  window.showPage(QStringLiteral("plan"));  // the user looks at something else
  ASSERT_TRUE(queueEnds());
  EXPECT_EQ(state(0), BenchmarkQueue::State::done);
  EXPECT_EQ(state(1), BenchmarkQueue::State::done);
  ASSERT_EQ(page().model()->rowCount(), 4);
  EXPECT_TRUE(cell(2, BenchmarkModel::Perplexity).isEmpty());
  EXPECT_FALSE(cell(3, BenchmarkModel::Decode).isEmpty());
  EXPECT_FALSE(cell(3, BenchmarkModel::DecodeDelta).isEmpty());
  EXPECT_TRUE(cell(3, BenchmarkModel::Options).contains(QStringLiteral("prompt 16, generated 4")))
      << cell(3, BenchmarkModel::Options).toStdString();
  EXPECT_FALSE(cell(0, BenchmarkModel::Host).isEmpty() || cell(0, BenchmarkModel::Date).isEmpty());

  // The same again measures nothing anew: no row is added.
  timing(false);
  task("Measure perplexity", true);
  task("Measure the KL to the original", true);
  run()->click();
  ASSERT_TRUE(queueEnds());
  EXPECT_EQ(page().model()->rowCount(), 4);

  const QString verdict = cell(1, BenchmarkModel::Verdict), options = cell(3, BenchmarkModel::Options);
  workspace.saveSession();
  ASSERT_TRUE(waitFor([&] { return !workspace.dirty() && !workspace.jobs()->busy(); }));
  const QString session = pathToQString(workspace.sessionFolder());
  open(makeModel(3));
  EXPECT_EQ(page().model()->rowCount(), 0);
  EXPECT_EQ(page().queue()->rowCount(), 0) << "another model, another queue";
  workspace.openSession(session);
  ASSERT_TRUE(waitFor([&] { return workspace.layers() == 2; }));
  ASSERT_TRUE(idle());
  ASSERT_EQ(page().model()->rowCount(), 4);
  EXPECT_TRUE(waitFor([&] { return cell(1, BenchmarkModel::Verdict) == verdict; }))
      << cell(1, BenchmarkModel::Verdict).toStdString() << " was " << verdict.toStdString();
  EXPECT_EQ(cell(3, BenchmarkModel::Options), options);
}

TEST_F(BenchmarkWindow, ACancelledEntryKeepsItsRowsAndTheNextOneRuns) {
  openAnalysed();
  byName<QSpinBox>(page(), "Repeats")->setValue(1000);  // longer than anybody waits
  run()->click();
  byName<QToolButton>(page(), "Check no variant")->click();
  variants()->item(0)->setCheckState(Qt::Checked);
  byName<QSpinBox>(page(), "At most")->setValue(2);
  timing(false);
  run()->click();
  ASSERT_TRUE(waitFor([&] {
    return page().model()->rowCount() == 2 && !cell(1, BenchmarkModel::Perplexity).isEmpty();
  })) << "the windows are measured before the timing";
  page().queue()->remove(0);
  ASSERT_TRUE(queueEnds());
  EXPECT_EQ(state(0), BenchmarkQueue::State::cancelled);
  EXPECT_EQ(state(1), BenchmarkQueue::State::done);
  EXPECT_EQ(workspace.state().benchmarks.size(), 2u) << "the original's second run goes on with its row";
  EXPECT_TRUE(workspace.state().benchmarks[1].has_perplexity);
  EXPECT_FALSE(workspace.state().benchmarks[1].has_latency);
}

TEST_F(BenchmarkWindow, AnEntryThatWaitsForTheAnalysisFindsItsScoresKept) {
  openAnalysed();
  timing(false);
  workspace.setAnalysisOptions(tokenOptions(8, 31));
  workspace.analyse();
  ASSERT_TRUE(workspace.searching());
  run()->click();
  ASSERT_TRUE(queueEnds());
  EXPECT_EQ(state(0), BenchmarkQueue::State::done);
  EXPECT_EQ(load_session(workspace.sessionFolder()).scores.entries().size(), workspace.state().scores.entries().size());
  EXPECT_EQ(staleCount(), 0);
}

TEST_F(BenchmarkWindow, AnEntryThatWaitsForAnotherJobCanBeTakenBackAlone) {
  openAnalysed();
  workspace.setAnalysisOptions(tokenOptions(8, 31));
  workspace.analyse();
  ASSERT_TRUE(workspace.searching());
  EXPECT_EQ(run()->text(), QStringLiteral("Add to the q&ueue"));
  run()->click();
  EXPECT_EQ(state(0), BenchmarkQueue::State::starting);
  page().queue()->remove(0);
  EXPECT_EQ(state(0), BenchmarkQueue::State::cancelled);
  EXPECT_TRUE(workspace.searching()) << "the analysis goes on";
  EXPECT_FALSE(workspace.jobs()->stopping());
  ASSERT_TRUE(waitFor([&] { return !workspace.searching(); }));
  EXPECT_TRUE(workspace.plan().complete());
}

}  // namespace
}  // namespace calm::test
