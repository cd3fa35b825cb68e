// The report: one page or PDF, its plots and tables one by one, all as files.
#include <QPointer>

#include "calm/report.h"
#include "ui/main_window.h"
#include "ui/panels/report_dialog.h"
#include "ui/report_files.h"
#include "ui/report_texts.h"
#include "ui/strings.h"

namespace calm::ui {

void MainWindow::askForReport(const QString& suffix) {
  if (!workspace_->hasModel()) return;
  const QString page = tr("Web page (*.html)"), pdf = tr("PDF (*.pdf)");
  const bool asPdf = suffix.endsWith(QLatin1String(".pdf"));
  services_.files->ask(this, FilePrompt::Kind::SaveFile, tr("Save the report"), defaultTarget(suffix),
                       asPdf ? QString(pdf + u";;" + page) : QString(page + u";;" + pdf),
                       [this](const QString& path) { writeReport(path); });
}

/// `work` gets the report of the session as it stands, on the worker thread.
void MainWindow::withReport(const QString& title, std::function<void(JobContext&, const calm::Report&)> work,
                            std::function<void(const QString& error)> done) {
  workspace_->jobs()->submit(
      JobKind::other, title,
      [session = workspace_->ensureSessionFolder(), state = workspace_->state(), work](JobContext& job) {
        save_session(session, state);
        work(job, read_report(session));
      },
      [this, done](JobStatus status, const QString& error) {
        if (status == JobStatus::failed) {
          workspace_->report(MessageLevel::error, tr("The report could not be saved."), error);
        }
        if (status != JobStatus::cancelled) done(status == JobStatus::failed ? error : QString());
      });
}

void MainWindow::writeReport(const QString& path) {
  withReport(
      tr("Writing the report"),
      [path](JobContext&, const calm::Report& report) { writeReportAs(report, toPath(path)); },
      [this, path](const QString& error) {
        if (error.isEmpty()) announceFile(tr("The report was saved as %1.").arg(path), path);
      });
}

void MainWindow::saveReportFiles() {
  if (!workspace_->hasModel()) return;
  services_.files->ask(this, FilePrompt::Kind::OpenFolder, tr("Save every plot and table in this folder"), {}, {},
                       [this](const QString& folder) { writeReportFilesTo(folder); });
}

void MainWindow::writeReportFilesTo(const QString& folder) {
  withReport(
      tr("Writing plots and tables"),
      [folder](JobContext&, const calm::Report& report) { writeReportFiles(report, toPath(folder)); },
      [this, folder](const QString& error) {
        if (error.isEmpty()) announceFile(tr("Every plot and table was saved in %1.").arg(folder), folder);
      });
}

void MainWindow::showReportContents() {
  if (!workspace_->hasModel()) return;
  auto* dialog = new ReportDialog(this, services_.files);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  const QPointer<ReportDialog> target(dialog);
  connect(dialog, &ReportDialog::saveReportRequested, this, [this] { askForReport(QStringLiteral("-report.html")); });
  connect(dialog, &ReportDialog::saveAllRequested, this, &MainWindow::writeReportFilesTo);
  connect(dialog, &ReportDialog::saved, this,
          [this](const QString& path) { announceFile(tr("Saved as %1.").arg(path), path); });
  connect(dialog, &ReportDialog::saveFailed, this, [this](const QString& error) {
    workspace_->report(MessageLevel::error, tr("The file could not be saved."), error);
  });
  withReport(
      tr("Reading the report"),
      [target](JobContext& job, const calm::Report& report) {
        job.post([target, saved = inWindowLanguage(report, ReportCells::AsTheyAre),
                  shown = inWindowLanguage(report, ReportCells::Translated)] {
          if (target) target->setReport(saved, shown);
        });
      },
      [target](const QString& error) {
        if (target && !error.isEmpty()) target->setFailed(error);
      });
  dialog->show();
}

}  // namespace calm::ui
