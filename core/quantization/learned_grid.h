#pragma once

#include <ATen/core/Tensor.h>

#include "calm/run_control.h"
#include "quantization/method.h"

namespace calm {

/// A quantizer with learnable parameters, and the gradients of its error in Gram space in closed form:
///   scale = stored(ratio * full), q = clamp(round(w / scale + offset)), dW = w - scale * q,
///   loss of a row = dW G dW^T,
/// where q is the code, less its zero point where the grid is asymmetric (those are given and stay), and round() and
/// stored() are passed straight through and a clamped code has no slope (AutoRound, arXiv 2309.05516,
/// section 3; OmniQuant, arXiv 2308.13137, section 3.2). Rows are independent. On the CPU.
class LearnedGrid {
 public:
  /// weight float32 [rows, d]; gram float64 [d, d]; full: float32 [rows, d / group], the scales at ratio 1;
  /// zeros: int8 likewise, undefined where the grid is symmetric.
  LearnedGrid(const at::Tensor& weight, const at::Tensor& gram, const GroupGrid& grid, const at::Tensor& full,
              const at::Tensor& zeros = {});

  at::Tensor offsets;  // float32 [rows, d], in codes; 0 at first; undefined: none, rounding is not learned
  at::Tensor ratios;   // float32 [rows, d / group]; 1 at first

  /// Codes, scales, the loss of each row and what the gradients need, from the parameters as they are now.
  void evaluate();
  const at::Tensor& losses() const { return losses_; }  // float64 [rows]
  /// d loss / d offsets, float32 [rows, d], and d loss / d ratios, float32 [rows, d / group], at the last evaluate().
  at::Tensor offset_gradient() const;
  at::Tensor ratio_gradient() const;

  /// Of each row the best that was evaluated so far.
  Rounded best() const { return {best_codes_, best_scales_, zeros_}; }
  /// An answer found elsewhere, with this grid's zero points, counts as evaluated.
  void offer(const Rounded& other);

 private:
  void keep_best(const at::Tensor& codes, const at::Tensor& scales, const at::Tensor& losses);
  at::Tensor row_losses(const at::Tensor& error, at::Tensor& pull) const;
  /// Of group g in row-major order; 0 where the grid is symmetric.
  float zero_of(int64_t g) const { return zero_ != nullptr ? static_cast<float>(zero_[g]) : 0.0F; }

  GroupGrid grid_;
  at::Tensor weight_, gram_, full_, zeros_;
  const int8_t* zero_ = nullptr;  // zeros_' own
  at::Tensor codes_, scales_;     // int8 [rows, d], float32 [rows, d / group]
  at::Tensor error_, pull_;       // dW and dW G, float32 [rows, d]
  at::Tensor losses_;
  at::Tensor best_codes_, best_scales_, best_losses_;
};

/// AutoRound: `steps` of sign gradient descent on offsets in [-0.5, 0.5] around `grid.offsets` as given and, with
/// `learn_ratios`, on ratios in [0, the larger of 1 and the given one]; the step falls linearly from `rate` to 0. The
/// answer is grid.best(). Deterministic.
void sign_descent(LearnedGrid& grid, int steps, double rate, bool learn_ratios, const RunControl& control);

}  // namespace calm
