#include "calm/pareto.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <set>

#include "calm/error.h"
#include "calm/methods.h"
#include "calm/named_plans.h"
#include "export/compressed_tensors.h"
#include "search/hawq.h"

namespace calm {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// The walk whose scores are the losses: the pool's alone, whatever the session's own plan is.
Selection walk_of(const SessionState& state, const std::vector<std::string>& pool, Sensitivity sensitivity) {
  Selection selection = state.selection;
  selection.pool = pool;
  selection.overrides.clear();
  selection.granularity = {};
  if (sensitivity == Sensitivity::kl) selection.metric = Metric::kl;
  return selection;
}

Plan walked(const SessionState& state, const Selection& selection) {
  return resolve_plan(state.layers, state.context, state.scores, selection, {});
}

bool is_measured(const SessionState& state, const std::vector<std::string>& pool, Sensitivity sensitivity) {
  return walked(state, walk_of(state, pool, sensitivity)).first_stale() == state.layers;
}

void measure_kl(const ParetoRequest& request, SessionState& state, const Selection& selection, const ProgressSink& sink,
                RunControl& control) {
  SearchRequest search;
  search.model = request.model;
  search.analysis = state.analysis;
  search.selection = selection;
  search.device = request.execution.device;
  search.threads = request.execution.threads;
  search.session = request.session;
  search.side_walk = true;
  const SearchResult result = run_search(
      search,
      [&](const SearchEvent& event) {
        if (const auto* progress = std::get_if<Progress>(&event); progress != nullptr && sink) sink(*progress);
      },
      control);
  if (result.status == EndStatus::cancelled) throw Error(ErrorCode::cancelled, "stopped");
  state = load_session(request.session);
}

/// From the walk's scores, each less the least of its layer.
std::vector<std::vector<double>> scored_losses(const SessionState& state, const Selection& selection,
                                               Sensitivity sensitivity) {
  const Plan plan = walked(state, selection);
  std::vector<std::vector<double>> losses(static_cast<size_t>(state.layers));
  for (int layer = 0; layer < state.layers; ++layer) {
    std::vector<double>& row = losses[static_cast<size_t>(layer)];
    double least = std::numeric_limits<double>::infinity();
    for (const std::string& method : selection.pool) {
      const CandidateScore* score = state.scores.find(layer, plan.layers[static_cast<size_t>(layer)].prefix, method);
      double value = kNaN;
      if (score != nullptr && sensitivity == Sensitivity::kl) value = score->value(Metric::kl);
      if (score != nullptr && sensitivity == Sensitivity::error)
        value = std::pow(10.0, -score->value(Metric::sqnr_after) / 10);
      if (value < least) least = value;
      row.push_back(value);
    }
    for (double& value : row) value -= least;
  }
  return losses;
}

class Solver {
 public:
  Solver(const ParetoRequest& request, const SessionState& state, ParetoCurve& curve)
      : request_(request), state_(state), curve_(curve), scheme_(state.analysis.scheme) {
    const Model::Impl& model = request.model->impl();
    if (scheme_.storage == StorageType::automatic) scheme_.storage = model.native_storage;
    config_ = model.config;
    if (state.analysis.transform.kind != Transform::Kind::none) config_.tie_word_embeddings = false;
  }

  void solve() {
    std::vector<std::vector<LayerChoice>> choices(static_cast<size_t>(state_.layers));
    for (int layer = 0; layer < state_.layers; ++layer) {
      for (size_t m = 0; m < curve_.pool.size(); ++m) {
        const double bits = layer_storage(request_.model->info(), scheme_, layer, curve_.pool[m]).total();
        choices[static_cast<size_t>(layer)].push_back({bits, curve_.losses[static_cast<size_t>(layer)][m]});
      }
    }
    const ParetoFront front = pareto_front(choices);
    curve_.front = front.points.size();
    curve_.exact = front.exact;
    const int chosen = within_budget(front.points);
    for (const int index : pick(front.points, chosen)) {
      if (index == chosen) curve_.chosen = static_cast<int>(curve_.plans.size());
      curve_.plans.push_back(to_plan(front.points[static_cast<size_t>(index)]));
    }
  }

 private:
  ParetoPlan to_plan(const FrontPoint& point) const {
    ParetoPlan plan;
    for (size_t layer = 0; layer < point.choice.size(); ++layer) {
      plan.methods.push_back(curve_.pool[static_cast<size_t>(point.choice[layer])]);
      plan.storage.add(layer_storage(request_.model->info(), scheme_, static_cast<int>(layer), plan.methods.back()));
    }
    if (std::all_of(plan.methods.begin(), plan.methods.end(), is_exportable)) {
      plan.file_bytes =
          compressed_tensors_file_bytes(config_, scheme_.storage, stored_linears(config_, scheme_, plan.methods));
    }
    plan.loss = point.loss;
    return plan;
  }

  int within_budget(const std::vector<FrontPoint>& points) const {
    if (request_.max_bytes > 0) {
      // A file grows with its codes, but for a few bytes of its header: look at the points themselves.
      const auto fits = [&](const FrontPoint& p) { return to_plan(p).file_bytes <= request_.max_bytes; };
      const auto end = std::partition_point(points.begin(), points.end(), fits);
      if (end != points.begin()) return static_cast<int>(end - points.begin()) - 1;
      throw Error(ErrorCode::invalid_argument, "no plan of this pool is small enough: the smallest takes " +
                                                   std::to_string(to_plan(points.front()).file_bytes) + " bytes, " +
                                                   std::to_string(request_.max_bytes) +
                                                   " were asked for; add methods of fewer bits to the pool");
    }
    const double weights = to_plan(points.front()).storage.weights;
    const int index = largest_within(points, request_.average_bits * weights);
    if (index >= 0) return index;
    char text[240];
    std::snprintf(text, sizeof text,
                  "no plan of this pool is small enough: the smallest takes %.3f bits a weight with its scales, %.3f "
                  "were asked for; add methods of fewer bits to the pool (--bits 2,3,4,8)",
                  points.front().size / weights, request_.average_bits);
    throw Error(ErrorCode::invalid_argument, text);
  }

  /// The ends, the chosen one, and about evenly spaced ones between.
  std::set<int> pick(const std::vector<FrontPoint>& points, int chosen) const {
    std::set<int> picked = {0, chosen, static_cast<int>(points.size()) - 1};
    const double first = points.front().size, span = points.back().size - first;
    for (int i = 1; i + 1 < request_.points; ++i)
      picked.insert(largest_within(points, first + span * i / (request_.points - 1)));
    return picked;
  }

  const ParetoRequest& request_;
  const SessionState& state_;
  ParetoCurve& curve_;
  Scheme scheme_;
  ModelConfig config_;
};

}  // namespace

std::string_view to_string(Sensitivity sensitivity) {
  switch (sensitivity) {
    case Sensitivity::kl:
      return "kl";
    case Sensitivity::error:
      return "error";
    case Sensitivity::hawq:
      break;
  }
  return "hawq";
}

Sensitivity parse_sensitivity(std::string_view text) {
  for (const Sensitivity each : {Sensitivity::kl, Sensitivity::error, Sensitivity::hawq}) {
    if (to_string(each) == text) return each;
  }
  throw Error(ErrorCode::invalid_argument,
              "Sensitivity '" + std::string(text) + "' is unknown: choose kl, error or hawq.");
}

ParetoCurve pareto_curve(const ParetoRequest& request, const ProgressSink& sink, RunControl& control) {
  if (!request.model) throw Error(ErrorCode::invalid_argument, "no model is open");
  SessionState state = load_session(request.session);
  if (state.model_fingerprint != request.model->info().fingerprint) {
    throw Error(ErrorCode::invalid_argument,
                request.session.string() + ": the session belongs to another model (" + state.model_path + ")");
  }
  ParetoCurve curve;
  curve.pool = request.pool.empty() ? state.selection.pool : request.pool;
  const auto stuck = std::find_if_not(curve.pool.begin(), curve.pool.end(), is_exportable);
  if (request.max_bytes > 0 && stuck != curve.pool.end()) {
    throw Error(ErrorCode::invalid_argument,
                "a file's size needs methods that can be exported; leave " + *stuck + " out, or give a budget of bits");
  }
  if (curve.pool.empty()) throw Error(ErrorCode::invalid_argument, "the pool is empty: choose at least one method");
  curve.sensitivity = request.sensitivity.value_or(
      is_measured(state, curve.pool, Sensitivity::kl) ? Sensitivity::kl : Sensitivity::error);
  if (state.context.empty()) {
    throw Error(ErrorCode::invalid_argument,
                request.session.string() + ": nothing was analysed yet; begin with: calm analyze");
  }
  if (curve.sensitivity == Sensitivity::hawq) {
    curve.losses = hawq_losses(request, state, curve.pool, sink, control);
  } else {
    const Selection selection = walk_of(state, curve.pool, curve.sensitivity);
    if (!is_measured(state, curve.pool, curve.sensitivity)) {
      if (curve.sensitivity == Sensitivity::error) {
        const int layer = walked(state, selection).first_stale();
        throw Error(ErrorCode::invalid_argument, request.session.string() + ": layer " + std::to_string(layer) +
                                                     " has no scores for the whole pool; analyse the model to the end "
                                                     "with it, or measure with --sensitivity kl");
      }
      measure_kl(request, state, selection, sink, control);
    }
    curve.losses = scored_losses(state, selection, curve.sensitivity);
  }
  Solver(request, state, curve).solve();
  return curve;
}

std::string name_of(const ParetoCurve& curve, const ParetoPlan& plan) {
  const auto written = [](const ParetoPlan& p, int digits) {
    char bits[48];
    std::snprintf(bits, sizeof bits, "%.*f", digits, p.storage.per_weight());
    return std::string(bits);
  };
  // Neighbours on a fine front may need more digits to be told apart.
  int digits = 3;
  const auto shared = [&](const ParetoPlan& other) {
    return other.methods != plan.methods && written(other, digits) == written(plan, digits);
  };
  while (digits < 12 && std::any_of(curve.plans.begin(), curve.plans.end(), shared)) ++digits;
  return written(plan, digits) + " bits by " + std::string(to_string(curve.sensitivity));
}

NamedPlan to_named_plan(const SessionState& state, const ParetoPlan& plan, const std::string& name) {
  NamedPlan named = name_current_plan(state, name);
  named.selection.granularity = {};
  named.selection.overrides.clear();
  for (size_t layer = 0; layer < plan.methods.size(); ++layer)
    named.selection.overrides[static_cast<int>(layer)] = plan.methods[layer];
  named.plan = resolve_plan(state.layers, state.context, state.scores, named.selection, {});
  return named;
}

}  // namespace calm
