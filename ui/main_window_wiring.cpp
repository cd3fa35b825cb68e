// What the window shows of the workspace, and what it passes on to it.
#include <QAction>
#include <QFileInfo>

#include "calm/model.h"
#include "ui/format.h"
#include "ui/main_window.h"
#include "ui/panels/benchmark_page.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/model_dock.h"
#include "ui/panels/progress_strip.h"
#include "ui/panels/run_setup_panel.h"
#include "ui/recent_list.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

/// What the user asked for; saves, estimates and checks come and go by themselves.
bool isLogged(const JobInfo& job) {
  return job.kind != JobKind::save && job.kind != JobKind::estimate && job.kind != JobKind::other;
}

}  // namespace

void MainWindow::connectWorkspace() {
  connect(workspace_, &Workspace::message, this, &MainWindow::showMessage);
  // Queued: a close() within closeEvent() would be ignored.
  const auto finish = [this] {
    mayClose_ = true;
    close();
  };
  connect(workspace_, &Workspace::readyToClose, this, finish, Qt::QueuedConnection);
  connect(workspace_, &Workspace::modelOpened, this, [this] {
    messages_->clear();
    if (recent_) {
      const bool session = !workspace_->sessionFolder().empty();
      recentSession_ = workspace_->sessionFolder();
      recent_->add(session ? pathToQString(workspace_->sessionFolder()) : toQString(workspace_->state().model_path));
    }
    model_->setModel(workspace_->model()->info());
    updateSetup();
    updatePlanViews();
  });
  connect(workspace_, &Workspace::closeRefused, this, [this] {
    closing_ = false;
    strip_->setIdleText(tr("Ready"));
  });
  connect(workspace_, &Workspace::sessionChanged, this, &MainWindow::updateTitle);
  connect(workspace_, &Workspace::sessionChanged, this, [this] {
    const std::filesystem::path& folder = workspace_->sessionFolder();
    if (!recent_ || workspace_->dirty() || folder == recentSession_ || !is_session(folder)) return;
    recentSession_ = folder;
    recent_->add(pathToQString(folder));
  });
  connect(workspace_, &Workspace::selectionChanged, this, [this] {
    updateSetup();
    updateActions();
  });
  connect(workspace_, &Workspace::analysisOptionsChanged, this, &MainWindow::updateSetup);
  connect(workspace_, &Workspace::methodRowsChanged, this, &MainWindow::updateSetup);
  connect(workspace_, &Workspace::planChanged, this, &MainWindow::updatePlanViews);
  connect(model_, &ModelDock::layerActivated, workspace_, &Workspace::setCurrentLayer);
  connect(workspace_->jobs(), &JobRunner::stateChanged, this, [this] {
    updateActions();
    updateStrip();
  });
}

void MainWindow::connectSetup() {
  QStringList devices;
  for (const std::string& device : available_devices()) devices << toQString(device);
  setup_->setDevices(devices);
  connect(setup_, &RunSetupPanel::optionsChanged, workspace_, &Workspace::setAnalysisOptions);
  connect(setup_, &RunSetupPanel::poolChanged, workspace_, &Workspace::setPool);
  connect(setup_, &RunSetupPanel::metricChanged, workspace_, &Workspace::setMetric);
  connect(setup_, &RunSetupPanel::beamChanged, workspace_, &Workspace::setBeam);
  connect(setup_, &RunSetupPanel::tuningChanged, workspace_, &Workspace::setTuningEpochs);
  connect(setup_, &RunSetupPanel::executionChanged, workspace_, &Workspace::setExecution);
  connect(setup_, &RunSetupPanel::estimateRequested, workspace_, &Workspace::requestEstimate);
  connect(setup_, &RunSetupPanel::analyseRequested, workspace_, [this] { workspace_->analyse(); });
  connect(setup_, &RunSetupPanel::problemChanged, this, &MainWindow::updateActions);
  connect(workspace_, &Workspace::estimateReady, this, [this] { setup_->setEstimate(*workspace_->estimate()); });
  connect(workspace_, &Workspace::estimateFailed, setup_, &RunSetupPanel::setEstimateFailed);
}

void MainWindow::connectProgress() {
  connect(workspace_, &Workspace::jobProgress, this,
          [this](const JobInfo&, const Progress& progress) { strip_->setProgress(progress); });
  connect(workspace_, &Workspace::jobStarted, this, &MainWindow::onJobStarted);
  connect(workspace_, &Workspace::jobEnded, this,
          [this](const JobInfo& job, JobStatus status) { onJobEnded(job, status); });
  connect(strip_, &ProgressStrip::pauseRequested, workspace_, &Workspace::pause);
  connect(strip_, &ProgressStrip::resumeRequested, workspace_, &Workspace::resume);
  connect(strip_, &ProgressStrip::cancelRequested, workspace_, &Workspace::cancel);
}

void MainWindow::updatePlanViews() {
  model_->setPlan(workspace_->plan());
  setup_->setRemaining(workspace_->plan().first_stale(), workspace_->layers());
  // Contexts of all variants are hashed there: not at each layer that a run decides.
  if (!workspace_->searching()) {
    updateBenchmark();
  } else if (!benchmarkTimer_.isActive()) {
    benchmarkTimer_.start();
  }
  updateActions();
}

void MainWindow::updateSetup() {
  QStringList known;
  for (const std::string& method : workspace_->methodRows()) known << toQString(method);
  if (workspace_->hasModel()) {
    setup_->setModel(workspace_->model()->info());
    model_->setScheme(workspace_->analysis().scheme, workspace_->analysis().transform);
  } else {
    setup_->clearModel();
  }
  setup_->setOptions(workspace_->analysis(), workspace_->selection(), known);
  setup_->setExecution(toQString(workspace_->state().device), workspace_->state().threads);
}

void MainWindow::updateActions() {
  const JobRunner* jobs = workspace_->jobs();
  const JobInfo job = jobs->current();
  const bool model = workspace_->hasModel();
  const bool longJob = job.id != 0 && job.kind != JobKind::save && job.kind != JobKind::estimate;
  const bool sound = setup_->problem().isEmpty();
  const Plan& plan = workspace_->plan();
  const bool stale = model && workspace_->hasScores() && plan.first_stale() < workspace_->layers();
  actions_.save->setEnabled(model);
  actions_.saveAs->setEnabled(model);
  actions_.exportModel->setEnabled(model && plan.complete() && workspace_->layers() > 0);
  const bool report = (model && !longJob && (workspace_->hasScores() || !workspace_->state().benchmarks.empty()));
  for (QAction* action : {actions_.saveReport, actions_.saveReportPdf, actions_.reportContents, actions_.reportFiles}) {
    action->setEnabled(report);
  }
  actions_.clearOverrides->setEnabled(!workspace_->selection().overrides.empty());
  actions_.analyse->setEnabled(model && sound && !workspace_->searching());
  actions_.recompute->setEnabled(stale && sound && !workspace_->searching());
  actions_.pause->setEnabled(longJob && job.kind != JobKind::open && !jobs->stopping());
  actions_.pause->setChecked(jobs->paused() && !jobs->stopping());
  actions_.cancel->setEnabled(longJob && !jobs->stopping());
  actions_.budget->setEnabled(model && !workspace_->model()->info().quantized);
  actions_.refine->setEnabled(model && !workspace_->model()->info().quantized && workspace_->plan().complete() &&
                              workspace_->selection().pool.size() > 1);
  actions_.benchmark->setEnabled(model);
  actions_.copyAnalyse->setEnabled(model && sound);
  actions_.copyRecompute->setEnabled(stale && sound);
  actions_.copyBenchmark->setEnabled(model && benchmark_->form()->problem().isEmpty());
  actions_.copyExport->setEnabled(actions_.exportModel->isEnabled());
  actions_.copyReport->setEnabled(model);
  setup_->setBusy(longJob);
  benchmark_->setBusy(longJob && job.kind != JobKind::benchmark);
}

void MainWindow::updateStrip() {
  const JobRunner* jobs = workspace_->jobs();
  const JobInfo job = jobs->current();
  if (job.id == 0 || job.kind == JobKind::save || job.kind == JobKind::estimate) {
    strip_->setState(ProgressStrip::State::Idle);
  } else if (jobs->stopping()) {
    strip_->setState(ProgressStrip::State::Cancelling, job.title);
  } else {
    strip_->setPausable(job.kind != JobKind::open);
    strip_->setState(jobs->paused() ? ProgressStrip::State::Paused : ProgressStrip::State::Running, job.title);
  }
}

void MainWindow::onJobStarted(const JobInfo& job) {
  jobClock_.start();
  if (isLogged(job)) appendLog(LogLevel::info, job.title);
  updateStrip();
}

void MainWindow::onJobEnded(const JobInfo& job, JobStatus status) {
  // Why a job failed is logged with its message.
  if (isLogged(job) && status != JobStatus::failed) {
    const QString time = formatDuration(static_cast<double>(jobClock_.elapsed()) / 1000);
    appendLog(LogLevel::info, status == JobStatus::finished ? tr("%1: done in %2").arg(job.title, time)
                                                            : tr("%1: stopped after %2").arg(job.title, time));
  }
  if (job.kind != JobKind::save && job.kind != JobKind::estimate) {
    const bool passing = status == JobStatus::finished && (job.kind == JobKind::open || job.kind == JobKind::other);
    strip_->setIdleText(passing                          ? tr("Ready")
                        : status == JobStatus::finished  ? tr("%1: done").arg(job.title)
                        : status == JobStatus::cancelled ? tr("%1: stopped").arg(job.title)
                                                         : tr("%1: failed").arg(job.title));
  }
  updateStrip();
  updateActions();
  if (job.kind == JobKind::search) updateBenchmark();
}

void MainWindow::saveAs() {
  services_.files->ask(this, FilePrompt::Kind::OpenFolder, tr("Save the session in this folder"), QString(), QString(),
                       [this](const QString& folder) { workspace_->saveSessionAs(folder); });
}

}  // namespace calm::ui
