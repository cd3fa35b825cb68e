#include "similarity/distribution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "support/tensors.h"

namespace calm {
namespace {

using test::random_tensor;

/// The definitions in float64, value by value.
struct Slow {
  double mean = 0, deviation = 0, skewness = 0, kurtosis = 0, outlier_ratio = 0, max_to_median = 0;
  double minimum = 0, maximum = 0;
  std::vector<int64_t> histogram;

  explicit Slow(const at::Tensor& x) {
    std::vector<double> v = test::to_matrix(x).values;
    const auto n = static_cast<double>(v.size());
    mean = std::accumulate(v.begin(), v.end(), 0.0) / n;
    double m2 = 0, m3 = 0, m4 = 0;
    for (const double value : v) {
      m2 += std::pow(value - mean, 2) / n;
      m3 += std::pow(value - mean, 3) / n;
      m4 += std::pow(value - mean, 4) / n;
    }
    deviation = std::sqrt(m2);
    skewness = m3 / std::pow(m2, 1.5);
    kurtosis = m4 / (m2 * m2);
    minimum = *std::min_element(v.begin(), v.end());
    maximum = *std::max_element(v.begin(), v.end());
    histogram.assign(64, 0);
    double outliers = 0;
    for (double& value : v) {
      if (std::fabs(value - mean) > 6 * deviation) ++outliers;
      const double place = (value - minimum) / (maximum - minimum) * 64;
      ++histogram[std::min<size_t>(63, static_cast<size_t>(place))];
      value = std::fabs(value);
    }
    outlier_ratio = outliers / n;
    std::sort(v.begin(), v.end());
    max_to_median = v.back() / v[(v.size() - 1) / 2];
  }
};

void expect_equal(const Distribution& d, const at::Tensor& x) {
  const Slow slow(x);
  EXPECT_EQ(d.count, x.numel());
  EXPECT_NEAR(d.mean, slow.mean, 1e-9 * (1 + std::fabs(slow.mean)));
  EXPECT_NEAR(d.deviation / slow.deviation, 1, 1e-9);
  EXPECT_EQ(d.minimum, slow.minimum);
  EXPECT_EQ(d.maximum, slow.maximum);
  EXPECT_NEAR(d.skewness, slow.skewness, 1e-6 * (1 + std::fabs(slow.skewness)));
  EXPECT_NEAR(d.kurtosis / slow.kurtosis, 1, 1e-6);
  EXPECT_NEAR(d.outlier_ratio, slow.outlier_ratio, 2.0 / static_cast<double>(x.numel()));
  EXPECT_NEAR(d.max_to_median / slow.max_to_median, 1, 5e-4);
  // A value within 2^-12 of a bin's edge may fall into the neighbour.
  int64_t moved = 0;
  ASSERT_EQ(d.histogram.size(), slow.histogram.size());
  for (size_t i = 0; i < slow.histogram.size(); ++i) moved += std::abs(d.histogram[i] - slow.histogram[i]);
  EXPECT_LE(moved, x.numel() / 100);
  EXPECT_EQ(std::accumulate(d.histogram.begin(), d.histogram.end(), int64_t{0}), x.numel());
}

at::Tensor heavy_tailed(int64_t rows, int64_t width, double mean) {
  at::Tensor x = random_tensor({rows, width}, 3);
  x = x.mul(x.abs()).add(mean).contiguous();
  x.select(1, 2).mul_(40);  // an outlier channel
  return x;
}

TEST(Distribution, EqualsItsDefinitionsWhateverTheBatches) {
  for (const double mean : {0.0, 5.0}) {
    const at::Tensor x = heavy_tailed(700, 24, mean);
    DistributionCounter once, batched;
    once.add(x);
    for (const auto& [first, rows] : {std::pair<int64_t, int64_t>{0, 1}, {1, 2}, {3, 400}, {403, 297}})
      batched.add(x.narrow(0, first, rows));
    expect_equal(once.finish("x"), x);
    expect_equal(batched.finish("x"), x);
  }
}

TEST(Distribution, NormalNumbersHaveKurtosisThree) {
  DistributionCounter counter;
  counter.add(random_tensor({2000, 100}, 7));
  const Distribution d = counter.finish("normal");
  EXPECT_NEAR(d.kurtosis, 3, 0.05);
  EXPECT_NEAR(d.skewness, 0, 0.03);
  EXPECT_EQ(d.outlier_ratio, 0);
}

TEST(Distribution, NamesTheLargestChannelsInOrder) {
  at::Tensor x = random_tensor({50, 40}, 9);
  x.select(1, 31).mul_(100);
  x.select(1, 4).mul_(50);
  DistributionCounter counter;
  counter.add(x.narrow(0, 0, 20));
  counter.add(x.narrow(0, 20, 30));
  const Distribution d = counter.finish("x");
  ASSERT_EQ(d.top_channels.size(), 16U);
  EXPECT_EQ(d.top_channels[0].index, 31);
  EXPECT_EQ(d.top_channels[1].index, 4);
  EXPECT_EQ(d.top_channels[0].magnitude, x.select(1, 31).abs().max().item<double>());
  EXPECT_EQ(d.top_channels[0].magnitude, std::max(std::fabs(d.minimum), std::fabs(d.maximum)));
}

TEST(Distribution, OfOneValueAndOfNothing) {
  DistributionCounter constant;
  constant.add(random_tensor({3, 5}, 1).zero_());
  const Distribution zero = constant.finish("zero");
  EXPECT_EQ(zero.count, 15);
  EXPECT_EQ(zero.deviation, 0);
  EXPECT_EQ(zero.kurtosis, 0);
  EXPECT_EQ(zero.histogram[0], 15);
  EXPECT_EQ(DistributionCounter().finish("none").count, 0);
}

}  // namespace
}  // namespace calm
