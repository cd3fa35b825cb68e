#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <functional>
#include <memory>

#include "calm/scheme.h"
#include "model/config.h"

namespace calm::kernels {
struct PackedWeights;
}

namespace calm {

struct LinearWeights {
  at::Tensor weight;  // float32 [out, in]; undefined where `packed` is there
  /// int4 codes and scales for the W4A8 kernel (CPU), which quantizes the linear's input itself.
  std::shared_ptr<const kernels::PackedWeights> packed;
  at::Tensor bias;  // float32 [out], undefined where there is none
};

/// One decoder layer's weights, on one device, float32.
struct DecoderLayer {
  at::Tensor input_norm, post_attention_norm;  // [hidden]
  at::Tensor q_norm, k_norm;                   // [head_dim], undefined where the architecture has none
  std::array<LinearWeights, kLinearsPerLayer> linears;
  int64_t sliding_window = 0;
  /// Norms, attention and SwiGLU by the engine's kernels (on the CPU, without a cache) or by ATen's operators.
  Arithmetic arithmetic = Arithmetic::reference;

  LinearWeights& at(LinearId id) { return linears[static_cast<size_t>(id)]; }
  const LinearWeights& at(LinearId id) const { return linears[static_cast<size_t>(id)]; }
};

/// cos and sin of the rotary embedding for positions 0 .. length-1, [length, head_dim] each (halves repeated, as in
/// transformers).
struct RotaryTable {
  at::Tensor cos, sin;
};
RotaryTable make_rotary_table(const ModelConfig& config, int64_t length, const at::Device& device);

/// What a forward pass shows on its way; unset callbacks cost nothing.
struct ForwardTaps {
  /// The input of the linears of a site, [tokens, in_features], before activations are quantized.
  std::function<void(InputSite, const at::Tensor&)> input;
  /// Stop once down_proj's input was seen: statistics need no more. The return value is then undefined.
  bool stop_before_down = false;
  at::Tensor attention_output;  // out: [tokens, hidden], what attention adds to the residual stream
  at::Tensor down_input;        // out: [tokens, intermediate]
  at::Tensor ffn_output;        // out: [tokens, hidden], what the FFN adds
  at::Tensor layer_output;      // out: [tokens, hidden], after the residual
  bool keep = false;            // fill the four above
};

/// How activations in front of the linears are treated: bits[linear] = 16 leaves them, 8 fake-quantizes per token.
struct ActivationBits {
  std::array<int, kLinearsPerLayer> bits;
  static ActivationBits full() { return {{16, 16, 16, 16, 16, 16, 16}}; }
};

/// A layer that forward_layer can run.
struct RunnableLayer {
  DecoderLayer weights;
  ActivationBits activations = ActivationBits::full();
};

/// Keys and values of one layer for one sequence, [1, kv_heads, capacity, head_dim] each.
struct KvCache {
  at::Tensor keys, values;
};

/// x: [batch, length, hidden] float32, each row of the batch its own context starting at position 0. Returns the same
/// shape. With a cache (batch 1) x continues a context of `position` tokens, and its keys and values are appended.
at::Tensor forward_layer(const DecoderLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
                         const at::Tensor& x, const ActivationBits& activations, ForwardTaps* taps = nullptr,
                         KvCache* cache = nullptr, int64_t position = 0);

/// The attention and the FFN of a layer of float32 weights on their own: from the normed input to what they add to the
/// residual stream. x: [batch, length, hidden], each row of the batch its own context starting at position 0.
at::Tensor attention_output(const DecoderLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
                            const at::Tensor& x);
at::Tensor ffn_output(const DecoderLayer& layer, const at::Tensor& x);

void move_layer(DecoderLayer& layer, const at::Device& device);

/// RMSNorm over the last dimension.
at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double eps);
/// Symmetric int8 per row of the last dimension, written back as float32 (kernels/quantize_activations.h's arithmetic).
at::Tensor fake_quantize_tokens(const at::Tensor& x);

}  // namespace calm
