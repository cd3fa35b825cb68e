#include "model/decoder_layer.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/tensor.h>

#include <cmath>
#include <optional>
#include <vector>

#include "calm/kernels/attention.h"
#include "calm/kernels/quantize_activations.h"
#include "calm/kernels/rms_norm.h"
#include "calm/kernels/silu_multiply.h"
#include "calm/kernels/w4a8_gemm.h"
#include "model/parallel.h"
#include "model/rotary.h"

namespace calm {
namespace {

/// rotate_half of transformers: the second half negated in front of the first.
at::Tensor apply_rotary(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin) {
  const int64_t half = x.size(-1) / 2;
  at::Tensor rotated = at::cat({x.narrow(-1, half, half).neg(), x.narrow(-1, 0, half)}, -1);
  return x.mul(cos).add_(rotated.mul_(sin));
}

/// Causal attention of the last q.size(2) positions over all of k and v; [batch, heads, length, head_dim]. Query heads
/// share KV heads.
at::Tensor attend(const at::Tensor& q, at::Tensor k, at::Tensor v, int64_t window) {
  const int64_t length = q.size(2);
  const int64_t sharing = q.size(1) / k.size(1);
  if (length == 1) {
    if (window > 0 && window < k.size(2)) {
      k = k.narrow(2, k.size(2) - window, window);
      v = v.narrow(2, v.size(2) - window, window);
    }
    // The query heads of a KV head are its rows: nothing is repeated.
    const at::Tensor grouped = q.reshape({q.size(0), k.size(1), sharing, q.size(3)});
    return at::scaled_dot_product_attention(grouped, k, v).reshape(q.sizes());
  }
  const auto repeat = [&](const at::Tensor& y) { return sharing == 1 ? y : y.repeat_interleave(sharing, 1); };
  const int64_t past = k.size(2) - length;
  if (past == 0 && (window <= 0 || window >= length)) {
    return at::scaled_dot_product_attention(q, repeat(k), repeat(v), std::nullopt, 0.0, /*is_causal=*/true);
  }
  const at::TensorOptions integers = at::TensorOptions().device(q.device()).dtype(at::kLong);
  const at::Tensor distance =
      at::arange(past, past + length, integers).unsqueeze(1).sub(at::arange(past + length, integers).unsqueeze(0));
  at::Tensor visible = distance.ge(0);
  if (window > 0) visible = visible.logical_and(distance.lt(window));
  return at::scaled_dot_product_attention(q, repeat(k), repeat(v), visible);
}

/// int8 codes [..., d] and one float32 scale a token.
struct TokenCodes {
  at::Tensor values, scales;
};

TokenCodes quantize_tokens(const at::Tensor& x) {
  const at::Tensor in = x.contiguous();
  const int64_t width = in.size(-1);
  const int64_t tokens = in.numel() / width;
  TokenCodes codes{at::empty(in.sizes(), in.options().dtype(at::kChar)), at::empty({tokens}, in.options())};
  kernels::quantize_activations(in.const_data_ptr<float>(), tokens, width, width,
                                codes.values.mutable_data_ptr<int8_t>(), codes.scales.mutable_data_ptr<float>(),
                                parallel_for);
  return codes;
}

at::Tensor multiply(const LinearWeights& weights, const at::Tensor& x) {
  return at::linear(x, weights.weight, weights.bias.defined() ? std::optional(weights.bias) : std::nullopt);
}

at::Tensor multiply_packed(const LinearWeights& weights, const TokenCodes& codes) {
  std::vector<int64_t> shape = codes.values.sizes().vec();
  shape.back() = weights.packed->out;
  at::Tensor y = at::empty(shape, codes.scales.options());
  kernels::w4a8_gemm(*weights.packed, codes.values.const_data_ptr<int8_t>(), codes.scales.const_data_ptr<float>(),
                     codes.scales.numel(), y.mutable_data_ptr<float>(), shape.back(), parallel_for);
  return weights.bias.defined() ? y.add_(weights.bias) : y;
}

/// rms_norm below by the engine's kernel.
at::Tensor rms_norm_by_kernel(const at::Tensor& x, const at::Tensor& weight, double eps) {
  const at::Tensor in = x.contiguous();
  at::Tensor out = at::empty_like(in);
  kernels::RmsNorm norm;
  norm.x = const_cast<float*>(in.const_data_ptr<float>());  // written only where something is added first
  norm.width = in.size(-1);
  norm.tokens = in.numel() / norm.width;
  norm.weight = weight.const_data_ptr<float>();
  norm.eps = static_cast<float>(eps);
  kernels::rms_norm(norm, out.mutable_data_ptr<float>(), parallel_for);
  return out;
}

at::Tensor silu_multiply(const at::Tensor& gate, const at::Tensor& up) {
  const int64_t width = gate.size(-1);
  at::Tensor out = at::empty_like(gate);
  kernels::silu_multiply(gate.const_data_ptr<float>(), up.const_data_ptr<float>(), gate.numel() / width, width, width,
                         out.mutable_data_ptr<float>(), parallel_for);
  return out;
}

/// mix_heads below by the engine's kernels, which keep keys and values of one sequence at a time.
at::Tensor mix_heads_by_kernels(const DecoderLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
                                const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values) {
  const int64_t length = queries.size(1), head_dim = config.head_dim;
  at::Tensor rows = at::cat({queries, keys, values}, -1);
  at::Tensor out = at::empty_like(queries);
  const auto table = [&](const at::Tensor& whole) {
    return whole.narrow(0, 0, length).narrow(1, 0, head_dim / 2).contiguous();
  };
  const at::Tensor cos = table(rotary.cos), sin = table(rotary.sin);
  const auto head_norm = [](const at::Tensor& norm) { return norm.defined() ? norm.const_data_ptr<float>() : nullptr; };
  const kernels::Rotary rotation{cos.const_data_ptr<float>(), sin.const_data_ptr<float>(), head_norm(layer.q_norm),
                                 head_norm(layer.k_norm), static_cast<float>(config.rms_norm_eps)};
  const at::Tensor held = at::empty({2, config.num_key_value_heads, length, head_dim}, queries.options());
  kernels::KvCache cache;
  cache.keys = held.select(0, 0).mutable_data_ptr<float>();
  cache.values = held.select(0, 1).mutable_data_ptr<float>();
  cache.kv_heads = config.num_key_value_heads;
  cache.capacity = length;
  cache.head_dim = head_dim;
  const int32_t start = 0;
  const auto scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(head_dim)));
  for (int64_t i = 0; i < queries.size(0); ++i) {
    kernels::QkvRows sequence{rows.select(0, i).mutable_data_ptr<float>(), length, rows.size(-1),
                              config.num_attention_heads, &start};
    kernels::rope_append(sequence, rotation, cache, parallel_for);
    kernels::attention(sequence, cache, layer.sliding_window, scale, out.select(0, i).mutable_data_ptr<float>(),
                       parallel_for);
  }
  return out;
}

/// From the projections [batch, length, heads x head_dim] to o_proj's input, [batch, length, heads x head_dim].
at::Tensor mix_heads(const DecoderLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
                     const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values, KvCache* cache,
                     int64_t position) {
  const int64_t batch = queries.size(0);
  const int64_t length = queries.size(1);
  const auto heads = [&](at::Tensor y, int64_t count, const at::Tensor& norm) {
    y = y.view({batch, length, count, config.head_dim});
    if (norm.defined()) y = rms_norm(y, norm, config.rms_norm_eps);
    return y.transpose(1, 2);
  };
  const at::Tensor cos = rotary.cos.narrow(0, position, length);
  const at::Tensor sin = rotary.sin.narrow(0, position, length);
  const at::Tensor q = apply_rotary(heads(queries, config.num_attention_heads, layer.q_norm), cos, sin);
  at::Tensor k = apply_rotary(heads(keys, config.num_key_value_heads, layer.k_norm), cos, sin);
  at::Tensor v = heads(values, config.num_key_value_heads, {});
  if (cache != nullptr) {
    cache->keys.narrow(2, position, length).copy_(k);
    cache->values.narrow(2, position, length).copy_(v);
    k = cache->keys.narrow(2, 0, position + length);
    v = cache->values.narrow(2, 0, position + length);
  }
  return attend(q, k, v, layer.sliding_window)
      .transpose(1, 2)
      .reshape({batch, length, config.num_attention_heads * config.head_dim});
}

}  // namespace

RotaryTable make_rotary_table(const ModelConfig& config, int64_t length, const at::Device& device) {
  const std::vector<double> frequencies = inverse_frequencies(config);
  const at::Tensor inverse = at::tensor(frequencies, at::kDouble).to(at::kFloat);
  const at::Tensor positions = at::arange(length, at::TensorOptions().dtype(at::kFloat));
  const at::Tensor angles = at::outer(positions, inverse);
  const at::Tensor both = at::cat({angles, angles}, -1);
  return {both.cos().to(device), both.sin().to(device)};
}

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double eps) {
  const at::Tensor inverse = x.square().mean(-1, /*keepdim=*/true).add_(eps).rsqrt_();
  return x.mul(inverse).mul_(weight);
}

at::Tensor fake_quantize_tokens(const at::Tensor& x) {
  if (x.is_cpu()) {
    const at::Tensor in = x.contiguous();
    at::Tensor out = at::empty_like(in);
    const int64_t width = in.size(-1);
    if (in.numel() == 0) return out;
    kernels::fake_quantize_activations(in.const_data_ptr<float>(), in.numel() / width, width,
                                       out.mutable_data_ptr<float>(), parallel_for);
    return out;
  }
  const at::Tensor scale = x.abs().amax(-1, /*keepdim=*/true).div_(127.5);
  const at::Tensor divisor = scale.masked_fill(scale.eq(0), 1.0);  // an all-zero token stays zero
  return x.div(divisor).round_().clamp_(-128, 127).mul_(scale);
}

at::Tensor forward_layer(const DecoderLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
                         const at::Tensor& x, const ActivationBits& activations, ForwardTaps* taps, KvCache* cache,
                         int64_t position) {
  const int64_t batch = x.size(0);
  const int64_t length = x.size(1);
  const int64_t tokens = batch * length;
  const bool by_kernels =
      layer.arithmetic == Arithmetic::kernels && x.is_cpu() && cache == nullptr && config.head_dim % 2 == 0;
  const auto norm = [&](const at::Tensor& rows, const at::Tensor& weight) {
    return by_kernels ? rms_norm_by_kernel(rows, weight, config.rms_norm_eps)
                      : rms_norm(rows, weight, config.rms_norm_eps);
  };

  const auto show = [&](InputSite site, const at::Tensor& input) {
    if (taps != nullptr && taps->input) taps->input(site, input.view({tokens, -1}));
  };
  // The linears of a site share their input, so it is quantized once.
  at::Tensor plain;
  at::Tensor fake;
  TokenCodes codes;
  const auto enter = [&](InputSite site, at::Tensor input) {
    plain = std::move(input);
    fake = at::Tensor();
    codes = {};
    show(site, plain);
  };
  const auto linear = [&](LinearId id) {
    const LinearWeights& weights = layer.at(id);
    if (weights.packed) {
      if (!codes.values.defined()) codes = quantize_tokens(plain);
      return multiply_packed(weights, codes);
    }
    const bool quantize = activations.bits[static_cast<size_t>(id)] == 8;
    if (quantize && !fake.defined()) fake = fake_quantize_tokens(plain);
    return multiply(weights, quantize ? fake : plain);
  };
  enter(InputSite::attention_in, norm(x, layer.input_norm));
  const at::Tensor q = linear(LinearId::q);
  const at::Tensor k = linear(LinearId::k);
  const at::Tensor v = linear(LinearId::v);
  enter(InputSite::o_in, by_kernels ? mix_heads_by_kernels(layer, config, rotary, q, k, v)
                                    : mix_heads(layer, config, rotary, q, k, v, cache, position));
  const at::Tensor attention = linear(LinearId::o);
  const at::Tensor middle = x.add(attention);

  enter(InputSite::ffn_in, norm(middle, layer.post_attention_norm));
  const at::Tensor gate = linear(LinearId::gate);
  const at::Tensor up = linear(LinearId::up);
  enter(InputSite::down_in, by_kernels ? silu_multiply(gate, up) : at::silu(gate).mul_(up));
  if (taps != nullptr && taps->stop_before_down) return {};
  const at::Tensor added = linear(LinearId::down);
  at::Tensor out = middle.add(added);
  if (taps != nullptr && taps->keep) {
    taps->attention_output = attention.view({tokens, -1});
    taps->down_input = plain.view({tokens, -1});
    taps->ffn_output = added.view({tokens, -1});
    taps->layer_output = out.view({tokens, -1});
  }
  return out;
}

at::Tensor attention_output(const DecoderLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
                            const at::Tensor& x) {
  const at::Tensor mixed =
      mix_heads(layer, config, rotary, multiply(layer.at(LinearId::q), x), multiply(layer.at(LinearId::k), x),
                multiply(layer.at(LinearId::v), x), nullptr, 0);
  return multiply(layer.at(LinearId::o), mixed);
}

at::Tensor ffn_output(const DecoderLayer& layer, const at::Tensor& x) {
  return multiply(layer.at(LinearId::down),
                  at::silu(multiply(layer.at(LinearId::gate), x)).mul_(multiply(layer.at(LinearId::up), x)));
}

void move_layer(DecoderLayer& layer, const at::Device& device) {
  const auto move = [&](at::Tensor& t) {
    if (t.defined()) t = t.to(device);
  };
  for (at::Tensor* norm : {&layer.input_norm, &layer.post_attention_norm, &layer.q_norm, &layer.k_norm}) move(*norm);
  for (LinearWeights& linear : layer.linears) {
    move(linear.weight);
    move(linear.bias);
  }
}

}  // namespace calm
