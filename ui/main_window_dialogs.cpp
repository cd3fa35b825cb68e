// The window's way to what runs beside the analysis: export, hub, benchmark. The report: main_window_report.cpp.
#include <QAction>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHash>
#include <QPointer>
#include <QStandardPaths>
#include <QUrl>
#include <memory>

#include "calm/export.h"
#include "calm/hub.h"
#include "ui/main_window.h"
#include "ui/models/benchmark_queue.h"
#include "ui/models/score_scale.h"
#include "ui/panels/benchmark_page.h"
#include "ui/panels/export_dialog.h"
#include "ui/panels/hub_dialog.h"
#include "ui/panels/message_bar.h"
#include "ui/raise_open.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

/// Progress of one job for one dialog, as long as both live.
template <class Dialog>
ProgressSink sinkFor(const JobContext& job, QPointer<Dialog> dialog) {
  return [job, dialog](const Progress& progress) {
    job.progress(progress);
    job.post([dialog, progress] {
      if (dialog) dialog->setProgress(progress);
    });
  };
}

}  // namespace

void MainWindow::connectBenchmark() {
  benchmarkTimer_.setSingleShot(true);
  benchmarkTimer_.setInterval(1000);
  connect(&benchmarkTimer_, &QTimer::timeout, this, &MainWindow::updateBenchmark);
  connect(workspace_, &Workspace::benchmarkEvent, benchmark_, &BenchmarkPage::apply);
  connect(workspace_, &Workspace::benchmarkEnded, benchmark_, &BenchmarkPage::finish);
  connect(workspace_, &Workspace::jobsDropped, benchmark_->queue(), &BenchmarkQueue::drop);
  connect(workspace_, &Workspace::modelOpened, benchmark_->queue(), &BenchmarkQueue::clear);
  connect(workspace_, &Workspace::namedPlansChanged, this, &MainWindow::updateBenchmark);
  connect(workspace_, &Workspace::benchmarksChanged, this, &MainWindow::updateBenchmark);
  connect(benchmark_, &BenchmarkPage::cancelRequested, workspace_, &Workspace::cancelBenchmark);
  connect(benchmark_, &BenchmarkPage::saved, this,
          [this](const QString& path) { announceFile(tr("Saved as %1.").arg(path), path); });
  connect(benchmark_, &BenchmarkPage::saveFailed, this, [this](const QString& text) {
    showMessage(MessageLevel::error, tr("The results could not be saved."), text);
  });
  connect(benchmark_, &BenchmarkPage::runRequested, this,
          [this](const BenchmarkRequestParts& parts) { workspace_->runBenchmark(toRequest(parts)); });
}

namespace {
/// What rows of a plan's results belong to; empty: nothing was analysed yet.
QString contextOf(const SessionState& state, const Plan& plan, Scales scales) {
  return state.context.empty() ? QString() : toQString(plan_context(state, methods_of(plan), scales));
}
}  // namespace

void MainWindow::updateBenchmark() {
  if (!workspace_->hasModel()) {
    benchmark_->clearModel();
    return;
  }
  const SessionState& state = workspace_->state();
  benchmark_->setModel(workspace_->model()->info());
  benchmark_->setPool(state.selection.pool);
  const QString before = contextOf(state, state.plan, Scales::chosen),
                now = contextOf(state, state.plan, Scales::tuned);
  benchmark_->setPlan(state.plan, before != now);
  // A row belongs to the plan and the analysis that its context names: another one is of an earlier plan.
  benchmark_->setCurrentContext(now, before == now ? QString() : before);
  QHash<QString, QString> uniform;
  for (const std::string& method : workspace_->methodRows()) {
    uniform.insert(uniformVariantName(methodTitle(method)),
                   contextOf(state, uniform_plan(state.layers, state.context, method), Scales::chosen));
  }
  benchmark_->setUniformContexts(uniform);
  std::vector<Variant> plans = workspace_->planVariants();
  QHash<QString, QString> named;
  for (const Variant& plan : plans) named.insert(toQString(plan.name), contextOf(state, plan.plan, Scales::tuned));
  benchmark_->setNamedPlans(std::move(plans), named);
  benchmark_->setResults(state.benchmarks);
}

void MainWindow::exportPlan() {
  if (!workspace_->hasModel() || raiseOpen<ExportDialog>(this)) return;
  auto* dialog = new ExportDialog(this, services_.files);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  const QPointer<ExportDialog> target(dialog);
  dialog->setModel(workspace_->model()->info(), workspace_->analysis().scheme,
                   QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));

  const auto request = [this](const ExportRequestParts& parts) {
    ExportRequest out;
    out.model = workspace_->model();
    out.session = workspace_->ensureSessionFolder();
    out.plan = workspace_->plan();
    out.format = toStd(parts.format);
    out.out = parts.out;
    out.force = parts.force;
    out.execution = {workspace_->state().device, workspace_->state().threads};
    return out;
  };
  auto job = std::make_shared<quint64>(0);
  // The window stays usable: what is read back is held against the plan that was written, not against a later one.
  auto written = std::make_shared<Plan>();
  connect(workspace_, &Workspace::planChanged, dialog, &ExportDialog::checkAgain);
  connect(workspace_, &Workspace::modelOpened, dialog, &QWidget::close);
  connect(dialog, &ExportDialog::checkRequested, this, [=, this](const ExportRequestParts& parts) {
    workspace_->jobs()->cancel(*job);  // an older question
    *job = workspace_->jobs()->submit(
        JobKind::other, tr("Checking the export"),
        [target, asked = request(parts), state = workspace_->state()](JobContext& context) {
          save_session(asked.session, state);  // the check reads the plan's session
          ExportCheck check = check_export(asked);
          context.post([target, check = std::move(check)] {
            if (target) target->setCheck(check);
          });
        },
        [target](JobStatus status, const QString& error) {
          if (target && status == JobStatus::failed) target->setFailed(error);
        });
  });
  connect(dialog, &ExportDialog::exportRequested, this, [=, this](const ExportRequestParts& parts) {
    *written = workspace_->plan();
    *job = workspace_->jobs()->submit(
        JobKind::exporting, tr("Exporting %1").arg(toQString(workspace_->state().model_name)),
        [target, asked = request(parts), state = workspace_->state()](JobContext& context) {
          save_session(asked.session, state);
          ExportReport report = export_model(asked, sinkFor(context, target), context.control());
          context.post([target, report = std::move(report)] {
            if (target) target->setFinished(report);
          });
        },
        [this, target, out = pathToQString(parts.out)](JobStatus status, const QString& error) {
          if (status == JobStatus::finished) {
            announceFile(tr("The model was exported to %1.").arg(out), out);
            return;
          }
          if (target) target->setFailed(error);
          if (status == JobStatus::failed) workspace_->report(MessageLevel::error, tr("The export failed."), error);
        });
  });
  connect(dialog, &ExportDialog::verifyRequested, this, [=, this](const ExportRequestParts& parts) {
    ExportRequest asked = request(parts);
    asked.plan = *written;
    *job = workspace_->jobs()->submit(
        JobKind::exporting, tr("Reading %1 back").arg(pathToQString(parts.out)),
        [target, asked = std::move(asked)](JobContext& context) {
          ExportVerification verification = verify_export(asked, sinkFor(context, target), context.control());
          context.post([target, verification = std::move(verification)] {
            if (target) target->setVerified(verification);
          });
        },
        [target](JobStatus status, const QString& error) {
          if (target && status != JobStatus::finished) target->setVerifyFailed(error);
        });
  });
  connect(dialog, &ExportDialog::commandRequested, this, &MainWindow::copyExportCommand);
  connect(dialog, &ExportDialog::cancelRequested, this, [this, job] { workspace_->jobs()->cancel(*job); });
  dialog->show();
}

void MainWindow::announceFile(const QString& text, const QString& path) {
  const auto openWith = [this](const QString& target) {
    if (QDesktopServices::openUrl(QUrl::fromLocalFile(target))) return;
    workspace_->report(MessageLevel::warning, tr("No program was found here that opens %1.").arg(target));
  };
  const QFileInfo info(path);
  std::vector<MessageBar::Action> actions;
  if (!info.isDir()) actions.push_back({tr("Open"), [openWith, path] { openWith(path); }});
  const QString folder = info.isDir() ? path : info.absolutePath();
  actions.push_back({tr("Show in folder"), [openWith, folder] { openWith(folder); }});
  messages_->showMessage(MessageBar::Severity::Info, text, {}, std::move(actions));
  appendLog(LogLevel::info, text);
}

void MainWindow::openFromHub(const QString& repository) {
  auto* dialog = new HubDialog(this);
  if (!repository.isEmpty()) dialog->setRepository(repository);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  const QPointer<HubDialog> target(dialog);
  auto job = std::make_shared<quint64>(0);
  const auto cached = [this](HubRequest request) {
    request.cache = toPath(preferences_.cacheFolder);
    return request;
  };
  const auto failed = [target](JobStatus status, const QString& error) {
    if (target && status != JobStatus::finished) target->setFailed(error);
  };
  connect(dialog, &HubDialog::listRequested, this, [=, this](const HubRequest& asked) {
    const HubRequest request = cached(asked);
    *job = workspace_->jobs()->submit(
        JobKind::other, tr("Looking up %1").arg(toQString(request.repository)),
        [target, request](JobContext& context) {
          HubListing listing = hub_list(request);
          context.post([target, listing = std::move(listing)] {
            if (target) target->setListing(listing);
          });
        },
        failed);
  });
  connect(dialog, &HubDialog::downloadRequested, this, [=, this](const HubRequest& asked) {
    const HubRequest request = cached(asked);
    *job = workspace_->jobs()->submit(
        JobKind::download, tr("Downloading %1").arg(toQString(request.repository)),
        [target, request](JobContext& context) {
          const std::filesystem::path folder = hub_download(request, sinkFor(context, target), context.control());
          context.post([target, folder] {
            if (target) target->setFinished(pathToQString(folder));
          });
        },
        failed);
  });
  connect(dialog, &HubDialog::cancelRequested, this, [this, job] { workspace_->jobs()->cancel(*job); });
  connect(dialog, &HubDialog::openRequested, workspace_, &Workspace::openModel);
  dialog->show();  // the user goes on browsing while it downloads
}

}  // namespace calm::ui
