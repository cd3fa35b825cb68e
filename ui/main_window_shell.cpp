// What is around the work: the start page, settings, recovery, help, commands for a terminal.
#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>

#include "calm/error.h"
#include "calm/methods.h"
#include "calm/model.h"
#include "calm/recipes.h"
#include "ui/command_lines.h"
#include "ui/commands/edit_texts.h"
#include "ui/core_texts.h"
#include "ui/crash_guard.h"
#include "ui/help/help_panel.h"
#include "ui/help/term_tips.h"
#include "ui/main_window.h"
#include "ui/panels/benchmark_page.h"
#include "ui/panels/drop_overlay.h"
#include "ui/panels/export_dialog.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/model_dock.h"
#include "ui/panels/model_file_name.h"
#include "ui/panels/progress_strip.h"
#include "ui/panels/run_setup_panel.h"
#include "ui/panels/settings_dialog.h"
#include "ui/recent_list.h"
#include "ui/sample_model.h"
#include "ui/strings.h"
#include "ui/views/sensitivity_page.h"
#include "ui/views/start_page.h"

namespace calm::ui {

namespace {

/// What a new model starts with, from the name of a recipe or of a pool, or from specs.
void readStart(const QString& text, WorkDefaults& defaults) {
  for (const Recipe& recipe : recipes()) {
    if (toStd(text) != recipe.id) continue;
    defaults.recipe = recipe.id;
    return;
  }
  for (const MethodSpec& spec : parse_pool(toStd(text))) defaults.pool.push_back(spec.canonical());
}

QString startProblem(const QString& text) {
  try {
    WorkDefaults defaults;
    readStart(text, defaults);
    return {};
  } catch (const Error& error) {
    return messageText(toQString(error.what()));
  }
}

}  // namespace

// --- the start page

void MainWindow::makeStartPage() {
  start_ = new StartPage(pages_);
  addPage(start_, QStringLiteral("start"), tr("Start"), tr("S&tart"), tr("Open a model or a session"));
  start_->setActions({actions_.sample, actions_.openFolder, actions_.openFile, actions_.openHub, actions_.openSession});
  connect(start_, &StartPage::openRequested, workspace_, &Workspace::openPath);
}

void MainWindow::openSample() {
  const QString path = sampleModelPath();
  if (QFileInfo::exists(path)) {
    workspace_->openPath(path);
    return;
  }
  const QString text = tr("The sample model is not here.");
  const QString details =
      tr("It was looked for at %1, where packaging/setup.sh puts it. It can also come from the Hub (%2).")
          .arg(path, sampleModelRepository());
  messages_->showMessage(MessageBar::Severity::Warning, text, details,
                         {{tr("Open from Hub…"), [this] { openFromHub(sampleModelRepository()); }}});
  appendLog(LogLevel::warning, text % u' ' % details);
}

// --- settings

void MainWindow::setTheme(Theme theme) {
  applyTheme(theme);
  for (QAction* action : themes_->actions()) action->setChecked(action->data().toString() == themeId(theme));
  preferences_.theme = theme;
  if (services_.settings) services_.settings->setValue(QStringLiteral("theme"), themeId(theme));
  if (settingsDialog_) settingsDialog_->setPreferences(preferences_);
}

/// Hands on what others keep: what new models start with, limits, the colour map.
void MainWindow::usePreferences() {
  WorkDefaults defaults;
  readStart(startProblem(preferences_.start).isEmpty() ? preferences_.start : Preferences().start, defaults);
  defaults.memoryLimit = preferences_.memoryLimit;
  defaults.checkpointBudget = preferences_.checkpointBudget;
  workspace_->setDefaults(defaults);
  setup_->setMemoryLimit(defaults.memoryLimit);
  ScoreScale scale = sensitivity_->scoreScale();
  scale.colors = preferences_.colors;
  sensitivity_->setScoreScale(scale);
}

void MainWindow::applyPreferences(const Preferences& next) {
  const Preferences before = preferences_;
  preferences_ = next;
  if (services_.settings) preferences_.save(*services_.settings);
  if (next.theme != before.theme) setTheme(next.theme);
  if (next.device != before.device || next.threads != before.threads)
    workspace_->setExecution(next.device, next.threads);
  usePreferences();
}

void MainWindow::showSettings() {
  if (!settingsDialog_) {
    SettingsDialog::Choices choices;
    for (const std::string& device : available_devices()) choices.devices << toQString(device);
    const auto offer = [&](const auto& each, const QString& title) {
      choices.starts.push_back({toQString(each.id), title.arg(coreText(each.title)), coreText(each.summary)});
    };
    for (const Recipe& recipe : recipes()) offer(recipe, tr("Recipe %1"));
    for (const PoolPreset& preset : pool_presets()) offer(preset, tr("Pool %1"));
    choices.startProblem = startProblem;
    if (workspace_->estimate()) choices.machineMemory = workspace_->estimate()->memory_available;
    settingsDialog_ = new SettingsDialog(preferences_, std::move(choices), this, services_.files);
    settingsDialog_->setAttribute(Qt::WA_DeleteOnClose);
    connect(settingsDialog_, &SettingsDialog::preferencesChanged, this, &MainWindow::applyPreferences);
  }
  settingsDialog_->show();
  settingsDialog_->raise();
  settingsDialog_->activateWindow();
}

// --- an end that was none

void MainWindow::rememberOpen() {
  if (!workspace_->hasModel()) return;
  guard_->setOpen(workspace_->sessionFolder().empty() ? toQString(workspace_->state().model_path)
                                                      : pathToQString(workspace_->sessionFolder()));
}

void MainWindow::offerRecovery() {
  if (guard_->abandoned().isEmpty()) return;
  const QString path = guard_->abandoned().front();
  messages_->showMessage(MessageBar::Severity::Warning,
                         tr("The workbench was not closed properly. %1 was open.").arg(QFileInfo(path).fileName()),
                         tr("What was saved or scored until then is there."),
                         {{tr("Restore"), [this, path] { workspace_->openPath(path); }}});
}

// --- wiring

void MainWindow::connectShell() {
  overlay_ = new DropOverlay(this);
  qApp->installEventFilter(new TermTips(this));
  qApp->installEventFilter(this);
  guard_ = std::make_unique<CrashGuard>(services_.settings, writer_.get());
  if (services_.settings) {
    preferences_ = Preferences::load(*services_.settings);
    // A first start leaves alone what the command line or a test chose.
    if (services_.settings->contains(QStringLiteral("execution/device")))
      workspace_->setExecution(preferences_.device, preferences_.threads);
    const auto refresh = [this] { start_->setRecent(recent_->entries()); };
    connect(recent_, &RecentList::changed, start_, refresh);
    connect(start_, &StartPage::shown, recent_, refresh);
    connect(start_, &StartPage::forgetRequested, recent_, &RecentList::remove);
    refresh();
  }
  setTheme(preferences_.theme);
  usePreferences();
  connect(workspace_, &Workspace::modelOpened, this, [this] {
    const int index = pages_->indexOf(start_);
    if (pages_->currentIndex() == index) showPage(QStringLiteral("sensitivity"));
    pages_->setTabVisible(index, false);
  });
  connect(workspace_, &Workspace::modelOpened, this, &MainWindow::rememberOpen);
  connect(workspace_, &Workspace::sessionChanged, this, &MainWindow::rememberOpen);
  connect(workspace_, &Workspace::estimateReady, this, [this] { model_->setEstimate(workspace_->estimate()); });
  connect(workspace_, &Workspace::currentLayerChanged, model_, &ModelDock::setCurrentLayer);
  connect(setup_, &RunSetupPanel::recipeChosen, workspace_, [this](const std::string& id) {
    const Recipe& recipe = parse_recipe(id);
    AnalysisOptions analysis = workspace_->analysis();
    Selection selection = workspace_->selection();
    apply_recipe(recipe, analysis, selection);
    if (analysis == workspace_->analysis() && selection == workspace_->selection()) return;
    workspace_->undoStack()->beginMacro(undoText(tr("use the recipe %1").arg(coreText(recipe.title))));
    workspace_->setSelection(selection);
    workspace_->setAnalysisOptions(analysis);
    workspace_->undoStack()->endMacro();
  });
  connect(setup_, &RunSetupPanel::commandRequested, this, [this] { copyAnalyseCommand(-1); });
  connect(benchmark_, &BenchmarkPage::commandRequested, this, &MainWindow::copyBenchmarkCommand);
}

// --- help

void MainWindow::showHelp() {
  QString topic = pages_->currentWidget()->objectName();
  for (const DockEntry& entry : docks_) {
    const QWidget* focus = QApplication::focusWidget();
    if (entry.dock->widget() == help_ || focus == nullptr || !entry.dock->isAncestorOf(focus)) continue;
    topic = entry.dock->objectName().chopped(static_cast<int>(sizeof("Dock") - 1));
  }
  help_->showTopic(topic);
  showPage(QStringLiteral("help"));
}

// --- commands for a terminal

void MainWindow::copyCommand(const QString& line) {
  // The line speaks of the session as it stands.
  if (workspace_->dirty() && !workspace_->sessionFolder().empty()) workspace_->saveSession();
  QGuiApplication::clipboard()->setText(line);
  messages_->showMessage(MessageBar::Severity::Info, tr("Copied as a command line:"), line);
}

void MainWindow::copyAnalyseCommand(int fromLayer) {
  copyCommand(analyseCommand(workspace_->state(), workspace_->sessionFolder(), fromLayer));
}

void MainWindow::copyBenchmarkCommand(const BenchmarkRequestParts& parts) {
  copyCommand(benchmarkCommand(workspace_->benchmarkRequest(toRequest(parts))));
}

void MainWindow::copyExportCommand(const ExportRequestParts& parts) {
  copyCommand(exportCommand(workspace_->ensureSessionFolder(), parts.format, parts.out, parts.force,
                            {workspace_->state().device, workspace_->state().threads}));
}

void MainWindow::copyReportCommand() {
  copyCommand(reportCommand(workspace_->ensureSessionFolder(), toPath(defaultTarget(QStringLiteral("-report.html")))));
}

QString MainWindow::defaultTarget(const QString& suffix) const {
  return QDir(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
      .filePath(modelFileName(workspace_->model()->info()) + suffix);
}

}  // namespace calm::ui
