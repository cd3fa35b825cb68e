#include "search/scale_learner.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>

#include "calm/error.h"
#include "model/differentiable_layer.h"

namespace calm {
namespace {

constexpr int64_t kTokenChunk = 128;  // rows of logits at a time
constexpr double kFirstDecay = 0.9, kSecondDecay = 0.99, kEpsilon = 1e-8;

at::Tensor own(const at::Tensor& t, const at::Device& device) {
  return t.defined() ? t.to(device).clone() : t;
}

/// Rounded as the integer kernels round a token; the slope passes.
at::Tensor quantized_input(const at::Tensor& x) {
  const at::Tensor now = x.detach().contiguous();
  return x.add(fake_quantize_tokens(now).sub(now));
}

}  // namespace

std::array<at::Tensor, ScaleLearner::kNorms> ScaleLearner::norms_of(const QuantizedLayer& layer) {
  return {layer.input_norm, layer.post_attention_norm, layer.q_norm, layer.k_norm};
}

ScaleLearner::ScaleLearner(const Model::Impl& original, std::vector<QuantizedLayer> layers, const at::Device& device)
    : model_(original), device_(device) {
  const c10::InferenceMode recording(false);
  const auto parameter = [&](const at::Tensor& like) {
    if (!like.defined()) return Parameter{};
    const at::Tensor zero = at::zeros_like(like, at::TensorOptions().device(device));
    return Parameter{zero.clone().requires_grad_(true), zero.clone(), zero};
  };
  for (QuantizedLayer& stored : layers) {
    Layer layer;
    for (at::Tensor* norm : {&stored.input_norm, &stored.post_attention_norm, &stored.q_norm, &stored.k_norm})
      *norm = own(*norm, device);
    for (QuantizedLinear& linear : stored.linears) {
      for (at::Tensor* tensor : {&linear.codes, &linear.scales, &linear.zeros, &linear.weight, &linear.bias})
        *tensor = own(*tensor, device);
    }
    for (const LinearId id : kLinearIds) {
      if (stored.at(id).quantized()) layer.scales[static_cast<size_t>(id)] = parameter(stored.at(id).scales);
    }
    const auto norms = norms_of(stored);
    for (size_t i = 0; i < kNorms; ++i) layer.norms[i] = parameter(norms[i]);
    layer.stored = std::move(stored);
    layers_.push_back(std::move(layer));
  }
  norm_ = own(original.final_norm(device), device);
  head_ = own(original.head_rows(0, original.config.vocab_size, device), device);
}

std::vector<ScaleLearner::Parameter*> ScaleLearner::all() {
  std::vector<Parameter*> result;
  for (Layer& layer : layers_) {
    for (Parameter& p : layer.scales) {
      if (p.change.defined()) result.push_back(&p);
    }
    for (Parameter& p : layer.norms) {
      if (p.change.defined()) result.push_back(&p);
    }
  }
  return result;
}

std::vector<const ScaleLearner::Parameter*> ScaleLearner::all() const {
  const std::vector<Parameter*> found = const_cast<ScaleLearner*>(this)->all();
  return {found.begin(), found.end()};
}

int64_t ScaleLearner::parameters() const {
  int64_t result = 0;
  for (const Parameter* p : all()) result += p->change.numel();
  return result;
}

at::Tensor ScaleLearner::weight(const Layer& layer, LinearId id) const {
  const QuantizedLinear& linear = layer.stored.at(id);
  if (!linear.quantized()) return linear.weight;
  const int64_t rows = linear.codes.size(0), inputs = linear.codes.size(1);
  at::Tensor values = linear.codes.view({rows, inputs / linear.group, linear.group}).to(at::kFloat);
  if (linear.zeros.defined()) values = values.sub(linear.zeros.unsqueeze(-1));
  const at::Tensor scales = linear.scales.mul(layer.scales[static_cast<size_t>(id)].change.add(1));
  return values.mul(scales.unsqueeze(-1)).view({rows, inputs});
}

at::Tensor ScaleLearner::run(const Layer& layer, const at::Tensor& x) const {
  DecoderLayer weights;
  weights.sliding_window = layer.stored.sliding_window;
  const auto norms = norms_of(layer.stored);
  at::Tensor* const targets[kNorms] = {&weights.input_norm, &weights.post_attention_norm, &weights.q_norm,
                                       &weights.k_norm};
  for (size_t i = 0; i < kNorms; ++i) {
    if (norms[i].defined()) *targets[i] = norms[i].mul(layer.norms[i].change.add(1));
  }
  for (const LinearId id : kLinearIds) weights.at(id).bias = layer.stored.at(id).bias;
  at::Tensor last, rounded;  // q, k and v share an input, gate and up too
  return differentiable_layer(weights, model_.config, rotary_, x, [&](LinearId id, const at::Tensor& input) {
    if (layer.stored.at(id).activation_bits != 8) return at::linear(input, weight(layer, id));
    if (!last.is_same(input)) {
      last = input;
      rounded = quantized_input(input);
    }
    return at::linear(rounded, weight(layer, id));
  });
}

std::vector<at::Tensor> ScaleLearner::forward(const std::vector<int32_t>& sequence, const RunControl& control) const {
  const at::NoGradGuard no_graph;
  const auto length = static_cast<int64_t>(sequence.size());
  if (length > rotary_length_) {
    rotary_ = make_rotary_table(model_.config, length, device_);
    rotary_length_ = length;
  }
  std::vector<at::Tensor> inputs = {own(model_.embed(sequence, device_), device_)};
  for (const Layer& layer : layers_) {
    control.checkpoint();
    inputs.push_back(run(layer, inputs.back()));
  }
  return inputs;
}

double ScaleLearner::head_divergence(const at::Tensor& states, const at::Tensor& hidden, at::Tensor* gradient,
                                     const RunControl& control) const {
  const at::NoGradGuard no_graph;
  if (gradient != nullptr) *gradient = at::empty_like(hidden);
  double sum = 0;
  for (int64_t begin = 0; begin < hidden.size(0); begin += kTokenChunk) {
    control.checkpoint();
    const int64_t count = std::min(kTokenChunk, hidden.size(0) - begin);
    const at::Tensor wanted = at::linear(states.narrow(0, begin, count), head_).log_softmax(-1);
    const at::Tensor found = at::linear(hidden.narrow(0, begin, count), head_).log_softmax(-1);
    const at::Tensor p = wanted.exp();
    sum += wanted.sub_(found).mul_(p).sum(at::kDouble).item<double>();
    if (gradient != nullptr) gradient->narrow(0, begin, count).copy_(found.exp().sub_(p).matmul(head_));
  }
  return sum;
}

double ScaleLearner::divergence(const std::vector<int32_t>& sequence, const at::Tensor& states,
                                const RunControl& control) const {
  const c10::InferenceMode recording(false);
  const at::NoGradGuard no_graph;
  const at::Tensor hidden = differentiable_norm(forward(sequence, control).back(), norm_, model_.config.rms_norm_eps);
  return head_divergence(states, hidden, nullptr, control) / static_cast<double>(sequence.size());
}

double ScaleLearner::step(const std::vector<const std::vector<int32_t>*>& batch, const std::vector<at::Tensor>& states,
                          double rate, const RunControl& control) {
  const c10::InferenceMode recording(false);
  int64_t tokens = 0;
  for (const auto* sequence : batch) tokens += static_cast<int64_t>(sequence->size());
  const std::vector<Parameter*> parameters = all();
  std::vector<at::Tensor> slopes(parameters.size());
  double sum = 0;
  for (size_t i = 0; i < batch.size(); ++i) {
    const std::vector<at::Tensor> inputs = forward(*batch[i], control);
    const at::Tensor top = inputs.back().detach().requires_grad_(true);
    const at::Tensor hidden = differentiable_norm(top, norm_, model_.config.rms_norm_eps);
    at::Tensor slope;
    sum += head_divergence(states[i], hidden.detach(), &slope, control);
    slope = torch::autograd::grad({hidden}, {top}, {slope.div_(static_cast<double>(tokens))}).front();
    size_t behind = parameters.size();  // of the layers above
    for (size_t l = layers_.size(); l-- > 0;) {
      control.checkpoint();
      const Layer& layer = layers_[l];
      std::vector<at::Tensor> wanted = {inputs[l].detach().requires_grad_(true)};
      for (const Parameter& p : layer.scales) {
        if (p.change.defined()) wanted.push_back(p.change);
      }
      for (const Parameter& p : layer.norms) {
        if (p.change.defined()) wanted.push_back(p.change);
      }
      const at::Tensor y = run(layer, wanted.front());
      const std::vector<at::Tensor> found = torch::autograd::grad({y}, wanted, {slope});
      slope = found.front();
      behind -= found.size() - 1;
      for (size_t k = 1; k < found.size(); ++k) {
        at::Tensor& whole = slopes[behind + k - 1];
        whole = whole.defined() ? whole.add(found[k]) : found[k];
      }
    }
  }
  const at::NoGradGuard no_graph;
  ++steps_;
  const double first = 1 - std::pow(kFirstDecay, steps_), second = 1 - std::pow(kSecondDecay, steps_);
  for (size_t k = 0; k < parameters.size(); ++k) {
    Parameter& p = *parameters[k];
    p.first.mul_(kFirstDecay).add_(slopes[k], 1 - kFirstDecay);
    p.second.mul_(kSecondDecay).addcmul_(slopes[k], slopes[k], 1 - kSecondDecay);
    p.change.addcdiv_(p.first.div(first), p.second.div(second).sqrt_().add_(kEpsilon), -rate);
  }
  return sum / static_cast<double>(tokens);
}

QuantizedLayer ScaleLearner::tuned(int index, const Scheme& scheme) const {
  const c10::InferenceMode recording(false);
  const at::NoGradGuard no_graph;
  const Layer& layer = layers_[static_cast<size_t>(index)];
  QuantizedLayer result = layer.stored;
  Scheme stored = scheme;
  stored.storage = result.storage;  // what "automatic" came to
  for (const LinearId id : kLinearIds) {
    QuantizedLinear& linear = result.at(id);
    if (!linear.quantized()) continue;
    const GroupGrid grid = weight_grid(stored, linear.codes.size(1));
    const at::Tensor learned =
        round_scales(linear.scales.mul(layer.scales[static_cast<size_t>(id)].change.add(1)), grid);
    // A scale that would vanish, turn or overflow stays what it was.
    linear.scales = at::where(learned.gt(0).logical_and(learned.isfinite()), learned, linear.scales);
  }
  at::Tensor* const norms[kNorms] = {&result.input_norm, &result.post_attention_norm, &result.q_norm, &result.k_norm};
  for (size_t i = 0; i < kNorms; ++i) {
    if (!norms[i]->defined()) continue;
    const at::Tensor learned = round_to_storage(norms[i]->mul(layer.norms[i].change.add(1)), result.storage);
    *norms[i] = at::where(learned.isfinite(), learned, *norms[i]);
  }
  return result;
}

ScaleLearner::State ScaleLearner::state() const {
  const c10::InferenceMode recording(false);
  State result;
  result.steps = steps_;
  for (const Parameter* p : all()) {
    for (const at::Tensor* tensor : {&p->change, &p->first, &p->second})
      result.tensors.push_back(tensor->detach().to(at::kCPU, /*non_blocking=*/false, /*copy=*/true));
  }
  return result;
}

bool ScaleLearner::restore(const State& state) {
  const c10::InferenceMode recording(false);
  const at::NoGradGuard no_graph;
  const std::vector<Parameter*> parameters = all();
  if (state.tensors.size() != 3 * parameters.size()) return false;
  for (size_t k = 0; k < parameters.size(); ++k) {
    for (size_t i = 0; i < 3; ++i) {
      if (state.tensors[3 * k + i].sizes() != parameters[k]->change.sizes()) return false;
    }
  }
  for (size_t k = 0; k < parameters.size(); ++k) {
    parameters[k]->change.copy_(state.tensors[3 * k]);
    parameters[k]->first.copy_(state.tensors[3 * k + 1]);
    parameters[k]->second.copy_(state.tensors[3 * k + 2]);
  }
  steps_ = state.steps;
  return true;
}

}  // namespace calm
