#pragma once

#include <ATen/core/Tensor.h>

#include "calm/run_control.h"
#include "quantization/grouped.h"

namespace calm {

/// Lowers tr(dW G dW^T), dW = weight - codes * scales, from where a rounding method stopped. A sweep is
///   1. cyclic coordinate descent: each code in turn becomes the best one while all others stay (QuantEase, arXiv
///      2309.01885, algorithm 1), and
///   2. each group's scale in turn becomes its least-squares value for these codes, rounded to the grid's storage type.
/// Neither step raises the objective, to float32 rounding. weight float32 [rows, d], gram float64 [d, d] (damped, so
/// that it is positive definite), codes int8 [rows, d] and scales float32 [rows, d / group] are changed in place; zeros
/// int8 [rows, d / group] stay (undefined: a symmetric grid). All on the CPU. Stops early where a sweep changes
/// nothing.
void refine_codes(const at::Tensor& weight, const at::Tensor& gram, const GroupGrid& grid, int sweeps,
                  const RunControl& control, at::Tensor& codes, at::Tensor& scales, const at::Tensor& zeros = {});

}  // namespace calm
