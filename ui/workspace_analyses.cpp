// The half of Workspace that looks into layers: distributions, restoration, similarity.
#include "calm/error.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {

std::string contextOf(const Model& model, const AnalysisOptions& options) {
  return analysis_context(model, load_calibration(model, options.calibration), options);
}

}  // namespace

bool Workspace::isCurrent(Analysis which) const {
  bool ofPlan = true;
  const std::string* key = nullptr;
  switch (which) {
    case Analysis::distributions:
      key = &analyses_.distributions_key;
      ofPlan = false;
      break;
    case Analysis::originalSimilarity:
      key = &analyses_.original_similarity_key;
      ofPlan = false;
      break;
    case Analysis::restorations:
      key = &analyses_.restorations_key;
      break;
    case Analysis::weightErrors:
      key = &analyses_.weight_errors_key;
      break;
    case Analysis::planSimilarity:
      key = &analyses_.plan_similarity_key;
      break;
  }
  return key != nullptr && !key->empty() && *key == analyses_key(analysesContext_, ofPlan ? state_.plan : Plan{}) &&
         analysesOptions_ == state_.analysis;
}

void Workspace::setAnalyses(SessionAnalyses analyses, const std::string& context, const AnalysisOptions& options) {
  analyses_ = std::move(analyses);
  analysesContext_ = context;
  analysesOptions_ = options;
  Q_EMIT analysesChanged();
}

void Workspace::loadAnalyses() {
  setAnalyses({}, state_.context, state_.analysis);
  if (folder_.empty() || !hasModel()) return;
  // Quiet like an estimate: nobody asked for it, and nobody waits.
  jobs_.submit(
      JobKind::estimate, tr("Reading the session's analyses"),
      [this, folder = folder_, model = model_, known = state_.context, options = state_.analysis](JobContext& job) {
        SessionAnalyses analyses = load_analyses(folder);
        const bool any = !analyses.distributions.empty() || !analyses.restorations.empty() ||
                         !analyses.weight_errors.empty() || analyses.original_similarity || analyses.plan_similarity;
        if (!any) return;
        const std::string context = known.empty() ? contextOf(*model, options) : known;
        job.post([this, model, context, options, analyses = std::move(analyses)]() mutable {
          if (model == model_) setAnalyses(std::move(analyses), context, options);
        });
      },
      [this](JobStatus status, const QString& error) {
        if (status == JobStatus::failed) {
          report(MessageLevel::warning, tr("The session's analyses of layers could not be read."), error);
        }
      });
}

void Workspace::runAnalysis(Analysis which) {
  if (!hasModel()) {
    report(MessageLevel::info, tr("Open a model first."));
    return;
  }
  const QString name = toQString(state_.model_name);
  const QString title = which == Analysis::distributions  ? tr("Distributions of %1").arg(name)
                        : which == Analysis::restorations ? tr("Restoration of %1").arg(name)
                        : which == Analysis::weightErrors ? tr("Weight errors of %1").arg(name)
                                                          : tr("Similarity of the layers of %1").arg(name);
  AnalysesRequest request;
  request.model = model_;
  request.analysis = state_.analysis;
  request.session = ensureSessionFolder();
  request.plan = state_.plan;
  request.device = state_.device;
  request.threads = state_.threads;
  jobs_.submit(
      JobKind::analyses, title,
      [this, which, request = std::move(request), state = state_](JobContext& job) {
        save_session(request.session, state);
        switch (which) {
          case Analysis::distributions:
            layer_distributions(request, job.sink(), job.control());
            break;
          case Analysis::restorations:
            layer_restorations(request, job.sink(), job.control());
            break;
          case Analysis::weightErrors:
            layer_weight_errors(request, job.sink(), job.control());
            break;
          case Analysis::originalSimilarity:
          case Analysis::planSimilarity:
            layer_similarity(request, which == Analysis::planSimilarity, job.sink(), job.control());
            break;
        }
        // As it was kept with the session; the context tells later which calibration it belongs to.
        const std::string context = contextOf(*request.model, request.analysis);
        SessionAnalyses analyses = load_analyses(request.session);
        job.post([this, model = request.model, options = request.analysis, context,
                  analyses = std::move(analyses)]() mutable {
          if (model == model_) setAnalyses(std::move(analyses), context, options);
        });
      },
      [this](JobStatus status, const QString& error) {
        touch();
        if (status == JobStatus::failed) report(MessageLevel::error, tr("The layers could not be analysed."), error);
      });
}

}  // namespace calm::ui
