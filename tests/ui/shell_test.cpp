// What is around the work: start page, settings, help, history, recovery, commands to copy.
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QToolTip>
#include <QTreeWidget>
#include <QUndoView>
#include <QUrl>

#include "calm/recipes.h"
#include "support/widget_checks.h"
#include "ui/help/glossary.h"
#include "ui/help/help_panel.h"
#include "ui/language.h"
#include "ui/panels/drop_overlay.h"
#include "ui/panels/hub_dialog.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/model_dock.h"
#include "ui/panels/run_setup_panel.h"
#include "ui/panels/settings_dialog.h"
#include "ui/preferences.h"
#include "ui/recent_list.h"
#include "ui/views/start_page.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class Shell : public WindowTest {
 protected:
  QTabWidget* pages() { return window.findChild<QTabWidget*>(text("pages")); }
  QString currentPage() { return pages()->currentWidget()->objectName(); }
  QDockWidget* dock(const char* id) {
    return window.findChild<QDockWidget*>(QString::fromLatin1(id) + QStringLiteral("Dock"));
  }
  QPushButton* messageButton(const char* text) { return byName<QPushButton>(*window.messageBar(), text); }
};

TEST_F(Shell, StartsWhereSomethingCanBeOpenedAndLeadsOn) {
  EXPECT_EQ(currentPage(), text("start"));
  for (const char* way : {"Try the sample model", "Open model folder", "Open GGUF", "Open from Hub", "Open session"}) {
    const auto* button = byName<QAbstractButton>(*window.startPage(), way);
    ASSERT_NE(button, nullptr) << way;
    EXPECT_TRUE(button->isEnabled());
  }
  files->path = makeModel(2);
  byName<QAbstractButton>(*window.startPage(), "Open model folder")->click();
  ASSERT_TRUE(waitFor([this] { return workspace.hasModel(); }));
  EXPECT_EQ(currentPage(), text("sensitivity")) << "where \"Analyse\" is one click away";
  auto* analyse = byName<QPushButton>(*window.setupPanel(), "Analyse");
  ASSERT_TRUE(waitFor([&] { return analyse->isEnabled(); }));
  EXPECT_FALSE(pages()->isTabVisible(pages()->indexOf(window.startPage())));
  action(text("Start"))->trigger();
  EXPECT_EQ(currentPage(), text("start"));
}

TEST_F(Shell, RecentModelsAndSessionsAndWhyOneIsMissing) {
  const QString model = makeModel(2), gone = makeModel(3);
  open(gone);
  open(model);
  workspace.saveSessionAs(folder.filePath(text("my session")));
  ASSERT_TRUE(waitFor([this] { return !workspace.dirty() && !workspace.jobs()->busy(); }));
  workspace.openSession(folder.filePath(text("my session")));
  ASSERT_TRUE(idle());
  ASSERT_TRUE(QDir(gone).removeRecursively());
  window.showPage(text("start"));
  const QListWidget* list = window.startPage()->recentList();
  ASSERT_EQ(list->count(), 3);
  const auto spoken = [&](int row) { return list->item(row)->data(Qt::AccessibleTextRole).toString(); };
  EXPECT_TRUE(spoken(0).startsWith(text("my session, Session"))) << spoken(0).toStdString();
  EXPECT_TRUE(spoken(1).startsWith(text("model-2, Model folder"))) << spoken(1).toStdString();
  EXPECT_TRUE(spoken(2).contains(text("cannot be opened: It was moved or deleted."))) << spoken(2).toStdString();
  EXPECT_TRUE(list->item(2)->toolTip().contains(text("moved or deleted")));
  // Opened from the list by keyboard; forgotten by keyboard.
  window.startPage()->recentList()->setFocus();
  window.startPage()->recentList()->setCurrentRow(1);
  QTest::keyClick(window.startPage()->recentList(), Qt::Key_Return);
  ASSERT_TRUE(waitFor([this] { return !workspace.jobs()->busy() && workspace.sessionFolder().empty(); }));
  EXPECT_EQ(workspace.layers(), 2);
}

TEST_F(Shell, SaysWhereTheSampleModelWasLookedForAndOffersTheHub) {
  qputenv("CALM_MODEL", "/nowhere/sample.gguf");
  action(text("Try the sample model"))->trigger();
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Warning);
  EXPECT_TRUE(window.messageBar()->details().contains(text("/nowhere/sample.gguf")));
  ASSERT_NE(messageButton("Open from Hub…"), nullptr);
  messageButton("Open from Hub…")->click();
  auto* hub = window.findChild<HubDialog*>();
  ASSERT_NE(hub, nullptr);
  EXPECT_EQ(hub->request().repository, "HuggingFaceTB/SmolLM2-135M-Instruct");
  hub->reject();
  // Where it is there, one click opens it.
  qputenv("CALM_MODEL", makeModel(2).toUtf8());
  action(text("Try the sample model"))->trigger();
  EXPECT_TRUE(waitFor([this] { return workspace.hasModel(); }));
  qunsetenv("CALM_MODEL");
}

TEST_F(Shell, ShowsWhatADropWouldOpen) {
  auto* overlay = window.findChild<DropOverlay*>();
  ASSERT_NE(overlay, nullptr);
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(makeModel(2))});
  QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&window, &enter);
  EXPECT_TRUE(overlay->isVisible());
  EXPECT_EQ(overlay->text(), text("Drop to open model-2"));
  QDragLeaveEvent leave;
  QCoreApplication::sendEvent(&window, &leave);
  EXPECT_FALSE(overlay->isVisible());
  // Over a field that takes text itself.
  auto* field = window.findChild<QLineEdit*>();
  ASSERT_NE(field, nullptr);
  const QString before = field->text();
  QCoreApplication::sendEvent(field, &enter);
  EXPECT_TRUE(overlay->isVisible());
  QDropEvent drop(QPointF(2, 2), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(field, &drop);
  EXPECT_EQ(field->text(), before);
  EXPECT_TRUE(waitFor([this] { return workspace.hasModel(); }));
}

TEST_F(Shell, SettingsAreAppliedKeptAndRefused) {
  open(makeModel(2));
  action(text("Settings…"))->trigger();
  auto* dialog = window.findChild<SettingsDialog*>();
  ASSERT_NE(dialog, nullptr);
  EXPECT_FALSE(dialog->isModal());
  expectAccessible(*dialog);
  byName<QSpinBox>(*dialog, "Threads")->setValue(3);
  EXPECT_EQ(workspace.state().threads, 3);
  auto* start = byName<QComboBox>(*dialog, "Start with");
  start->setCurrentText(text("rtn,nonsense"));
  EXPECT_EQ(window.preferences().start, text("calm")) << "what cannot be read is not kept";
  EXPECT_TRUE(byName<QLabel>(*dialog, "What is wrong with the start")->text().contains(text("nonsense")));
  start->setCurrentText(text("rtn,gptq"));
  byName<QComboBox>(*dialog, "Colour map")->setCurrentIndex(1);
  EXPECT_EQ(window.sensitivityPage()->scoreScale().colors, ColorMap::cividis);
  auto* theme = byName<QComboBox>(*dialog, "Theme");
  theme->setCurrentIndex(theme->findData(text("dark")));
  EXPECT_TRUE(waitFor([this] { return window.palette().color(QPalette::Window).lightness() < 128; }, 5000));
  auto* cache = byName<QLineEdit>(*dialog, "Cache folder");
  cache->setText(text("relative"));
  EXPECT_TRUE(window.preferences().cacheFolder.isEmpty());
  cache->setText(folder.path());
  EXPECT_EQ(window.preferences().cacheFolder, folder.path());
  byName<QComboBox>(*dialog, "Language")->setCurrentIndex(1);

  const Preferences kept = Preferences::load(settings);
  EXPECT_EQ(kept, window.preferences());
  EXPECT_EQ(kept.threads, 3);
  EXPECT_EQ(kept.language, text("en"));
  // The next window and the next model follow them.
  Workspace second(nullptr, &prompt);
  MainWindow again(&second, {&settings, files});
  EXPECT_EQ(second.state().threads, 3);
  EXPECT_EQ(again.sensitivityPage()->scoreScale().colors, ColorMap::cividis);
  EXPECT_EQ(second.selection().pool, (std::vector<std::string>{"rtn", "gptq"}));
  open(makeModel(4));
  EXPECT_EQ(workspace.selection().pool, (std::vector<std::string>{"rtn", "gptq"}));
  byName<QPushButton>(*dialog, "Restore defaults")->click();
  EXPECT_EQ(window.preferences(), Preferences());
}

TEST_F(Shell, TheMemoryLimitStopsAnAnalysisBeforeItStarts) {
  open(makeModel(2));
  workspace.setAnalysisOptions(tokenOptions());
  const auto estimated = [this] {
    return byName<QLabel>(*window.setupPanel(), "Estimate")->text().contains(text("GiB"));
  };
  ASSERT_TRUE(waitFor([&] { return workspace.estimate().has_value() && estimated(); }));
  action(text("Settings…"))->trigger();
  byName<QDoubleSpinBox>(*window.findChild<SettingsDialog*>(), "Memory")->setValue(0.1);
  const auto* warnings = byName<QLabel>(*window.setupPanel(), "Warnings");
  EXPECT_TRUE(warnings->text().contains(text("it will not start"))) << warnings->text().toStdString();
  workspace.analyse();
  ASSERT_TRUE(waitFor([this] { return !workspace.searching(); }));
  EXPECT_FALSE(workspace.hasScores());
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Error);
  EXPECT_TRUE(window.messageBar()->details().contains(text("limit of 102 MiB")))
      << window.messageBar()->details().toStdString();
  EXPECT_NE(messageButton("Settings…"), nullptr) << "the way on";
  byName<QDoubleSpinBox>(*window.findChild<SettingsDialog*>(), "Memory")->setValue(0);
  analyse();
  EXPECT_TRUE(workspace.hasScores());
  EXPECT_EQ(workspace.searchRequest().checkpoint_budget, window.preferences().checkpointBudget);
}

TEST_F(Shell, BadSettingsFilesAreHarmless) {
  for (const char* key : {"execution/threads", "limits/memory", "limits/checkpoints", "theme", "colors", "language"})
    settings.setValue(text(key), text("-7 nonsense"));
  const Preferences loaded = Preferences::load(settings);
  EXPECT_EQ(loaded.threads, 0);
  EXPECT_EQ(loaded.memoryLimit, 0u);
  EXPECT_EQ(loaded.checkpointBudget, Preferences().checkpointBudget);
  EXPECT_EQ(loaded.language, QString());
  Workspace second(nullptr, &prompt);
  MainWindow again(&second, {startingWith("no such method"), files});
  EXPECT_EQ(second.selection().pool, default_recipe().pool);
}

TEST_F(Shell, AModelStartsWithTheBestRecipeOrWhatTheSettingsSay) {
  settings.remove(text("start"));
  const QString model = makeModel(2);
  for (const char* start : {"", "paper", "rtn,awq", "best"}) {
    if (*start != 0) startingWith(start);
    Workspace fresh(nullptr, &prompt);
    MainWindow again(&fresh, {&settings, files});
    const auto expectStart = [&] {
      const Recipe* recipe = matching_recipe(fresh.analysis(), fresh.selection());
      const std::string id = recipe == nullptr ? "" : recipe->id;
      if (std::string(start) == "rtn,awq") {
        EXPECT_EQ(fresh.selection().pool, (std::vector<std::string>{"rtn", "awq"}));
      } else {
        EXPECT_EQ(id, *start == 0 ? "best" : start);
      }
    };
    expectStart();
    fresh.openModel(model);
    ASSERT_TRUE(waitFor([&] { return fresh.hasModel() && !fresh.jobs()->busy(); }));
    expectStart();
    EXPECT_TRUE(fresh.undoStack()->isClean());
  }
}

TEST_F(Shell, HistoryReadsWellAndGoesBack) {
  open(makeModel(8));
  auto* view = window.findChild<QUndoView*>();
  ASSERT_NE(view, nullptr);
  workspace.setPool({"gptq", "awq", "smoothquant:0.5", "rtn"});
  workspace.setPool({"gptq", "awq", "rtn"});
  const int stroke = workspace.newStroke();
  for (int layer : {2, 3, 4}) workspace.setOverrides({layer}, "rtn", stroke);
  workspace.clearOverrides({3});
  workspace.setMetric(Metric::cosine);
  AnalysisOptions options = workspace.analysis();
  options.scheme.group_size = 64;
  workspace.setAnalysisOptions(options);
  QStringList lines;
  for (int row = 0; row < view->model()->rowCount(); ++row) lines << view->model()->index(row, 0).data().toString();
  EXPECT_EQ(lines.join(u'\n').toStdString(),
            "As opened\nAdd RTN to the pool\nTake SmoothQuant 0.5 out of the pool\nUse RTN for layers 2 to 4\n"
            "Clear the override of layer 3\nDecide by Cosine\nSet the group to 64 channels");
  EXPECT_EQ(action(text("Undo set the group to 64 channels"))->isEnabled(), true);
  view->setCurrentIndex(view->model()->index(1, 0));
  EXPECT_TRUE(workspace.selection().overrides.empty());
  EXPECT_EQ(workspace.selection().pool.size(), 4u);
  EXPECT_TRUE(window.isWindowModified());
  EXPECT_TRUE(window.windowTitle().contains(text("[*]")));
}

TEST_F(Shell, EditsAreSavedByThemselvesEvenBeforeARun) {
  open(makeModel(3));
  EXPECT_TRUE(workspace.sessionFolder().empty()) << "looking at a model leaves nothing behind";
  workspace.setOverride(1, "awq");
  ASSERT_TRUE(waitFor([this] { return !workspace.sessionFolder().empty() && !workspace.dirty(); }));
  EXPECT_EQ(load_session(workspace.sessionFolder()).selection.overrides.at(1), "awq");
  workspace.setOverride(2, "gptq");
  window.close();  // at once: the last edit is saved on the way out
  ASSERT_TRUE(waitFor([this] { return !window.isVisible(); }));
  EXPECT_EQ(load_session(workspace.sessionFolder()).selection.overrides.at(2), "gptq");
  EXPECT_EQ(prompt.asked, 0);
}

TEST_F(Shell, TheTreeSelectsTheLayerEverywhere) {
  open(makeModel(4));
  auto* tree = window.modelPanel()->findChild<QTreeWidget*>();
  tree->setCurrentItem(tree->topLevelItem(2)->child(1));
  EXPECT_EQ(workspace.currentLayer(), 2);
  EXPECT_EQ(heatmap()->currentIndex().column(), 2);
  EXPECT_EQ(tree->currentItem(), tree->topLevelItem(2)->child(1)) << "the linear stays selected";
  workspace.setCurrentLayer(3);
  EXPECT_EQ(tree->currentItem(), tree->topLevelItem(3));
  EXPECT_EQ(tree->topLevelItem(0)->child(0)->text(ModelDock::Bits), text("W4A8"));
  workspace.setAnalysisOptions(tokenOptions());
  ASSERT_TRUE(waitFor([this] { return window.modelPanel()->text().contains(text("Analysis needs: ")); }));
}

TEST_F(Shell, ARecipeIsOneClickAndOneStepBack) {
  open(makeModel(2));
  auto* paper = byName<QPushButton>(*window.setupPanel(), "Recipe Paper");
  auto* best = byName<QPushButton>(*window.setupPanel(), "Recipe Best");
  ASSERT_NE(paper, nullptr);
  ASSERT_NE(best, nullptr);
  EXPECT_TRUE(paper->isChecked()) << "what a new model starts with";
  EXPECT_FALSE(best->isChecked());
  const Selection before = workspace.selection();
  best->click();
  EXPECT_TRUE(best->isChecked());
  EXPECT_FALSE(paper->isChecked());
  EXPECT_EQ(workspace.analysis().transform.kind, Transform::Kind::quarot);
  EXPECT_NE(workspace.selection().pool, before.pool);
  EXPECT_EQ(workspace.undoStack()->count(), 1);
  EXPECT_EQ(workspace.undoStack()->undoText().toStdString(), "use the recipe Best");
  workspace.undoStack()->undo();
  EXPECT_EQ(workspace.selection(), before);
  EXPECT_TRUE(paper->isChecked());
  workspace.setPool({"rtn"});
  EXPECT_FALSE(paper->isChecked() || best->isChecked()) << "neither";
}

TEST_F(Shell, HelpFollowsThePageAndTheFocus) {
  open(makeModel(2));
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  QSet<QString> texts;
  for (int index = 0; index < pages()->count(); ++index) {
    const QString page = pages()->widget(index)->objectName();
    EXPECT_TRUE(HelpPanel::topics().contains(page)) << "no help on " << page.toStdString();
    window.showPage(page);
    pages()->setFocus();
    QTest::keyClick(&window, Qt::Key_F1);
    EXPECT_EQ(window.helpPanel()->topic(), page);
    texts.insert(window.helpPanel()->text());
  }
  EXPECT_EQ(texts.size(), pages()->count());
  EXPECT_TRUE(dock("help")->isVisible());
  byName<QPushButton>(*window.setupPanel(), "Analyse")->setFocus();
  window.showHelp();
  EXPECT_EQ(window.helpPanel()->topic(), text("setup"));
  for (QDockWidget* each : window.findChildren<QDockWidget*>()) {
    const QString id = each->objectName().chopped(4);
    if (id == text("help")) continue;
    EXPECT_TRUE(HelpPanel::topics().contains(id)) << "no help on " << id.toStdString();
  }
}

TEST_F(Shell, TermsExplainThemselvesOnHover) {
  QLabel label(text("Margin of the stale layers"));
  label.setToolTip(text("A <tip>"));
  label.show();
  QHelpEvent hover(QEvent::ToolTip, QPoint(2, 2), label.mapToGlobal(QPoint(2, 2)));
  QCoreApplication::sendEvent(&label, &hover);
  EXPECT_TRUE(QToolTip::text().contains(text("<b>Stale</b>"))) << QToolTip::text().toStdString();
  EXPECT_TRUE(QToolTip::text().contains(text("<b>Margin</b>")));
  QToolTip::hideText();
  for (const char* words : {"CKA", "W4A8", "Group:", "stale", "&Perplexity", "Calibrate", "SQNR (dB)"})
    EXPECT_FALSE(explainedToolTip(text(words), {}).isEmpty()) << words;
  for (const char* words : {"grouped", "Layer", "planning", "", "Open…"})
    EXPECT_TRUE(explainedToolTip(text(words), {}).isEmpty()) << words;
}

TEST_F(Shell, CopiesTheRequestAsACommandLine) {
  open(makeModel(3));
  workspace.setAnalysisOptions(tokenOptions());
  ASSERT_TRUE(waitFor([this] { return action(text("Analysis"))->isEnabled(); }));
  byName<QAbstractButton>(*window.setupPanel(), "Copy as command line")->click();
  const QString copied = QGuiApplication::clipboard()->text();
  EXPECT_TRUE(copied.startsWith(text("calm analyze --model "))) << copied.toStdString();
  EXPECT_TRUE(window.messageBar()->details() == copied);
  EXPECT_FALSE(action(text("Export"))->isEnabled()) << "no plan yet";
  analyse();
  for (const auto& [name, start] :
       {std::pair("Benchmark", "calm bench --session "), std::pair("Report", "calm report --session "),
        std::pair("Export", "calm export --session ")}) {
    for (QAction* each : window.findChildren<QAction*>()) {
      const bool copies = each->toolTip().startsWith(text("Copy the calm command"));
      if (copies && QString(each->text()).remove(u'&') == text(name)) each->trigger();
    }
    EXPECT_TRUE(QGuiApplication::clipboard()->text().startsWith(text(start)))
        << QGuiApplication::clipboard()->text().toStdString();
  }
}

TEST_F(Shell, DocksComeBackAndTheLayoutIsReset) {
  EXPECT_FALSE(dock("log")->isVisible());
  window.showPage(text("log"));
  EXPECT_TRUE(dock("log")->isVisible());
  dock("setup")->hide();
  window.close();
  ASSERT_TRUE(waitFor([this] { return !window.isVisible(); }));
  Workspace second(nullptr, &prompt);
  MainWindow again(&second, {&settings, files});
  again.show();
  EXPECT_TRUE(again.findChild<QDockWidget*>(text("logDock"))->isVisible());
  EXPECT_FALSE(again.findChild<QDockWidget*>(text("setupDock"))->isVisible());
  for (QAction* each : again.findChildren<QAction*>()) {
    if (QString(each->text()).remove(u'&') == text("Reset layout")) each->trigger();
  }
  EXPECT_FALSE(again.findChild<QDockWidget*>(text("logDock"))->isVisible());
  EXPECT_TRUE(again.findChild<QDockWidget*>(text("setupDock"))->isVisible());
}

TEST(SettingsDialog, AccessibleAndDrawn) {
  SettingsDialog::Choices choices;
  choices.devices = QStringList{text("cpu"), text("cuda:0")};
  choices.starts = {{text("calm"), text("Pool CALM"), text("The paper's")}, {text("best"), text("Recipe Best"), {}}};
  choices.machineMemory = uint64_t{24} << 30;
  Preferences preferences;
  preferences.memoryLimit = uint64_t{8} << 30;
  SettingsDialog dialog(preferences, choices);
  expectAccessible(dialog);
  expectRenders(dialog, {680, 780}, text("settings"));
  choices.startProblem = [](const QString&) { return text("there is no such pool"); };
  preferences.language = text("de");
  preferences.device = text("cuda:7");
  SettingsDialog bad(preferences, choices);
  EXPECT_EQ(byName<QComboBox>(bad, "Device")->currentText(), text("cuda:7 (not here)"));
  EXPECT_EQ(bad.preferences(), preferences) << "what is only shown is not changed";
  expectRenders(bad, {560, 500}, text("settings-small"));
}

TEST(Languages, ShowThemselvesAndFallBackToEnglish) {
  EXPECT_EQ(languageIds(), (QStringList{QString(), text("en"), text("de"), text("zh_CN")}));
  EXPECT_EQ(languageTitle(text("de")), text("Deutsch"));
  EXPECT_EQ(languageTitle(text("zh_CN")), text("简体中文"));
  EXPECT_EQ(effectiveLanguage(text("en")), text("en"));
  EXPECT_EQ(effectiveLanguage(text("de")), hasTranslation(text("de")) ? text("de") : text("en"));
}

}  // namespace
}  // namespace calm::test
