#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "calm/run_control.h"
#include "model/model_impl.h"

namespace calm {

/// One tensor a linear of every layer, shaped like its weight.
using LinearTensors = std::vector<std::array<at::Tensor, kLinearsPerLayer>>;

/// The Hessian of the mean negative log-likelihood of a sequence's next tokens in the decoder linears' weights, never
/// formed: products with it come from a second backward pass. Holds the whole model in float32; a product takes about
/// three times that more, and the activations of the sequence.
class LossHessian {
 public:
  LossHessian(const Model::Impl& model, const at::Device& device);

  const LinearTensors& weights() const { return weights_; }
  /// The loss itself.
  double loss(const std::vector<int32_t>& ids) const;
  /// H v.
  LinearTensors product(const std::vector<int32_t>& ids, const LinearTensors& v) const;

 private:
  at::Tensor nll(const std::vector<int32_t>& ids) const;
  at::Tensor run_layer(size_t layer, const at::Tensor& x, const RotaryTable& rotary) const;

  const Model::Impl& model_;
  at::Device device_;
  std::vector<DecoderLayer> layers_;
  LinearTensors weights_;
  at::Tensor norm_, head_;
};

/// Hessian trace over the number of weights, estimated.
struct MeanTrace {
  double value = 0;
  double standard_error = 0;  // of the mean over the probes; NaN for one probe
};
using MeanTraces = std::vector<std::array<MeanTrace, kLinearsPerLayer>>;

/// Hutchinson's estimate (HAWQ-V2, arXiv 1911.03852, section 3.2): v^T H v in the mean over Rademacher vectors v. One v
/// over all linears serves them all: the products of different linears' entries vanish in the mean. Probe p takes
/// sequence p modulo their number.
MeanTraces hessian_traces(const Model::Impl& model, const std::vector<std::vector<int32_t>>& sequences, int probes,
                          uint64_t seed, const at::Device& device, const RunControl& control,
                          const std::function<void(int done)>& progress = {});

}  // namespace calm
