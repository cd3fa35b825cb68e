// The window without a mouse, and a run that is left and taken up again.
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QTreeView>

#include "support/widget_checks.h"
#include "ui/panels/run_setup_panel.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class Keyboard : public WindowTest {};

TEST_F(Keyboard, EachMenuEntryHasAKeyOfItsOwn) {
  const auto check = [](const QList<QAction*>& actions, const QString& menu) {
    QSet<QString> seen;
    for (const QAction* entry : actions) {
      if (entry->isSeparator()) continue;
      const QString key = QKeySequence::mnemonic(entry->text()).toString();
      EXPECT_FALSE(key.isEmpty()) << menu.toStdString() << ": no key for " << entry->text().toStdString();
      EXPECT_FALSE(seen.contains(key)) << menu.toStdString() << ": " << key.toStdString() << " twice";
      seen.insert(key);
    }
  };
  check(window.menuBar()->actions(), QStringLiteral("menu bar"));
  int menus = 0;
  for (const QAction* entry : window.menuBar()->actions()) {
    ASSERT_NE(entry->menu(), nullptr);
    check(entry->menu()->actions(), entry->text());
    ++menus;
  }
  EXPECT_EQ(menus, 5);
}

TEST_F(Keyboard, TabReachesWhatTheWorkNeeds) {
  open(makeModel(3));
  workspace.setAnalysisOptions(tokenOptions());
  analyse();
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  QSet<QString> reached;
  for (int i = 0; i < 120; ++i) {
    QWidget* focus = QApplication::focusWidget();
    if (focus != nullptr) reached.insert(focus->accessibleName());
    QTest::keyClick(focus != nullptr ? focus : &window, Qt::Key_Tab);
  }
  for (const char* name : {"Methods of the pool", "Preset", "Sequences", "Weights", "Measured at", "Device", "Analyse",
                           "Score", "Scale", "Heatmap of methods by layers"}) {
    EXPECT_TRUE(reached.contains(QString::fromLatin1(name))) << "Tab does not reach " << name;
  }
}

TEST_F(Keyboard, OverrideRecomputeUndoRedoByKeysAlone) {
  const int layers = 6;
  open(makeModel(layers));
  workspace.setAnalysisOptions(tokenOptions());
  analyse();
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  heatmap()->setFocus();
  heatmap()->setCurrentIndex(cells()->index(0, 2));
  const std::string chosen = workspace.plan().layers[2].method;
  const std::string other = chosen == "awq" ? "gptq" : "awq";
  QTest::keyClick(heatmap(), static_cast<char>('1' + cells()->rowOf(other)));
  EXPECT_EQ(workspace.plan().layers[2].method, other);
  EXPECT_EQ(staleCount(), layers - 3);
  const double below = workspace.cell(1, chosen).score->seconds;
  QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);
  ASSERT_TRUE(waitFor([&] { return workspace.searching(); }));
  ASSERT_TRUE(waitFor([&] { return !workspace.searching(); }));
  EXPECT_EQ(staleCount(), 0);
  EXPECT_EQ(workspace.cell(1, chosen).score->seconds, below) << "a layer below was scored again";
  QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(workspace.plan().layers[2].method, chosen);
  EXPECT_EQ(workspace.plan().layers[2].by, DecidedBy::search);
  QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(workspace.plan().layers[2].method, other);
  EXPECT_EQ(staleCount(), 0);
}

TEST_F(Keyboard, ARunThatWasClosedIsTakenUpWhereItStopped) {
  open(makeModel(24, 128));
  const AnalysisOptions options = tokenOptions(16, 128);
  workspace.setAnalysisOptions(options);
  workspace.analyse();
  const auto decided = [](const Workspace& where) {
    int count = 0;
    while (count < where.layers() && !where.plan().layers[static_cast<size_t>(count)].method.empty()) ++count;
    return count;
  };
  ASSERT_TRUE(waitFor([&] { return decided(workspace) >= 3; }));
  ASSERT_TRUE(workspace.searching()) << "too fast to be closed: make the model larger";
  window.close();
  EXPECT_EQ(prompt.asked, 1);
  ASSERT_TRUE(waitFor([&] { return !window.isVisible(); }));
  const int kept = decided(workspace);

  Workspace second(nullptr, &prompt);
  MainWindow again(&second, {&settings, files});
  again.show();
  second.openPath(pathToQString(workspace.sessionFolder()));
  ASSERT_TRUE(waitFor([&] { return second.layers() == 24 && !second.jobs()->busy(); }));
  EXPECT_EQ(second.analysis(), options);
  EXPECT_GE(decided(second), 3);
  EXPECT_LE(decided(second), kept);
  const CandidateScore first = *second.cell(0, "gptq").score;
  second.analyse();
  ASSERT_TRUE(waitFor([&] { return !second.searching() && !second.jobs()->busy(); }, 200000));
  EXPECT_TRUE(second.plan().complete());
  EXPECT_EQ(second.plan().first_stale(), 24);
  EXPECT_EQ(second.cell(0, "gptq").score->values[Metric::cka], first.values[Metric::cka]);
  EXPECT_EQ(second.cell(0, "gptq").score->seconds, first.seconds) << "scored again";
  EXPECT_EQ(prompt.asked, 1);
}

}  // namespace
}  // namespace calm::test
