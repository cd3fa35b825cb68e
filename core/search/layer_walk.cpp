#include "search/layer_walk.h"

#include <ATen/ops/empty.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "search/progress_meter.h"

namespace calm {
namespace {

int64_t site_width(const ModelConfig& config, Site site) {
  return site == Site::down_input ? config.intermediate_size : config.hidden_size;
}

const at::Tensor& rows_at(Site site, const ForwardTaps& taps) {
  switch (site) {
    case Site::down_input:
      return taps.down_input;
    case Site::attention_output:
      return taps.attention_output;
    case Site::layer_output:
      return taps.layer_output;
    case Site::ffn_output:
      break;
  }
  return taps.ffn_output;
}

}  // namespace

LayerWalk::LayerWalk(const Model::Impl& model, const std::vector<std::vector<int32_t>>& sequences,
                     const AnalysisOptions& analysis, const at::Device& device, const Artifacts& artifacts,
                     const RunControl& control, std::function<void(int64_t)> on_batch)
    : model_(model),
      sequences_(sequences),
      scheme_(analysis.scheme),
      arithmetic_(analysis.arithmetic),
      device_(device),
      artifacts_(artifacts),
      control_(control),
      on_batch_(std::move(on_batch)),
      batches_(sequences, model.config),
      rotary_(make_rotary_table(model.config, batches_.longest(), device)) {
  scheme_.storage = model.storage;
}

void LayerWalk::go_to(int layer, const std::string& context, const std::vector<std::string>& methods_below,
                      bool need_reference) {
  for (int start = layer; start >= 0; --start) {
    const std::vector<std::string> below(methods_below.begin(), methods_below.begin() + start);
    if (start == 0) {
      quantized_ = embed_sequences(model_, sequences_, device_);
      reference_ = need_reference ? quantized_ : at::Tensor();
      layer_ = 0;
      break;
    }
    if (auto streams = artifacts_.load_streams(start, prefix_key(context, below), need_reference)) {
      if (streams->quantized.sizes() != at::IntArrayRef({batches_.tokens(), model_.config.hidden_size})) continue;
      quantized_ = streams->quantized.to(device_);
      reference_ = need_reference ? streams->reference.to(device_) : at::Tensor();
      layer_ = start;
      break;
    }
  }
  while (layer_ < layer) {
    const std::string& method = methods_below[static_cast<size_t>(layer_)];
    const std::string prefix = prefix_key(context, {methods_below.begin(), methods_below.begin() + layer_});
    const bool stored = artifacts_.has_layer(layer_, prefix, method);
    Observation seen;
    if (!stored || need_reference)
      seen = observe(stored ? std::vector<MethodSpec>{} : std::vector{parse_method(method)}, need_reference,
                     Site::ffn_output);
    const QuantizedLayer quantized =
        stored ? artifacts_.load_layer(layer_, prefix, method) : quantize(parse_method(method), *seen.statistics);
    if (!stored) artifacts_.save_layer(layer_, prefix, quantized);
    seen.statistics.reset();
    seen.target_rows.reset();
    at::Tensor next = new_stream();
    run_quantized(quantized, next, Site::ffn_output);
    advance(seen.target, next);
  }
}

const DecoderLayer& LayerWalk::original() {
  if (original_layer_ != layer_) {
    original_ = {};
    original_ = model_.load_layer(layer_, device_);
    original_layer_ = layer_;
  }
  return original_;
}

LayerWalk::Observation LayerWalk::observe(const std::vector<MethodSpec>& methods, bool with_target, Site site) {
  StatisticsNeeds needs;
  for (const MethodSpec& method : methods) needs.merge(needs_of(method, model_.config));
  Observation result;
  std::vector<int64_t> lengths;
  for (const std::vector<int32_t>& sequence : sequences_) lengths.push_back(static_cast<int64_t>(sequence.size()));
  result.statistics = std::make_shared<LayerStatistics>(needs, choose_sample(lengths));
  ForwardTaps collecting;
  collecting.input = [&](InputSite where, const at::Tensor& x) { result.statistics->accumulate(where, x); };

  RunnableLayer layer{original(), ActivationBits::full()};
  layer.weights.arithmetic = arithmetic_;
  const bool same = with_target && reference_.is_same(quantized_);
  if (with_target) {
    // The reference stream is not needed again below its layer, so its output may take its place.
    result.target = same ? new_stream() : reference_;
    result.target_rows = at::empty({batches_.tokens(), site_width(model_.config, site)}, quantized_.options());
    ForwardTaps taps = same && needs.any() ? collecting : ForwardTaps{};
    taps.keep = true;
    std::array<at::Tensor, kInputSites> reference_inputs;
    const bool paired = needs.any_cross() && !same;
    if (paired) {
      taps.input = [&](InputSite where, const at::Tensor& x) { reference_inputs[static_cast<size_t>(where)] = x; };
      collecting.stop_before_down = true;
      collecting.input = [&](InputSite where, const at::Tensor& x) {
        result.statistics->accumulate(where, x);
        result.statistics->accumulate_cross(where, reference_inputs[static_cast<size_t>(where)], x);
      };
    }
    run_layer(layer, model_.config, rotary_, batches_, reference_, result.target, taps, control_,
              [&](const TokenBatches::Batch& batch, const ForwardTaps& seen) {
                const int64_t tokens = batch.count * batch.length;
                result.target_rows.narrow(0, batch.first, tokens).copy_(rows_at(site, seen));
                on_batch_(tokens);
                if (!paired) return;
                run_batch(layer, model_.config, rotary_, batch, quantized_, {}, collecting);
                on_batch_(tokens);
              });
    if (paired) needs = {};  // collected
  }
  reference_ = at::Tensor();
  if (needs.any_cross() && !same) throw std::logic_error("LayerWalk: cross statistics need the reference stream");
  if (needs.any() && !same) {
    collecting.stop_before_down = true;
    run_layer(layer, model_.config, rotary_, batches_, quantized_, {}, collecting, control_,
              [&](const TokenBatches::Batch& batch, const ForwardTaps&) { on_batch_(batch.count * batch.length); });
  }
  result.statistics->finish();
  return result;
}

QuantizedLayer LayerWalk::quantize(const MethodSpec& method, const LayerStatistics& statistics) {
  return quantize_layer(original(), method, {model_.config, statistics, scheme_, control_});
}

void LayerWalk::run_quantized(const QuantizedLayer& layer, const at::Tensor& out, Site site,
                              const std::function<void(int64_t, const at::Tensor&)>& rows) {
  const RunnableLayer runnable = make_runnable(layer, device_, arithmetic_);
  ForwardTaps taps;
  taps.keep = static_cast<bool>(rows);
  run_layer(runnable, model_.config, rotary_, batches_, quantized_, out, taps, control_,
            [&](const TokenBatches::Batch& batch, const ForwardTaps& seen) {
              if (rows) rows(batch.first, rows_at(site, seen));
              on_batch_(batch.count * batch.length);
            });
}

void LayerWalk::advance(at::Tensor reference, at::Tensor quantized) {
  reference_ = std::move(reference);
  quantized_ = std::move(quantized);
  ++layer_;
}

at::Tensor LayerWalk::new_stream() const {
  return at::empty({batches_.tokens(), model_.config.hidden_size}, quantized_.options());
}

void materialize_plan(const std::shared_ptr<Model>& model, const std::filesystem::path& session,
                      const std::string& context, const TokenSequences& tokens, const AnalysisOptions& analysis,
                      const std::vector<std::string>& methods, const ExecutionOptions& execution,
                      const ProgressSink& sink, RunControl& control) {
  const Artifacts artifacts(session);
  const auto layers = static_cast<int>(methods.size());
  const auto prefix_of = [&](int layer) { return prefix_key(context, {methods.begin(), methods.begin() + layer}); };
  int last_missing = layers - 1;
  while (last_missing >= 0 &&
         artifacts.has_layer(last_missing, prefix_of(last_missing), methods[static_cast<size_t>(last_missing)]))
    --last_missing;
  if (last_missing < 0) return;

  const c10::InferenceMode inference;
  use_threads(execution.threads);
  const at::Device device = parse_device(execution.device);
  ProgressMeter meter(sink, static_cast<double>(tokens.tokens()) * 2 * (last_missing + 1));
  meter.describe("quantizing the plan's layers");
  LayerWalk walk(model->impl(), tokens.sequences, analysis, device, artifacts, control,
                 [&](int64_t done) { meter.add(static_cast<double>(done)); });
  const auto needs_cross = [&](const std::string& text) {
    return needs_of(parse_method(text), model->impl().config).any_cross();
  };
  const bool reference = std::any_of(methods.begin(), methods.begin() + last_missing + 1, needs_cross);
  walk.go_to(last_missing, context, {methods.begin(), methods.begin() + last_missing}, reference);
  const std::string& method = methods[static_cast<size_t>(last_missing)];
  const LayerWalk::Observation seen = walk.observe({parse_method(method)}, reference, Site::ffn_output);
  artifacts.save_layer(last_missing, prefix_of(last_missing), walk.quantize(parse_method(method), *seen.statistics));
}

}  // namespace calm
