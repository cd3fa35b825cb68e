#include "ui/workers/job_runner.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <exception>

#include "calm/error.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {
constexpr int kBatchMilliseconds = 40;
constexpr int kWorkerNiceness = 5;

/// The window's thread and the user's other programs come first. On Linux each thread has a niceness of its own, which
/// the threads that it starts (the tensor library's) inherit.
void yieldToTheWindow() {
#ifdef __linux__
  const auto thread = static_cast<id_t>(gettid());
  setpriority(PRIO_PROCESS, thread, getpriority(PRIO_PROCESS, thread) + kWorkerNiceness);
#endif
}

}  // namespace

void JobContext::post(std::function<void()> action) const {
  runner_->post(id_, std::move(action));
}
void JobContext::progress(const Progress& progress) const {
  runner_->postProgress(id_, progress);
}
ProgressSink JobContext::sink() const {
  return [context = *this](const Progress& progress) { context.progress(progress); };
}

JobRunner::JobRunner(QObject* parent) : QObject(parent) {
  batchTimer_.setSingleShot(true);
  batchTimer_.setInterval(kBatchMilliseconds);
  connect(&batchTimer_, &QTimer::timeout, this, &JobRunner::drain);
  worker_ = std::jthread([this](std::stop_token stop) { workerLoop(stop); });
}

JobRunner::~JobRunner() {
  if (currentControl_) currentControl_->request_stop();
  worker_.request_stop();
  worker_.join();
}

quint64 JobRunner::submit(JobKind kind, const QString& title, Work work, Done done) {
  const quint64 id = nextId_++;
  waiting_.push_back({{id, kind, title}, std::move(work), std::move(done), std::make_shared<RunControl>()});
  if (current_.id == 0) {
    startNext();
  } else {
    Q_EMIT stateChanged();
  }
  return id;
}

void JobRunner::startNext() {
  if (current_.id != 0 || waiting_.empty()) return;
  Job job = std::move(waiting_.front());
  waiting_.pop_front();
  current_ = job.info;
  currentDone_ = std::move(job.done);
  currentControl_ = job.control;
  const JobInfo info = current_;
  {
    const std::scoped_lock lock(mutex_);
    deliverable_ = info.id;
    next_ = std::move(job);
  }
  changed_.notify_one();
  Q_EMIT started(info);
  Q_EMIT stateChanged();
}

void JobRunner::workerLoop(std::stop_token stop) {
  yieldToTheWindow();
  while (true) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [this] { return next_.has_value(); })) return;
      job = std::move(*next_);
      next_.reset();
    }
    JobContext context;
    context.runner_ = this;
    context.id_ = job.info.id;
    context.control_ = job.control;
    End end{JobStatus::finished, {}};
    try {
      job.work(context);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::cancelled) {
        end.status = JobStatus::cancelled;
      } else {
        end = {JobStatus::failed, toQString(std::string_view(error.what()))};
      }
    } catch (const std::bad_alloc&) {
      end = {JobStatus::failed,
             tr("Out of memory. Use fewer or shorter calibration sequences, or close other programs.")};
    } catch (const std::exception& error) {
      end = {JobStatus::failed, toQString(std::string_view(error.what()))};
    } catch (...) {
      end = {JobStatus::failed, tr("An unknown error stopped the job.")};
    }
    job = {};  // what the job captured dies here, not in the GUI thread
    const std::scoped_lock lock(mutex_);
    end_ = std::move(end);
    wake();
  }
}

void JobRunner::post(quint64 id, std::function<void()> action) {
  const std::scoped_lock lock(mutex_);
  if (deliverable_ != id) return;
  actions_.push_back(std::move(action));
  wake();
}

void JobRunner::postProgress(quint64 id, const Progress& progress) {
  const std::scoped_lock lock(mutex_);
  if (deliverable_ != id) return;
  latest_ = progress;
  wake();
}

// With mutex_ held. One wake-up per batch: the timer gathers what follows it.
void JobRunner::wake() {
  if (wakePending_) return;
  wakePending_ = true;
  QMetaObject::invokeMethod(
      this, [this] { batchTimer_.start(); }, Qt::QueuedConnection);
}

void JobRunner::drain() {
  std::vector<std::function<void()>> actions;
  std::optional<Progress> latest;
  std::optional<End> end;
  {
    const std::scoped_lock lock(mutex_);
    wakePending_ = false;
    actions.swap(actions_);
    latest.swap(latest_);
    end.swap(end_);
  }
  const JobInfo job = current_;
  for (const auto& action : actions) action();
  if (latest) Q_EMIT progress(job, *latest);
  if (!actions.empty()) Q_EMIT drained();
  if (!end) return;

  const Done done = std::move(currentDone_);
  current_ = {};
  currentDone_ = {};
  currentControl_.reset();
  {
    const std::scoped_lock lock(mutex_);
    deliverable_ = 0;
  }
  if (done) done(end->status, end->error);
  Q_EMIT ended(job, end->status, end->error);
  startNext();
  Q_EMIT stateChanged();
  if (!busy()) Q_EMIT idle();
}

bool JobRunner::paused() const {
  return currentControl_ && currentControl_->paused();
}
bool JobRunner::stopping() const {
  return currentControl_ && currentControl_->stop_requested();
}

void JobRunner::pause() {
  if (!currentControl_ || stopping()) return;
  currentControl_->pause();
  Q_EMIT stateChanged();
}

void JobRunner::resume() {
  if (!currentControl_) return;
  currentControl_->resume();
  Q_EMIT stateChanged();
}

void JobRunner::cancel() {
  if (!currentControl_) return;
  currentControl_->request_stop();
  currentControl_->resume();  // a paused job must wake up to see it
  Q_EMIT stateChanged();
}

void JobRunner::cancel(quint64 id) {
  if (id == 0) return;
  if (current_.id == id) {
    cancel();
    return;
  }
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [id](const Job& job) { return job.info.id == id; });
  if (found == waiting_.end()) return;
  const Job job = std::move(*found);
  waiting_.erase(found);
  if (job.done) job.done(JobStatus::cancelled, {});
  Q_EMIT ended(job.info, JobStatus::cancelled, {});
  Q_EMIT stateChanged();
}

void JobRunner::abandon(quint64 id) {
  if (current_.id == id) {
    const std::scoped_lock lock(mutex_);
    deliverable_ = 0;
    actions_.clear();
    latest_.reset();
  }
  cancel(id);
}

void JobRunner::cancelAll() {
  while (!waiting_.empty()) cancel(waiting_.back().info.id);
  cancel();
}

}  // namespace calm::ui
