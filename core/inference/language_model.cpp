#include "inference/language_model.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/tensor.h>

#include <algorithm>

#include "calm/error.h"
#include "calm/kernels/w4a8_gemm.h"
#include "quantization/spqr.h"
#include "search/progress_meter.h"
#include "search/token_stream.h"

namespace calm {
namespace {

constexpr int64_t kHeadBytes = int64_t{64} << 20;

}  // namespace

at::Tensor final_hidden_states(const Model::Impl& model, const std::vector<std::vector<int32_t>>& sequences,
                               const at::Device& device, const RunControl& control,
                               const std::function<void(int64_t)>& on_tokens, Arithmetic arithmetic) {
  const TokenBatches batches(sequences, model.config);
  const RotaryTable rotary = make_rotary_table(model.config, batches.longest(), device);
  const at::Tensor stream = embed_sequences(model, sequences, device);
  for (int layer = 0; layer < model.config.num_hidden_layers; ++layer) {
    const RunnableLayer runnable = model.load_runnable(layer, device, arithmetic);
    run_layer(runnable, model.config, rotary, batches, stream, stream, {}, control,
              [&](const TokenBatches::Batch& batch, const ForwardTaps&) { on_tokens(batch.count * batch.length); });
  }
  return rms_norm(stream, model.final_norm(device), model.config.rms_norm_eps);
}

void for_each_head_part(const Model::Impl& model, const at::Device& device,
                        const std::function<void(int64_t, const at::Tensor&)>& body) {
  const int64_t rows =
      std::max<int64_t>(1, kHeadBytes / (model.config.hidden_size * static_cast<int64_t>(sizeof(float))));
  for (int64_t first = 0; first < model.config.vocab_size; first += rows) {
    body(first, model.head_rows(first, std::min(rows, model.config.vocab_size - first), device));
  }
}

Decoder::Decoder(const Model::Impl& model, const at::Device& device, int64_t capacity, Arithmetic arithmetic)
    : model_(model), device_(device), capacity_(capacity) {
  const ModelConfig& config = model.config;
  int64_t parameters = config.vocab_size * config.hidden_size;
  for (const LinearId id : kLinearIds)
    parameters += config.num_hidden_layers * config.out_features(id) * config.in_features(id);
  const uint64_t needed = static_cast<uint64_t>(parameters) * sizeof(float);
  if (device.is_cpu() && needed > available_memory_bytes()) {
    throw Error(ErrorCode::io, "decoding needs " + std::to_string(needed >> 20) +
                                   " MiB for the float32 weights, but only " +
                                   std::to_string(available_memory_bytes() >> 20) + " MiB of memory are free");
  }
  for (int layer = 0; layer < config.num_hidden_layers; ++layer) {
    layers_.push_back(model.load_runnable(layer, device, arithmetic));
    const auto cache = [&] {
      return at::empty({1, config.num_key_value_heads, capacity, config.head_dim},
                       at::TensorOptions().dtype(at::kFloat).device(device));
    };
    caches_.push_back({cache(), cache()});
  }
  norm_ = model.final_norm(device);
  head_ = model.head_rows(0, config.vocab_size, device);
  rotary_ = make_rotary_table(config, capacity, device);
}

at::Tensor Decoder::feed(const std::vector<int32_t>& ids) {
  const auto length = static_cast<int64_t>(ids.size());
  if (length == 0) throw Error(ErrorCode::invalid_argument, "the prompt is empty; give at least one token");
  if (position_ + length > capacity_) {
    throw Error(ErrorCode::invalid_argument, "a context of " + std::to_string(position_ + length) +
                                                 " tokens does not fit the cache of " + std::to_string(capacity_));
  }
  at::Tensor x = model_.embed(ids, device_).unsqueeze(0);
  for (size_t layer = 0; layer < layers_.size(); ++layer) {
    x = forward_layer(layers_[layer].weights, model_.config, rotary_, x, layers_[layer].activations, nullptr,
                      &caches_[layer], position_);
  }
  position_ += length;
  const at::Tensor last = rms_norm(x.select(1, length - 1), norm_, model_.config.rms_norm_eps);
  return at::linear(last, head_).view({-1});
}

int64_t Decoder::weight_bytes() const {
  int64_t bytes = norm_.nbytes() + head_.nbytes();
  for (const RunnableLayer& layer : layers_) {
    for (const LinearWeights& linear : layer.weights.linears)
      bytes += linear.packed ? linear.packed->bytes() : static_cast<int64_t>(linear.weight.nbytes());
  }
  return bytes;
}

uint64_t stored_weight_bytes(const Model::Impl& model) {
  const ModelConfig& config = model.config;
  const auto element_bytes = [&](StorageType type) -> uint64_t { return type == StorageType::float32 ? 4 : 2; };
  if (!model.quantized_layer) {
    uint64_t bytes = 0;
    for (const TensorInfo& tensor : model.source->tensors()) bytes += tensor.bytes;
    return bytes;
  }
  const StorageType storage = model.storage == StorageType::float32 ? model.native_storage : model.storage;
  uint64_t bytes = static_cast<uint64_t>(config.vocab_size * config.hidden_size) * element_bytes(storage) *
                   (config.tie_word_embeddings ? 1 : 2);
  for (int layer = 0; layer < config.num_hidden_layers; ++layer) {
    const QuantizedLayer quantized = model.quantized_layer(layer);
    for (const QuantizedLinear& linear : quantized.linears) {
      if (linear.quantized()) {
        const int64_t zeros = linear.zeros.defined() ? linear.zeros.numel() : 0;
        bytes += static_cast<uint64_t>((linear.codes.numel() + zeros) * linear.bits / 8 +
                                       linear.scales.numel() * static_cast<int64_t>(element_bytes(quantized.storage)));
      } else if (linear.spqr) {
        bytes += static_cast<uint64_t>(linear.spqr->stored_bits() / 8);
      } else {
        bytes += static_cast<uint64_t>(linear.weight.numel()) * element_bytes(quantized.storage);
      }
    }
    bytes += static_cast<uint64_t>(2 * config.hidden_size) * element_bytes(quantized.storage);
  }
  return bytes;
}

}  // namespace calm
