#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <vector>

#include "calm/events.h"
#include "calm/run_control.h"
#include "model/model_impl.h"

namespace calm {

/// Hidden states after the last layer and the final norm, of sequences that are each their own context. Layers are read
/// one at a time, so memory is the stream and one layer.
/// `on_tokens` is called with tokens x layers done.
at::Tensor final_hidden_states(const Model::Impl& model, const std::vector<std::vector<int32_t>>& sequences,
                               const at::Device& device, const RunControl& control,
                               const std::function<void(int64_t)>& on_tokens,
                               Arithmetic arithmetic = Arithmetic::reference);

/// Rows of the head in pieces of at most kHeadBytes: calls body(first_row, weights [rows, hidden]).
void for_each_head_part(const Model::Impl& model, const at::Device& device,
                        const std::function<void(int64_t first, const at::Tensor& rows)>& body);

/// A model with all its layers in memory and a KV cache: prefill, then one token at a time.
class Decoder {
 public:
  /// Throws Error(io) where the layers do not fit the memory that is free.
  Decoder(const Model::Impl& model, const at::Device& device, int64_t capacity,
          Arithmetic arithmetic = Arithmetic::kernels);

  /// Feeds tokens behind those fed so far; returns the logits after the last one, float32 [vocab].
  at::Tensor feed(const std::vector<int32_t>& ids);
  void reset() { position_ = 0; }
  int64_t position() const { return position_; }
  int64_t capacity() const { return capacity_; }
  int64_t weight_bytes() const;

 private:
  const Model::Impl& model_;
  at::Device device_;
  int64_t capacity_;
  int64_t position_ = 0;
  std::vector<RunnableLayer> layers_;
  std::vector<KvCache> caches_;
  at::Tensor embedding_, norm_, head_;
  RotaryTable rotary_;
};

/// What a model's weights take as they are stored: codes, scales and 16-bit (or 32-bit) rest.
uint64_t stored_weight_bytes(const Model::Impl& model);

}  // namespace calm
