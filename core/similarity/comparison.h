#pragma once

#include "similarity/cka.h"

namespace calm {

/// All metrics that compare one candidate's rows with the target's, gathered batch by batch.
class ComparisonScorer {
 public:
  explicit ComparisonScorer(const CkaTarget& target) : cka_(target), errors_(target.rows()) {}
  void add(int64_t first_row, const at::Tensor& rows) {
    cka_.add(first_row, rows);
    errors_.add(first_row, rows);
  }
  /// As the metrics of the analysis's site, or as those after the residual.
  void store(MetricValues& values, bool after_residual) const;

 private:
  CkaScorer cka_;
  ErrorScorer errors_;
};

}  // namespace calm
