#include "calm/evaluation.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/linear.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

#include "calm/error.h"
#include "evaluation/window_scores.h"
#include "inference/language_model.h"
#include "search/progress_meter.h"
#include "storage/safetensors.h"

namespace calm {
namespace {

constexpr int64_t kTokenChunk = 512;  // rows of logits at a time

}  // namespace

PerplexityResult perplexity(const Model& model, const PerplexityRequest& request, const ExecutionOptions& execution,
                            const ProgressSink& sink, RunControl& control) {
  const c10::InferenceMode inference;
  use_threads(execution.threads);
  const at::Device device = parse_device(execution.device);
  // int8 rounding makes a model chaotic: sums in another order (1e-7) end in other logits (KL 0.02 at 30 layers). These
  // are measurements that others repeat with transformers, so by default they take its arithmetic.
  const Arithmetic arithmetic = execution.arithmetic.value_or(Arithmetic::reference);
  TokenWindows windows = evaluation_windows(model, request);
  if (request.max_windows > 0 && windows.size() > static_cast<size_t>(request.max_windows))
    windows.resize(static_cast<size_t>(request.max_windows));
  int64_t tokens = 0;
  for (const auto& window : windows) tokens += static_cast<int64_t>(window.size());
  ProgressMeter meter(sink, static_cast<double>(tokens * (model.info().layers + 2)));
  meter.describe("perplexity of " + model.info().name + ", " + std::to_string(windows.size()) + " windows");
  WindowScorer scorer(std::move(windows), nullptr, device, arithmetic, control);
  std::vector<WindowScore> scores;
  for (const WindowScorer::Group& group : scorer.groups(model.impl())) {
    const auto part = scorer.score(model.impl(), group, [&](int64_t done) { meter.add(static_cast<double>(done)); });
    scores.insert(scores.end(), part.begin(), part.end());
    meter.add(static_cast<double>(2 * group.tokens));
  }
  return perplexity_of(scores);
}

void write_logits(const Model& model, const std::vector<std::vector<int32_t>>& sequences,
                  const std::filesystem::path& out, const ExecutionOptions& execution, const ProgressSink& sink,
                  RunControl& control) {
  const c10::InferenceMode inference;
  use_threads(execution.threads);
  const at::Device device = parse_device(execution.device);
  // int8 rounding makes a model chaotic: sums in another order (1e-7) end in other logits (KL 0.02 at 30 layers). These
  // are measurements that others repeat with transformers, so by default they take its arithmetic.
  const Arithmetic arithmetic = execution.arithmetic.value_or(Arithmetic::reference);
  int64_t tokens = 0;
  for (const auto& sequence : sequences) {
    if (sequence.empty()) throw Error(ErrorCode::invalid_argument, "a sequence of token ids is empty");
    tokens += static_cast<int64_t>(sequence.size());
  }
  if (tokens == 0) throw Error(ErrorCode::invalid_argument, "there are no token ids to compute logits for");
  const int64_t vocab = model.info().vocab;
  ProgressMeter meter(sink, static_cast<double>(tokens * (model.info().layers + 2)));
  meter.describe("logits of " + model.info().name);
  SafetensorsWriter writer(out);
  writer.declare("logits", StoredType::f32, {tokens, vocab});
  for (const auto& sequence : sequences) {
    const at::Tensor hidden = final_hidden_states(
        model.impl(), {sequence}, device, control, [&](int64_t done) { meter.add(static_cast<double>(done)); },
        arithmetic);
    for (int64_t begin = 0; begin < hidden.size(0); begin += kTokenChunk) {
      const int64_t count = std::min(kTokenChunk, hidden.size(0) - begin);
      const at::Tensor logits = at::empty({count, vocab}, at::TensorOptions().dtype(at::kFloat));
      for_each_head_part(model.impl(), device, [&](int64_t first, const at::Tensor& rows) {
        control.checkpoint();
        logits.narrow(1, first, rows.size(0)).copy_(at::linear(hidden.narrow(0, begin, count), rows));
      });
      writer.write("logits", {static_cast<const std::byte*>(logits.const_data_ptr()), logits.nbytes()});
      meter.add(static_cast<double>(2 * count));
    }
  }
  writer.finish();
}

}  // namespace calm
