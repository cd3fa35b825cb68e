#include "calm/refinement.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <set>
#include <tuple>

#include "calibration/token_windows.h"
#include "calm/error.h"
#include "calm/session.h"
#include "evaluation/held_out.h"
#include "evaluation/window_scores.h"
#include "search/artifacts.h"
#include "search/progress_meter.h"

namespace calm {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Windows of the calibration's text that are none of its sequences, `tokens` in all, drawn by the next seed.
TokenWindows draw_slice(const Model& model, const CalibrationOptions& options, const TokenSequences& used, int tokens) {
  TokenWindows all;
  size_t length = 0;
  for (const auto& sequence : used.sequences) length = std::max(length, sequence.size());
  if (options.source == TextSource::tokens) {
    all = read_token_file(options.file, model.info().vocab);
  } else {
    const std::vector<int32_t> ids = model.tokenize(read_text(options), options.add_special);
    for (size_t first = 0; first + length <= ids.size(); first += length)
      all.emplace_back(ids.begin() + static_cast<std::ptrdiff_t>(first),
                       ids.begin() + static_cast<std::ptrdiff_t>(first + length));
  }
  const std::set<std::vector<int32_t>> taken(used.sequences.begin(), used.sequences.end());
  std::erase_if(all, [&](std::vector<int32_t>& window) {
    // A token file's lists may be longer than what was taken of them.
    const bool overlaps = std::any_of(taken.begin(), taken.end(), [&](const auto& sequence) {
      return window.size() >= sequence.size() && std::equal(sequence.begin(), sequence.end(), window.begin());
    });
    if (window.size() > length) window.resize(length);
    return overlaps || window.size() < 2;
  });
  const auto wanted = (static_cast<size_t>(tokens) + length - 1) / length;
  if (all.size() < wanted) {
    throw Error(ErrorCode::invalid_argument,
                describe_source(options) + " has " + std::to_string(all.size()) + " windows of " +
                    std::to_string(length) + " tokens that scored no candidate, but " + std::to_string(tokens) +
                    " tokens take " + std::to_string(wanted) +
                    "; calibrate on a longer text or on fewer sequences, or take a smaller slice");
  }
  TokenWindows slice;
  for (const int64_t i :
       draw_without_replacement(static_cast<int64_t>(all.size()), static_cast<int64_t>(wanted), options.seed + 1))
    slice.push_back(all[static_cast<size_t>(i)]);
  return slice;
}

class Refinement {
 public:
  Refinement(const RefinementRequest& request, const ProgressSink& sink, RunControl& control)
      : request_(request), sink_(sink), control_(control), artifacts_(request.session) {}

  RefinementResult run() {
    const c10::InferenceMode inference;
    prepare();
    try {
      result_.kl_before = result_.kl_after = measure(state_.plan);
      refine();
      if (request_.measure_gain) measure_gain();
    } catch (const Error& e) {
      if (e.code() != ErrorCode::cancelled) throw;
      result_.status = EndStatus::cancelled;
    }
    result_.plan = state_.plan;
    result_.trials = state_.refinement;
    return result_;
  }

 private:
  struct Swap {
    int layer;
    std::string to;
    double margin;
    int64_t tried;  // how often before, under whatever plan
  };

  void prepare() {
    if (!request_.model) throw Error(ErrorCode::invalid_argument, "no model is open");
    state_ = load_session(request_.session);
    if (static_cast<int>(state_.plan.layers.size()) != state_.layers || !state_.plan.complete())
      throw Error(ErrorCode::invalid_argument,
                  request_.session.string() + ": the plan is not complete; analyse the model to the end first");
    if (state_.selection.pool.size() < 2)
      throw Error(ErrorCode::invalid_argument, "a pool of one method leaves nothing to swap");
    use_threads(request_.execution.threads);
    const TokenSequences used = load_calibration(*request_.model, state_.analysis.calibration);
    TokenWindows slice = draw_slice(*request_.model, state_.analysis.calibration, used, request_.tokens);
    result_.windows = static_cast<int>(slice.size());
    for (const auto& window : slice) result_.tokens += static_cast<int64_t>(window.size());
    if (request_.measure_gain) {
      TokenWindows seen = used.sequences;
      seen.insert(seen.end(), slice.begin(), slice.end());
      check_held_out(*request_.model, request_.held_out, seen);
    }
    scorer_ = std::make_unique<WindowScorer>(std::move(slice), &request_.model->impl(),
                                             parse_device(request_.execution.device),
                                             request_.execution.arithmetic.value_or(Arithmetic::kernels), control_);
  }

  /// KL on the slice of the model with this plan, its layers quantized one upon the other.
  double measure(const Plan& plan) {
    const auto model = quantized_model(
        request_.model, request_.session, plan, request_.execution, [this](const Progress&) { report(); }, control_,
        Scales::chosen);
    std::vector<WindowScore> scores;
    for (const WindowScorer::Group& group : scorer_->groups(model->impl())) {
      const auto part = scorer_->score(model->impl(), group, [this](int64_t) { report(); });
      scores.insert(scores.end(), part.begin(), part.end());
    }
    return divergence_of(scores).kl;
  }

  double minutes() const { return std::chrono::duration<double>(Clock::now() - start_).count() / 60; }

  void report() {
    if (!sink_ || Clock::now() - reported_ < std::chrono::milliseconds(100)) return;
    reported_ = Clock::now();
    const double done = request_.minutes > 0 ? std::min(1.0, minutes() / request_.minutes) : 1;
    sink_({done, 60 * std::max(0.0, request_.minutes - minutes()), text_, resident_bytes(), 0});
  }

  std::string plan_key() const { return prefix_key(state_.context, methods_of(state_.plan)); }

  /// Every other method of the pool at every layer: first what was tried least, then by the margin that it lost by.
  std::vector<Swap> swaps() const {
    std::vector<Swap> result;
    for (int layer = 0; layer < state_.layers; ++layer) {
      const std::string& now = state_.plan.layers[static_cast<size_t>(layer)].method;
      const ScoreBook::Entry* entry = state_.scores.entry(layer, state_.plan.layers[static_cast<size_t>(layer)].prefix);
      if (entry == nullptr) entry = state_.scores.latest(layer);
      const auto value = [&](const std::string& method) {
        if (entry == nullptr) return kNaN;
        const auto found = std::find_if(entry->candidates.begin(), entry->candidates.end(),
                                        [&](const CandidateScore& c) { return c.method == method; });
        return found == entry->candidates.end() ? kNaN : found->value(state_.selection.metric);
      };
      for (const std::string& to : state_.selection.pool) {
        if (to == now) continue;
        const double difference = value(now) - value(to);
        const double margin = metric_info(state_.selection.metric).higher_is_better ? difference : -difference;
        const auto tried = std::count_if(state_.refinement.begin(), state_.refinement.end(),
                                         [&](const RefinementTrial& t) { return t.layer == layer && t.to == to; });
        if (tried >= request_.rounds) continue;
        result.push_back({layer, to, std::isnan(margin) ? std::numeric_limits<double>::infinity() : margin, tried});
      }
    }
    std::stable_sort(result.begin(), result.end(), [](const Swap& a, const Swap& b) {
      return std::tie(a.tried, a.margin) < std::tie(b.tried, b.margin);
    });
    return result;
  }

  bool is_known(const Swap& swap) const {
    const std::string key = plan_key();
    return std::any_of(state_.refinement.begin(), state_.refinement.end(), [&](const RefinementTrial& trial) {
      return trial.plan == key && trial.layer == swap.layer && trial.to == swap.to;
    });
  }

  void refine() {
    while (minutes() < request_.minutes) {
      const std::vector<Swap> all = swaps();
      const auto next = std::find_if(all.begin(), all.end(), [&](const Swap& swap) { return !is_known(swap); });
      if (next == all.end()) {
        result_.exhausted = true;
        return;
      }
      try_swap(*next);
    }
  }

  void try_swap(const Swap& swap) {
    const auto layer = static_cast<size_t>(swap.layer);
    RefinementTrial trial;
    trial.layer = swap.layer;
    trial.from = state_.plan.layers[layer].method;
    trial.to = swap.to;
    trial.plan = plan_key();
    trial.kl_before = result_.kl_after;
    text_ = "layer " + std::to_string(swap.layer) + ": " + swap.to + " instead of " + trial.from;
    Plan plan = state_.plan;
    plan.layers[layer].method = swap.to;
    const std::vector<std::string> methods = methods_of(plan);
    const std::vector<int> fresh = missing_layers(methods, swap.layer);
    try {
      trial.kl_after = measure(plan);
    } catch (const Error& e) {
      if (e.code() != ErrorCode::numeric && e.code() != ErrorCode::unsupported) throw;
      trial.kl_after = kNaN;  // it cannot be applied there
    }
    trial.kept = trial.kl_after < trial.kl_before;
    if (trial.kept) {
      adopt(plan, swap.layer);
      result_.kl_after = trial.kl_after;
    } else {
      for (const int made : fresh) {
        artifacts_.remove_layer(made, prefix_key(state_.context, {methods.begin(), methods.begin() + made}),
                                methods[static_cast<size_t>(made)]);
      }
    }
    state_.refinement.push_back(trial);
    save();
  }

  /// The plan before the first swap that was kept, as far as the swaps lead back from the plan as it is now.
  std::vector<std::string> methods_before() const {
    std::vector<std::string> methods = methods_of(state_.plan);
    for (auto trial = state_.refinement.rbegin(); trial != state_.refinement.rend(); ++trial) {
      std::string& method = methods[static_cast<size_t>(trial->layer)];
      if (!trial->kept || method != trial->to) continue;
      method = trial->from;
      if (prefix_key(state_.context, methods) == trial->plan) continue;
      method = trial->to;  // the plan was changed since
      break;
    }
    return methods;
  }

  /// Both plans on the held-out text, window by window; what the session holds of them is not measured again.
  void measure_gain() {
    const std::vector<std::string> before = methods_before();
    if (before == methods_of(state_.plan)) return;
    Plan old = state_.plan;
    for (size_t l = 0; l < before.size(); ++l) old.layers[l].method = before[l];
    RefinementGain gain;
    static_cast<HeldOutGain&>(gain) =
        held_out_gain({request_.model, request_.session, request_.held_out, request_.execution},
                      {Variant::Kind::plan, "", old, "Hybrid before refinement", "", Scales::chosen},
                      {Variant::Kind::plan, "", state_.plan, "Hybrid", "", Scales::chosen}, sink_, control_);
    gain.before = before;
    gain.after = methods_of(state_.plan);
    result_.gain = state_.refinement_gain = gain;
    save();
  }

  std::vector<int> missing_layers(const std::vector<std::string>& methods, int from) const {
    std::vector<int> missing;
    for (int layer = from; layer < state_.layers; ++layer) {
      if (!artifacts_.has_layer(layer, prefix_key(state_.context, {methods.begin(), methods.begin() + layer}),
                                methods[static_cast<size_t>(layer)]))
        missing.push_back(layer);
    }
    return missing;
  }

  /// The plan becomes the session's: what the scores below no longer decide is pinned.
  void adopt(const Plan& plan, int from) {
    for (int layer = from; layer < state_.layers; ++layer)
      state_.selection.overrides[layer] = plan.layers[static_cast<size_t>(layer)].method;
    state_.plan = resolve_plan(state_.layers, state_.context, state_.scores, state_.selection, plan);
    state_.refinement_gain.reset();  // it was another plan's
  }

  void save() const {
    SessionState now = load_session(request_.session);  // others may have added measurements
    now.selection = state_.selection;
    now.plan = state_.plan;
    now.refinement = state_.refinement;
    now.refinement_gain = state_.refinement_gain;
    save_session(request_.session, now);
  }

  const RefinementRequest& request_;
  const ProgressSink& sink_;
  RunControl& control_;
  Artifacts artifacts_;
  SessionState state_;
  std::unique_ptr<WindowScorer> scorer_;
  RefinementResult result_;
  std::string text_ = "the plan as it is";
  const Clock::time_point start_ = Clock::now();
  Clock::time_point reported_{};
};

}  // namespace

RefinementResult refine_plan(const RefinementRequest& request, const ProgressSink& sink, RunControl& control) {
  return Refinement(request, sink, control).run();
}

}  // namespace calm
