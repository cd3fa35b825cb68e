// No header of the tensor library may be included here: a decode step is kernels only.
#include "inference/engine.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "calm/error.h"
#include "calm/kernels/quantize_activations.h"
#include "calm/kernels/rms_norm.h"
#include "calm/kernels/silu_multiply.h"
#include "calm/kernels/w4a16_gemm.h"
#include "calm/kernels/w4a8_gemv.h"
#include "inference/dense_matmul.h"

namespace calm {
namespace {

/// Hands out 64-byte aligned pieces of one allocation; with no base it only adds up.
class Carver {
 public:
  explicit Carver(std::byte* base) : base_(base) {}
  template <class T>
  void take(T*& pointer, int64_t count) {
    pointer = base_ == nullptr ? nullptr : reinterpret_cast<T*>(base_ + used_);
    used_ += (static_cast<size_t>(count) * sizeof(T) + 63) / 64 * 64;
  }
  size_t used() const { return used_; }

 private:
  std::byte* base_;
  size_t used_ = 0;
};

void add_bias(const std::vector<float>& bias, int64_t tokens, float* y) {
  const auto width = static_cast<int64_t>(bias.size());
  for (int64_t t = 0; t < tokens; ++t) {
    for (int64_t n = 0; n < width; ++n) y[t * width + n] += bias[static_cast<size_t>(n)];
  }
}

}  // namespace

struct EngineContext::Pass {
  kernels::ParallelFor parallel;
  int64_t tokens;
  bool pending;  // delta_ still has to be added to x_
};

EngineContext::EngineContext(std::shared_ptr<const EngineWeights> weights, const ContextOptions& options,
                             std::shared_ptr<ThreadPool> pool)
    : weights_(std::move(weights)),
      options_(options),
      pool_(std::move(pool)),
      has_dense_(weights_->has_dense_linears()) {
  if (options_.capacity < 1 || options_.chunk < 1)
    throw Error(ErrorCode::invalid_argument, "a context needs a capacity and a chunk of at least one token");
  options_.chunk = std::min(options_.chunk, options_.capacity);
  lay_out();
  memory_ = AlignedArray<std::byte>(memory_bytes_);
  lay_out();
  fill_rotary(weights_->config, options_.capacity, cos_, sin_);
}

/// Called twice: without memory it finds the bytes, with memory it sets the pointers.
void EngineContext::lay_out() {
  const ModelConfig& config = weights_->config;
  const int64_t chunk = options_.chunk;
  const int64_t query = config.num_attention_heads * config.head_dim;
  const int64_t widest = std::max({config.hidden_size, config.intermediate_size, query});
  const int64_t half = options_.capacity * (config.head_dim / 2);
  const int64_t element = options_.cache == kernels::DenseType::float32 ? 4 : 2;
  const int64_t cached =
      config.num_hidden_layers * config.num_key_value_heads * options_.capacity * config.head_dim * element;
  Carver carver(memory_.data());
  carver.take(x_, chunk * config.hidden_size);
  carver.take(delta_, chunk * config.hidden_size);
  carver.take(normed_, chunk * config.hidden_size);
  carver.take(codes_, chunk * widest);
  carver.take(scales_, chunk);
  carver.take(qkv_, chunk * (query + 2 * config.num_key_value_heads * config.head_dim));
  carver.take(mixed_, chunk * query);
  carver.take(gate_up_, chunk * 2 * config.intermediate_size);
  carver.take(activated_, chunk * config.intermediate_size);
  carver.take(fake_, has_dense_ ? chunk * widest : 0);
  carver.take(logits_, config.vocab_size);
  carver.take(cos_, half);
  carver.take(sin_, half);
  carver.take(keys_, cached);
  carver.take(values_, cached);
  memory_bytes_ = carver.used();
}

kernels::KvCache EngineContext::cache(int layer) const {
  const ModelConfig& config = weights_->config;
  const int64_t element = options_.cache == kernels::DenseType::float32 ? 4 : 2;
  const int64_t offset = layer * config.num_key_value_heads * options_.capacity * config.head_dim * element;
  return {options_.cache,    keys_ + offset, values_ + offset, config.num_key_value_heads,
          options_.capacity, config.head_dim};
}

const float* EngineContext::feed(std::span<const int32_t> ids, const RunControl* control) {
  if (ids.empty()) throw Error(ErrorCode::invalid_argument, "the prompt is empty; give at least one token");
  const auto length = static_cast<int64_t>(ids.size());
  if (position_ + length > options_.capacity) {
    throw Error(ErrorCode::invalid_argument, "a context of " + std::to_string(position_ + length) +
                                                 " tokens does not fit the cache of " +
                                                 std::to_string(options_.capacity));
  }
  for (const int32_t id : ids) {
    if (id < 0 || id >= weights_->config.vocab_size) {
      throw Error(ErrorCode::invalid_argument, "token id " + std::to_string(id) + " is outside the vocabulary of " +
                                                   std::to_string(weights_->config.vocab_size));
    }
  }
  for (int64_t done = 0; done < length; done += options_.chunk) {
    const int64_t count = std::min(options_.chunk, length - done);
    forward(ids.subspan(static_cast<size_t>(done), static_cast<size_t>(count)), done + count == length, control);
    position_ += static_cast<int32_t>(count);
  }
  return logits_;
}

void EngineContext::forward(std::span<const int32_t> ids, bool last_chunk, const RunControl* control) {
  const ModelConfig& config = weights_->config;
  Pass pass{parallel_for(static_cast<int64_t>(ids.size())), static_cast<int64_t>(ids.size()), false};
  kernels::embed(weights_->embedding.view(), ids.data(), pass.tokens, x_);
  const auto layers = static_cast<int>(config.num_hidden_layers);
  for (int index = 0; index < layers; ++index) {
    if (control != nullptr && pass.tokens > 1) control->checkpoint();
    const Rows rows = index + 1 < layers ? Rows::all : last_chunk ? Rows::last : Rows::none;
    layer(pass, index, rows);
    pass.pending = true;
  }
  if (!last_chunk) return;
  kernels::RmsNorm norm{
      x_ + (pass.tokens - 1) * config.hidden_size, delta_, 1, config.hidden_size, weights_->final_norm.data(),
      static_cast<float>(config.rms_norm_eps)};
  if (const auto* packed = std::get_if<kernels::PackedWeights>(&weights_->own_head)) {
    kernels::rms_norm_quantize(norm, codes_, scales_, pass.parallel);
    kernels::w4a8_gemv(*packed, codes_, scales_, 1, logits_, config.vocab_size, pass.parallel);
    return;
  }
  kernels::rms_norm(norm, normed_, pass.parallel);
  const auto* own = std::get_if<DenseMatrix>(&weights_->own_head);
  kernels::dense_gemv((own != nullptr ? *own : weights_->embedding).view(), normed_, config.hidden_size, 1, logits_,
                      config.vocab_size, pass.parallel);
}

void EngineContext::run_layer(int index, const float* x, int64_t tokens, float* y) {
  if (tokens < 1 || tokens > options_.chunk)
    throw Error(ErrorCode::invalid_argument, "run_layer takes 1 to " + std::to_string(options_.chunk) + " tokens");
  reset();
  const int64_t count = tokens * weights_->config.hidden_size;
  std::copy_n(x, count, x_);
  layer({parallel_for(tokens), tokens, false}, index, Rows::all);
  for (int64_t i = 0; i < count; ++i) y[i] = x_[i] + delta_[i];
}

/// One pool a call: the tensor library's where it multiplies, else our own.
kernels::ParallelFor EngineContext::parallel_for(int64_t tokens) const {
  if (has_dense_ && tokens > kernels::kGemvTokens) return tensor_library_threads();
  return *pool_;
}

void EngineContext::layer(const Pass& pass, int index, Rows rows) {
  const ModelConfig& config = weights_->config;
  const EngineLayer& weights = weights_->layers[static_cast<size_t>(index)];
  const int64_t hidden = config.hidden_size, inner = config.intermediate_size;
  const auto eps = static_cast<float>(config.rms_norm_eps);
  const auto optional = [](const std::vector<float>& values) { return values.empty() ? nullptr : values.data(); };
  int64_t tokens = pass.tokens;
  float* x = x_;

  enter(pass, weights.qkv, {x, pass.pending ? delta_ : nullptr, tokens, hidden, weights.input_norm.data(), eps});
  multiply(pass, weights.qkv, normed_, tokens, qkv_);
  kernels::QkvRows qkv{qkv_, tokens, weights.qkv.out, config.num_attention_heads, &position_};
  kernels::rope_append(qkv, {cos_, sin_, optional(weights.q_norm), optional(weights.k_norm), eps}, cache(index),
                       pass.parallel);
  if (rows == Rows::none) return;
  if (rows == Rows::last) {
    last_position_ = position_ + static_cast<int32_t>(tokens - 1);
    qkv.position = &last_position_;
    qkv.data += (tokens - 1) * qkv.row_stride;
    x += (tokens - 1) * hidden;
    qkv.tokens = tokens = 1;
  }
  kernels::attention(qkv, cache(index), weights.sliding_window, 1.0F / std::sqrt(static_cast<float>(config.head_dim)),
                     mixed_, pass.parallel);
  enter(pass, weights.o, mixed_, tokens);
  multiply(pass, weights.o, mixed_, tokens, delta_);

  enter(pass, weights.gate_up, {x, delta_, tokens, hidden, weights.post_attention_norm.data(), eps});
  multiply(pass, weights.gate_up, normed_, tokens, gate_up_);
  if (weights.down.needs_codes) {
    kernels::silu_multiply_quantize(gate_up_, gate_up_ + inner, tokens, inner, 2 * inner, activated_, codes_, scales_,
                                    pass.parallel);
  } else {
    kernels::silu_multiply(gate_up_, gate_up_ + inner, tokens, inner, 2 * inner, activated_, pass.parallel);
    enter(pass, weights.down, activated_, tokens);
  }
  multiply(pass, weights.down, activated_, tokens, delta_);
}

/// Normalizes x (after adding what is pending) into what the site's parts read.
void EngineContext::enter(const Pass& pass, const EngineSite& site, const kernels::RmsNorm& norm) {
  if (!site.needs_fake && !site.needs_plain) {
    kernels::rms_norm_quantize(norm, codes_, scales_, pass.parallel);
    return;
  }
  kernels::rms_norm(norm, normed_, pass.parallel);
  enter(pass, site, normed_, norm.tokens);
}

void EngineContext::enter(const Pass& pass, const EngineSite& site, const float* input, int64_t tokens) {
  if (site.needs_codes) kernels::quantize_activations(input, tokens, site.in, site.in, codes_, scales_, pass.parallel);
  if (site.needs_fake) kernels::fake_quantize_activations(input, tokens, site.in, fake_, pass.parallel);
}

void EngineContext::multiply(const Pass& pass, const EngineSite& site, const float* plain, int64_t tokens, float* y) {
  for (const EngineSite::Part& part : site.parts) {
    float* out = y + part.column;
    if (const kernels::PackedWeights* packed = part.packed()) {
      if (part.activation_bits != 8) {
        kernels::w4a16_gemm(*packed, plain, site.in, tokens, out, site.out, pass.parallel);
        continue;
      }
      const auto kernel = tokens <= kernels::kGemvTokens ? kernels::w4a8_gemv : kernels::w4a8_gemm;
      kernel(*packed, codes_, scales_, tokens, out, site.out, pass.parallel);
      continue;
    }
    const float* input = part.activation_bits == 8 ? fake_ : plain;
    if (tokens <= kernels::kGemvTokens) {
      kernels::dense_gemv(part.dense()->view(), input, site.in, tokens, out, site.out, pass.parallel);
    } else {
      dense_matmul(part.dense()->view(), input, site.in, tokens, out, site.out);
    }
  }
  if (!site.bias.empty()) add_bias(site.bias, tokens, y);
}

}  // namespace calm
