#pragma once

#include <ATen/core/Tensor.h>

namespace calm {

/// WeightError::error of two float32 matrices [out, in].
double scaled_weight_error(const at::Tensor& original, const at::Tensor& quantized);

}  // namespace calm
