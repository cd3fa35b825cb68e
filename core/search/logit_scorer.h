#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "calm/run_control.h"
#include "model/model_impl.h"
#include "search/token_stream.h"

namespace calm {

/// Metric::kl: what a candidate's output does to the final logits with the original layers above it, on the first
/// kKlTokens tokens of the calibration, in whole sequences (at least one).
class LogitScorer {
 public:
  LogitScorer(const Model::Impl& model, const std::vector<std::vector<int32_t>>& sequences, const at::Device& device,
              const RunControl& control);
  /// output: float32 [tokens, hidden] behind `layer`, of the whole calibration.
  double divergence(int layer, const at::Tensor& output) const;

 private:
  const Model::Impl& model_;
  at::Device device_;
  const RunControl& control_;
  std::vector<std::vector<int32_t>> sequences_;
  TokenBatches batches_;
  RotaryTable rotary_;
  at::Tensor original_;  // behind the final norm
};

}  // namespace calm
