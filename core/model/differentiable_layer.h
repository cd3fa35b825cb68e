#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

#include "model/decoder_layer.h"

namespace calm {

// forward_layer() again, of operations that all have a second derivative: decoder_layer.cpp writes in place and uses
// fused attention, which have none.

/// RMSNorm over the last dimension.
at::Tensor differentiable_norm(const at::Tensor& x, const at::Tensor& weight, double eps);

/// A layer's output for one sequence, [length, hidden]. `linear` multiplies a linear's input [length, in] by its
/// weight; biases are the layer's, whose weights are not read. The rotary table may be longer.
at::Tensor differentiable_layer(const DecoderLayer& layer, const ModelConfig& config, const RotaryTable& rotary,
                                const at::Tensor& x,
                                const std::function<at::Tensor(LinearId, const at::Tensor& input)>& linear);

}  // namespace calm
