#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

#include "calm/plan.h"

namespace calm {

/// Linear CKA (Kornblith et al. 2019, arXiv 1905.00414, eq. 4 with linear kernels), columns centred over all n rows:
///     ||Yc^T Xc||_F^2 / (||Xc^T Xc||_F ||Yc^T Yc||_F)
/// float32 rows in, sums in float64 (products too, but for thousands of rows) around a pivot (the target's means), so
/// that large means and columns 1000 times larger than the rest do not cancel. Where n is small against d, the equal n
/// x n Gram form is used: <K, L> / (||K||
/// ||L||), K = Xc Xc^T.
class CkaTarget {
 public:
  /// target: float32 [n, d], kept (not copied) for as long as the object lives.
  explicit CkaTarget(at::Tensor target);

  const at::Tensor& rows() const { return target_; }
  int64_t count() const { return target_.size(0); }
  int64_t width() const { return target_.size(1); }

 private:
  friend class CkaScorer;
  at::Tensor target_;
  at::Tensor mean_;          // float32 [d], the pivot
  at::Tensor residual_sum_;  // float64 [d]: sum of target - mean, what rounding the mean left
  at::Tensor kernel_;        // float64 [n, n], only in the Gram form
  double norm_ = 0;          // ||Xc^T Xc||_F
  bool gram_form_ = false;
  bool fast_ = false;  // float32 products in blocks, float64 beyond; else float64 throughout
};

/// Scores one candidate against a target, batch by batch in any order, each row exactly once.
class CkaScorer {
 public:
  explicit CkaScorer(const CkaTarget& target);
  /// rows: float32 [k, d], the candidate's rows first_row .. first_row + k.
  void add(int64_t first_row, const at::Tensor& rows);
  /// NaN where either side has no variance or is not finite.
  double value() const;

 private:
  const CkaTarget& target_;
  at::Tensor pivot_;               // float32 [d], the first batch's means
  at::Tensor gram_, cross_, sum_;  // feature form: float64 [d, d], [d, d], [d]
  at::Tensor rows_;                // Gram form: the candidate so far, float32 [n, d]
};

/// The metrics beside CKA, over the same rows.
class ErrorScorer {
 public:
  explicit ErrorScorer(const at::Tensor& target) : target_(target) {}
  void add(int64_t first_row, const at::Tensor& rows);
  double sqnr() const;    // 10 log10(||X||^2 / ||X - Y||^2), dB
  double cosine() const;  // mean over rows

 private:
  const at::Tensor& target_;
  double signal_ = 0, noise_ = 0, cosines_ = 0;
  int64_t count_ = 0;
};

}  // namespace calm
