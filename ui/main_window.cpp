#include "ui/main_window.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/crash_guard.h"
#include "ui/models/score_scale.h"
#include "ui/panels/benchmark_page.h"
#include "ui/panels/drop_overlay.h"
#include "ui/panels/log_panel.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/model_dock.h"
#include "ui/panels/progress_strip.h"
#include "ui/panels/run_setup_panel.h"
#include "ui/panels/try_it_page.h"
#include "ui/settings_writer.h"
#include "ui/strings.h"
#include "ui/views/heatmap_view.h"
#include "ui/views/plan_page.h"
#include "ui/views/sensitivity_page.h"
#include "ui/views/similarity_page.h"

namespace calm::ui {

namespace {

QString droppedPath(const QMimeData* data) {
  if (!data->hasUrls() || data->urls().size() != 1 || !data->urls().first().isLocalFile()) return {};
  const QString path = data->urls().first().toLocalFile();
  return Workspace::canOpen(path) ? path : QString();
}

}  // namespace

MainWindow::MainWindow(Workspace* workspace, const Services& services, QWidget* parent)
    : QMainWindow(parent), workspace_(workspace), services_(services) {
  if (services_.settings) writer_ = std::make_unique<SettingsWriter>(*services_.settings);
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
  connectShell();
  resize(1280, 800);
  restoreLayout();
  updateTitle();
  updateActions();
  updateSetup();
  updatePlanViews();
  offerRecovery();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePages() {
  auto* central = new QWidget(this);
  auto* column = new QVBoxLayout(central);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  messages_ = new MessageBar(central);
  pages_ = new QTabWidget(central);
  pages_->setObjectName(QStringLiteral("pages"));
  pages_->setDocumentMode(true);
  column->addWidget(messages_);
  column->addWidget(pages_, 1);
  setCentralWidget(central);

  makeStartPage();
  sensitivity_ = new SensitivityPage(workspace_, pages_, services_.files);
  addPage(sensitivity_, QStringLiteral("sensitivity"), tr("Sensitivity"), tr("&Sensitivity"),
          tr("Scores of every method at every layer"));
  plan_ = new PlanPage(workspace_, pages_, services_.files);
  addPage(plan_, QStringLiteral("plan"), tr("Plan"), tr("&Plan"), tr("Which method each layer uses"));
  benchmark_ = new BenchmarkPage(methodTitle, pages_, services_.files);
  addPage(benchmark_, QStringLiteral("benchmark"), tr("Benchmark"), tr("&Benchmark"),
          tr("Perplexity and speed of the original, of uniform methods and of the plan"));
  similarity_ = new SimilarityPage(workspace_, pages_, services_.files);
  addPage(similarity_, QStringLiteral("similarity"), tr("Similarity"), tr("S&imilarity"),
          tr("How alike the layers of a model are"));
  tryIt_ = new TryItPage(workspace_, pages_);
  addPage(tryIt_, QStringLiteral("tryit"), tr("Try it"), tr("Tr&y it"), tr("One prompt, two variants side by side"));

  const QList<QAction*> open = {actions_.openFolder, actions_.openFile, actions_.openHub, actions_.openSession};
  const QList<QAction*> analyse = {actions_.analyse};
  sensitivity_->setActions(open, analyse);
  plan_->setActions(open, analyse, actions_.budget, actions_.refine);
  similarity_->setActions(open);
  tryIt_->setActions(open);

  strip_ = new ProgressStrip(this);
  statusBar()->setSizeGripEnabled(false);
  statusBar()->setContentsMargins(fontMetrics().averageCharWidth(), 0, fontMetrics().averageCharWidth(), 0);
  statusBar()->addWidget(strip_, 1);
  connect(sensitivity_->heatmap(), &HeatmapView::cellDescribed, strip_, [this](const QString& text) {
    if (pages_->currentWidget() == sensitivity_) strip_->setHint(text);  // elsewhere the cell cannot be seen
  });
  connect(similarity_, &SimilarityPage::cellDescribed, strip_, [this](const QString& text) {
    if (pages_->currentWidget() == similarity_) strip_->setHint(text);
  });
  connect(similarity_, &SimilarityPage::saveFailed, this,
          [this](const QString& text) { showMessage(MessageLevel::error, tr("The similarity was not saved."), text); });
  connect(pages_, &QTabWidget::currentChanged, strip_, [this] { strip_->setHint({}); });
}

void MainWindow::appendLog(LogLevel level, const QString& text) {
  log_->append(level, text);
}

void MainWindow::showMessage(MessageLevel level, const QString& text, const QString& details) {
  const QString line = details.isEmpty() ? text : QString(text % u' ' % details);
  switch (level) {
    case MessageLevel::error: {
      std::vector<MessageBar::Action> ways;
      const uint64_t limit = workspace_->defaults().memoryLimit;
      if (limit > 0 && workspace_->estimate() && workspace_->estimate()->memory_bytes > limit)
        ways.push_back({tr("Settings…"), [this] { showSettings(); }});
      if (workspace_->saveFailed()) ways.push_back({tr("Save session as…"), [this] { saveAs(); }});
      ways.push_back({tr("Show log"), [this] { showPage(QStringLiteral("log")); }});
      messages_->showMessage(MessageBar::Severity::Error, text, details, std::move(ways));
      appendLog(LogLevel::error, line);
      break;
    }
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
  const QString path = droppedPath(event->mimeData());
  if (path.isEmpty()) return;
  event->acceptProposedAction();
  overlay_->showFor(path);
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) {
  overlay_->hide();
}

void MainWindow::dropEvent(QDropEvent* event) {
  overlay_->hide();
  const QString path = droppedPath(event->mimeData());
  if (path.isEmpty()) return;
  event->acceptProposedAction();
  workspace_->openPath(path);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  const QEvent::Type type = event->type();
  const bool drag = type == QEvent::DragEnter || type == QEvent::DragMove || type == QEvent::Drop;
  if (!drag || watched == this || !watched->isWidgetType() || static_cast<QWidget*>(watched)->window() != this) {
    if (type == QEvent::DragLeave) overlay_->hide();
    return QMainWindow::eventFilter(watched, event);
  }
  auto* drop = static_cast<QDropEvent*>(event);
  if (droppedPath(drop->mimeData()).isEmpty()) return false;
  if (type == QEvent::DragEnter) dragEnterEvent(static_cast<QDragEnterEvent*>(event));
  if (type == QEvent::DragMove) drop->acceptProposedAction();
  if (type == QEvent::Drop) dropEvent(drop);
  return true;
}

// --- closing and layout

void MainWindow::closeEvent(QCloseEvent* event) {
  if (mayClose_) {
    saveLayout();
    guard_->release();
    workspace_->releaseSession();
    event->accept();
    Q_EMIT closed();
    return;
  }
  event->ignore();
  if (closing_) return;  // already stopping
  const JobInfo job = workspace_->preciousJob();
  if (job.id != 0 && !workspace_->prompt()->confirm(
                         this, tr("Stop and quit?"),
                         tr("%1 is still running. What is done so far is kept; the rest is stopped.").arg(job.title),
                         tr("Stop and quit"))) {
    return;
  }
  beginClosing(true);
}

void MainWindow::closeWithoutAsking() {
  beginClosing(false);
}

void MainWindow::beginClosing(bool mayAsk) {
  if (closing_) return;
  closing_ = true;
  strip_->setIdleText(tr("Stopping and saving …"));
  workspace_->shutDown(mayAsk);
}

}  // namespace calm::ui
