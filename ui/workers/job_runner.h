#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "calm/events.h"
#include "calm/run_control.h"

namespace calm::ui {

enum class JobKind { open, search, benchmark, exporting, download, generate, analyses, estimate, save, other };
enum class JobStatus { finished, cancelled, failed };

struct JobInfo {
  quint64 id = 0;  // 0: no job
  JobKind kind = JobKind::other;
  QString title;  // "Analysing SmolLM2"
};

class JobRunner;

/// A running job's way to the outside. Its members are called on the worker thread.
class JobContext {
 public:
  /// Stop and pause; pass it to core's long calls.
  RunControl& control() const { return *control_; }
  /// Runs `action` in the GUI thread, in order, batched with what else is waiting (every 40 ms at most). Dropped once
  /// the job was abandoned.
  void post(std::function<void()> action) const;
  /// Only the latest one before each batch is shown.
  void progress(const Progress& progress) const;
  /// The same as a sink for core.
  ProgressSink sink() const;

 private:
  friend class JobRunner;
  JobRunner* runner_ = nullptr;
  quint64 id_ = 0;
  std::shared_ptr<RunControl> control_;
};

/// One worker thread, one job at a time, the others wait in line: whatever needs the model or blocks (core's long
/// calls, files, the network) runs here. Lives in the GUI thread; every signal and callback is delivered there.
class JobRunner : public QObject {
  Q_OBJECT

 public:
  /// Runs on the worker thread; what it throws becomes a failed end (Error(cancelled) a cancelled one).
  using Work = std::function<void(JobContext&)>;
  /// Runs in the GUI thread after everything that the job posted. `error` is empty unless failed.
  using Done = std::function<void(JobStatus status, const QString& error)>;

  explicit JobRunner(QObject* parent = nullptr);
  /// Asks the running job to stop and waits for it: close the window through Workspace::shutDown() instead.
  ~JobRunner() override;

  quint64 submit(JobKind kind, const QString& title, Work work, Done done = {});

  /// The job whose end has not been delivered yet; id 0 when there is none.
  JobInfo current() const { return current_; }
  bool busy() const { return current_.id != 0 || !waiting_.empty(); }
  bool paused() const;
  bool stopping() const;
  int waiting() const { return static_cast<int>(waiting_.size()); }

  void pause();
  void resume();
  /// Asks the current job to stop; it ends when core reaches its next checkpoint.
  void cancel();
  /// Removes a waiting job (its `done` gets cancelled) or stops the running one.
  void cancel(quint64 id);
  /// As cancel(id), and nothing that it posts from now on is delivered, except its end.
  void abandon(quint64 id);
  void cancelAll();

 Q_SIGNALS:
  void started(const calm::ui::JobInfo& job);
  void progress(const calm::ui::JobInfo& job, const calm::Progress& progress);
  /// After each batch of posted actions.
  void drained();
  void ended(const calm::ui::JobInfo& job, calm::ui::JobStatus status, const QString& error);
  /// Paused, resumed, stopping, or a change of the queue.
  void stateChanged();
  /// After `ended` when nothing is left to do.
  void idle();

 private:
  friend class JobContext;
  struct Job {
    JobInfo info;
    Work work;
    Done done;
    std::shared_ptr<RunControl> control;
  };
  struct End {
    JobStatus status;
    QString error;
  };

  void startNext();
  void workerLoop(std::stop_token stop);
  void post(quint64 id, std::function<void()> action);
  void postProgress(quint64 id, const Progress& progress);
  void wake();
  void drain();

  // GUI thread only.
  std::deque<Job> waiting_;
  JobInfo current_;
  Done currentDone_;
  std::shared_ptr<RunControl> currentControl_;
  quint64 nextId_ = 1;
  QTimer batchTimer_;

  // Shared with the worker.
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Job> next_;
  std::vector<std::function<void()>> actions_;
  std::optional<Progress> latest_;
  std::optional<End> end_;
  quint64 deliverable_ = 0;  // id of the job whose actions are delivered; 0: none
  bool wakePending_ = false;

  std::jthread worker_;  // last: it uses all of the above
};

}  // namespace calm::ui
