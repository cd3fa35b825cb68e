#include <QAction>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>
#include <QUrl>
#include <filesystem>

#include "calm/error.h"
#include "calm/session_lock.h"
#include "support/widget_checks.h"
#include "ui/charts/curves_chart.h"
#include "ui/models/heatmap_model.h"
#include "ui/models/plan_model.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/progress_strip.h"
#include "ui/views/heatmap_delegate.h"
#include "ui/views/heatmap_view.h"
#include "ui/views/plan_page.h"
#include "ui/views/sensitivity_page.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class Window : public WindowTest {};

TEST_F(Window, TheWholeStory) {
  const int layers = 10;
  // Open, through the action and the dialog that stands in for the real one.
  files->path = makeModel(layers, 128);
  EXPECT_FALSE(action(QStringLiteral("Analyse"))->isEnabled());
  action(QStringLiteral("Open model folder…"))->trigger();
  EXPECT_EQ(files->asked, 1);
  ASSERT_TRUE(waitFor([&] { return workspace.hasModel(); }));
  EXPECT_TRUE(window.windowTitle().startsWith(QStringLiteral("model-10"))) << window.windowTitle().toStdString();
  EXPECT_EQ(cells()->columnCount(), layers);

  // Analyse, pause, resume.
  workspace.setAnalysisOptions(tokenOptions(8, 64));
  ASSERT_TRUE(waitFor([&] { return action(QStringLiteral("Analyse"))->isEnabled(); }));
  action(QStringLiteral("Analyse"))->trigger();
  ASSERT_TRUE(waitFor([&] { return workspace.hasScores(); }));
  workspace.pause();
  EXPECT_EQ(window.progressStrip()->state(), ProgressStrip::State::Paused);
  ASSERT_TRUE(workspace.searching()) << "too fast to be paused: make the model larger";
  QTest::qWait(300);
  const size_t held = workspace.state().scores.entries().size();
  QTest::qWait(300);
  EXPECT_EQ(workspace.state().scores.entries().size(), held);
  EXPECT_FALSE(workspace.plan().complete());
  workspace.resume();
  ASSERT_TRUE(waitFor([&] { return !workspace.searching(); }));
  ASSERT_TRUE(workspace.plan().complete());
  EXPECT_EQ(staleCount(), 0);
  for (int layer = 0; layer < layers; ++layer) {
    const int row = cells()->rowOf(workspace.plan().layers[static_cast<size_t>(layer)].method);
    EXPECT_TRUE(cells()->index(row, layer).data(HeatmapModel::ChosenRole).toBool()) << layer;
  }
  EXPECT_EQ(window.sensitivityPage()->curves()->points("gptq", true).size(), 0);
  ASSERT_TRUE(waitFor([&] { return window.sensitivityPage()->curves()->points("gptq", false).size() == layers; }));

  // Restrict the pool to two methods, override a layer by keyboard: all above it goes stale.
  workspace.setPool({"gptq", "awq"});
  ASSERT_TRUE(idle());
  analyse();
  EXPECT_EQ(staleCount(), 0);
  const std::string chosen = workspace.plan().layers[5].method;
  const std::string other = chosen == "awq" ? "gptq" : "awq";
  heatmap()->setCurrentIndex(cells()->index(cells()->rowOf(other), 5));
  EXPECT_EQ(workspace.currentLayer(), 5);
  QTest::keyClick(heatmap(), Qt::Key_Return);
  EXPECT_EQ(workspace.plan().layers[5].method, other);
  EXPECT_EQ(workspace.plan().layers[5].by, DecidedBy::user);
  EXPECT_FALSE(workspace.plan().layers[5].stale) << "the other method was scored here too";
  EXPECT_EQ(staleCount(), layers - 6);
  EXPECT_TRUE(cells()->index(cells()->rowOf(other), 5).data(HeatmapModel::OverriddenRole).toBool());
  EXPECT_TRUE(cells()->index(0, 6).data(HeatmapModel::StaleRole).toBool());
  EXPECT_FALSE(cells()->index(0, 5).data(HeatmapModel::StaleRole).toBool());
  EXPECT_EQ(workspace.plan().first_stale(), 6);

  // Recompute from there, undo, redo.
  ASSERT_TRUE(action(QStringLiteral("Recompute from the stale layer"))->isEnabled());
  action(QStringLiteral("Recompute from the stale layer"))->trigger();
  ASSERT_TRUE(waitFor([&] { return !workspace.searching(); }));
  EXPECT_EQ(staleCount(), 0);
  workspace.undoStack()->undo();
  EXPECT_EQ(workspace.plan().layers[5].method, chosen);
  EXPECT_EQ(staleCount(), 0) << "the scores of before the override are still known";
  workspace.undoStack()->redo();
  EXPECT_EQ(workspace.plan().layers[5].method, other);
  EXPECT_EQ(staleCount(), 0);

  // Reopen the session: the same plan, the same scores.
  ASSERT_TRUE(waitFor([&] { return !workspace.jobs()->busy(); }));
  workspace.saveSession();
  ASSERT_TRUE(waitFor([&] { return !workspace.dirty() && !workspace.jobs()->busy(); }));
  EXPECT_FALSE(window.isWindowModified());
  const QString session = pathToQString(workspace.sessionFolder());
  const Plan before = workspace.plan();
  const double score = workspace.cell(9, "gptq").score->value(Metric::cka);
  workspace.openModel(makeModel(2));
  ASSERT_TRUE(waitFor([&] { return workspace.layers() == 2; }));
  workspace.openPath(session);
  ASSERT_TRUE(waitFor([&] { return workspace.layers() == layers; }));
  for (size_t layer = 0; layer < before.layers.size(); ++layer) {
    EXPECT_EQ(workspace.plan().layers[layer].method, before.layers[layer].method);
    EXPECT_EQ(workspace.plan().layers[layer].stale, before.layers[layer].stale);
  }
  EXPECT_EQ(workspace.cell(9, "gptq").score->value(Metric::cka), score);
  EXPECT_FALSE(workspace.cell(9, "gptq").stale);
}

TEST_F(Window, KeysInTheHeatmapChooseAndClear) {
  open(makeModel(5));
  heatmap()->setFocus();
  heatmap()->setCurrentIndex(cells()->index(0, 1));
  QTest::keyClick(heatmap(), Qt::Key_Right);
  EXPECT_EQ(workspace.currentLayer(), 2);
  QTest::keyClick(heatmap(), Qt::Key_2);
  EXPECT_EQ(workspace.selection().overrides.at(2), cells()->method(1));
  QTest::keyClick(heatmap(), Qt::Key_Right, Qt::ShiftModifier);
  QTest::keyClick(heatmap(), Qt::Key_Space);
  EXPECT_EQ(workspace.selection().overrides.size(), 2u) << "both selected layers";
  QTest::keyClick(heatmap(), Qt::Key_Delete);
  EXPECT_TRUE(workspace.selection().overrides.empty());
}

TEST_F(Window, OneLayerIsSelectedEverywhere) {
  open(makeModel(5));
  workspace.setOverrides({0, 1, 2, 3, 4}, "gptq");
  heatmap()->setCurrentIndex(cells()->index(1, 3));
  EXPECT_EQ(window.planPage()->table()->currentIndex().row(), 3);
  window.planPage()->table()->setCurrentIndex(window.planPage()->table()->model()->index(1, PlanModel::Score));
  EXPECT_EQ(workspace.currentLayer(), 1);
  EXPECT_EQ(heatmap()->currentIndex().column(), 1);
}

TEST_F(Window, TakesADroppedModelAndNothingElse) {
  const QString path = makeModel(2);
  const auto drop = [&](const QString& file) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(&window, &enter);
    if (!enter.isAccepted()) return false;
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &event);
    return true;
  };
  EXPECT_FALSE(drop(folder.filePath(QStringLiteral("notes.txt"))));
  EXPECT_TRUE(drop(path));
  ASSERT_TRUE(waitFor([&] { return workspace.hasModel(); }));
  EXPECT_EQ(workspace.layers(), 2);
}

TEST_F(Window, SaysWhatIsWrongWithABadFileAndLivesOn) {
  QFile bad(folder.filePath(QStringLiteral("bad.gguf")));
  ASSERT_TRUE(bad.open(QIODevice::WriteOnly));
  bad.write("GGUF but not really");
  bad.close();
  workspace.openPath(bad.fileName());
  ASSERT_TRUE(idle());
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Error);
  EXPECT_TRUE(window.messageBar()->details().contains(QStringLiteral("bad.gguf")))
      << window.messageBar()->details().toStdString();
  open(makeModel(2));
  EXPECT_EQ(workspace.layers(), 2);
}

TEST_F(Window, ClosingARunAsksOnceStopsAndSaves) {
  open(makeModel(24, 128));
  workspace.setAnalysisOptions(tokenOptions(16, 128));
  workspace.analyse();
  ASSERT_TRUE(waitFor([&] { return workspace.hasScores(); }));
  prompt.answer = false;
  window.close();
  EXPECT_EQ(prompt.asked, 1);
  EXPECT_TRUE(window.isVisible());
  ASSERT_TRUE(workspace.searching()) << "too fast to be closed: make the model larger";
  prompt.answer = true;
  QElapsedTimer clock;
  clock.start();
  window.close();
  EXPECT_LT(clock.elapsed(), 100) << "close() must not wait for the worker";
  EXPECT_EQ(prompt.asked, 2);
  window.close();
  EXPECT_EQ(prompt.asked, 2) << "already closing";
  ASSERT_TRUE(waitFor([&] { return !window.isVisible(); }));
  EXPECT_TRUE(is_session(workspace.sessionFolder()));
  EXPECT_FALSE(load_session(workspace.sessionFolder()).scores.entries().empty());
}

TEST_F(Window, ClosingAsksWhereTheLastSaveFails) {
  open(makeModel(2));
  QFile blocker(folder.filePath(QStringLiteral("blocker")));
  ASSERT_TRUE(blocker.open(QIODevice::WriteOnly));
  const QByteArray home = qgetenv("XDG_DATA_HOME");
  qputenv("XDG_DATA_HOME", blocker.fileName().toUtf8());
  workspace.setOverrides({0}, "gptq");
  prompt.answer = false;
  window.close();
  ASSERT_TRUE(waitFor([&] { return prompt.asked == 1; }));
  QTest::qWait(20);
  EXPECT_TRUE(window.isVisible());
  EXPECT_TRUE(workspace.saveFailed());
  prompt.answer = true;
  window.close();
  EXPECT_TRUE(waitFor([&] { return !window.isVisible(); }));
  EXPECT_EQ(prompt.asked, 2);
  qputenv("XDG_DATA_HOME", home);
}

TEST_F(Window, OpeningAnotherModelSavesFirstAndAsksOfWhatRuns) {
  open(makeModel(24, 128));
  workspace.setOverrides({1}, "gptq");
  const std::filesystem::path first = workspace.ensureSessionFolder();
  const QString other = makeModel(2);
  workspace.openPath(other);
  ASSERT_TRUE(waitFor([&] { return workspace.layers() == 2; }));
  EXPECT_EQ(prompt.asked, 0);
  EXPECT_EQ(load_session(first).selection.overrides.at(1), "gptq");

  workspace.openSession(ui::pathToQString(first));
  ASSERT_TRUE(waitFor([&] { return workspace.layers() == 24; }));
  workspace.setAnalysisOptions(tokenOptions(16, 128));
  workspace.analyse();
  ASSERT_TRUE(waitFor([&] { return workspace.hasScores(); }));
  prompt.answer = false;
  workspace.openPath(other);
  EXPECT_EQ(prompt.asked, 1);
  EXPECT_EQ(workspace.layers(), 24);
  workspace.cancel();
  EXPECT_TRUE(idle());
}

TEST_F(Window, ASessionIsHeldByOneWriter) {
  open(makeModel(2));
  workspace.saveSession();
  ASSERT_TRUE(waitFor([&] { return !workspace.dirty(); }));
  const std::filesystem::path session = workspace.sessionFolder();
  EXPECT_THROW(SessionLock{session}, Error) << "another window or calm must not write it";
  // Once more in the same window is no conflict.
  QSignalSpy opened(&workspace, &ui::Workspace::modelOpened);
  workspace.openSession(ui::pathToQString(session));
  ASSERT_TRUE(waitFor([&] { return opened.count() == 1; }));

  const std::filesystem::path other = ui::toPath(folder.filePath(QStringLiteral("other")));
  save_session(other, workspace.state());
  {
    const SessionLock held(other);
    QSignalSpy failed(&workspace, &ui::Workspace::modelFailed);
    workspace.openSession(ui::pathToQString(other));
    ASSERT_TRUE(waitFor([&] { return failed.count() == 1; }));
    EXPECT_TRUE(failed[0][0].toString().contains(QStringLiteral("open in another window")));
    EXPECT_EQ(workspace.sessionFolder(), session);
  }
  workspace.openSession(ui::pathToQString(other));
  ASSERT_TRUE(waitFor([&] { return workspace.sessionFolder() == other; }));
  EXPECT_NO_THROW(SessionLock{session}) << "the session left is free again";
}

TEST_F(Window, EditsDuringARunOutliveACrash) {
  open(makeModel(24, 128));
  workspace.setAnalysisOptions(tokenOptions(16, 128));
  workspace.analyse();
  ASSERT_TRUE(waitFor([&] { return workspace.hasScores(); }));
  workspace.setOverrides({20}, "gptq");
  ASSERT_TRUE(workspace.keepPlan(QStringLiteral("mine")));
  workspace.saveSession();
  ASSERT_TRUE(waitFor([&] { return !workspace.dirty(); }));
  ASSERT_TRUE(workspace.searching()) << "too fast: make the model larger";
  // What a crash would leave.
  const std::filesystem::path session = workspace.sessionFolder();
  const std::filesystem::path left = ui::toPath(folder.filePath(QStringLiteral("left")));
  std::filesystem::create_directories(left);
  std::filesystem::copy_file(session / "session.json", left / "session.json");
  std::filesystem::copy(session / "edits", left / "edits", std::filesystem::copy_options::recursive);
  workspace.cancel();
  ASSERT_TRUE(idle());
  EXPECT_FALSE(std::filesystem::exists(session / "edits")) << "the session itself has them now";
  EXPECT_EQ(load_session(session).selection.overrides.at(20), "gptq");

  workspace.openSession(ui::pathToQString(left));
  ASSERT_TRUE(waitFor([&] { return workspace.sessionFolder() == left; }));
  ASSERT_TRUE(workspace.selection().overrides.contains(20));
  EXPECT_EQ(workspace.selection().overrides.at(20), "gptq");
  ASSERT_EQ(workspace.namedPlans().size(), 1U);
  EXPECT_EQ(workspace.namedPlans()[0].name, "mine");
}

TEST_F(Window, ThirtyLayersFitAndEightyScroll) {
  window.resize(1280, 800);
  open(makeModel(30));
  workspace.setOverrides({0}, "gptq");
  // Only a page with scores shows the heatmap.
  workspace.setAnalysisOptions(tokenOptions(2, 16));
  analyse();
  QTest::qWait(20);
  EXPECT_EQ(heatmap()->horizontalScrollBar()->maximum(), 0);
  EXPECT_EQ(heatmap()->columnViewportPosition(29) + heatmap()->columnWidth(29), heatmap()->viewport()->width());
}

TEST_F(Window, EachControlHasANameAndEachActionAToolTip) {
  open(makeModel(3));
  workspace.setAnalysisOptions(tokenOptions());
  analyse();
  expectAccessible(window);
  QSet<QKeySequence> seen;
  for (QAction* action : window.findChildren<QAction*>()) {
    if (action->isSeparator() || action->text().isEmpty()) continue;
    EXPECT_FALSE(action->toolTip().isEmpty()) << action->text().toStdString();
    // Copy in the log and copy in a table answer to the widget that has the focus.
    const bool local =
        action->shortcutContext() == Qt::WidgetShortcut || action->shortcutContext() == Qt::WidgetWithChildrenShortcut;
    if (local) continue;
    for (const QKeySequence& keys : action->shortcuts()) {
      EXPECT_FALSE(seen.contains(keys)) << keys.toString().toStdString() << " twice: " << action->text().toStdString();
      seen.insert(keys);
    }
  }
  EXPECT_GT(seen.size(), 20);
}

TEST_F(Window, LooksRightInLightAndDark) {
  open(makeModel(6));
  workspace.setAnalysisOptions(tokenOptions());
  analyse();
  for (Theme theme : {Theme::dark, Theme::light}) {
    window.setTheme(theme);
    QTest::qWait(50);
    const QImage image = window.grab().toImage();
    EXPECT_EQ(image.pixelColor(2, image.height() - 2).lightness() < 128, theme == Theme::dark);
    // A scored cell has the colour of its score.
    const QModelIndex index = cells()->index(0, 2);
    const QRect rect = heatmap()->visualRect(index);
    const auto* delegate = static_cast<HeatmapDelegate*>(heatmap()->itemDelegate());
    const QImage grid = heatmap()->viewport()->grab().toImage();
    EXPECT_EQ(grid.pixelColor(rect.left() + 6, rect.bottom() - 6).rgb(),
              delegate->cellColor(index, heatmap()->palette()).rgb());
    EXPECT_GE(contrastRatio(window.palette().color(QPalette::WindowText), window.palette().color(QPalette::Window)), 7);
    EXPECT_GE(contrastRatio(window.palette().color(QPalette::PlaceholderText), window.palette().color(QPalette::Base)),
              4.5);
    EXPECT_GE(
        contrastRatio(window.palette().color(QPalette::HighlightedText), window.palette().color(QPalette::Highlight)),
        4.5);
  }
  window.setTheme(Theme::system);
}

TEST_F(Window, RestoresItsLayout) {
  window.setTheme(Theme::dark);
  window.close();
  ASSERT_TRUE(waitFor([&] { return !window.isVisible(); }));
  EXPECT_EQ(settings.value(QStringLiteral("theme")).toString().toStdString(), "dark");
  EXPECT_FALSE(settings.value(QStringLiteral("window/state")).toByteArray().isEmpty());
  Workspace second(nullptr, &prompt);
  MainWindow again(&second, {&settings, files});
  EXPECT_LT(again.palette().color(QPalette::Window).lightness(), 128);
  again.setTheme(Theme::system);
}

}  // namespace
}  // namespace calm::test
