#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

#include "calm/run_control.h"
#include "model/model_impl.h"

namespace calm {

/// Hidden states of many sequences, flat: float32 [tokens, hidden]. Sequences of one length that follow each other are
/// run together, as many as keep the temporaries of a layer small.
class TokenBatches {
 public:
  struct Batch {
    int64_t first;  // first token (row of the stream)
    int64_t count;  // sequences
    int64_t length;
  };
  TokenBatches(const std::vector<std::vector<int32_t>>& sequences, const ModelConfig& config);

  const std::vector<Batch>& batches() const { return batches_; }
  int64_t tokens() const { return tokens_; }
  int64_t longest() const { return longest_; }

 private:
  std::vector<Batch> batches_;
  int64_t tokens_ = 0, longest_ = 0;
};

/// Embeddings of all sequences, float32 [tokens, hidden] on the device.
at::Tensor embed_sequences(const Model::Impl& model, const std::vector<std::vector<int32_t>>& sequences,
                           const at::Device& device);

/// Called after each batch with the batch and its taps (nullptr taps: no tap was asked for).
using BatchDone = std::function<void(const TokenBatches::Batch&, const ForwardTaps&)>;

/// One batch of a stream, see run_layer. Returns the taps as the forward pass left them.
ForwardTaps run_batch(const RunnableLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
                      const TokenBatches::Batch& batch, const at::Tensor& stream, const at::Tensor& out,
                      const ForwardTaps& taps);

/// Runs one layer over a stream. `out` may be undefined (the output is dropped) or the stream itself. `taps` is a
/// pattern: its callbacks and flags are used for every batch.
void run_layer(const RunnableLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
               const TokenBatches& batches, const at::Tensor& stream, const at::Tensor& out, const ForwardTaps& taps,
               const RunControl& control, const BatchDone& done = {});

}  // namespace calm
