#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "calm/plan.h"

namespace calm {

/// Rows of the target whose norm exceeds this many times the median norm are attention sinks: what the massive
/// activations of a few tokens (mostly a sequence's first) make of them. Ordinary tokens stay within 3 times.
inline constexpr double kSinkMultiple = 10;

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
  /// The sink rows, ascending.
  const std::vector<int64_t>& sinks() const { return sinks_; }

 private:
  friend class CkaScorer;
  void prepare_features();
  void prepare_kernels();

  at::Tensor target_;
  std::vector<int64_t> sinks_;
  at::Tensor others_;          // int64: the rows that are no sinks
  at::Tensor mean_;            // float32 [d], the pivot: means of the rows that are no sinks
  at::Tensor sum_, sink_sum_;  // float64 [d]: column sums of target - mean over the other rows, and over the sinks
  at::Tensor row_norms_;       // float64 [n]: ||x_i - mean of all||^2
  at::Tensor deviation_;       // float64 [d], of the columns, without the factor 1 / sqrt(n)
  at::Tensor kernel_, standard_kernel_, other_kernel_;    // float64 [n, n], only in the Gram form
  double norm_ = 0, standard_norm_ = 0, other_norm_ = 0;  // ||Xc^T Xc||_F: all, standardised, without the sinks
  double hsic_ = 0;                                       // unbiased, of the target with itself
  bool gram_form_ = false;
  bool fast_ = false;  // float32 products in blocks, float64 beyond; else float64 throughout
};

/// Scores one candidate against a target, batch by batch in any order, each row exactly once.
class CkaScorer {
 public:
  explicit CkaScorer(const CkaTarget& target);
  /// rows: float32 [k, d], the candidate's rows first_row .. first_row + k.
  void add(int64_t first_row, const at::Tensor& rows);

  struct Values {
    double cka, no_sinks, standardized, debiased;
  };
  /// no_sinks: the same over the rows that are no sinks of the target. standardized: of columns divided by their
  /// deviation (constant ones are left out). debiased: HSIC_1 of Song et al. 2012 (JMLR 13, eq. 5) in numerator and
  /// denominator. NaN where a side has no variance or is not finite.
  Values values() const;
  double value() const { return values().cka; }

 private:
  void add_features(int64_t first_row, const at::Tensor& y);
  Values kernel_values() const;

  const CkaTarget& target_;
  at::Tensor pivot_;                              // float32 [d], the first batch's means
  at::Tensor gram_, cross_, sum_;                 // feature form, rows that are no sinks: float64 [d, d], [d, d], [d]
  at::Tensor sink_gram_, sink_cross_, sink_sum_;  // the sinks', float64 throughout
  // For the unbiased estimator, with u the candidate's rows around the pivot and k the target's row norms:
  at::Tensor weighted_;                                       // float64 [2, d]: sum k u, sum ||u||^2 u
  double norms_ = 0, squared_norms_ = 0, norm_products_ = 0;  // sum ||u||^2, ||u||^4, k ||u||^2
  at::Tensor rows_;                                           // Gram form: the candidate so far, float32 [n, d]
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
