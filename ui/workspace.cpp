#include "ui/workspace.h"

#include <QFileInfo>
#include <algorithm>

#include "calm/error.h"
#include "calm/methods.h"
#include "calm/recipes.h"
#include "calm/session_lock.h"
#include "ui/commands/edit_commands.h"
#include "ui/core_texts.h"
#include "ui/models/score_scale.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {
constexpr int kSaveDelayMilliseconds = 1500;
constexpr int kEstimateDelayMilliseconds = 600;
constexpr int kStrokeMilliseconds = 800;
}  // namespace

Workspace::Workspace(QObject* parent, Prompt* prompt) : QObject(parent), prompt_(prompt ? prompt : &dialogs_) {
  for (const MethodSpec& spec : parse_pool("calm")) state_.selection.pool.push_back(spec.canonical());

  saveTimer_.setSingleShot(true);
  saveTimer_.setInterval(kSaveDelayMilliseconds);
  connect(&saveTimer_, &QTimer::timeout, this, [this] {
    if (folder_.empty()) ensureSessionFolder();
    saveSoon();
  });
  estimateTimer_.setSingleShot(true);
  estimateTimer_.setInterval(kEstimateDelayMilliseconds);
  connect(&estimateTimer_, &QTimer::timeout, this, [this] {
    estimateWanted_ = true;
    if (!jobs_.busy()) submitEstimate();
  });

  connect(&undo_, &QUndoStack::indexChanged, this, [this] {
    if (dirty_ && edited()) saveTimer_.start();
  });

  connect(&jobs_, &JobRunner::started, this, &Workspace::jobStarted);
  connect(&jobs_, &JobRunner::progress, this, &Workspace::jobProgress);
  connect(&jobs_, &JobRunner::drained, this, &Workspace::onDrained);
  connect(&jobs_, &JobRunner::ended, this, &Workspace::onJobEnded);
  connect(&jobs_, &JobRunner::idle, this, &Workspace::onIdle);
}

Workspace::~Workspace() = default;

void startWith(const WorkDefaults& defaults, AnalysisOptions& analysis, Selection& selection) {
  if (!defaults.recipe.empty()) {
    apply_recipe(parse_recipe(defaults.recipe), analysis, selection);
  } else if (!defaults.pool.empty()) {
    selection.pool = defaults.pool;
  }
}

void Workspace::setDefaults(const WorkDefaults& defaults) {
  const bool start = defaults.recipe != defaults_.recipe || defaults.pool != defaults_.pool;
  defaults_ = defaults;
  if (start && !hasModel()) {
    startWith(defaults, state_.analysis, state_.selection);
    Q_EMIT selectionChanged();
    Q_EMIT analysisOptionsChanged();
  }
  requestEstimate();
}

void Workspace::report(MessageLevel level, const QString& text, const QString& details) {
  Q_EMIT message(level, text, messageText(details));
}

std::vector<std::string> Workspace::methodRows() const {
  std::vector<std::string> rows = state_.scored_pool;
  for (const std::string& method : state_.selection.pool) {
    if (std::find(rows.begin(), rows.end(), method) == rows.end()) rows.push_back(method);
  }
  return rows;
}

Workspace::Cell Workspace::cell(int layer, const std::string& method) const {
  if (layer < 0 || layer >= static_cast<int>(state_.plan.layers.size())) return {};
  const std::string& prefix = state_.plan.layers[static_cast<size_t>(layer)].prefix;
  if (const CandidateScore* score = state_.scores.find(layer, prefix, method)) return {score, false};
  const auto& entries = state_.scores.entries();
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (entry->layer != layer) continue;
    for (const CandidateScore& score : entry->candidates) {
      if (score.method == method) return {&score, true};
    }
  }
  return {};
}

void Workspace::resolve() {
  if (state_.layers == 0) return;
  Plan plan = resolve_plan(state_.layers, state_.context, state_.scores, state_.selection, state_.plan);
  const auto same = [](const PlanLayer& a, const PlanLayer& b) {
    const auto equal = [](double x, double y) { return x == y || (x != x && y != y); };
    return a.method == b.method && a.by == b.by && a.stale == b.stale && a.prefix == b.prefix &&
           equal(a.score, b.score) && equal(a.margin, b.margin);
  };
  int first = 0;
  const int count = static_cast<int>(plan.layers.size());
  if (plan.layers.size() == state_.plan.layers.size()) {
    while (first < count &&
           same(plan.layers[static_cast<size_t>(first)], state_.plan.layers[static_cast<size_t>(first)])) {
      ++first;
    }
  }
  state_.plan = std::move(plan);
  if (first < count) Q_EMIT planChanged(first);
}

void Workspace::touch() {
  ++edits_;
  if (!dirty_) {
    dirty_ = true;
    Q_EMIT sessionChanged();
  }
  // A model that was only looked at needs no session; the first edit, run or "Save" makes one.
  if (!folder_.empty()) saveTimer_.start();
}

// --- edits

void Workspace::applySelection(const Selection& selection) {
  const bool rows = selection.pool != state_.selection.pool;
  const std::vector<std::string> before = rows ? methodRows() : std::vector<std::string>();
  state_.selection = selection;
  if (rows && methodRows() != before) Q_EMIT methodRowsChanged();
  resolve();
  Q_EMIT selectionChanged();
  touch();
  if (rows) requestEstimate();
}

void Workspace::pushSelection(Selection selection, int stroke) {
  if (selection == state_.selection) return;
  auto* command = new SelectionCommand(this, state_.selection, std::move(selection));
  command->setStroke(stroke);
  undo_.push(command);
}

void Workspace::setPool(const std::vector<std::string>& canonicalSpecs) {
  if (canonicalSpecs.empty()) {
    report(MessageLevel::warning, tr("The pool needs at least one method."));
    Q_EMIT selectionChanged();  // views take back what they showed
    return;
  }
  Selection selection = state_.selection;
  selection.pool = canonicalSpecs;
  pushSelection(std::move(selection));
}

void Workspace::setMetric(Metric metric) {
  setChoice(&Selection::metric, metric);
}

void Workspace::setBeam(int width) {
  setChoice(&Selection::beam, width);
}

void Workspace::setTuningEpochs(int epochs) {
  setChoice(&Selection::tuning_epochs, epochs);
}

void Workspace::setOverride(int layer, const std::string& method) {
  setOverrides({layer}, method);
}

void Workspace::setOverrides(const std::vector<int>& layers, const std::string& method, int stroke) {
  Selection selection = state_.selection;
  for (int layer : layers) {
    if (layer >= 0 && layer < state_.layers) selection.overrides[layer] = method;
  }
  pushSelection(std::move(selection), stroke);
}

void Workspace::clearOverrides(const std::vector<int>& layers, int stroke) {
  Selection selection = state_.selection;
  for (int layer : layers) selection.overrides.erase(layer);
  pushSelection(std::move(selection), stroke);
}

void Workspace::clearAllOverrides() {
  Selection selection = state_.selection;
  selection.overrides.clear();
  pushSelection(std::move(selection));
}

void Workspace::setSelection(const Selection& selection) {
  pushSelection(selection);
}

std::string Workspace::knownContext(const AnalysisOptions& options) const {
  for (const auto& [known, context] : contexts_) {
    if (known == options) return context;
  }
  return {};
}

void Workspace::rememberContext(const AnalysisOptions& options, const std::string& context) {
  std::erase_if(contexts_, [&](const auto& entry) { return entry.first == options; });
  if (!context.empty()) contexts_.emplace_back(options, context);
}

void Workspace::applyAnalysis(const AnalysisOptions& options) {
  state_.analysis = options;
  // Options that were never run have no context yet: all scores are stale until a run names it.
  state_.context = knownContext(options);
  resolve();
  if (state_.layers > 0) Q_EMIT scoresChanged(0, state_.layers - 1);
  Q_EMIT analysisOptionsChanged();
  touch();
  requestEstimate();
}

void Workspace::setAnalysisOptions(const AnalysisOptions& options) {
  if (options == state_.analysis) return;
  // Quick successive changes, as of a spin box, are one step; a run between them parts them.
  if (!strokeClock_.isValid() || strokeClock_.hasExpired(kStrokeMilliseconds)) ++stroke_;
  strokeClock_.start();
  auto* command = new AnalysisCommand(this, state_.analysis, options);
  command->setStroke(stroke_);
  undo_.push(command);
}

void Workspace::setExecution(const QString& device, int threads) {
  if (toStd(device) == state_.device && threads == state_.threads) return;
  state_.device = toStd(device);
  state_.threads = threads;
  Q_EMIT executionChanged();
  touch();
  requestEstimate();
}

void Workspace::setCurrentLayer(int layer) {
  const int bounded = layer < state_.layers ? std::max(layer, -1) : -1;
  if (bounded == currentLayer_) return;
  currentLayer_ = bounded;
  Q_EMIT currentLayerChanged(bounded);
}

SearchRequest Workspace::searchRequest(int fromLayer) const {
  SearchRequest request;
  request.model = model_;
  request.analysis = state_.analysis;
  request.selection = state_.selection;
  request.device = state_.device;
  request.threads = state_.threads;
  request.session = folder_;
  request.from_layer = fromLayer;
  request.checkpoint_budget = defaults_.checkpointBudget;
  return request;
}

std::filesystem::path Workspace::ensureSessionFolder() {
  if (folder_.empty()) {
    folder_ = new_session_folder(state_.model_name);
    try {
      lock_ = std::make_shared<SessionLock>(folder_);
    } catch (const Error&) {
      // The first save says why nothing can be written there.
    }
    Q_EMIT sessionChanged();
    touch();
  }
  return folder_;
}

bool Workspace::canOpen(const QString& path) {
  const QFileInfo info(path);
  return info.isDir() || info.fileName() == QStringLiteral("session.json") ||
         info.suffix().compare(QStringLiteral("gguf"), Qt::CaseInsensitive) == 0;
}

}  // namespace calm::ui
