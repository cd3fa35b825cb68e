#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QUndoStack>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calm/analyses.h"
#include "calm/evaluation.h"
#include "calm/model.h"
#include "calm/pareto.h"
#include "calm/plan.h"
#include "calm/refinement.h"
#include "calm/search.h"
#include "calm/session.h"
#include "ui/prompt.h"
#include "ui/try_it.h"
#include "ui/workers/job_runner.h"

namespace calm {
class SessionLock;
}  // namespace calm

namespace calm::ui {

enum class MessageLevel { info, success, warning, error };

/// What the running search works on; layer -1 when none runs.
struct RunningCell {
  int layer = -1;
  std::string method;  // empty: work shared by all methods of the layer
  QString stage;
  bool operator==(const RunningCell&) const = default;
};

/// What can be computed about the layers beside their scores.
enum class Analysis { distributions, restorations, weightErrors, originalSimilarity, planSimilarity };

/// What holds beside any session.
struct WorkDefaults {
  // Of a newly opened model: a recipe's id, or else canonical specs; both empty: as the model before.
  std::string recipe;
  std::vector<std::string> pool;
  uint64_t memoryLimit = 0;  // bytes that an analysis may be estimated to need; 0: no limit
  uint64_t checkpointBudget = uint64_t{2} << 30;
};
/// Sets what the defaults decide of a new model.
void startWith(const WorkDefaults& defaults, AnalysisOptions& analysis, Selection& selection);

/// The window's one model of the world: the opened model, a value copy of the session, the plan that follows from it,
/// the undo stack and the jobs. Lives in the GUI thread, never computes, never blocks.
///
/// Who writes the session: a running search or benchmark writes its folder; edits made meanwhile stay in memory. When
/// the job ends its scores and results are merged in, and the workspace saves (scores from the run, selection from the
/// user). Saving is itself a job, so two writers never meet. So that a crash loses no edit, those made during a job
/// are also written beside the session, in its folder "edits", and taken from there when it is opened again.
class Workspace : public QObject {
  Q_OBJECT

 public:
  /// `prompt` is kept, not owned; nullptr: a real dialog.
  explicit Workspace(QObject* parent = nullptr, Prompt* prompt = nullptr);
  ~Workspace() override;

  // --- what is
  const std::shared_ptr<Model>& model() const { return model_; }
  bool hasModel() const { return model_ != nullptr; }
  const SessionState& state() const { return state_; }
  const Plan& plan() const { return state_.plan; }
  const Selection& selection() const { return state_.selection; }
  const AnalysisOptions& analysis() const { return state_.analysis; }
  int layers() const { return state_.layers; }
  const std::filesystem::path& sessionFolder() const { return folder_; }  // empty: not saved yet
  bool dirty() const { return dirty_; }
  JobRunner* jobs() { return &jobs_; }
  QUndoStack* undoStack() { return &undo_; }
  Prompt* prompt() { return prompt_; }
  /// What runs and should not be stopped unasked; id 0: nothing.
  JobInfo preciousJob() const;
  /// The last attempt to save failed, and nothing was saved since.
  bool saveFailed() const { return !saveError_.isEmpty(); }
  bool searching() const { return jobs_.current().kind == JobKind::search && jobs_.current().id != 0; }
  const RunningCell& running() const { return running_; }

  /// Rows of the heatmap: every method that was ever scored here or is in the pool now.
  std::vector<std::string> methodRows() const;
  struct Cell {
    const CandidateScore* score = nullptr;  // nullptr: not scored
    bool stale = false;                     // measured under other choices below, or other options
  };
  /// The current score where there is one, else the latest old one, marked stale.
  Cell cell(int layer, const std::string& method) const;
  bool hasScores() const { return !state_.scores.entries().empty(); }
  int currentLayer() const { return currentLayer_; }  // -1: none

  /// The request that analyse() would run now (for an estimate or a command line).
  SearchRequest searchRequest(int fromLayer = -1) const;
  /// A session folder for a job that needs one (benchmark, export): the present one, or a new one, saved soon.
  std::filesystem::path ensureSessionFolder();

  void setDefaults(const WorkDefaults& defaults);
  const WorkDefaults& defaults() const { return defaults_; }

  // --- edits; each one is a step of the undo stack. Those of one stroke (a number of newStroke()) are one step: a
  // method that is painted over a range of layers.
  int newStroke() { return ++stroke_; }
  /// Pool, metric and overrides at once, as one step.
  void setSelection(const Selection& selection);
  void setPool(const std::vector<std::string>& canonicalSpecs);
  void setMetric(Metric metric);
  void setBeam(int width);
  void setTuningEpochs(int epochs);
  void setOverride(int layer, const std::string& method);
  void setOverrides(const std::vector<int>& layers, const std::string& method, int stroke = 0);
  void clearOverrides(const std::vector<int>& layers, int stroke = 0);
  void clearAllOverrides();
  void setAnalysisOptions(const AnalysisOptions& options);
  void applyUniform(const std::string& method);
  /// `layers` of the overrides of `before` get `method` (empty: none). Calls of one stroke are one step of the undo
  /// stack, so a stroke that shrinks again leaves no trace.
  void paintOverrides(int stroke, const Selection& before, const std::vector<int>& layers, const std::string& method);

  // --- plans kept under a name (workspace_plans.cpp); each edit is a step of the undo stack, and false, with the
  // reason in message(), where it cannot be done
  const std::vector<NamedPlan>& namedPlans() const { return state_.named_plans; }
  /// Those that name a method for every layer, ready for a benchmark.
  std::vector<Variant> planVariants() const;
  QString freePlanName(const QString& wish) const;
  bool keepPlan(const QString& name);
  bool duplicatePlan(const QString& name, const QString& copy);
  bool renamePlan(const QString& name, const QString& newName);
  bool deletePlans(const QStringList& names);
  /// Makes it the current plan, layer for layer.
  bool usePlan(const QString& name);

  // --- plans under a budget (workspace_budget.cpp)
  /// Model, session and execution are filled in. All callbacks come in the GUI thread; what was measured for it is
  /// merged in.
  quint64 solveBudget(ParetoRequest request, std::function<void(const ParetoCurve&)> solved,
                      std::function<void(const Progress&)> progress, JobRunner::Done done);
  /// The names they got; those that are kept already are left out. One step of the undo stack.
  QStringList keepBudgetPlans(const ParetoCurve& curve, const std::vector<int>& points);
  void useBudgetPlan(const ParetoCurve& curve, int point);

  // --- the plan refined end to end (workspace_refine.cpp)
  /// With model, session and execution filled in.
  RefinementRequest refinementRequest(RefinementRequest request);
  /// The refined plan becomes the current one, as a step of the undo stack; where the plan was edited meanwhile it is
  /// kept under a name. What it is worth is reported.
  quint64 refinePlan(RefinementRequest request);

  // --- edits that change no result, so not undoable
  void setExecution(const QString& device, int threads);
  void setCurrentLayer(int layer);

  // --- work
  void openModel(const QString& path);
  /// A session folder, or its session.json. Opens the model it names. Fails where another window or calm holds it.
  void openSession(const QString& folder);
  /// Lets others write the session: its window has closed.
  void releaseSession() { lock_.reset(); }
  /// `model` into a new or existing session folder (command line).
  void openModelInSession(const QString& path, const QString& folder);
  /// Any of the two above, by what the path is (drop, recent files).
  void openPath(const QString& path);
  /// Whether openPath() could do something with it; looks at the names only.
  static bool canOpen(const QString& path);
  void saveSession();
  void saveSessionAs(const QString& folder);
  void analyse() { recomputeFrom(-1); }
  void recomputeFrom(int layer);
  void pause() { jobs_.pause(); }
  void resume() { jobs_.resume(); }
  void cancel() { jobs_.cancel(); }
  /// Model and session are filled in. Events come through benchmarkEvent(), results end up in state().benchmarks.
  void runBenchmark(BenchmarkRequest request);
  /// Stops it, or takes it out of the line; no other job is touched.
  void cancelBenchmark();
  /// With model, session and execution filled in.
  BenchmarkRequest benchmarkRequest(BenchmarkRequest request);
  /// Both sides in one job; what they write comes through tryItEvent().
  void tryIt(TryItRequest request);
  /// Computes it and keeps it with the session; analysesChanged() when it is there.
  void runAnalysis(Analysis which);
  const SessionAnalyses& analyses() const { return analyses_; }
  /// Whether it was computed for the plan and the options as they are now.
  bool isCurrent(Analysis which) const;
  /// Asks for an estimate of analyse(); debounced, answered by estimateReady(). Not while another job runs.
  void requestEstimate();
  const std::optional<CostEstimate>& estimate() const { return estimate_; }

  /// Stops what runs, saves, then emits readyToClose(): never blocks. With `mayAsk` a save that fails asks whether to
  /// close all the same, and closeRefused() may come instead.
  void shutDown(bool mayAsk = false);

  /// Shown in the message bar and the log.
  void report(MessageLevel level, const QString& text, const QString& details = {});

 Q_SIGNALS:
  /// Another model or session: everything may have changed.
  void modelOpened();
  void modelFailed(const QString& message);
  /// The folder, its name, or whether there is something unsaved.
  void sessionChanged();
  /// Pool, metric or overrides.
  void selectionChanged();
  void analysisOptionsChanged();
  void namedPlansChanged();
  void executionChanged();
  /// Methods, deciders or staleness from `firstLayer` on.
  void planChanged(int firstLayer);
  void scoresChanged(int firstLayer, int lastLayer);
  /// Methods came or went among methodRows().
  void methodRowsChanged();
  void runningChanged();
  void currentLayerChanged(int layer);
  void benchmarkEvent(const calm::BenchmarkEvent& event);
  /// The job of runBenchmark() is over, also where it never began to measure. `error` is empty unless it failed.
  void benchmarkEnded(calm::EndStatus status, const QString& error);
  /// Another model is about to be opened, or the window closes: what waits for its turn must not start any more.
  void jobsDropped();
  void benchmarksChanged();
  void analysesChanged();
  void tryItEvent(const calm::ui::TryItEvent& event);
  void estimateReady();
  void estimateFailed(const QString& message);

  void jobStarted(const calm::ui::JobInfo& job);
  void jobProgress(const calm::ui::JobInfo& job, const calm::Progress& progress);
  void jobEnded(const calm::ui::JobInfo& job, calm::ui::JobStatus status, const QString& error);

  void message(calm::ui::MessageLevel level, const QString& text, const QString& details);
  void readyToClose();
  void closeRefused();

 private:
  friend class SelectionCommand;
  friend class AnalysisCommand;
  friend class NamedPlansCommand;
  friend class UsePlanCommand;

  void applySelection(const Selection& selection);
  void applyAnalysis(const AnalysisOptions& options);
  void pushSelection(Selection selection, int stroke = 0);
  template <class Value>
  void setChoice(Value Selection::*choice, Value value) {
    Selection selection = state_.selection;
    selection.*choice = value;
    pushSelection(std::move(selection));
  }
  /// There is something that only the user knows.
  bool edited() const { return hasModel() && undo_.count() > 0; }
  void applyPlan(const Selection& selection, const Plan& plan);
  void applyNamedPlans(const std::vector<NamedPlan>& plans);
  void resolve();
  void replaceState(std::shared_ptr<Model> model, SessionState state, std::shared_ptr<SessionLock> lock);
  /// This window's lock on `folder`, or a new one. Throws what SessionLock() throws.
  std::function<std::shared_ptr<SessionLock>(const std::filesystem::path& folder)> locker() const;
  void submitOpen(const QString& name, const QString& title, std::function<void(JobContext&)> work);
  void applyEvent(const SearchEvent& event);
  void mergeRun(const SessionState& saved);
  void takeRefinement(const SessionState& saved, const Selection& asked);
  void reportRefinement(const RefinementResult& result, size_t known);
  void onDrained();
  void onJobEnded(const JobInfo& job, JobStatus status, const QString& error);
  void onIdle();
  void setRunning(const RunningCell& cell);
  void touch();
  void submitSave();
  void submitEdits();
  void saveSoon();
  void saved(quint64 edits);
  /// Runs `next` once nothing is unsaved; where saving fails, only if the user says so.
  void saveThen(std::function<void()> next);
  /// Edits that a crash kept from the session's own file, as steps of the undo stack.
  void takeEdits(const SessionState& edits);
  void submitEstimate();
  void dropJobs();
  void loadAnalyses();
  void setAnalyses(SessionAnalyses analyses, const std::string& context, const AnalysisOptions& options);
  std::string knownContext(const AnalysisOptions& options) const;
  void rememberContext(const AnalysisOptions& options, const std::string& context);

  Prompt dialogs_;
  Prompt* prompt_;
  std::shared_ptr<Model> model_;
  SessionState state_;
  WorkDefaults defaults_;
  std::filesystem::path folder_;
  QUndoStack undo_;
  std::vector<std::pair<AnalysisOptions, std::string>> contexts_;
  SessionAnalyses analyses_;
  std::string analysesContext_;
  AnalysisOptions analysesOptions_;  // that the context above is of
  RunningCell running_;
  int currentLayer_ = -1;
  int touchedFirst_ = -1, touchedLast_ = -1;  // layers whose scores came in since the last batch
  std::optional<CostEstimate> estimate_;
  bool rowsTouched_ = false;
  bool dirty_ = false;
  bool saveWanted_ = false;
  bool estimateWanted_ = false;
  bool closing_ = false;
  bool lastSaved_ = false;
  bool mayAsk_ = false;  // while closing
  QString saveError_;
  struct EditsFile;
  std::shared_ptr<EditsFile> editsFile_;  // used by both runners
  quint64 benchmarkJob_ = 0;
  std::optional<BenchmarkRequest> pendingBenchmark_;  // waits for the search, whose scores it must not overwrite
  int stroke_ = 0;
  QElapsedTimer strokeClock_;
  quint64 edits_ = 0;  // counts changes, to know whether a finished save has them all
  QTimer saveTimer_;
  QTimer estimateTimer_;
  std::shared_ptr<SessionLock> lock_;      // on folder_
  std::shared_ptr<SessionLock> nextLock_;  // while saving as
  JobRunner saver_;                        // edits made while a job writes the session
  JobRunner jobs_;                         // last: stops before the rest goes
};

}  // namespace calm::ui
