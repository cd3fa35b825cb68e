#include "search/hessian_trace.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <limits>

#include "calm/error.h"
#include "model/differentiable_layer.h"

namespace calm {
namespace {

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
  return differentiable_layer(layer, model_.config, rotary, x, [&](LinearId id, const at::Tensor& input) {
    return at::matmul(input, layer.at(id).weight.t());
  });
}

at::Tensor LossHessian::nll(const std::vector<int32_t>& ids) const {
  const auto length = static_cast<int64_t>(ids.size());
  if (length < 2) throw Error(ErrorCode::invalid_argument, "a sequence of one token has no loss");
  at::Tensor x = model_.embed(ids, device_).clone();
  RotaryTable rotary = make_rotary_table(model_.config, length, device_);
  for (size_t layer = 0; layer < layers_.size(); ++layer) x = run_layer(layer, x, rotary);
  const at::Tensor last = differentiable_norm(x.narrow(0, 0, length - 1), norm_, model_.config.rms_norm_eps);
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
