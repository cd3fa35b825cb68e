#include "model/differentiable_layer.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/silu.h>

#include <cmath>
#include <limits>

namespace calm {
namespace {

/// x: [heads, length, head_dim].
at::Tensor rotated(const at::Tensor& x, const RotaryTable& rotary) {
  const int64_t length = x.size(-2), half = x.size(-1) / 2;
  const at::Tensor turned = at::cat({x.narrow(-1, half, half).neg(), x.narrow(-1, 0, half)}, -1);
  return x.mul(rotary.cos.narrow(0, 0, length)).add(turned.mul(rotary.sin.narrow(0, 0, length)));
}

}  // namespace

at::Tensor differentiable_norm(const at::Tensor& x, const at::Tensor& weight, double eps) {
  return x.mul(x.square().mean(-1, /*keepdim=*/true).add(eps).rsqrt()).mul(weight);
}

at::Tensor differentiable_layer(const DecoderLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
                                const at::Tensor& x,
                                const std::function<at::Tensor(LinearId, const at::Tensor& input)>& linear) {
  const int64_t length = x.size(0);
  const auto project = [&](LinearId id, const at::Tensor& input) {
    const at::Tensor y = linear(id, input);
    return layer.at(id).bias.defined() ? y.add(layer.at(id).bias) : y;
  };
  const auto heads = [&](at::Tensor y, int64_t count, const at::Tensor& norm) {
    y = y.reshape({length, count, config.head_dim});
    if (norm.defined()) y = differentiable_norm(y, norm, config.rms_norm_eps);
    return y.transpose(0, 1);
  };
  const at::Tensor in = differentiable_norm(x, layer.input_norm, config.rms_norm_eps);
  const at::Tensor q = rotated(heads(project(LinearId::q, in), config.num_attention_heads, layer.q_norm), rotary);
  const at::Tensor k = rotated(heads(project(LinearId::k, in), config.num_key_value_heads, layer.k_norm), rotary);
  const at::Tensor v = heads(project(LinearId::v, in), config.num_key_value_heads, {});
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
  const at::Tensor middle = x.add(project(LinearId::o, mixed));
  const at::Tensor ffn = differentiable_norm(middle, layer.post_attention_norm, config.rms_norm_eps);
  const at::Tensor active = at::silu(project(LinearId::gate, ffn)).mul(project(LinearId::up, ffn));
  return middle.add(project(LinearId::down, active));
}

}  // namespace calm
