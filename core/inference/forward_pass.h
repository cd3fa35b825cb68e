#pragma once

// The decoder's forward pass, written once for every kind of memory: what a layer calls, in which order, on which
// buffers. The CPU's engine runs it on kernels::, the CUDA engine on kernels::cuda::. No header of the tensor library
// may be included here: a decode step is kernels only.
//
// `Ops` gives each call of the same name on the memory that the pointers belong to:
//   Packed                                        how a quantized matrix is named
//   embed(table, ids, tokens, x), rms_norm(norm, y), rms_norm_quantize(norm, codes, scales)
//   quantize_activations(x, tokens, width, codes, scales), fake_quantize_activations(x, tokens, width, out)
//   silu_multiply(gate_up, tokens, inner, y), silu_multiply_quantize(gate_up, tokens, inner, y, codes, scales)
//   rope_append(rows, rotary, cache), attention(rows, cache, window, scale, out)
//   multiply(packed, codes, scales, tokens, y, y_stride), multiply(packed or dense, x, tokens, y, y_stride)
//   add_bias(bias, tokens, width, y)
//   position(), last_position(tokens)             where the first and the last of the pass's tokens stand

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <variant>
#include <vector>

#include "calm/kernels/attention.h"
#include "calm/kernels/rms_norm.h"
#include "calm/run_control.h"
#include "model/config.h"

namespace calm {

struct ContextOptions {
  int64_t capacity = 0;  // tokens that the KV cache holds
  int64_t chunk = 512;   // most tokens that run together
  kernels::DenseType cache = kernels::DenseType::float16;
};

/// EngineSite without its memory: bias [out] or null.
template <class Packed>
struct SiteView {
  struct Part {
    std::variant<Packed, kernels::DenseWeights> weights;
    int64_t column;  // where its outputs begin
    int activation_bits;
  };
  std::vector<Part> parts;
  int64_t in, out;
  const float* bias;
  bool needs_codes, needs_fake, needs_plain;
};

/// EngineLayer without its memory; q_norm and k_norm may be null.
template <class Packed>
struct LayerView {
  SiteView<Packed> qkv, o, gate_up, down;
  const float *input_norm, *post_attention_norm, *q_norm, *k_norm;
  int64_t sliding_window;
};

template <class Packed>
struct ModelView {
  ModelConfig config;
  std::vector<LayerView<Packed>> layers;
  const float* final_norm;
  kernels::DenseWeights embedding;
  std::variant<Packed, kernels::DenseWeights> head;
};

/// What the pass computes in, [chunk, ...] each.
struct PassBuffers {
  float *x, *delta, *normed, *fake, *qkv, *mixed, *gate_up, *activated, *scales, *logits, *cos, *sin;
  int8_t* codes;
  std::byte *keys, *values;

  /// Calls take(pointer, count) for each; `fake` is empty where has_dense is false.
  template <class Take>
  void lay_out(const ModelConfig& config, const ContextOptions& options, bool has_dense, Take&& take) {
    const int64_t chunk = options.chunk;
    const int64_t query = config.num_attention_heads * config.head_dim;
    const int64_t widest = std::max({config.hidden_size, config.intermediate_size, query});
    const int64_t half = options.capacity * (config.head_dim / 2);
    const int64_t cached = config.num_hidden_layers * layer_cache_bytes(config, options);
    take(x, chunk * config.hidden_size);
    take(delta, chunk * config.hidden_size);
    take(normed, chunk * config.hidden_size);
    take(codes, chunk * widest);
    take(scales, chunk);
    take(qkv, chunk * (query + 2 * config.num_key_value_heads * config.head_dim));
    take(mixed, chunk * query);
    take(gate_up, chunk * 2 * config.intermediate_size);
    take(activated, chunk * config.intermediate_size);
    take(fake, has_dense ? chunk * widest : 0);
    take(logits, config.vocab_size);
    take(cos, half);
    take(sin, half);
    take(keys, cached);
    take(values, cached);
  }

  static int64_t layer_cache_bytes(const ModelConfig& config, const ContextOptions& options) {
    const int64_t element = options.cache == kernels::DenseType::float32 ? 4 : 2;
    return config.num_key_value_heads * options.capacity * config.head_dim * element;
  }
};

/// Rows of the pass that go on from a layer's attention: all, the last one, or none.
enum class PassRows { all, last, none };

template <class Ops>
class ForwardPass {
 public:
  using Packed = typename Ops::Packed;

  /// Everything is referred to, not owned.
  ForwardPass(const ModelView<Packed>& model, const PassBuffers& buffers, const ContextOptions& options, Ops& ops,
              int64_t tokens)
      : model_(model), config_(model.config), b_(buffers), options_(options), ops_(ops), tokens_(tokens) {}

  /// All layers over the tokens `ids`; with `ends`, the logits after the last one as well.
  void run(const int32_t* ids, bool ends, const RunControl* control) {
    ops_.embed(model_.embedding, ids, tokens_, b_.x);
    const auto layers = static_cast<int>(model_.layers.size());
    for (int index = 0; index < layers; ++index) {
      if (control != nullptr && tokens_ > 1) control->checkpoint();
      layer(index, index + 1 < layers ? PassRows::all : ends ? PassRows::last : PassRows::none, index > 0);
    }
    if (ends) head();
  }

  /// Reads x (where `pending`, delta is still to be added to it); leaves x and the delta to add.
  void layer(int index, PassRows rows, bool pending) {
    const LayerView<Packed>& weights = model_.layers[static_cast<size_t>(index)];
    const int64_t hidden = config_.hidden_size, inner = config_.intermediate_size;
    const auto eps = static_cast<float>(config_.rms_norm_eps);
    const kernels::KvCache cache = cache_of(index);
    int64_t tokens = tokens_;
    float* x = b_.x;

    enter(weights.qkv, {x, pending ? b_.delta : nullptr, tokens, hidden, weights.input_norm, eps});
    multiply(weights.qkv, b_.normed, tokens, b_.qkv);
    kernels::QkvRows qkv{b_.qkv, tokens, weights.qkv.out, config_.num_attention_heads, ops_.position()};
    ops_.rope_append(qkv, {b_.cos, b_.sin, weights.q_norm, weights.k_norm, eps}, cache);
    if (rows == PassRows::none) return;
    if (rows == PassRows::last) {
      qkv.position = ops_.last_position(tokens);
      qkv.data += (tokens - 1) * qkv.row_stride;
      x += (tokens - 1) * hidden;
      qkv.tokens = tokens = 1;
    }
    ops_.attention(qkv, cache, weights.sliding_window, 1.0F / std::sqrt(static_cast<float>(config_.head_dim)),
                   b_.mixed);
    enter(weights.o, b_.mixed, tokens);
    multiply(weights.o, b_.mixed, tokens, b_.delta);

    enter(weights.gate_up, {x, b_.delta, tokens, hidden, weights.post_attention_norm, eps});
    multiply(weights.gate_up, b_.normed, tokens, b_.gate_up);
    if (weights.down.needs_codes) {
      ops_.silu_multiply_quantize(b_.gate_up, tokens, inner, b_.activated, b_.codes, b_.scales);
    } else {
      ops_.silu_multiply(b_.gate_up, tokens, inner, b_.activated);
      enter(weights.down, b_.activated, tokens);
    }
    multiply(weights.down, b_.activated, tokens, b_.delta);
  }

 private:
  void head() {
    const int64_t hidden = config_.hidden_size;
    const kernels::RmsNorm norm{b_.x + (tokens_ - 1) * hidden,           b_.delta, 1, hidden, model_.final_norm,
                                static_cast<float>(config_.rms_norm_eps)};
    if (const auto* packed = std::get_if<Packed>(&model_.head)) {
      ops_.rms_norm_quantize(norm, b_.codes, b_.scales);
      ops_.multiply(*packed, b_.codes, b_.scales, 1, b_.logits, config_.vocab_size);
    } else {
      ops_.rms_norm(norm, b_.normed);
      ops_.multiply(std::get<kernels::DenseWeights>(model_.head), b_.normed, 1, b_.logits, config_.vocab_size);
    }
  }

  kernels::KvCache cache_of(int layer) const {
    const int64_t offset = layer * PassBuffers::layer_cache_bytes(config_, options_);
    return {options_.cache,    b_.keys + offset, b_.values + offset, config_.num_key_value_heads,
            options_.capacity, config_.head_dim};
  }

  /// Normalizes x (after adding what is pending) into what the site's parts read.
  void enter(const SiteView<Packed>& site, const kernels::RmsNorm& norm) {
    if (!site.needs_fake && !site.needs_plain) {
      ops_.rms_norm_quantize(norm, b_.codes, b_.scales);
      return;
    }
    ops_.rms_norm(norm, b_.normed);
    enter(site, b_.normed, norm.tokens);
  }

  void enter(const SiteView<Packed>& site, const float* input, int64_t tokens) {
    if (site.needs_codes) ops_.quantize_activations(input, tokens, site.in, b_.codes, b_.scales);
    if (site.needs_fake) ops_.fake_quantize_activations(input, tokens, site.in, b_.fake);
  }

  void multiply(const SiteView<Packed>& site, const float* plain, int64_t tokens, float* y) {
    for (const typename SiteView<Packed>::Part& part : site.parts) {
      float* out = y + part.column;
      if (const auto* packed = std::get_if<Packed>(&part.weights)) {
        if (part.activation_bits == 8) {
          ops_.multiply(*packed, b_.codes, b_.scales, tokens, out, site.out);
        } else {
          ops_.multiply(*packed, plain, tokens, out, site.out);
        }
      } else {
        ops_.multiply(std::get<kernels::DenseWeights>(part.weights), part.activation_bits == 8 ? b_.fake : plain,
                      tokens, out, site.out);
      }
    }
    if (site.bias != nullptr) ops_.add_bias(site.bias, tokens, site.out, y);
  }

  const ModelView<Packed>& model_;
  const ModelConfig& config_;
  const PassBuffers& b_;
  const ContextOptions& options_;
  Ops& ops_;
  int64_t tokens_;
};

}  // namespace calm
