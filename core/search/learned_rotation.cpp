#include "search/learned_rotation.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mm.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <vector>

#include "calm/log.h"
#include "model/rotation.h"
#include "quantization/grouped.h"
#include "quantization/layer_statistics.h"
#include "search/artifacts.h"
#include "search/token_stream.h"

namespace calm {
namespace {

constexpr int kLayers = 8;
constexpr int64_t kTokens = 4096;
constexpr int64_t kTokensPerInput = 256;  // of those the activations' steps are measured on
constexpr double kRate = 1.5;
constexpr int kEvaluateEvery = 20;

/// The linears of one site, norms and the heads' rotation merged.
struct Sample {
  at::Tensor weight;  // float32 [rows, d]
  at::Tensor gram;    // float32 [d, d]
  at::Tensor inputs;  // float32 [kTokensPerInput, d]; undefined where activations stay as they are
  GroupGrid grid;
  bool reads;         // the residual stream; o and down write it
  double energy = 0;  // tr(W G W^T)
  int64_t tokens = 0;
};

/// The first sequences, of kTokens tokens together at most; at least one, cut where it is longer.
std::vector<std::vector<int32_t>> first_tokens(const TokenSequences& tokens) {
  std::vector<std::vector<int32_t>> result;
  int64_t left = kTokens;
  for (const std::vector<int32_t>& ids : tokens.sequences) {
    const auto length = std::min<int64_t>(left, static_cast<int64_t>(ids.size()));
    if (length < 1 || (!result.empty() && length < static_cast<int64_t>(ids.size()))) break;
    result.emplace_back(ids.begin(), ids.begin() + length);
    left -= length;
  }
  return result;
}

std::vector<Sample> samples_of(const DecoderLayer& layer, const LayerStatistics& statistics,
                               const std::array<at::Tensor, kInputSites>& inputs, const ModelConfig& config,
                               const Scheme& scheme, int64_t tokens) {
  std::vector<Sample> result;
  for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in}) {
    const GroupGrid grid = weight_grid(scheme, config.in_features(linears_of(site).front()));
    if (grid.group == 0) continue;
    Sample sample;
    std::vector<at::Tensor> parts;
    for (const LinearId id : linears_of(site)) parts.push_back(layer.at(id).weight);
    sample.weight = at::cat(parts).clone();
    sample.gram = statistics.gram(site).to(at::kFloat, /*non_blocking=*/false, /*copy=*/true);
    sample.grid = grid;
    sample.reads = site == InputSite::attention_in || site == InputSite::ffn_in;
    if (sample.reads && scheme.activation_bits == 8) sample.inputs = inputs[static_cast<size_t>(site)].clone();
    sample.energy = at::mm(sample.weight, sample.gram).mul(sample.weight).sum(at::kDouble).item<double>();
    sample.tokens = tokens;
    if (sample.energy > 0) result.push_back(std::move(sample));
  }
  return result;
}

/// Runs the full-precision model over the tokens and keeps some of its layers.
std::vector<std::vector<Sample>> collect(const Model::Impl& model, const TokenSequences& tokens, const Scheme& scheme,
                                         const std::shared_ptr<const Rotation>& head, const RunControl& control) {
  const ModelConfig& config = model.config;
  const std::vector<std::vector<int32_t>> sequences = first_tokens(tokens);
  std::vector<at::Tensor> streams;
  int64_t longest = 0, count = 0;
  for (const std::vector<int32_t>& ids : sequences) {
    streams.push_back(model.embed(ids, at::kCPU).unsqueeze(0));
    longest = std::max(longest, static_cast<int64_t>(ids.size()));
    count += static_cast<int64_t>(ids.size());
  }
  const RotaryTable rotary = make_rotary_table(config, longest, at::kCPU);
  const auto layers = static_cast<int>(config.num_hidden_layers);
  const int wanted = std::min(kLayers, layers);
  const ModelRotation merged{Rotation(at::eye(config.hidden_size)), head};
  std::vector<std::vector<Sample>> result;
  for (int i = 0; i < layers && static_cast<int>(result.size()) < wanted; ++i) {
    // The middles of `wanted` equal stretches.
    const bool keep = i == (2 * static_cast<int>(result.size()) + 1) * layers / (2 * wanted);
    DecoderLayer layer = model.load_layer(i, at::kCPU);
    if (keep) merged.apply(layer);
    StatisticsNeeds needs;
    needs.gram.fill(true);
    LayerStatistics statistics(needs);
    std::array<std::vector<at::Tensor>, kInputSites> inputs;
    ForwardTaps taps;
    taps.input = [&](InputSite site, const at::Tensor& rows) {
      statistics.accumulate(site, rows);
      const int64_t stride = std::max<int64_t>(1, (count + kTokensPerInput - 1) / kTokensPerInput);
      inputs[static_cast<size_t>(site)].push_back(rows.slice(0, 0, rows.size(0), stride).clone());
    };
    for (at::Tensor& stream : streams) {
      control.checkpoint();
      stream = forward_layer(layer, config, rotary, stream, ActivationBits::full(), keep ? &taps : nullptr);
    }
    if (!keep) continue;
    statistics.finish();
    std::array<at::Tensor, kInputSites> sampled;
    for (size_t site = 0; site < sampled.size(); ++site) sampled[site] = at::cat(inputs[site]);
    result.push_back(samples_of(layer, statistics, sampled, config, scheme, count));
  }
  return result;
}

/// Differentiable in rotation [n, n]; rounding passes the gradient straight through.
at::Tensor loss_of(const std::vector<Sample>& layer, const at::Tensor& rotation) {
  at::Tensor total = rotation.sum().mul(0);
  for (const Sample& sample : layer) {
    const at::Tensor weight =
        sample.reads ? at::matmul(sample.weight, rotation) : at::matmul(rotation.t(), sample.weight);
    const at::Tensor grouped = weight.view({weight.size(0), -1, sample.grid.group});
    const at::Tensor error = weight.sub(round_straight_through(grouped, sample.grid).view(weight.sizes()));
    const at::Tensor gram = sample.reads ? at::matmul(rotation.t(), at::matmul(sample.gram, rotation)) : sample.gram;
    total = total.add(at::matmul(error, gram).mul(error).sum().div(sample.energy));
    if (!sample.inputs.defined()) continue;
    const at::Tensor steps = at::matmul(sample.inputs, rotation).abs().amax(-1).div(127.5);
    const double weights = sample.weight.square().sum(at::kDouble).item<double>();
    total = total.add(steps.square().mean().mul(weights / 12 * static_cast<double>(sample.tokens) / sample.energy));
  }
  return total;
}

/// Of all layers, in the mean.
double total_loss(const std::vector<std::vector<Sample>>& layers, const at::Tensor& rotation,
                  const RunControl& control) {
  double sum = 0;
  for (const std::vector<Sample>& layer : layers) {
    control.checkpoint();
    sum += loss_of(layer, rotation).item<double>();
  }
  return sum / static_cast<double>(std::max<size_t>(1, layers.size()));
}

/// R moved against the gradient along the orthogonal matrices: the Cayley transform of the skew part, iterated.
at::Tensor cayley_step(const at::Tensor& rotation, const at::Tensor& gradient, double rate) {
  constexpr double kContraction = 0.5;
  constexpr int kIterations = 5;  // the paper has 2; each is one product of [n, n], and the result stays orthogonal
  // The paper's projection of a gradient, which for a square matrix is half of its skew part.
  const at::Tensor part = at::mm(gradient, rotation.t());
  const at::Tensor skew = part.t().sub(part).mul(0.5);
  const double norm = skew.abs().sum(0).max().item<double>();
  const double size = std::min(rate, 2 * kContraction / (norm + 1e-12));
  at::Tensor moved = rotation.add(at::mm(skew, rotation), size);
  for (int i = 0; i < kIterations; ++i) moved = rotation.add(at::mm(skew, rotation.add(moved)), size / 2);
  return moved;
}

/// The nearest orthogonal matrix, for one that is nearly so (Newton-Schulz in float64).
at::Tensor orthogonal(const at::Tensor& matrix) {
  at::Tensor x = matrix.to(at::kDouble);
  for (int i = 0; i < 4; ++i) x = x.mul(1.5).sub(at::mm(x, at::mm(x.t(), x)).mul(0.5));
  return x;
}

}  // namespace

LearnedRotation learn_rotation(const Model::Impl& model, const TokenSequences& tokens, const AnalysisOptions& options,
                               const std::shared_ptr<const Rotation>& head, const RunControl& control) {
  const c10::InferenceMode recording(false);  // autograd needs tensors of its own
  const std::vector<std::vector<Sample>> layers = collect(model, tokens, options.scheme, head, control);
  at::Tensor rotation = Rotation(model.config.hidden_size, options.transform.seed).matrix().clone();
  LearnedRotation result{rotation, total_loss(layers, rotation, control), 0};
  result.after = result.before;
  const int steps = layers.empty() ? 0 : options.transform.steps;
  for (int step = 0; step < steps; ++step) {
    control.checkpoint();
    const at::Tensor learned = rotation.detach().clone().requires_grad_(true);
    const at::Tensor loss = loss_of(layers[static_cast<size_t>(step) % layers.size()], learned);
    loss.div(result.before).backward();
    rotation = cayley_step(rotation, learned.grad(), kRate * (1 - static_cast<double>(step) / steps));
    if ((step + 1) % kEvaluateEvery != 0 && step + 1 != steps) continue;
    rotation = orthogonal(rotation).to(at::kFloat);  // rounding errors of the steps do not add up
    const double value = total_loss(layers, rotation, control);
    if (!(value < result.after)) continue;
    result.after = value;
    result.residual = rotation;
  }
  return result;
}

std::shared_ptr<Model> transformed_model(const std::shared_ptr<Model>& model, const TokenSequences& tokens,
                                         const AnalysisOptions& options, const std::filesystem::path& session,
                                         const RunControl& control) {
  const std::shared_ptr<Model> stored = with_storage(model, options.scheme.storage);
  if (options.transform.kind != Transform::Kind::spinquant) return with_transform(stored, options.transform);
  const Artifacts artifacts(session);
  const std::string context = analysis_context(*stored, tokens, options);
  const std::shared_ptr<const Rotation> head =
      options.transform.heads ? std::make_shared<Rotation>(stored->impl().config.head_dim, options.transform.seed + 1)
                              : nullptr;
  at::Tensor residual = session.empty() ? at::Tensor() : artifacts.load_rotation(context);
  if (!residual.defined()) {
    const LearnedRotation learned = learn_rotation(stored->impl(), tokens, options, head, control);
    char text[120];
    std::snprintf(text, sizeof text, "rotation learned: its loss fell from %.5f to %.5f", learned.before,
                  learned.after);
    log(LogLevel::info, text);
    residual = learned.residual;
    if (!session.empty()) artifacts.save_rotation(context, residual);
  }
  return with_rotation(stored, std::make_shared<ModelRotation>(ModelRotation{Rotation(residual), head}));
}

}  // namespace calm
