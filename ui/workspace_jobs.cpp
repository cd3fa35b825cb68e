// The half of Workspace that starts jobs and takes in what they deliver.
#include <QFileInfo>
#include <algorithm>
#include <utility>

#include "calm/error.h"
#include "calm/session_lock.h"
#include "ui/core_texts.h"
#include "ui/format.h"
#include "ui/strings.h"
#include "ui/tuning_text.h"
#include "ui/workspace.h"
#include "ui/workspace_saving.h"

namespace calm::ui {

namespace {

/// What the selection asks for behind a complete walk. False: stopped.
bool tuneAfterSearch(const SearchRequest& search, const JobContext& job) {
  if (search.selection.tuning_epochs == 0) return true;
  return tune_plan(tuning_after(search), job.sink(), job.control()).status != EndStatus::cancelled;
}

/// An estimate above the limit of the settings: refused before anything is allocated.
void checkMemory(const SearchRequest& request, uint64_t limit) {
  if (limit == 0) return;
  const uint64_t needed = estimate_search(request).memory_bytes;
  if (needed <= limit) return;
  throw Error(
      ErrorCode::invalid_argument,
      toStd(Workspace::tr("It is estimated to need %1 of memory, more than the limit of %2 in the settings. Use "
                          "fewer or shorter calibration sequences, or raise the limit.")
                .arg(formatBytes(needed), formatBytes(limit))));
}

SessionState freshState(const Model& model, const SessionState& previous, const WorkDefaults& defaults) {
  SessionState state;
  const ModelInfo& info = model.info();
  state.model_path = info.path;
  state.model_fingerprint = info.fingerprint;
  state.model_name = info.name;
  state.layers = info.layers;
  state.model_size = model_size(info);
  state.analysis = previous.analysis;
  state.selection.pool = previous.selection.pool;
  state.selection.metric = previous.selection.metric;
  startWith(defaults, state.analysis, state.selection);
  state.device = previous.device;
  state.threads = previous.threads;
  return state;
}

}  // namespace

// --- opening

void Workspace::replaceState(std::shared_ptr<Model> model, SessionState state, std::shared_ptr<SessionLock> lock) {
  model_ = std::move(model);
  state_ = std::move(state);
  folder_ = lock ? lock->folder() : std::filesystem::path();
  lock_ = std::move(lock);
  contexts_.clear();
  rememberContext(state_.analysis, state_.context);
  estimate_.reset();
  currentLayer_ = -1;
  dirty_ = false;
  saveWanted_ = false;
  saveTimer_.stop();
  undo_.clear();
  setRunning({});
  resolve();
  Q_EMIT modelOpened();
  Q_EMIT sessionChanged();
  loadAnalyses();
  requestEstimate();
}

std::function<std::shared_ptr<SessionLock>(const std::filesystem::path&)> Workspace::locker() const {
  return [held = lock_](const std::filesystem::path& folder) {
    return held && held->folder() == folder ? held : std::make_shared<SessionLock>(folder);
  };
}

void Workspace::submitOpen(const QString& name, const QString& title, std::function<void(JobContext&)> work) {
  const JobInfo job = preciousJob();
  if (job.id != 0 &&
      !prompt_->confirm(nullptr, tr("Stop and open?"),
                        tr("%1 is still running. What is done so far is kept; the rest is stopped.").arg(job.title),
                        tr("Stop and open"))) {
    return;
  }
  dropJobs();
  if (jobs_.busy()) jobs_.cancelAll();
  jobs_.submit(JobKind::open, title, std::move(work), [this, name](JobStatus status, const QString& error) {
    if (status != JobStatus::failed) return;
    report(MessageLevel::error, tr("%1 could not be opened.").arg(name), error);
    Q_EMIT modelFailed(error);
  });
}

void Workspace::openModel(const QString& path) {
  const QFileInfo info(path);
  submitOpen(info.fileName(), tr("Opening %1").arg(info.fileName()),
             [this, file = toPath(info.absoluteFilePath()), previous = state_, defaults = defaults_](JobContext& job) {
               std::shared_ptr<Model> model = Model::open(file);
               SessionState state = freshState(*model, previous, defaults);
               job.post([this, model = std::move(model), state = std::move(state)]() mutable {
                 saveThen([this, model = std::move(model), state = std::move(state)]() mutable {
                   replaceState(std::move(model), std::move(state), {});
                 });
               });
             });
}

void Workspace::openModelInSession(const QString& path, const QString& folder) {
  if (is_session(toPath(folder))) {
    openSession(folder);
    return;
  }
  submitOpen(
      QFileInfo(path).fileName(), tr("Opening %1").arg(QFileInfo(path).fileName()),
      [this, file = toPath(QFileInfo(path).absoluteFilePath()), session = toPath(QFileInfo(folder).absoluteFilePath()),
       previous = state_, defaults = defaults_, lockOn = locker()](JobContext& job) {
        std::shared_ptr<Model> model = Model::open(file);
        SessionState state = freshState(*model, previous, defaults);
        job.post([this, model = std::move(model), state = std::move(state), lock = lockOn(session)]() mutable {
          saveThen([this, model = std::move(model), state = std::move(state), lock = std::move(lock)]() mutable {
            replaceState(std::move(model), std::move(state), std::move(lock));
          });
        });
      });
}

void Workspace::openSession(const QString& folder) {
  QFileInfo info(folder);
  const QString target =
      info.fileName() == QStringLiteral("session.json") ? info.absolutePath() : info.absoluteFilePath();
  submitOpen(QFileInfo(target).fileName(), tr("Opening session %1").arg(QFileInfo(target).fileName()),
             [this, path = toPath(target), lockOn = locker()](JobContext& job) {
               if (!is_session(path)) load_session(path);  // says why; a lock would make the folder
               std::shared_ptr<SessionLock> lock = lockOn(path);
               SessionState state = load_session(path);
               std::shared_ptr<Model> model = Model::open(state.model_path);
               const bool changed = model->info().fingerprint != state.model_fingerprint;
               if (changed) {
                 state.context.clear();
                 state.model_fingerprint = model->info().fingerprint;
                 state.layers = model->info().layers;
               }
               state.model_size = model_size(model->info());
               std::optional<SessionState> edits;
               if (is_session(path / kEditsFolder)) edits = load_session(path / kEditsFolder);
               auto open = [this, model = std::move(model), state = std::move(state), lock = std::move(lock), changed,
                            edits = std::move(edits)]() mutable {
                 replaceState(std::move(model), std::move(state), std::move(lock));
                 if (edits) takeEdits(*edits);
                 if (changed) {
                   report(
                       MessageLevel::warning,
                       tr("The model's files changed since this session was saved: all its scores are marked stale."));
                 }
               };
               job.post([this, open = std::move(open)]() mutable { saveThen(std::move(open)); });
             });
}

void Workspace::openPath(const QString& path) {
  const QFileInfo info(path);
  if (info.fileName() == QStringLiteral("session.json") || (info.isDir() && is_session(toPath(path)))) {
    openSession(path);
  } else {
    openModel(path);
  }
}

// --- the search

void Workspace::recomputeFrom(int layer) {
  if (!hasModel()) {
    report(MessageLevel::info, tr("Open a model first."));
    return;
  }
  if (searching()) return;
  strokeClock_.invalidate();
  ensureSessionFolder();
  SearchRequest request = searchRequest(layer);
  const QString title = layer > 0 ? tr("Analysing %1 from layer %2").arg(toQString(state_.model_name)).arg(layer)
                                  : tr("Analysing %1").arg(toQString(state_.model_name));
  jobs_.submit(
      JobKind::search, title,
      [this, request = std::move(request), state = state_, limit = defaults_.memoryLimit](JobContext& job) mutable {
        checkMemory(request, limit);
        // The window looks scores up by this context, so it must know it before the first one arrives.
        const TokenSequences tokens = load_calibration(*request.model, request.analysis.calibration);
        const std::string context = analysis_context(*request.model, tokens, request.analysis);
        job.control().checkpoint();
        state.context = context;
        save_session(request.session, state);  // edits since the last save reach the run through its folder too
        job.post([this, analysis = request.analysis, context] {
          rememberContext(analysis, context);
          if (state_.analysis == analysis && state_.context != context) {
            state_.context = context;
            resolve();
            Q_EMIT scoresChanged(0, state_.layers - 1);
          }
        });
        const auto merge = [&] {
          SessionState saved = load_session(request.session);
          job.post([this, saved = std::move(saved)] { mergeRun(saved); });
        };
        bool cancelled = false;
        try {
          const SearchResult result = run_search(
              request,
              [this, &job](const SearchEvent& event) {
                if (const auto* progress = std::get_if<Progress>(&event)) {
                  job.progress(*progress);
                } else {
                  job.post([this, event] { applyEvent(event); });
                }
              },
              job.control());
          cancelled = result.status == EndStatus::cancelled;
          if (!cancelled && result.plan.complete()) cancelled = !tuneAfterSearch(request, job);
        } catch (...) {
          if (is_session(request.session)) merge();
          throw;
        }
        merge();
        if (cancelled) throw Error(ErrorCode::cancelled, "cancelled");
      },
      [this](JobStatus status, const QString& error) {
        setRunning({});
        touch();
        if (status == JobStatus::failed) {
          report(MessageLevel::error, tr("The analysis stopped with an error. What was scored is kept."), error);
        } else if (status == JobStatus::cancelled) {
          report(MessageLevel::info, tr("The analysis was stopped. \"Analyse\" goes on from the last decided layer."));
        } else {
          report(MessageLevel::success, tr("The analysis is complete."), tuningText(state_));
        }
      });
}

void Workspace::applyEvent(const SearchEvent& event) {
  if (const auto* startedEvent = std::get_if<SearchStarted>(&event)) {
    for (const std::string& method : startedEvent->pool) {
      auto& pool = state_.scored_pool;
      if (std::find(pool.begin(), pool.end(), method) != pool.end()) continue;
      pool.push_back(method);
      rowsTouched_ = true;
    }
  } else if (const auto* stage = std::get_if<StageStarted>(&event)) {
    setRunning({stage->layer, stage->method, coreMessage(stage->stage)});
  } else if (const auto* scored = std::get_if<CandidateScored>(&event)) {
    state_.scores.add(scored->layer, scored->prefix, scored->score);
    touchedFirst_ = touchedFirst_ < 0 ? scored->layer : std::min(touchedFirst_, scored->layer);
    touchedLast_ = std::max(touchedLast_, scored->layer);
  } else if (std::holds_alternative<SearchEnded>(event)) {
    setRunning({});
  }
}

void Workspace::onDrained() {
  if (rowsTouched_) {
    rowsTouched_ = false;
    Q_EMIT methodRowsChanged();
  }
  if (touchedFirst_ < 0) return;
  const int first = touchedFirst_, last = touchedLast_;
  touchedFirst_ = touchedLast_ = -1;
  resolve();
  Q_EMIT scoresChanged(first, last);
}

// Scores and bookkeeping from the run's file, selection and options from the user.
void Workspace::mergeRun(const SessionState& saved) {
  if (saved.model_fingerprint != state_.model_fingerprint) return;
  // The file has whole layers only: keep what was scored of the layer that a stop interrupted.
  ScoreBook merged = saved.scores;
  for (const ScoreBook::Entry& entry : state_.scores.entries()) {
    for (const CandidateScore& score : entry.candidates) {
      if (!merged.find(entry.layer, entry.prefix, score.method)) merged.add(entry.layer, entry.prefix, score);
    }
  }
  state_.scores = std::move(merged);
  state_.host = saved.host;
  for (const std::string& method : saved.scored_pool) {
    auto& pool = state_.scored_pool;
    if (std::find(pool.begin(), pool.end(), method) == pool.end()) pool.push_back(method);
  }
  rememberContext(saved.analysis, saved.context);
  if (saved.analysis == state_.analysis) state_.context = saved.context;
  const bool tuned = state_.tunings.size() != saved.tunings.size() || tuningText(state_) != tuningText(saved);
  state_.tunings = saved.tunings;
  if (state_.benchmarks.size() < saved.benchmarks.size()) {
    state_.benchmarks = saved.benchmarks;
    Q_EMIT benchmarksChanged();
  }
  resolve();
  if (tuned) Q_EMIT planChanged(0);
  Q_EMIT methodRowsChanged();
  Q_EMIT scoresChanged(0, state_.layers - 1);
}

void Workspace::setRunning(const RunningCell& cell) {
  if (running_ == cell) return;
  running_ = cell;
  Q_EMIT runningChanged();
}

// --- the other jobs

BenchmarkRequest Workspace::benchmarkRequest(BenchmarkRequest request) {
  request.model = model_;
  request.session = ensureSessionFolder();
  request.execution = {state_.device, state_.threads};
  return request;
}

void Workspace::runBenchmark(BenchmarkRequest request) {
  if (!hasModel() || closing_) {
    if (!closing_) report(MessageLevel::info, tr("Open a model first."));
    Q_EMIT benchmarkEnded(EndStatus::cancelled, {});
    return;
  }
  if (searching()) {
    pendingBenchmark_ = std::move(request);
    return;
  }
  request = benchmarkRequest(std::move(request));
  benchmarkJob_ = jobs_.submit(
      JobKind::benchmark, tr("Benchmarking %1").arg(toQString(state_.model_name)),
      [this, request = std::move(request), state = state_](JobContext& job) {
        save_session(request.session, state);
        bool cancelled = false;
        const auto merge = [&] {
          SessionState saved = load_session(request.session);
          job.post([this, saved = std::move(saved)] {
            if (saved.model_fingerprint != state_.model_fingerprint) return;
            state_.benchmarks = saved.benchmarks;
            Q_EMIT benchmarksChanged();
          });
        };
        try {
          run_benchmark(
              request,
              [this, &job, &cancelled](const BenchmarkEvent& event) {
                if (const auto* progress = std::get_if<Progress>(&event)) job.progress(*progress);
                if (const auto* end = std::get_if<BenchmarkEnded>(&event)) {
                  cancelled = end->status == EndStatus::cancelled;
                }
                job.post([this, event] { Q_EMIT benchmarkEvent(event); });
              },
              job.control());
        } catch (...) {
          merge();
          throw;
        }
        merge();
        if (cancelled) throw Error(ErrorCode::cancelled, "cancelled");
      },
      [this](JobStatus status, const QString& error) {
        touch();
        if (status == JobStatus::failed) report(MessageLevel::error, tr("The benchmark stopped with an error."), error);
        Q_EMIT benchmarkEnded(status == JobStatus::finished    ? EndStatus::finished
                              : status == JobStatus::cancelled ? EndStatus::cancelled
                                                               : EndStatus::failed,
                              error);
      });
}

void Workspace::cancelBenchmark() {
  if (!pendingBenchmark_) {
    jobs_.cancel(benchmarkJob_);
    return;
  }
  pendingBenchmark_.reset();
  Q_EMIT benchmarkEnded(EndStatus::cancelled, {});
}

void Workspace::dropJobs() {
  Q_EMIT jobsDropped();
  if (pendingBenchmark_) cancelBenchmark();
}

void Workspace::requestEstimate() {
  if (hasModel()) estimateTimer_.start();
}

void Workspace::submitEstimate() {
  estimateWanted_ = false;
  if (!hasModel() || closing_) return;
  SearchRequest request = searchRequest();
  if (request.session.empty()) request.session = new_session_folder(state_.model_name);
  jobs_.submit(
      JobKind::estimate, tr("Estimating time and memory"),
      [this, request = std::move(request)](JobContext& job) {
        CostEstimate estimate = estimate_search(request);
        job.post([this, estimate = std::move(estimate), model = request.model]() mutable {
          if (model != model_) return;
          estimate_ = std::move(estimate);
          Q_EMIT estimateReady();
        });
      },
      [this](JobStatus status, const QString& error) {
        if (status == JobStatus::failed) Q_EMIT estimateFailed(error);
        if (status == JobStatus::cancelled) estimateWanted_ = true;  // made way for another job
      });
}

void Workspace::onJobEnded(const JobInfo& job, JobStatus status, const QString& error) {
  Q_EMIT jobEnded(job, status, error);
  if (pendingBenchmark_ && !searching()) runBenchmark(*std::exchange(pendingBenchmark_, std::nullopt));
}

}  // namespace calm::ui
