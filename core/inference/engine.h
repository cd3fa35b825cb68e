#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "calm/run_control.h"
#include "inference/aligned_array.h"
#include "inference/engine_weights.h"
#include "inference/forward_pass.h"
#include "inference/thread_pool.h"

namespace calm {

/// One sequence on the CPU: KV cache, scratch memory and the forward pass over shared weights. Everything is allocated
/// by the constructor; decoding a token allocates nothing and calls nothing but kernels.
class EngineContext {
 public:
  EngineContext(std::shared_ptr<const EngineWeights> weights, const ContextOptions& options,
                std::shared_ptr<ThreadPool> pool);

  /// Feeds tokens behind those fed so far; returns the logits [vocab] after the last one, valid until the next call.
  /// Throws Error(invalid_argument) for no tokens, ids outside the vocabulary and more than the cache holds, with
  /// nothing fed; where `control` was stopped throws Error(cancelled), and the context must be reset.
  const float* feed(std::span<const int32_t> ids, const RunControl* control = nullptr);

  /// One layer over given inputs x [tokens, hidden] at positions 0 .. tokens - 1, tokens <= chunk: y [tokens, hidden]
  /// with the residual. For tests and measurements; resets the context.
  void run_layer(int layer, const float* x, int64_t tokens, float* y);

  void reset() { position_ = 0; }
  int64_t position() const { return position_; }
  const ContextOptions& options() const { return options_; }
  const EngineWeights& weights() const { return *weights_; }
  /// Bytes of the cache and the scratch memory.
  int64_t bytes() const { return static_cast<int64_t>(memory_.size()); }

 private:
  void lay_out();
  kernels::ParallelFor parallel_for(int64_t tokens) const;

  std::shared_ptr<const EngineWeights> weights_;
  ModelView<const kernels::PackedWeights*> model_;
  ContextOptions options_;
  std::shared_ptr<ThreadPool> pool_;
  bool has_dense_;  // some linear is not packed
  size_t memory_bytes_ = 0;
  AlignedArray<std::byte> memory_;
  int32_t position_ = 0;
  PassBuffers buffers_{};  // inside memory_
};

}  // namespace calm
