#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <vector>

#include "model/config.h"

namespace calm {

/// What a pool needs to know about the inputs of a layer's linears; nothing else is collected.
struct StatisticsNeeds {
  std::array<bool, kInputSites> gram{};
  std::array<bool, kInputSites> channels{};  // abs_max and abs_mean
  std::array<bool, kInputSites> sample{};    // rows of some sequences
  std::array<bool, kInputSites> cross{};     // with the full-precision stream's input; only where gram is needed too

  void merge(const StatisticsNeeds& other);
  bool any() const;
  bool any_cross() const;
  bool operator==(const StatisticsNeeds&) const = default;
};

/// A sequence (or its beginning) among the rows of a stream.
struct SequenceRows {
  int64_t first = 0, length = 0;
};
/// How many tokens a sample holds at most: what bounds its memory.
inline constexpr int64_t kSampleTokens = 2048;
/// Evenly spaced sequences of a stream, whole, of at most kSampleTokens tokens together; of one that is longer, its
/// beginning. Depends on the stream only, so that a method's result does not depend on the pool around it.
std::vector<SequenceRows> choose_sample(const std::vector<int64_t>& lengths);

/// Of one distinct linear input X [tokens, d].
struct SiteStatistics {
  at::Tensor gram;      // float64 [d, d], X^T X, symmetric
  at::Tensor abs_max;   // float32 [d]
  at::Tensor abs_mean;  // float32 [d]
  at::Tensor sample;    // float32 [sampled tokens, d]
  at::Tensor cross;     // float64 [d, d], R^T X, R the same input in the full-precision stream
  int64_t tokens = 0;
};

/// For one layer and one stream; computed once, shared by every method. Additive over tokens: batches, threads and
/// machines just sum.
class LayerStatistics {
 public:
  /// sample: the rows to keep where a sample is needed, ascending.
  explicit LayerStatistics(const StatisticsNeeds& needs, std::vector<SequenceRows> sample = {})
      : needs_(needs), sample_(std::move(sample)) {}

  /// x: float32 [tokens, d] at this site, the next rows of the stream.
  void accumulate(InputSite site, const at::Tensor& x);
  /// reference, x: float32 [tokens, d], this site's rows in the full-precision stream and in this one. Never called:
  /// the two streams are the same.
  void accumulate_cross(InputSite site, const at::Tensor& reference, const at::Tensor& x);
  /// Call once after the last batch; completes the symmetric halves and the means.
  void finish();

  /// Throws std::logic_error if the statistic was not asked for.
  const at::Tensor& gram(InputSite site) const;
  const at::Tensor& abs_max(InputSite site) const;
  const at::Tensor& abs_mean(InputSite site) const;
  const at::Tensor& cross(InputSite site) const;
  /// The sampled sequences' inputs, one [length, d] after the other.
  std::vector<at::Tensor> sample(InputSite site) const;
  const StatisticsNeeds& needs() const { return needs_; }

 private:
  void keep_sample(SiteStatistics& statistics, const at::Tensor& x) const;

  StatisticsNeeds needs_;
  std::vector<SequenceRows> sample_;
  std::array<SiteStatistics, kInputSites> sites_;
};

/// Adds x^T x (float32 products, float64 sums) to gram [d, d]; on the CPU only the upper triangle is touched.
void add_gram(const at::Tensor& x, at::Tensor& gram);
/// Fills the lower triangle from the upper one.
void complete_gram(at::Tensor& gram);

}  // namespace calm
