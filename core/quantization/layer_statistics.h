#pragma once

#include <ATen/core/Tensor.h>

#include <array>

#include "model/config.h"

namespace calm {

/// What a pool needs to know about the inputs of a layer's linears; nothing else is collected.
struct StatisticsNeeds {
  std::array<bool, kInputSites> gram{};
  std::array<bool, kInputSites> channels{};  // abs_max and abs_mean

  void merge(const StatisticsNeeds& other);
  bool any() const;
};

/// Of one distinct linear input X [tokens, d].
struct SiteStatistics {
  at::Tensor gram;      // float64 [d, d], X^T X, symmetric
  at::Tensor abs_max;   // float32 [d]
  at::Tensor abs_mean;  // float32 [d]
  int64_t tokens = 0;
};

/// For one layer and one stream; computed once, shared by every method. Additive over tokens: batches, threads and
/// machines just sum.
class LayerStatistics {
 public:
  explicit LayerStatistics(const StatisticsNeeds& needs) : needs_(needs) {}

  /// x: float32 [tokens, d] at this site.
  void accumulate(InputSite site, const at::Tensor& x);
  /// Call once after the last batch; completes the symmetric halves and the means.
  void finish();

  /// Throws std::logic_error if the statistic was not asked for.
  const at::Tensor& gram(InputSite site) const;
  const at::Tensor& abs_max(InputSite site) const;
  const at::Tensor& abs_mean(InputSite site) const;
  const StatisticsNeeds& needs() const { return needs_; }

 private:
  StatisticsNeeds needs_;
  std::array<SiteStatistics, kInputSites> sites_;
};

/// Adds x^T x (float32 products, float64 sums) to gram [d, d]; on the CPU only the upper triangle is touched.
void add_gram(const at::Tensor& x, at::Tensor& gram);
/// Fills the lower triangle from the upper one.
void complete_gram(at::Tensor& gram);

}  // namespace calm
