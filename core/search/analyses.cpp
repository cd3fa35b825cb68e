#include "calm/analyses.h"

#include <ATen/ops/empty.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>

#include "calm/error.h"
#include "search/artifacts.h"
#include "search/layer_walk.h"
#include "search/learned_rotation.h"
#include "search/progress_meter.h"
#include "session/analyses_file.h"
#include "similarity/distribution.h"
#include "similarity/layer_similarity.h"
#include "similarity/restoration.h"

namespace calm {
namespace {

using Sequences = std::vector<std::vector<int32_t>>;

/// What every analysis starts from: the model as its layers are read, and the tokens.
struct Prepared {
  std::shared_ptr<Model> model;
  TokenSequences tokens;
  std::string context;
  at::Device device;

  const Model::Impl& impl() const { return model->impl(); }
  int layers() const { return model->info().layers; }
};

Prepared prepare(const AnalysesRequest& request, const RunControl& control) {
  if (!request.model) throw Error(ErrorCode::invalid_argument, "no model is open");
  const ModelInfo& info = request.model->info();
  if (info.quantized)
    throw Error(ErrorCode::unsupported, info.path + " is quantized already; analyse the original model");
  use_threads(request.threads);
  Prepared result{request.model, load_calibration(*request.model, request.analysis.calibration), "",
                  parse_device(request.device)};
  result.model = transformed_model(request.model, result.tokens, request.analysis, request.session, control);
  result.context = analysis_context(*result.model, result.tokens, request.analysis);
  return result;
}

/// A part of a call's progress bar, from `begin` to `end`.
ProgressSink part_of(const ProgressSink& sink, double begin, double end) {
  if (!sink) return {};
  const auto start = std::chrono::steady_clock::now();
  return [sink, begin, end, start](Progress p) {
    const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    p.eta_seconds =
        p.done > 0.01 ? elapsed / p.done * ((1 - p.done) + (1 - end) / std::max(0.01, end - begin)) : p.eta_seconds;
    p.done = begin + p.done * (end - begin);
    sink(p);
  };
}

/// The plan's layers, made where the session does not hold them.
class PlanLayers {
 public:
  PlanLayers(const AnalysesRequest& request, const Prepared& prepared, const ProgressSink& sink, RunControl& control)
      : artifacts_(request.session), context_(prepared.context) {
    const auto wanted = static_cast<size_t>(prepared.layers());
    if (request.plan.layers.size() != wanted || !request.plan.complete()) {
      throw Error(
          ErrorCode::invalid_argument,
          "the plan does not name a method for every layer; analyse the model to the end, or override the rest");
    }
    if (request.session.empty())
      throw Error(ErrorCode::invalid_argument, "the plan's quantized layers need a session folder to be kept in");
    methods_ = methods_of(request.plan);
    ExecutionOptions execution;
    execution.device = request.device;
    execution.threads = request.threads;
    materialize_plan(prepared.model, request.session, context_, prepared.tokens, request.analysis, methods_, execution,
                     sink, control);
  }

  const std::string& method(int layer) const { return methods_[static_cast<size_t>(layer)]; }
  QuantizedLayer load(int layer) const {
    return artifacts_.load_layer(layer, prefix_key(context_, {methods_.begin(), methods_.begin() + layer}),
                                 method(layer));
  }
  /// "12 x awq, 18 x gptq", in the order in which they first appear.
  std::string summary() const {
    std::vector<std::string> order;
    std::map<std::string, int> counts;
    for (const std::string& method : methods_) {
      if (counts[method]++ == 0) order.push_back(method);
    }
    std::string text;
    for (const std::string& method : order)
      text += (text.empty() ? "" : ", ") + std::to_string(counts[method]) + " x " + method;
    return text;
  }

 private:
  Artifacts artifacts_;
  std::string context_;
  std::vector<std::string> methods_;
};

std::string site_title(InputSite site) {
  std::string text = "input of ";
  const std::vector<LinearId>& linears = linears_of(site);
  for (size_t i = 0; i < linears.size(); ++i) {
    const std::string name = linear_name(linears[i]);
    text += i == 0 ? name : ", " + name.substr(name.find('.') + 1);
  }
  return text;
}

std::string layer_text(const char* what, int layer, int layers) {
  return std::string(what) + ", layer " + std::to_string(layer) + " of " + std::to_string(layers);
}

/// Rows of the stream that a fit is judged on: every fourth sequence; of fewer than four the last, of one its last
/// quarter.
std::vector<SequenceRows> held_out_rows(const Sequences& sequences) {
  std::vector<SequenceRows> rows;
  int64_t first = 0;
  for (size_t i = 0; i < sequences.size(); ++i) {
    const auto length = static_cast<int64_t>(sequences[i].size());
    const bool last = i + 1 == sequences.size();
    if (sequences.size() == 1) {
      rows.push_back({length - length / 4, length / 4});
    } else if (sequences.size() < 4 ? last : i % 4 == 3) {
      rows.push_back({first, length});
    }
    first += length;
  }
  return rows;
}

/// Calls use(first, rows, held_out) for stretches that cover the stream.
template <typename Use>
void for_stretches(const std::vector<SequenceRows>& held_out, int64_t tokens, const Use& use) {
  int64_t at = 0;
  for (const SequenceRows& rows : held_out) {
    if (rows.first > at) use(at, rows.first - at, false);
    if (rows.length > 0) use(rows.first, rows.length, true);
    at = rows.first + rows.length;
  }
  if (at < tokens) use(at, tokens - at, false);
}

RestorationFit::Solution fit_streams(const at::Tensor& reference, const at::Tensor& quantized,
                                     const std::vector<SequenceRows>& held_out, const at::Tensor& norm, double eps,
                                     const RunControl& control) {
  constexpr int64_t kRows = 4096;  // normed at a time
  RestorationFit fit(reference.size(1), reference.device());
  for_stretches(held_out, reference.size(0), [&](int64_t first, int64_t rows, bool judging) {
    for (int64_t at = first; at < first + rows; at += kRows) {
      control.checkpoint();
      const int64_t count = std::min(kRows, first + rows - at);
      const at::Tensor x = reference.narrow(0, at, count), y = quantized.narrow(0, at, count);
      if (norm.defined()) {
        fit.add(rms_norm(x, norm, eps), rms_norm(y, norm, eps), judging);
      } else {
        fit.add(x, y, judging);
      }
    }
  });
  control.checkpoint();
  return fit.solve();
}

}  // namespace

std::vector<LayerDistributions> layer_distributions(const AnalysesRequest& request, const ProgressSink& sink,
                                                    RunControl& control) {
  const c10::InferenceMode inference;
  const Prepared prepared = prepare(request, control);
  const Model::Impl& model = prepared.impl();
  const Sequences& sequences = prepared.tokens.sequences;
  const TokenBatches batches(sequences, model.config);
  const RotaryTable rotary = make_rotary_table(model.config, batches.longest(), prepared.device);
  at::Tensor stream = embed_sequences(model, sequences, prepared.device);
  ProgressMeter meter(sink, static_cast<double>(batches.tokens()) * prepared.layers());

  std::vector<LayerDistributions> result;
  for (int l = 0; l < prepared.layers(); ++l) {
    control.checkpoint();
    meter.describe(layer_text("distributions", l, prepared.layers()));
    LayerDistributions layer;
    layer.layer = l;
    const RunnableLayer original{model.load_layer(l, prepared.device), ActivationBits::full()};
    for (const LinearId id : kLinearIds) {
      control.checkpoint();
      DistributionCounter counter;
      counter.add(original.weights.at(id).weight);
      layer.weights.push_back(counter.finish(linear_name(id)));
    }
    std::array<DistributionCounter, kInputSites> inputs;
    ForwardTaps taps;
    taps.input = [&](InputSite site, const at::Tensor& x) { inputs[static_cast<size_t>(site)].add(x); };
    run_layer(original, model.config, rotary, batches, stream, stream, taps, control,
              [&](const TokenBatches::Batch& batch, const ForwardTaps&) {
                meter.add(static_cast<double>(batch.count * batch.length));
              });
    for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in})
      layer.activations.push_back(inputs[static_cast<size_t>(site)].finish(site_title(site)));
    result.push_back(std::move(layer));
  }
  if (!request.session.empty()) save_distributions(request.session, analyses_key(prepared.context, {}), result);
  return result;
}

std::vector<Restoration> layer_restorations(const AnalysesRequest& request, const ProgressSink& sink,
                                            RunControl& control) {
  const c10::InferenceMode inference;
  const Prepared prepared = prepare(request, control);
  const PlanLayers plan(request, prepared, part_of(sink, 0, 0.5), control);
  const Model::Impl& model = prepared.impl();
  const Sequences& sequences = prepared.tokens.sequences;
  const TokenBatches batches(sequences, model.config);
  const RotaryTable rotary = make_rotary_table(model.config, batches.longest(), prepared.device);
  const std::vector<SequenceRows> held_out = held_out_rows(sequences);
  const double eps = model.config.rms_norm_eps;
  at::Tensor reference = embed_sequences(model, sequences, prepared.device);
  at::Tensor quantized = reference.clone();
  ProgressMeter meter(part_of(sink, 0.5, 1), static_cast<double>(batches.tokens()) * 2 * prepared.layers());
  const auto count = [&](const TokenBatches::Batch& batch, const ForwardTaps&) {
    meter.add(static_cast<double>(batch.count * batch.length));
  };

  std::vector<Restoration> result;
  const auto judge_next = [&](const at::Tensor& norm) {
    if (result.empty()) return;
    const auto solution = fit_streams(reference, quantized, held_out, norm, eps, control);
    result.back().next_error = solution.error;
    result.back().next_restored_error = solution.restored_error;
  };
  for (int l = 0; l < prepared.layers(); ++l) {
    control.checkpoint();
    meter.describe(layer_text("restoration", l, prepared.layers()));
    {
      const RunnableLayer layer{model.load_layer(l, prepared.device), ActivationBits::full()};
      judge_next(layer.weights.input_norm);
      run_layer(layer, model.config, rotary, batches, reference, reference, {}, control, count);
    }
    run_layer(make_runnable(plan.load(l), prepared.device, request.analysis.arithmetic), model.config, rotary, batches,
              quantized, quantized, {}, control, count);
    const auto solution = fit_streams(reference, quantized, held_out, {}, eps, control);
    Restoration one;
    one.layer = l;
    one.method = plan.method(l);
    one.width = reference.size(1);
    one.distance = solution.distance;
    one.error = solution.error;
    one.restored_error = solution.restored_error;
    one.fitted_tokens = solution.fitted;
    one.held_out_tokens = solution.held_out;
    BlockImage image = block_image(solution.difference);
    one.image_side = image.side;
    one.image = std::move(image.values);
    result.push_back(std::move(one));
  }
  judge_next(model.final_norm(prepared.device));
  save_restorations(request.session, analyses_key(prepared.context, request.plan), result);
  return result;
}

LayerSimilarity layer_similarity(const AnalysesRequest& request, bool quantized, const ProgressSink& sink,
                                 RunControl& control) {
  const c10::InferenceMode inference;
  const Prepared prepared = prepare(request, control);
  const Model::Impl& model = prepared.impl();
  std::unique_ptr<PlanLayers> plan;
  if (quantized) plan = std::make_unique<PlanLayers>(request, prepared, part_of(sink, 0, 0.5), control);
  const int count = prepared.layers() + 1;
  const Sequences sequences =
      sample_sequences(prepared.tokens.sequences, PairwiseCka::affordable_tokens(count, model.config.hidden_size));
  const TokenBatches batches(sequences, model.config);
  const RotaryTable rotary = make_rotary_table(model.config, batches.longest(), prepared.device);
  at::Tensor stream = embed_sequences(model, sequences, prepared.device);
  ProgressMeter meter(quantized ? part_of(sink, 0.5, 1) : sink,
                      static_cast<double>(batches.tokens()) * prepared.layers());

  PairwiseCka pairs;
  pairs.add(stream);
  for (int l = 0; l < prepared.layers(); ++l) {
    control.checkpoint();
    meter.describe(layer_text("similarity", l, prepared.layers()));
    const RunnableLayer layer = quantized ? make_runnable(plan->load(l), prepared.device, request.analysis.arithmetic)
                                          : RunnableLayer{model.load_layer(l, prepared.device), ActivationBits::full()};
    run_layer(layer, model.config, rotary, batches, stream, stream, {}, control,
              [&](const TokenBatches::Batch& batch, const ForwardTaps&) {
                meter.add(static_cast<double>(batch.count * batch.length));
              });
    pairs.add(stream);
  }
  LayerSimilarity result;
  result.model = quantized ? plan->summary() : "original";
  result.count = count;
  result.tokens = batches.tokens();
  result.width = model.config.hidden_size;
  result.cka = pairs.values();
  if (!request.session.empty()) {
    save_similarity(request.session, analyses_key(prepared.context, quantized ? request.plan : Plan{}), result,
                    quantized);
  }
  return result;
}

}  // namespace calm
