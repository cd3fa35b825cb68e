#include "search/hessian_trace.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <limits>

#include "calm/error.h"

namespace calm {
namespace {

// The forward pass again, every operation of which has a second derivative: decoder_layer.cpp writes in place and uses
// fused attention, which have none.

at::Tensor normed(const at::Tensor& x, const at::Tensor& weight, double eps) {
  return x.mul(x.square().mean(-1, /*keepdim=*/true).add(eps).rsqrt()).mul(weight);
}

at::Tensor rotated(const at::Tensor& x, const RotaryTable& rotary) {
  const int64_t half = x.size(-1) / 2;
  const at::Tensor turned = at::cat({x.narrow(-1, half, half).neg(), x.narrow(-1, 0, half)}, -1);
  return x.mul(rotary.cos).add(turned.mul(rotary.sin));
}

std::vector<at::Tensor> flat(const LinearTensors& tensors) {
  std::vector<at::Tensor> result;
  for (const auto& layer : tensors) result.insert(result.end(), layer.begin(), layer.end());
  return result;
}

}  // namespace

LossHessian::LossHessian(const Model::Impl& model, const at::Device& device) : model_(model), device_(device) {
  const c10::InferenceMode recording(false);
  const auto own = [](const at::Tensor& t) { return t.defined() ? t.clone() : t; };
  for (int64_t i = 0; i < model.config.num_hidden_layers; ++i) {
    DecoderLayer layer = model.load_layer(static_cast<int>(i), device);
    for (at::Tensor* norm : {&layer.input_norm, &layer.post_attention_norm, &layer.q_norm, &layer.k_norm})
      *norm = own(*norm);
    weights_.emplace_back();
    for (const LinearId id : kLinearIds) {
      LinearWeights& linear = layer.at(id);
      linear.weight = own(linear.weight).requires_grad_(true);
      linear.bias = own(linear.bias);
      weights_.back()[static_cast<size_t>(id)] = linear.weight;
    }
    layers_.push_back(std::move(layer));
  }
  norm_ = own(model.final_norm(device));
  head_ = own(model.head_rows(0, model.config.vocab_size, device));
}

at::Tensor LossHessian::run_layer(size_t index, const at::Tensor& x, const RotaryTable& rotary) const {
  const DecoderLayer& layer = layers_[index];
  const ModelConfig& config = model_.config;
  const int64_t length = x.size(0);
  const auto linear = [&](LinearId id, const at::Tensor& input) {
    const at::Tensor y = at::matmul(input, layer.at(id).weight.t());
    return layer.at(id).bias.defined() ? y.add(layer.at(id).bias) : y;
  };
  const auto heads = [&](at::Tensor y, int64_t count, const at::Tensor& norm) {
    y = y.reshape({length, count, config.head_dim});
    if (norm.defined()) y = normed(y, norm, config.rms_norm_eps);
    return y.transpose(0, 1);
  };
  const at::Tensor in = normed(x, layer.input_norm, config.rms_norm_eps);
  const at::Tensor q = rotated(heads(linear(LinearId::q, in), config.num_attention_heads, layer.q_norm), rotary);
  const at::Tensor k = rotated(heads(linear(LinearId::k, in), config.num_key_value_heads, layer.k_norm), rotary);
  const at::Tensor v = heads(linear(LinearId::v, in), config.num_key_value_heads, {});
  const int64_t sharing = config.num_attention_heads / config.num_key_value_heads;
  at::Tensor hidden = at::ones({length, length}, x.options().dtype(at::kBool)).triu(1);
  if (layer.sliding_window > 0)
    hidden = hidden.logical_or(at::ones({length, length}, hidden.options()).tril(-layer.sliding_window));
  const at::Tensor scores = at::matmul(q, k.repeat_interleave(sharing, 0).transpose(1, 2))
                                .div(std::sqrt(static_cast<double>(config.head_dim)))
                                .masked_fill(hidden, -std::numeric_limits<double>::infinity());
  const at::Tensor mixed = at::matmul(scores.softmax(-1), v.repeat_interleave(sharing, 0))
                               .transpose(0, 1)
                               .reshape({length, config.num_attention_heads * config.head_dim});
  const at::Tensor middle = x.add(linear(LinearId::o, mixed));
  const at::Tensor ffn = normed(middle, layer.post_attention_norm, config.rms_norm_eps);
  const at::Tensor active = at::silu(linear(LinearId::gate, ffn)).mul(linear(LinearId::up, ffn));
  return middle.add(linear(LinearId::down, active));
}

at::Tensor LossHessian::nll(const std::vector<int32_t>& ids) const {
  const auto length = static_cast<int64_t>(ids.size());
  if (length < 2) throw Error(ErrorCode::invalid_argument, "a sequence of one token has no loss");
  at::Tensor x = model_.embed(ids, device_).clone();
  RotaryTable rotary = make_rotary_table(model_.config, length, device_);
  for (size_t layer = 0; layer < layers_.size(); ++layer) x = run_layer(layer, x, rotary);
  const at::Tensor last = normed(x.narrow(0, 0, length - 1), norm_, model_.config.rms_norm_eps);
  const at::Tensor targets =
      at::tensor(std::vector<int64_t>(ids.begin() + 1, ids.end()), at::kLong).to(device_).unsqueeze(1);
  return at::matmul(last, head_.t()).log_softmax(-1).gather(1, targets).mean().neg();
}

double LossHessian::loss(const std::vector<int32_t>& ids) const {
  const c10::InferenceMode recording(false);
  return nll(ids).item<double>();
}

LinearTensors LossHessian::product(const std::vector<int32_t>& ids, const LinearTensors& v) const {
  const c10::InferenceMode recording(false);
  const std::vector<at::Tensor> inputs = flat(weights_), directions = flat(v);
  const std::vector<at::Tensor> gradient =
      torch::autograd::grad({nll(ids)}, inputs, {}, /*retain_graph=*/true, /*create_graph=*/true);
  at::Tensor along;
  for (size_t i = 0; i < gradient.size(); ++i) {
    const at::Tensor part = gradient[i].mul(directions[i]).sum();
    along = along.defined() ? along.add(part) : part;
  }
  const std::vector<at::Tensor> products = torch::autograd::grad({along}, inputs);
  LinearTensors result(weights_.size());
  for (size_t i = 0; i < products.size(); ++i) result[i / kLinearsPerLayer][i % kLinearsPerLayer] = products[i];
  return result;
}

MeanTraces hessian_traces(const Model::Impl& model, const std::vector<std::vector<int32_t>>& sequences, int probes,
                          uint64_t seed, const at::Device& device, const RunControl& control,
                          const std::function<void(int done)>& progress) {
  if (sequences.empty() || probes < 1)
    throw Error(ErrorCode::invalid_argument, "a Hessian trace takes at least one sequence and one probe");
  const c10::InferenceMode recording(false);
  const LossHessian hessian(model, device);
  const at::Generator generator = at::detail::createCPUGenerator(seed);
  const size_t layers = hessian.weights().size();
  std::vector<std::array<double, kLinearsPerLayer>> sum(layers), squares(layers);
  for (int probe = 0; probe < probes; ++probe) {
    control.checkpoint();
    LinearTensors v(layers);
    for (size_t l = 0; l < layers; ++l) {
      for (size_t i = 0; i < kLinearsPerLayer; ++i) {
        const at::Tensor& weight = hessian.weights()[l][i];
        v[l][i] = at::randint(0, 2, weight.sizes(), generator, at::TensorOptions().dtype(at::kFloat))
                      .mul_(2)
                      .sub_(1)
                      .to(device);
      }
    }
    const LinearTensors hv = hessian.product(sequences[static_cast<size_t>(probe) % sequences.size()], v);
    for (size_t l = 0; l < layers; ++l) {
      for (size_t i = 0; i < kLinearsPerLayer; ++i) {
        const double value =
            hv[l][i].mul(v[l][i]).sum(at::kDouble).item<double>() / static_cast<double>(v[l][i].numel());
        sum[l][i] += value;
        squares[l][i] += value * value;
      }
    }
    if (progress) progress(probe + 1);
  }
  MeanTraces result(layers);
  const double n = probes;
  for (size_t l = 0; l < layers; ++l) {
    for (size_t i = 0; i < kLinearsPerLayer; ++i) {
      const double mean = sum[l][i] / n;
      const double variance = probes > 1 ? std::max(0.0, squares[l][i] / n - mean * mean) / (n - 1)
                                         : std::numeric_limits<double>::quiet_NaN();
      result[l][i] = {mean, std::sqrt(variance)};
    }
  }
  return result;
}

}  // namespace calm
