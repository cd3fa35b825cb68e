// Reads an export back and holds it against the plan that it was made from.
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/ne.h>
#include <ATen/ops/sum.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cstdio>
#include <random>

#include "calm/calibration.h"
#include "calm/error.h"
#include "calm/export.h"
#include "evaluation/window_scores.h"
#include "export/checkpoint_names.h"
#include "export/export_job.h"
#include "model/model_impl.h"
#include "search/progress_meter.h"

namespace calm {
namespace {

constexpr int kWindows = 2, kWindowTokens = 256;
constexpr int64_t kRows = 4096;        // of an embedding at a time
constexpr size_t kTextBytes = 20'000;  // that both tokenizers read
constexpr double kWeightsShare = 0.5;  // of the progress

class Verifier {
 public:
  Verifier(const ExportJob& job, const Model& planned, const Model& exported)
      : job_(job), planned_(planned.impl()), exported_(exported.impl()) {}

  void compare_layer(int layer) {
    const QuantizedLayer plan = planned_.quantized_layer(layer);
    const std::string prefix = layer_prefix(layer);
    if (exported_.quantized_layer) {
      compare_quantized(prefix, plan, exported_.quantized_layer(layer));
    } else {
      compare_read(prefix, plan);
    }
  }

  void compare_rest() {
    const at::Tensor norm = planned_.final_norm(at::kCPU);
    same(kFinalNormName, exported_.quantized_layer ? round_to_storage(norm, job_.storage) : norm,
         exported_.final_norm(at::kCPU));
    compare_rows(kEmbeddingName, [](const Model::Impl& model, int64_t first, int64_t rows) {
      return model.table_rows(kEmbeddingName, first, rows, at::kCPU);
    });
    if (planned_.config.tie_word_embeddings) return;
    compare_rows(kHeadName, [](const Model::Impl& model, int64_t first, int64_t rows) {
      return model.head_rows(first, rows, at::kCPU);
    });
  }

  ExportVerification result;

 private:
  void same(const std::string& name, const at::Tensor& planned, const at::Tensor& exported) {
    ++result.tensors;
    if (!planned.defined() || !exported.defined() || !at::equal(planned, exported)) result.different.push_back(name);
  }

  static int64_t differences(const at::Tensor& a, const at::Tensor& b) {
    if (!a.defined() || !b.defined() || a.sizes() != b.sizes()) return a.defined() ? a.numel() : 1;
    return at::ne(a, b).sum().item<int64_t>();
  }

  void compare_quantized(const std::string& prefix, const QuantizedLayer& plan, const QuantizedLayer& stored) {
    for (const LinearId id : kLinearIds) {
      const QuantizedLinear &a = plan.at(id), &b = stored.at(id);
      const std::string name = prefix + linear_name(id);
      if (a.bias.defined()) same(name + ".bias", a.bias, b.bias);
      if (!a.quantized() || !b.quantized()) {
        same(name + ".weight", a.quantized() ? at::Tensor() : a.weight, b.weight);
        continue;
      }
      const int64_t codes = differences(a.codes, b.codes), scales = differences(a.scales, b.scales);
      count(a, codes, scales);
      // What else goes into a weight shows in the weights themselves.
      const bool weights = codes + scales > 0 || at::equal(a.dequantize(), b.dequantize());
      if (codes + scales > 0 || !weights || a.group != b.group || a.bits != b.bits ||
          a.activation_bits != b.activation_bits)
        result.different.push_back(name);
    }
    for (const NormSlot& norm : norms_of(planned_.config))
      same(prefix + norm.name, plan.*norm.member, stored.*norm.member);
  }

  /// A format that this program opens as plain weights: they are code times scale, so equal only where both are.
  void compare_read(const std::string& prefix, const QuantizedLayer& plan) {
    for (const LinearId id : kLinearIds) {
      const QuantizedLinear& a = plan.at(id);
      const std::string name = prefix + linear_name(id);
      if (a.bias.defined()) same(name + ".bias", a.bias, exported_.read(name + ".bias"));
      const at::Tensor weight = exported_.read(name + ".weight");
      if (!a.quantized()) {
        same(name + ".weight", a.weight, weight);
        continue;
      }
      const int64_t different = differences(a.dequantize(), weight);
      count(a, different, 0);
      if (different > 0) result.different.push_back(name);
    }
    for (const NormSlot& norm : norms_of(planned_.config))
      same(prefix + norm.name, plan.*norm.member, exported_.read(prefix + norm.name));
  }

  void count(const QuantizedLinear& linear, int64_t codes, int64_t scales) {
    ++result.linears;
    result.codes += linear.codes.numel();
    result.scales += linear.scales.numel();
    result.different_codes += codes;
    result.different_scales += scales;
  }

  template <class Rows>
  void compare_rows(const char* name, const Rows& rows_of) {
    ++result.tensors;
    const int64_t vocab = planned_.config.vocab_size;
    bool equal = exported_.config.vocab_size == vocab;
    for (int64_t first = 0; equal && first < vocab; first += kRows) {
      const int64_t rows = std::min(kRows, vocab - first);
      equal =
          at::equal(round_to_storage(rows_of(planned_, first, rows), job_.storage), rows_of(exported_, first, rows));
    }
    if (!equal) result.different.emplace_back(name);
  }

  const ExportJob& job_;
  const Model::Impl &planned_, &exported_;
};

void compare_tokenizers(const Model& planned, const Model& exported, ExportVerification& result) {
  if (!planned.impl().tokenizer) return;
  std::string text = read_text({}, true);
  if (text.size() > kTextBytes) text.resize(text.rfind(' ', kTextBytes));
  const std::vector<int32_t> ids = planned.tokenize(text);
  result.tokens = static_cast<int>(ids.size());
  result.same_tokens = exported.impl().tokenizer && exported.tokenize(text) == ids;
}

TokenWindows windows_of(const Model& model, ExportVerification& result) {
  const int64_t most = model.info().max_positions > 0 ? model.info().max_positions : kWindowTokens;
  const int length = static_cast<int>(std::min<int64_t>(kWindowTokens, most));
  TokenWindows windows;
  if (model.impl().tokenizer) {
    PerplexityRequest request;
    request.window = length;
    windows = evaluation_windows(model, request);
    windows.resize(std::min<size_t>(windows.size(), kWindows));
  } else {
    std::mt19937_64 random(1);
    for (int w = 0; w < kWindows; ++w) {
      windows.emplace_back();
      for (int i = 0; i < length; ++i)
        windows.back().push_back(static_cast<int32_t>(random() % static_cast<uint64_t>(model.info().vocab)));
    }
    result.random_tokens = true;
  }
  result.windows = static_cast<int>(windows.size());
  result.window_tokens = length;
  return windows;
}

std::string number(int64_t value) {
  std::string text = std::to_string(value);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<size_t>(at), ",");
  return text;
}

std::string fixed(double value, const char* format) {
  char text[48];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

}  // namespace

ExportVerification verify_export(const ExportRequest& request, const ProgressSink& sink, RunControl& control) {
  const c10::InferenceMode inference;
  use_threads(request.execution.threads);
  const at::Device device = parse_device(request.execution.device);
  const ExportJob job = prepare_export(request);
  const std::shared_ptr<Model> exported = Model::open(request.out);
  const ModelInfo& info = request.model->info();
  if (exported->info().layers != info.layers || exported->info().hidden != info.hidden ||
      exported->info().intermediate != info.intermediate) {
    throw Error(ErrorCode::invalid_argument,
                "'" + request.out.string() + "' holds a model of another shape than '" + info.path + "'.");
  }
  // Layers that the session does not hold any more are made again.
  const std::shared_ptr<Model> planned =
      quantized_model(request.model, request.session, job.plan, request.execution, sink, control);
  ProgressMeter meter(sink, 1);
  const auto progress = [&](double done, const std::string& text) {
    meter.describe(text);
    meter.add(done - meter.done());
  };
  Verifier verifier(job, *planned, *exported);
  for (int layer = 0; layer < info.layers; ++layer) {
    control.checkpoint();
    progress(kWeightsShare * layer / info.layers, "reading layer " + std::to_string(layer) + " back");
    verifier.compare_layer(layer);
  }
  progress(kWeightsShare, "reading embedding and head back");
  verifier.compare_rest();
  ExportVerification result = std::move(verifier.result);
  compare_tokenizers(*planned, *exported, result);

  progress(kWeightsShare, "comparing the logits");
  std::shared_ptr<Model> reference = with_storage(planned, job.storage);
  if (!exported->impl().quantized_layer) {
    result.float_activations = true;
    reference = with_quantized_layers(reference, [planned](int layer) {
      QuantizedLayer copy = planned->impl().quantized_layer(layer);
      for (const LinearId id : kLinearIds) copy.at(id).activation_bits = 16;
      return copy;
    });
  }
  // The reference arithmetic: sums of the kernels may differ with the layout, which int8 rounding then blows up.
  WindowScorer scorer(windows_of(*planned, result), &reference->impl(), device, Arithmetic::reference, control);
  std::vector<WindowScore> mine, theirs;
  const double work = 2.0 * result.windows * result.window_tokens * info.layers;
  double done = 0;
  const auto on_tokens = [&](int64_t count) {
    done += static_cast<double>(count);
    progress(kWeightsShare + (1 - kWeightsShare) * std::min(1.0, done / work), "comparing the logits");
  };
  for (const WindowScorer::Group& group : scorer.groups(reference->impl())) {
    for (const auto& score : scorer.score(reference->impl(), group, on_tokens)) mine.push_back(score);
    for (const auto& score : scorer.score(exported->impl(), group, on_tokens)) theirs.push_back(score);
  }
  result.planned_ppl = perplexity_of(mine).ppl;
  result.exported_ppl = perplexity_of(theirs).ppl;
  const DivergenceResult divergence = divergence_of(theirs);
  result.kl = divergence.kl;
  result.top1 = divergence.top1;
  progress(1, "done");
  return result;
}

std::vector<std::string> describe(const ExportVerification& v) {
  std::vector<std::string> lines;
  const std::string what =
      number(v.codes) + " codes and " + number(v.scales) + " scales of " + std::to_string(v.linears) + " linears";
  lines.push_back(v.different_codes + v.different_scales == 0
                      ? "All " + what + " are the plan's."
                      : "Of " + what + ", " + number(v.different_codes) + " codes and " + number(v.different_scales) +
                            " scales are not the plan's.");
  if (v.different.empty()) {
    lines.push_back("The other " + std::to_string(v.tensors) +
                    " tensors (embedding, norms and what else is not quantized) are the model's, bit by bit.");
  } else {
    std::string names;
    for (size_t i = 0; i < std::min<size_t>(v.different.size(), 5); ++i) names += (i ? ", " : "") + v.different[i];
    if (v.different.size() > 5) names += " and " + std::to_string(v.different.size() - 5) + " more";
    lines.push_back("Different: " + names + ".");
  }
  if (v.tokens > 0) {
    lines.push_back(v.same_tokens ? "Its tokenizer makes the same " + number(v.tokens) + " tokens of a text."
                                  : "Its tokenizer makes other tokens of a text.");
  }
  lines.push_back("Perplexity over " + std::to_string(v.windows) + " windows of " + std::to_string(v.window_tokens) +
                  (v.random_tokens ? " random tokens" : " tokens of the bundled evaluation text") + ": " +
                  fixed(v.exported_ppl, "%.4f") + " as exported, " + fixed(v.planned_ppl, "%.4f") +
                  " as planned; KL between them " + fixed(v.kl, "%.2g") + " nats a token, same top token in " +
                  fixed(100 * v.top1, "%.2f") + " %.");
  if (v.float_activations) {
    lines.push_back("Activations were not rounded on either side: llama.cpp rounds them its own way.");
  }
  return lines;
}

}  // namespace calm
