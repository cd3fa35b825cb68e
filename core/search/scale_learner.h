#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <vector>

#include "calm/run_control.h"
#include "model/model_impl.h"
#include "quantization/grouped.h"

namespace calm {

/// Learns the scales and norms of a quantized model end to end, its codes fixed, by the KL divergence of its next-token
/// distributions from the original's. The phase E2E-QP of EfficientQAT (arXiv 2407.11062, section 3.3), which descends
/// on the text's own tokens instead and leaves the norms. A parameter is a relative change: scale x (1 + d). Rounding
/// of activations passes the gradient straight through. A layer's graph is made again on the way back, so memory is the
/// codes, the head and the activations of one layer and one sequence.
class ScaleLearner {
 public:
  /// original: float32 weights in the space (transform) that the layers were quantized in. Both outlive the learner.
  ScaleLearner(const Model::Impl& original, std::vector<QuantizedLayer> layers, const at::Device& device);

  /// Mean KL(original || quantized) of the batch's tokens in nats, of the parameters as they were before the step; then
  /// one step of Adam (betas 0.9 and 0.99) at this rate. states: the original's, behind the final norm, [tokens,
  /// hidden], one a sequence. Calls control.checkpoint() between layers.
  double step(const std::vector<const std::vector<int32_t>*>& batch, const std::vector<at::Tensor>& states, double rate,
              const RunControl& control);
  /// The KL alone.
  double divergence(const std::vector<int32_t>& sequence, const at::Tensor& states, const RunControl& control) const;

  /// The layer with what was learned, scales and norms rounded as they are stored: as the scheme says, in the layer's
  /// own storage type.
  QuantizedLayer tuned(int layer, const Scheme& scheme) const;
  /// Parameters with something to learn.
  int64_t parameters() const;

  /// Everything a run needs to go on: each parameter with its two moments, and the steps taken.
  struct State {
    std::vector<at::Tensor> tensors;  // float32 on the CPU, in a fixed order
    int64_t steps = 0;
  };
  State state() const;
  /// Of a learner of the same layers. Returns false, and changes nothing, where the shapes differ.
  bool restore(const State& state);

 private:
  static constexpr size_t kNorms = 4;
  struct Parameter {
    at::Tensor change;  // d, a leaf; undefined where there is nothing to learn
    at::Tensor first, second;
  };
  struct Layer {
    QuantizedLayer stored;
    std::array<Parameter, kLinearsPerLayer> scales;
    std::array<Parameter, kNorms> norms;
  };
  std::vector<Parameter*> all();
  std::vector<const Parameter*> all() const;
  static std::array<at::Tensor, kNorms> norms_of(const QuantizedLayer& layer);
  at::Tensor run(const Layer& layer, const at::Tensor& x) const;
  at::Tensor weight(const Layer& layer, LinearId id) const;
  /// KL summed over the rows; with `gradient` also its slope in `hidden`, in the same shape.
  double head_divergence(const at::Tensor& states, const at::Tensor& hidden, at::Tensor* gradient,
                         const RunControl& control) const;
  std::vector<at::Tensor> forward(const std::vector<int32_t>& sequence, const RunControl& control) const;

  const Model::Impl& model_;
  at::Device device_;
  std::vector<Layer> layers_;
  at::Tensor norm_, head_;
  mutable RotaryTable rotary_;
  mutable int64_t rotary_length_ = 0;
  int64_t steps_ = 0;
};

}  // namespace calm
