#include "ui/main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/models/score_scale.h"
#include "ui/panels/benchmark_page.h"
#include "ui/panels/log_panel.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/model_dock.h"
#include "ui/panels/progress_strip.h"
#include "ui/panels/run_setup_panel.h"
#include "ui/recent_list.h"
#include "ui/strings.h"
#include "ui/views/heatmap_view.h"
#include "ui/views/plan_page.h"
#include "ui/views/sensitivity_page.h"

namespace calm::ui {

namespace {

// Raise it when docks or tool bars change: an old layout is then left alone.
constexpr int kLayoutVersion = 1;

QString droppedPath(const QMimeData* data) {
  if (!data->hasUrls() || data->urls().size() != 1 || !data->urls().first().isLocalFile()) return {};
  const QString path = data->urls().first().toLocalFile();
  return Workspace::canOpen(path) ? path : QString();
}

}  // namespace

MainWindow::MainWindow(Workspace* workspace, const Services& services, QWidget* parent)
    : QMainWindow(parent), workspace_(workspace), services_(services) {
  setObjectName(QStringLiteral("mainWindow"));
  setAcceptDrops(true);
  setDockNestingEnabled(true);
  makeActions();
  makePages();
  makeDocks();
  makeMenus();
  makeToolBar();
  connectWorkspace();
  connectSetup();
  connectProgress();
  connectBenchmark();
  resize(1280, 800);
  restoreLayout();
  updateTitle();
  updateActions();
  updateSetup();
  updatePlanViews();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePages() {
  auto* central = new QWidget(this);
  auto* column = new QVBoxLayout(central);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  messages_ = new MessageBar(central);
  pages_ = new QTabWidget(central);
  pages_->setDocumentMode(true);
  column->addWidget(messages_);
  column->addWidget(pages_, 1);
  setCentralWidget(central);

  sensitivity_ = new SensitivityPage(workspace_, pages_, services_.files);
  sensitivity_->setObjectName(QStringLiteral("sensitivity"));
  plan_ = new PlanPage(workspace_, pages_, services_.files);
  plan_->setObjectName(QStringLiteral("plan"));
  benchmark_ = new BenchmarkPage(methodTitle, pages_, services_.files);
  benchmark_->setObjectName(QStringLiteral("benchmark"));
  log_ = new LogPanel(pages_, services_.files);
  log_->setObjectName(QStringLiteral("log"));
  const auto add = [this](QWidget* page, const QString& title, const QString& tip) {
    pages_->setTabToolTip(pages_->addTab(page, title), tip);
  };
  add(sensitivity_, tr("Sensitivity"), tr("Scores of every method at every layer"));
  add(plan_, tr("Plan"), tr("Which method each layer uses"));
  add(benchmark_, tr("Benchmark"), tr("Perplexity and speed of the original, of uniform methods and of the plan"));
  add(log_, tr("Log"), tr("What happened, with details"));
  connect(log_, &LogPanel::saveFailed, this,
          [this](const QString& text) { showMessage(MessageLevel::error, tr("The log could not be saved."), text); });

  const QList<QAction*> open = {actions_.openFolder, actions_.openFile, actions_.openHub, actions_.openSession};
  const QList<QAction*> analyse = {actions_.analyse};
  sensitivity_->setActions(open, analyse);
  plan_->setActions(open, analyse);

  strip_ = new ProgressStrip(this);
  statusBar()->setSizeGripEnabled(false);
  statusBar()->setContentsMargins(fontMetrics().averageCharWidth(), 0, fontMetrics().averageCharWidth(), 0);
  statusBar()->addWidget(strip_, 1);
  connect(sensitivity_->heatmap(), &HeatmapView::cellDescribed, strip_, [this](const QString& text) {
    if (pages_->currentWidget() == sensitivity_) strip_->setHint(text);  // elsewhere the cell cannot be seen
  });
  connect(pages_, &QTabWidget::currentChanged, strip_, [this] { strip_->setHint({}); });
}

void MainWindow::makeDocks() {
  setup_ = new RunSetupPanel(SetupCatalog::fromCore(), this, services_.files);
  setupDock_ = new QDockWidget(tr("Set-up"), this);
  setupDock_->setObjectName(QStringLiteral("setupDock"));
  setupDock_->setWidget(setup_);
  addDockWidget(Qt::LeftDockWidgetArea, setupDock_);
  model_ = new ModelDock(this, methodTitle);
  modelDock_ = new QDockWidget(tr("Model"), this);
  modelDock_->setObjectName(QStringLiteral("modelDock"));
  modelDock_->setWidget(model_);
  addDockWidget(Qt::LeftDockWidgetArea, modelDock_);
  tabifyDockWidget(setupDock_, modelDock_);
  setupDock_->raise();
  setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
}

bool MainWindow::showPage(const QString& id) {
  for (int index = 0; index < pages_->count(); ++index) {
    if (pages_->widget(index)->objectName() != id) continue;
    pages_->setCurrentIndex(index);
    return true;
  }
  return false;
}

void MainWindow::setTheme(Theme theme) {
  applyTheme(theme);
  for (QAction* action : themes_->actions()) action->setChecked(action->data().toString() == themeId(theme));
  if (services_.settings) services_.settings->setValue(QStringLiteral("theme"), themeId(theme));
}

void MainWindow::appendLog(LogLevel level, const QString& text) {
  log_->append(level, text);
}

void MainWindow::showMessage(MessageLevel level, const QString& text, const QString& details) {
  const QString line = details.isEmpty() ? text : QString(text % u' ' % details);
  switch (level) {
    case MessageLevel::error:
      messages_->showMessage(MessageBar::Severity::Error, text, details,
                             {{tr("Show log"), [this] { showPage(QStringLiteral("log")); }}});
      appendLog(LogLevel::error, line);
      break;
    case MessageLevel::warning:
      messages_->showMessage(MessageBar::Severity::Warning, text, details);
      appendLog(LogLevel::warning, line);
      break;
    case MessageLevel::info:
    case MessageLevel::success:
      messages_->showMessage(MessageBar::Severity::Info, text, details);
      appendLog(LogLevel::info, line);
      break;
  }
}

void MainWindow::updateTitle() {
  QStringList parts;
  if (workspace_->hasModel()) {
    parts << toQString(workspace_->state().model_name) % QStringLiteral("[*]");
    if (!workspace_->sessionFolder().empty()) {
      parts << QFileInfo(pathToQString(workspace_->sessionFolder())).fileName();
    }
  }
  parts << tr("CALM Workbench");
  setWindowTitle(parts.join(QStringLiteral(" – ")));
  setWindowModified(workspace_->hasModel() && workspace_->dirty());
}

// --- drop

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedPath(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QString path = droppedPath(event->mimeData());
  if (path.isEmpty()) return;
  event->acceptProposedAction();
  workspace_->openPath(path);
}

// --- closing and layout

void MainWindow::closeEvent(QCloseEvent* event) {
  if (mayClose_) {
    saveLayout();
    event->accept();
    Q_EMIT closed();
    return;
  }
  event->ignore();
  if (closing_) return;  // already stopping
  const JobInfo job = workspace_->jobs()->current();
  const bool precious = job.id != 0 && (job.kind == JobKind::search || job.kind == JobKind::benchmark ||
                                        job.kind == JobKind::exporting || job.kind == JobKind::download);
  if (precious && !workspace_->prompt()->confirm(
                      this, tr("Stop and quit?"),
                      tr("%1 is still running. What is done so far is kept; the rest is stopped.").arg(job.title),
                      tr("Stop and quit"))) {
    return;
  }
  closeWithoutAsking();
}

void MainWindow::closeWithoutAsking() {
  if (closing_) return;
  closing_ = true;
  strip_->setIdleText(tr("Stopping and saving …"));
  workspace_->shutDown();
}

void MainWindow::saveLayout() {
  if (!services_.settings) return;
  QSettings& settings = *services_.settings;
  settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
  settings.setValue(QStringLiteral("window/state"), saveState(kLayoutVersion));
  settings.setValue(QStringLiteral("window/sensitivity"), sensitivity_->splitter()->saveState());
  settings.setValue(QStringLiteral("window/version"), kLayoutVersion);
}

void MainWindow::restoreLayout() {
  if (!services_.settings) return;
  QSettings& settings = *services_.settings;
  if (settings.value(QStringLiteral("window/version")).toInt() == kLayoutVersion) {
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("window/state")).toByteArray(), kLayoutVersion);
    sensitivity_->splitter()->restoreState(settings.value(QStringLiteral("window/sensitivity")).toByteArray());
  }
  setTheme(themeFromId(settings.value(QStringLiteral("theme")).toString()));
}

void MainWindow::resetLayout() {
  for (QDockWidget* dock : {setupDock_, modelDock_}) {
    dock->setFloating(false);
    dock->show();
    addDockWidget(Qt::LeftDockWidgetArea, dock);
  }
  tabifyDockWidget(setupDock_, modelDock_);
  setupDock_->raise();
  resizeDocks({setupDock_}, {setup_->sizeHint().width()}, Qt::Horizontal);
  const int half = sensitivity_->splitter()->height() / 2;
  sensitivity_->splitter()->setSizes({half, half});
}

}  // namespace calm::ui
