#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "calm/analyses.h"

namespace calm {

/// The distribution of a stream of float32 matrices [k, d] that is seen once. Moments, extremes and channels are exact
/// (float64 sums around the first value's neighbourhood); the median, the outliers and the histogram are read from
/// counts of the values' leading bits (sign, exponent, 11 bits of the fraction): exact to 2^-12 of a value.
class DistributionCounter {
 public:
  void add(const at::Tensor& rows);
  /// Of all rows so far. Empty input: count 0, the rest 0.
  Distribution finish(std::string name) const;

  static constexpr int kHistogramBins = 64;
  static constexpr int kTopChannels = 16;
  static constexpr double kOutlierDeviations = 6;

 private:
  struct Part {
    double sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0;  // powers of x - pivot_
    float minimum, maximum;
    std::vector<int64_t> counts;  // by leading bits
    std::vector<float> channel_max;
  };
  void add_rows(Part& part, const float* x, int64_t rows, int64_t width) const;

  // A fixed number, so that the sums do not depend on the number of threads.
  static constexpr int kParts = 4;
  std::array<Part, kParts> parts_;
  int64_t count_ = 0, width_ = 0;
  double pivot_ = 0;
};

}  // namespace calm
