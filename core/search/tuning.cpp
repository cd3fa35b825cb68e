#include "calm/tuning.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <numeric>
#include <random>

#include "calm/error.h"
#include "calm/log.h"
#include "calm/search.h"
#include "calm/session.h"
#include "evaluation/held_out.h"
#include "inference/language_model.h"
#include "search/learned_rotation.h"
#include "search/progress_meter.h"
#include "search/scale_learner.h"
#include "search/stable_hash.h"
#include "search/tuned_scales.h"
#include "session/utc_now.h"

namespace calm {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds kSaveEvery{30};  // what a crash may lose
constexpr int kWindowsAfterSearch = 8;          // of the gain: a minute on a small model
constexpr double kLearningShare = 0.85;         // of the bar, where the gain is measured too
constexpr double kStatesShare = 0.4;            // of a step's work: the original's hidden states of a sequence

/// 0 .. count-1 in the order of an epoch; spelled out, for the standard's shuffles differ between libraries.
std::vector<size_t> order_of(size_t count, uint64_t seed, int epoch) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t{0});
  std::mt19937_64 random(seed * 1000003 + static_cast<uint64_t>(epoch));
  for (size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  return order;
}

/// Rises over the first eighth of the steps, four at most, and falls as a cosine.
double rate_at(const TuningOptions& options, int64_t step, int64_t steps) {
  const auto rising = static_cast<double>(std::clamp<int64_t>(steps / 8, 1, 4));
  const double rise = std::min(1.0, static_cast<double>(step + 1) / rising);
  return options.rate * rise * 0.5 *
         (1 + std::cos(std::numbers::pi * static_cast<double>(step) / static_cast<double>(steps)));
}

void add_options(StableHash& hash, const TuningOptions& options) {
  for (const int number : {options.epochs, options.batch}) hash.add_integer(static_cast<uint64_t>(number));
  // Six decimals where they are all of it: what sessions hold was hashed so.
  std::string rate = std::to_string(options.rate);
  if (std::stod(rate) != options.rate) {
    char text[32];
    std::snprintf(text, sizeof text, "%.17g", options.rate);
    rate = text;
  }
  hash.add_field(rate);
  hash.add_integer(options.seed);
}

std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", value);
  return text;
}

class Tuning {
 public:
  Tuning(const TuningRequest& request, const ProgressSink& sink, RunControl& control)
      : request_(request), sink_(sink), control_(control) {}

  TuningResult run() {
    const c10::InferenceMode inference;
    prepare();
    TuningResult result;
    result.methods = methods_;
    try {
      if (!done_) learn();
      if (measures_gain_ && !record_.gain) {
        record_.gain =
            held_out_gain({request_.model, request_.session, request_.held_out, request_.execution},
                          {Variant::Kind::plan, "", plan_, request_.plan ? "Before tuning" : "Hybrid before tuning", "",
                           Scales::chosen},
                          {Variant::Kind::plan, "", plan_, request_.plan ? "Tuned" : "Hybrid", "", Scales::tuned},
                          share_of_progress(kLearningShare, 1), control_);
        keep();
      }
    } catch (const Error& e) {
      if (e.code() != ErrorCode::cancelled) throw;
      result.status = EndStatus::cancelled;
    }
    result.record = record_;
    return result;
  }

 private:
  void prepare() {
    if (!request_.model) throw Error(ErrorCode::invalid_argument, "no model is open");
    const TuningOptions& o = request_.options;
    if (o.epochs < 1 || o.batch < 1 || !(o.rate > 0) || !(o.rate <= 0.1))
      throw Error(
          ErrorCode::invalid_argument,
          "tuning takes at least one epoch, batches of at least one sequence, and a rate above 0 and up to 0.1");
    if (!is_session(request_.session))
      throw Error(ErrorCode::not_found, request_.session.string() + ": no session here; analyse the model first");
    const SessionState state = load_session(request_.session);
    plan_ = request_.plan.value_or(state.plan);
    if (static_cast<int>(plan_.layers.size()) != state.layers || !plan_.complete())
      throw Error(ErrorCode::invalid_argument,
                  request_.session.string() + ": the plan is not complete; analyse the model to the end first");
    methods_ = methods_of(plan_);
    analysis_ = state.analysis;
    use_threads(request_.execution.threads);
    device_ = parse_device(request_.execution.device);
    tokens_ = load_calibration(*request_.model, analysis_.calibration);
    decide_gain();
    if (const TuningRecord* known = tuning_of(state, methods_); known != nullptr && known->options == o) {
      done_ = is_readable(tuned_scales_file(request_.session, known->plan));
      if (done_) record_ = *known;
      if (done_ && record_.gain)
        log(LogLevel::info, "tuned with these options before, and what it gains measured on " + record_.gain->text);
    }
    if (done_) return;
    record_.plan = prefix_key(state.context, methods_);
    record_.options = o;
    record_.tokens = tokens_.tokens();
  }

  static bool is_readable(const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return false;
    try {
      TunedScales{file};
      return true;
    } catch (const Error& e) {
      log(LogLevel::warning,
          "what was learned before is not readable, so it is learned again: " + std::string(e.what()));
      return false;
    }
  }

  void decide_gain() {
    if (request_.gain == TuningRequest::Gain::none) return;
    try {
      check_held_out(*request_.model, request_.held_out, tokens_.sequences);
      measures_gain_ = true;
    } catch (const Error& e) {
      // Of a model without a tokenizer there is no held-out text to be had.
      const bool no_text = e.code() == ErrorCode::invalid_argument || e.code() == ErrorCode::not_found;
      if (!no_text || request_.gain == TuningRequest::Gain::always) throw;
      log(LogLevel::warning, "what tuning gains is not measured: " + std::string(e.what()));
    }
  }

  /// Names the run that a checkpoint belongs to.
  std::string key() const {
    StableHash hash;
    hash.add_field(record_.plan);
    hash.add_field(tokens_.fingerprint);
    add_options(hash, request_.options);
    return hash.hex();
  }

  void learn() {
    const Clock::time_point start = Clock::now();
    const std::vector<std::vector<int32_t>>& sequences = tokens_.sequences;
    const auto batch = static_cast<size_t>(request_.options.batch);
    const auto per_epoch = static_cast<int64_t>((sequences.size() + batch - 1) / batch);
    const int64_t steps = per_epoch * request_.options.epochs;
    ProgressMeter meter(share_of_progress(0, measures_gain_ ? kLearningShare : 1),
                        static_cast<double>(steps) + kStatesShare * static_cast<double>(per_epoch));
    meter.describe("the plan's layers");
    const auto original = transformed_model(request_.model, tokens_, analysis_, request_.session, control_);
    const auto quantized = quantized_model(
        request_.model, request_.session, plan_, request_.execution, [](const Progress&) {}, control_, Scales::chosen);

    meter.describe("the original's answers");
    const double states_unit = kStatesShare * static_cast<double>(per_epoch) /
                               (static_cast<double>(tokens_.tokens()) * static_cast<double>(plan_.layers.size()));
    const at::Tensor all = final_hidden_states(original->impl(), sequences, device_, control_, [&](int64_t done) {
      meter.add(states_unit * static_cast<double>(done));
    });

    // What is learned from must know no inference mode.
    const c10::InferenceMode recording(false);
    std::vector<at::Tensor> states;
    int64_t row = 0;
    for (const auto& sequence : sequences) {
      const auto length = static_cast<int64_t>(sequence.size());
      states.push_back(all.narrow(0, row, length).clone());
      row += length;
    }
    std::vector<QuantizedLayer> layers;
    for (size_t l = 0; l < plan_.layers.size(); ++l)
      layers.push_back(quantized->impl().quantized_layer(static_cast<int>(l)));
    ScaleLearner learner(original->impl(), std::move(layers), device_);
    record_.parameters = learner.parameters();

    const std::filesystem::path file = tuning_checkpoint_file(request_.session);
    std::vector<double> sums;  // mean KL of each step
    if (std::optional<TuningCheckpoint> checkpoint = load_checkpoint(file, key());
        checkpoint && checkpoint->state.steps == static_cast<int64_t>(checkpoint->sums.size()) &&
        checkpoint->state.steps <= steps && learner.restore(checkpoint->state)) {
      sums = std::move(checkpoint->sums);
      meter.add(static_cast<double>(sums.size()));
    }
    Clock::time_point saved = Clock::now();
    try {
      while (static_cast<int64_t>(sums.size()) < steps) {
        const auto step = static_cast<int64_t>(sums.size());
        const int64_t epoch = step / per_epoch;
        const std::vector<size_t> order = order_of(sequences.size(), request_.options.seed, static_cast<int>(epoch));
        std::vector<const std::vector<int32_t>*> some;
        std::vector<at::Tensor> wanted;
        const auto first = static_cast<size_t>(step % per_epoch) * batch;
        for (size_t i = first; i < std::min(first + batch, order.size()); ++i) {
          some.push_back(&sequences[order[i]]);
          wanted.push_back(states[order[i]]);
        }
        meter.describe("tuning, epoch " + std::to_string(epoch + 1) + " of " + std::to_string(request_.options.epochs) +
                       (sums.empty() ? "" : ", KL " + short_number(recent(sums, per_epoch))));
        const double kl = learner.step(some, wanted, rate_at(request_.options, step, steps), control_);
        if (!std::isfinite(kl)) {
          throw Error(ErrorCode::numeric, "tuning: the quantized model's output is not finite at step " +
                                              std::to_string(step + 1) + "; a smaller rate may help");
        }
        sums.push_back(kl);
        meter.add(1);
        if (Clock::now() - saved < kSaveEvery) continue;
        save_checkpoint(file, key(), learner.state(), sums);
        saved = Clock::now();
      }
    } catch (const Error& e) {
      if (e.code() == ErrorCode::cancelled && !sums.empty()) save_checkpoint(file, key(), learner.state(), sums);
      throw;
    }
    for (int epoch = 0; epoch < request_.options.epochs; ++epoch) {
      const auto begin = sums.begin() + epoch * per_epoch;
      record_.epoch_kl.push_back(std::accumulate(begin, begin + per_epoch, 0.0) / static_cast<double>(per_epoch));
    }
    std::vector<QuantizedLayer> tuned;
    for (size_t l = 0; l < plan_.layers.size(); ++l)
      tuned.push_back(learner.tuned(static_cast<int>(l), analysis_.scheme));
    forget();
    save_tuned_scales(tuned_scales_file(request_.session, record_.plan), tuned);
    record_.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    keep();
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
  }

  /// One bar for learning and measuring.
  ProgressSink share_of_progress(double from, double to) const {
    return [this, from, to](Progress p) {
      p.done = from + (to - from) * p.done;
      if (sink_) sink_(p);
    };
  }

  /// Mean of the last epoch's worth of steps.
  static double recent(const std::vector<double>& sums, int64_t count) {
    const auto begin = sums.end() - std::min<int64_t>(count, static_cast<int64_t>(sums.size()));
    return std::accumulate(begin, sums.end(), 0.0) / static_cast<double>(sums.end() - begin);
  }

  /// A record of other options must not outlive the file that it describes, whenever a crash comes.
  void forget() const {
    SessionState state = load_session(request_.session);
    if (std::erase_if(state.tunings, [&](const TuningRecord& old) { return old.plan == record_.plan; }) > 0)
      save_session(request_.session, state);
  }

  void keep() {
    SessionState state = load_session(request_.session);  // others may have added to it
    record_.date = utc_now();
    std::erase_if(state.tunings, [&](const TuningRecord& old) { return old.plan == record_.plan; });
    state.tunings.push_back(record_);
    save_session(request_.session, state);
  }

  const TuningRequest& request_;
  const ProgressSink& sink_;
  RunControl& control_;
  Plan plan_;
  std::vector<std::string> methods_;
  AnalysisOptions analysis_;
  TokenSequences tokens_;
  at::Device device_{at::kCPU};
  bool measures_gain_ = false, done_ = false;
  TuningRecord record_;
};

}  // namespace

std::string describe(const TuningRecord& record) {
  std::string text = std::to_string(record.options.epochs) + (record.options.epochs == 1 ? " epoch" : " epochs") +
                     " over " + std::to_string(record.tokens) + " tokens; KL to the original ";
  if (record.gain) {
    text += short_number(record.gain->kl_before) + " -> " + short_number(record.gain->kl_after) +
            " on held-out text (" + record.gain->text + ")";
  } else {
    text += short_number(record.epoch_kl.front()) + " in the first epoch, " + short_number(record.epoch_kl.back()) +
            " in the last; not measured on held-out text";
  }
  return text + (record.used() ? "" : ": a loss, so not used");
}

const TuningRecord* tuning_of(const SessionState& state, const std::vector<std::string>& methods) {
  const std::string key = prefix_key(state.context, methods);
  const auto found = std::find_if(state.tunings.begin(), state.tunings.end(),
                                  [&](const TuningRecord& record) { return record.plan == key; });
  return found == state.tunings.end() ? nullptr : &*found;
}

std::string plan_context(const SessionState& state, const std::vector<std::string>& methods, Scales scales) {
  const std::string key = prefix_key(state.context, methods);
  const TuningRecord* record = scales == Scales::tuned ? tuning_of(state, methods) : nullptr;
  if (record == nullptr || !record->used()) return key;
  StableHash hash;
  hash.add_field(key);
  hash.add_field("tuned");
  add_options(hash, record->options);
  return hash.hex();
}

TuningRequest tuning_after(const SearchRequest& search) {
  TuningRequest request;
  request.model = search.model;
  request.session = search.session;
  request.options.epochs = search.selection.tuning_epochs;
  request.execution.device = search.device;
  request.execution.threads = search.threads;
  request.gain = TuningRequest::Gain::where_possible;
  request.held_out.max_windows = kWindowsAfterSearch;
  return request;
}

TuningResult tune_plan(const TuningRequest& request, const ProgressSink& sink, RunControl& control) {
  return Tuning(request, sink, control).run();
}

}  // namespace calm
