#include "calm/evaluation.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/logaddexp.h>
#include <ATen/ops/logsumexp.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "calm/error.h"
#include "inference/language_model.h"
#include "search/progress_meter.h"
#include "storage/safetensors.h"

namespace calm {
namespace {

constexpr int64_t kStreamBytes = int64_t{256} << 20;  // hidden states evaluated together
constexpr int64_t kTokenChunk = 512;                  // rows of logits at a time

std::vector<std::vector<int32_t>> windows_of(const Model& model, const PerplexityRequest& request) {
  std::vector<std::vector<int32_t>> windows;
  std::string what =
      request.text.source == TextSource::bundled ? "the bundled evaluation text" : request.text.file.string();
  if (request.text.source == TextSource::tokens) {
    windows = read_token_file(request.text.file, model.info().vocab);
  } else {
    if (request.window < 2)
      throw Error(ErrorCode::invalid_argument,
                  "window = " + std::to_string(request.window) + ": at least 2 tokens are needed");
    const std::vector<int32_t> ids =
        model.tokenize(read_text(request.text, /*evaluation=*/true), request.text.add_special);
    const auto window = static_cast<size_t>(request.window);
    for (size_t first = 0; first + window <= ids.size(); first += window) {
      windows.emplace_back(ids.begin() + static_cast<std::ptrdiff_t>(first),
                           ids.begin() + static_cast<std::ptrdiff_t>(first + window));
    }
    what += " has " + std::to_string(ids.size()) + " tokens,";
  }
  if (request.max_windows > 0 && windows.size() > static_cast<size_t>(request.max_windows))
    windows.resize(static_cast<size_t>(request.max_windows));
  std::erase_if(windows, [](const auto& ids) { return ids.size() < 2; });
  if (windows.empty())
    throw Error(ErrorCode::invalid_argument, what + " not one window of " + std::to_string(request.window) +
                                                 "; give a longer text or a smaller window");
  return windows;
}

/// Log-probabilities of targets[i] after hidden[i], float32 [n].
at::Tensor target_log_probabilities(const Model::Impl& model, const at::Tensor& hidden, const at::Tensor& targets,
                                    const RunControl& control) {
  const int64_t n = hidden.size(0);
  at::Tensor normalizer = at::full({n}, -std::numeric_limits<double>::infinity(), hidden.options());
  at::Tensor own = at::empty({n}, hidden.options());
  for_each_head_part(model, hidden.device(), [&](int64_t first, const at::Tensor& rows) {
    for (int64_t begin = 0; begin < n; begin += kTokenChunk) {
      control.checkpoint();
      const int64_t count = std::min(kTokenChunk, n - begin);
      const at::Tensor logits = at::linear(hidden.narrow(0, begin, count), rows);
      const at::Tensor total = normalizer.narrow(0, begin, count);
      total.copy_(at::logaddexp(total, at::logsumexp(logits, 1)));
      const at::Tensor local = targets.narrow(0, begin, count).sub(first);
      const at::Tensor inside = local.ge(0).logical_and(local.lt(rows.size(0)));
      const at::Tensor picked = logits.gather(1, local.clamp(0, rows.size(0) - 1).unsqueeze(1)).squeeze(1);
      const at::Tensor mine = own.narrow(0, begin, count);
      mine.copy_(picked.where(inside, mine));
    }
  });
  return own.sub(normalizer);
}

}  // namespace

PerplexityResult perplexity(const Model& model, const PerplexityRequest& request, const ExecutionOptions& execution,
                            const ProgressSink& sink, RunControl& control) {
  const c10::InferenceMode inference;
  use_threads(execution.threads);
  const at::Device device = parse_device(execution.device);
  // int8 rounding makes a model chaotic: sums in another order (1e-7) end in other logits (KL 0.02 at 30 layers). These
  // are measurements that others repeat with transformers, so by default they take its arithmetic.
  const Arithmetic arithmetic = execution.arithmetic.value_or(Arithmetic::reference);
  const std::vector<std::vector<int32_t>> windows = windows_of(model, request);
  int64_t tokens = 0;
  for (const auto& window : windows) tokens += static_cast<int64_t>(window.size());
  ProgressMeter meter(sink, static_cast<double>(tokens * (model.info().layers + 2)));
  meter.describe("perplexity of " + model.info().name + ", " + std::to_string(windows.size()) + " windows");

  PerplexityResult result;
  double total = 0;
  const int64_t group_tokens =
      std::max<int64_t>(1, kStreamBytes / (model.info().hidden * static_cast<int64_t>(sizeof(float))));
  size_t next = 0;
  while (next < windows.size()) {
    std::vector<std::vector<int32_t>> group;
    int64_t in_group = 0;
    while (next < windows.size() &&
           (group.empty() || in_group + static_cast<int64_t>(windows[next].size()) <= group_tokens)) {
      in_group += static_cast<int64_t>(windows[next].size());
      group.push_back(windows[next++]);
    }
    const at::Tensor hidden = final_hidden_states(
        model.impl(), group, device, control, [&](int64_t done) { meter.add(static_cast<double>(done)); }, arithmetic);
    std::vector<int64_t> targets;  // of every row; the last of a window predicts nothing
    for (const auto& window : group) {
      targets.insert(targets.end(), window.begin() + 1, window.end());
      targets.push_back(0);
    }
    const at::Tensor scores =
        target_log_probabilities(model.impl(), hidden, at::tensor(targets, at::kLong).to(device), control)
            .to(at::kDouble)
            .cpu();
    int64_t row = 0;
    for (const auto& window : group) {
      const auto scored = static_cast<int64_t>(window.size()) - 1;
      const double nll = -scores.narrow(0, row, scored).sum().item<double>();
      result.window_nll.push_back(nll / static_cast<double>(scored));
      result.tokens += scored;
      total += nll;
      row += scored + 1;
    }
    meter.add(static_cast<double>(2 * in_group));
  }
  result.nll = total / static_cast<double>(result.tokens);
  result.ppl = std::exp(result.nll);
  if (!std::isfinite(result.nll))
    throw Error(ErrorCode::numeric, model.info().path + ": the model's output is not finite on this text");
  return result;
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
