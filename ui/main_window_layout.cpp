// Pages and docks of the window, and where they stand.
#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QTimer>
#include <QUndoView>
#include <algorithm>

#include "ui/help/help_panel.h"
#include "ui/main_window.h"
#include "ui/models/score_scale.h"
#include "ui/panels/layer_dock.h"
#include "ui/panels/log_panel.h"
#include "ui/panels/model_dock.h"
#include "ui/panels/run_setup_panel.h"
#include "ui/views/sensitivity_page.h"

namespace calm::ui {

namespace {
// Raise it when docks or tool bars change: an old layout is then left alone.
constexpr int kLayoutVersion = 3;
}  // namespace

void MainWindow::addPage(QWidget* page, const QString& id, const QString& title, const QString& menuText,
                         const QString& tip) {
  page->setObjectName(id);
  const int index = pages_->addTab(page, title);
  pages_->setTabToolTip(index, tip);
  const QKeySequence keys = index < 10 ? QKeySequence(QStringLiteral("Ctrl+%1").arg(index)) : QKeySequence();
  QAction* action = makeAction(menuText, tip, keys);
  connect(action, &QAction::triggered, this, [this, id] { showPage(id); });
  pageActions_ << action;
}

QDockWidget* MainWindow::addDock(QWidget* widget, const QString& id, const QString& title, const QString& menuText,
                                 const QString& tip, Qt::DockWidgetArea area, bool shown, QDockWidget* tabbedWith,
                                 const QKeySequence& shortcut) {
  auto* dock = new QDockWidget(title, this);
  dock->setObjectName(id + QStringLiteral("Dock"));
  dock->setWidget(widget);
  addDockWidget(area, dock);
  if (tabbedWith != nullptr) tabifyDockWidget(tabbedWith, dock);
  dock->setVisible(shown);
  QAction* toggle = dock->toggleViewAction();
  toggle->setText(menuText);
  toggle->setShortcut(shortcut);
  toggle->setToolTip(shortcut.isEmpty() ? tip : tr("%1 (%2)").arg(tip, shortcut.toString(QKeySequence::NativeText)));
  addAction(toggle);
  docks_.push_back({dock, area, tabbedWith, shown});
  return dock;
}

void MainWindow::makeDocks() {
  setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
  setup_ = new RunSetupPanel(SetupCatalog::fromCore(), this, services_.files);
  setupDock_ = addDock(setup_, QStringLiteral("setup"), tr("Set-up"), tr("Set-&up"),
                       tr("Pool, calibration and quantization of an analysis"), Qt::LeftDockWidgetArea, true);
  model_ = new ModelDock(this, methodTitle);
  modelDock_ = addDock(model_, QStringLiteral("model"), tr("Model"), tr("&Model"), tr("What the open model is"),
                       Qt::LeftDockWidgetArea, true, setupDock_);
  layer_ = new LayerDock(workspace_, this);
  layerDock_ = addDock(layer_, QStringLiteral("layer"), tr("Layer"), tr("Lay&er"),
                       tr("Candidates, distributions and repair of the selected layer"), Qt::LeftDockWidgetArea, true,
                       modelDock_);
  auto* history = new QUndoView(workspace_->undoStack(), this);
  history->setEmptyLabel(tr("As opened"));
  history->setAccessibleName(tr("History of edits"));
  history->setToolTip(tr("Every edit of plan, pool and set-up; choose one to go back to it"));
  addDock(history, QStringLiteral("history"), tr("History"), tr("Hist&ory"),
          tr("Every edit of plan, pool and set-up, to go back to"), Qt::LeftDockWidgetArea, false, layerDock_,
          QKeySequence(QStringLiteral("Ctrl+Shift+Y")));
  help_ = new HelpPanel(this);
  addDock(help_, QStringLiteral("help"), tr("Help"), tr("&Help"), tr("Help on the page that you are on"),
          Qt::RightDockWidgetArea, false);
  log_ = new LogPanel(this, services_.files);
  addDock(log_, QStringLiteral("log"), tr("Log"), tr("&Log"), tr("What happened, with details"),
          Qt::BottomDockWidgetArea, false, nullptr, QKeySequence(QStringLiteral("Ctrl+L")));
  connect(log_, &LogPanel::saveFailed, this,
          [this](const QString& text) { showMessage(MessageLevel::error, tr("The log could not be saved."), text); });
  setupDock_->raise();
}

bool MainWindow::showPage(const QString& id) {
  for (int index = 0; index < pages_->count(); ++index) {
    if (pages_->widget(index)->objectName() != id) continue;
    pages_->setTabVisible(index, true);
    pages_->setCurrentIndex(index);
    return true;
  }
  for (const DockEntry& entry : docks_) {
    if (entry.dock->objectName() != id + QStringLiteral("Dock")) continue;
    entry.dock->show();
    // A dock that was hidden gets its tab with the next layout, and raise() does nothing for one that is on top
    // already.
    QTimer::singleShot(0, entry.dock, [dock = entry.dock] {
      dock->lower();
      dock->raise();
    });
    entry.dock->raise();
    return true;
  }
  return false;
}

QAction* MainWindow::dialogAction(const QString& id) const {
  const QHash<QString, QAction*> dialogs = {
      {QStringLiteral("settings"), actions_.settings}, {QStringLiteral("export"), actions_.exportModel},
      {QStringLiteral("budget"), actions_.budget},     {QStringLiteral("report"), actions_.reportContents},
      {QStringLiteral("hub"), actions_.openHub},       {QStringLiteral("shortcuts"), actions_.shortcuts},
      {QStringLiteral("about"), actions_.about},       {QStringLiteral("refine"), actions_.refine},
  };
  return dialogs.value(id);
}

void MainWindow::saveLayout() {
  if (!services_.settings) return;
  QSettings& settings = *services_.settings;
  settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
  settings.setValue(QStringLiteral("window/state"), saveState(kLayoutVersion));
  settings.setValue(QStringLiteral("window/sensitivity"), sensitivity_->splitter()->saveState());
  settings.setValue(QStringLiteral("window/version"), kLayoutVersion);
}

// The tabbed docks are as wide as the Set-up wants to be, not as the widest of them does; in a large window, wide
// enough for whole names of methods.
void MainWindow::setDockWidth() {
  resizeDocks({setupDock_}, {std::max(setup_->sizeHint().width(), width() / 4)}, Qt::Horizontal);
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  if (!layoutRestored_) setDockWidth();
  layoutRestored_ = true;
}

void MainWindow::restoreLayout() {
  if (!services_.settings) return;
  QSettings& settings = *services_.settings;
  if (settings.value(QStringLiteral("window/version")).toInt() == kLayoutVersion) {
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    layoutRestored_ = restoreState(settings.value(QStringLiteral("window/state")).toByteArray(), kLayoutVersion);
    sensitivity_->splitter()->restoreState(settings.value(QStringLiteral("window/sensitivity")).toByteArray());
  }
}

void MainWindow::resetLayout() {
  for (const DockEntry& entry : docks_) {
    entry.dock->setFloating(false);
    addDockWidget(entry.area, entry.dock);
    if (entry.tabbedWith != nullptr) tabifyDockWidget(entry.tabbedWith, entry.dock);
    entry.dock->setVisible(entry.shown);
  }
  setupDock_->raise();
  setDockWidth();
  const int half = sensitivity_->splitter()->height() / 2;
  sensitivity_->splitter()->setSizes({half, half});
}

}  // namespace calm::ui
