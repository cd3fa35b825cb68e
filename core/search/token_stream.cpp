#include "search/token_stream.h"

#include <ATen/ops/empty.h>

#include <algorithm>

namespace calm {
namespace {

// What the widest temporaries of a batch may take: gate, up, their product and its fake-quantized copy.
constexpr int64_t kTemporaryBytes = int64_t{48} << 20;

}  // namespace

TokenBatches::TokenBatches(const std::vector<std::vector<int32_t>>& sequences, const ModelConfig& config) {
  const int64_t width = std::max(config.intermediate_size, 2 * config.hidden_size);
  const int64_t budget = std::max<int64_t>(1, kTemporaryBytes / (width * 4 * static_cast<int64_t>(sizeof(float))));
  for (const std::vector<int32_t>& sequence : sequences) {
    const auto length = static_cast<int64_t>(sequence.size());
    longest_ = std::max(longest_, length);
    if (!batches_.empty() && batches_.back().length == length && (batches_.back().count + 1) * length <= budget) {
      ++batches_.back().count;
    } else {
      batches_.push_back({tokens_, 1, length});
    }
    tokens_ += length;
  }
}

at::Tensor embed_sequences(const Model::Impl& model, const std::vector<std::vector<int32_t>>& sequences,
                           const at::Device& device) {
  int64_t tokens = 0;
  for (const auto& sequence : sequences) tokens += static_cast<int64_t>(sequence.size());
  at::Tensor stream =
      at::empty({tokens, model.config.hidden_size}, at::TensorOptions().dtype(at::kFloat).device(device));
  int64_t row = 0;
  for (const auto& sequence : sequences) {
    const auto length = static_cast<int64_t>(sequence.size());
    stream.narrow(0, row, length).copy_(model.embed(sequence, device));
    row += length;
  }
  return stream;
}

ForwardTaps run_batch(const RunnableLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
                      const TokenBatches::Batch& batch, const at::Tensor& stream, const at::Tensor& out,
                      const ForwardTaps& taps) {
  ForwardTaps current = taps;
  const int64_t hidden = stream.size(1);
  const int64_t tokens = batch.count * batch.length;
  const at::Tensor x = stream.narrow(0, batch.first, tokens).view({batch.count, batch.length, hidden});
  const at::Tensor y = forward_layer(layer.weights, config, rotary, x, layer.activations, &current);
  if (out.defined() && y.defined()) out.narrow(0, batch.first, tokens).copy_(y.view({tokens, hidden}));
  return current;
}

void run_layer(const RunnableLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
               const TokenBatches& batches, const at::Tensor& stream, const at::Tensor& out, const ForwardTaps& taps,
               const RunControl& control, const BatchDone& done) {
  for (const TokenBatches::Batch& batch : batches.batches()) {
    control.checkpoint();
    const ForwardTaps seen = run_batch(layer, config, rotary, batch, stream, out, taps);
    if (done) done(batch, seen);
  }
}

}  // namespace calm
