// The half of Workspace that saves: now, beside a running job, before another model, and when closing.
#include "ui/workspace_saving.h"

#include <QFileInfo>
#include <algorithm>
#include <mutex>
#include <utility>

#include "calm/error.h"
#include "calm/session_lock.h"
#include "ui/commands/plan_commands.h"
#include "ui/core_texts.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

/// Its two writers are threads: what is older than a whole save must not come back.
struct Workspace::EditsFile {
  std::mutex mutex;
  quint64 saved = 0;  // edits that the session itself holds
};

namespace {

/// What a stop would cost the user something.
bool isPrecious(JobKind kind) {
  return kind == JobKind::search || kind == JobKind::benchmark || kind == JobKind::exporting ||
         kind == JobKind::download || kind == JobKind::analyses;
}

}  // namespace

JobInfo Workspace::preciousJob() const {
  const JobInfo job = jobs_.current();
  return isPrecious(job.kind) ? job : JobInfo{};
}

void Workspace::saveSession() {
  if (!hasModel()) return;
  ensureSessionFolder();
  saveTimer_.stop();
  saveSoon();
}

void Workspace::saveSoon() {
  saveWanted_ = true;
  if (!jobs_.busy()) {
    submitSave();
  } else {
    submitEdits();
  }
}

void Workspace::saveSessionAs(const QString& folder) {
  if (!hasModel()) return;
  if (searching()) {
    report(MessageLevel::warning, tr("The session can move to another folder once the analysis has ended."));
    return;
  }
  const std::filesystem::path target = toPath(QFileInfo(folder).absoluteFilePath());
  if (target == folder_) {
    saveSession();
    return;
  }
  if (is_session(target) &&
      !prompt_->confirm(nullptr, tr("Replace the session?"),
                        tr("There is a session in %1 already. It would be lost.").arg(folder), tr("Replace"))) {
    return;
  }
  jobs_.submit(
      JobKind::save, tr("Saving the session"),
      [this, from = folder_, target, state = state_](JobContext& job) {
        auto lock = std::make_shared<SessionLock>(target);
        job.post([this, lock] { nextLock_ = lock; });
        copy_session_parts(from, target);
        save_session(target, state);
      },
      [this, target, edits = edits_](JobStatus status, const QString& error) {
        if (status != JobStatus::finished) nextLock_.reset();
        if (status == JobStatus::failed) {
          saveError_ = error;
          report(MessageLevel::error, tr("The session could not be saved."), error);
        } else if (status == JobStatus::finished) {
          folder_ = target;
          lock_ = std::move(nextLock_);
          Q_EMIT sessionChanged();
          saved(edits);
        }
      });
}

// Everything up to `edits` is on disk.
void Workspace::saved(quint64 edits) {
  saveError_.clear();
  if (edits != edits_ || !dirty_) return;
  dirty_ = false;
  undo_.setClean();
  Q_EMIT sessionChanged();
}

void Workspace::submitSave() {
  saveWanted_ = false;
  if (!hasModel() || folder_.empty()) return;
  if (!editsFile_) editsFile_ = std::make_shared<EditsFile>();
  jobs_.submit(
      JobKind::save, tr("Saving the session"),
      [folder = folder_, state = state_, file = editsFile_, edits = edits_](JobContext&) {
        const std::scoped_lock lock(file->mutex);
        save_session(folder, state);
        file->saved = edits;
        std::error_code ignored;
        std::filesystem::remove_all(folder / kEditsFolder, ignored);
      },
      [this, edits = edits_](JobStatus status, const QString& error) {
        if (status == JobStatus::failed) {
          saveError_ = error;
          report(MessageLevel::error, tr("The session could not be saved."), error);
        } else if (status == JobStatus::finished) {
          saved(edits);
        }
      });
}

// The running job's results stay out: it writes them itself.
void Workspace::submitEdits() {
  if (!hasModel() || folder_.empty() || !dirty_) return;
  if (!editsFile_) editsFile_ = std::make_shared<EditsFile>();
  SessionState state = state_;
  state.scores = {};
  state.benchmarks.clear();
  saver_.submit(
      JobKind::save, tr("Saving the session"),
      [folder = folder_, state = std::move(state), file = editsFile_, edits = edits_](JobContext&) {
        const std::scoped_lock lock(file->mutex);
        if (edits > file->saved) save_session(folder / kEditsFolder, state);
      },
      [this, edits = edits_, folder = folder_](JobStatus status, const QString& error) {
        if (folder != folder_) return;
        if (status == JobStatus::failed) {
          saveError_ = error;
          report(MessageLevel::error, tr("The session could not be saved."), error);
        } else if (status == JobStatus::finished) {
          saved(edits);
        }
      });
}

void Workspace::takeEdits(const SessionState& edits) {
  if (edits.model_fingerprint != state_.model_fingerprint) return;
  rememberContext(edits.analysis, edits.context);
  setAnalysisOptions(edits.analysis);
  setSelection(edits.selection);
  const auto same = [](const NamedPlan& a, const NamedPlan& b) { return a.name == b.name && a.date == b.date; };
  if (!std::ranges::equal(edits.named_plans, state_.named_plans, same)) {
    undo_.push(new NamedPlansCommand(this, state_.named_plans, edits.named_plans, tr("recovered plans")));
  }
  touch();
  report(MessageLevel::info, tr("Edits that were made during the last run are recovered; undo takes them back."));
}

void Workspace::saveThen(std::function<void()> next) {
  const bool unsaved = dirty_ || saveWanted_;
  if (!hasModel() || !unsaved || (folder_.empty() && !edited())) {
    next();
    return;
  }
  ensureSessionFolder();
  saveTimer_.stop();
  submitSave();
  // Behind that save, which has reported its end by then.
  jobs_.submit(
      JobKind::open, tr("Opening"), [](JobContext&) {},
      [this, next = std::move(next)](JobStatus status, const QString&) {
        if (status != JobStatus::finished || closing_) return;
        if (saveFailed() && !prompt_->confirm(nullptr, tr("Open without saving?"),
                                              tr("The session could not be saved, so the last changes would be lost."),
                                              tr("Open without saving"))) {
          return;
        }
        next();
      });
}

void Workspace::onIdle() {
  const bool last = closing_ && dirty_ && !folder_.empty() && !lastSaved_;
  if (saveWanted_ || last) {
    lastSaved_ = closing_;
    submitSave();
    return;
  }
  if (closing_) {
    // A full disk must not keep the window open, nor lose anything unasked.
    if (mayAsk_ && dirty_ && saveFailed() &&
        !prompt_->confirm(nullptr, tr("Close without saving?"),
                          tr("The session could not be saved, so the last changes would be lost."),
                          tr("Close without saving"))) {
      closing_ = lastSaved_ = false;
      Q_EMIT closeRefused();
      return;
    }
    Q_EMIT readyToClose();
    return;
  }
  if (estimateWanted_) submitEstimate();
}

void Workspace::shutDown(bool mayAsk) {
  closing_ = true;
  mayAsk_ = mayAsk;
  dropJobs();
  if (dirty_ && edited()) ensureSessionFolder();
  saveTimer_.stop();
  estimateTimer_.stop();
  if (jobs_.busy()) {
    jobs_.cancelAll();
  } else {
    onIdle();
  }
}

}  // namespace calm::ui
