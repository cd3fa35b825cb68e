#include <gtest/gtest.h>

#include <cmath>

#include "calm/analyses.h"

namespace calm {
namespace {

/// One linear whose kurtosis is given by layer; everything else is 0.
std::vector<LayerDistributions> with_kurtosis(const std::vector<double>& values) {
  std::vector<LayerDistributions> all;
  for (const double value : values) {
    LayerDistributions layer;
    layer.layer = static_cast<int>(all.size());
    Distribution d;
    d.name = "mlp.down_proj";
    d.kurtosis = value;
    layer.weights.push_back(d);
    all.push_back(layer);
  }
  return all;
}

struct Choice {
  Plan plan;
  ScoreBook book;
  Selection selection{{"rtn", "awq:20"}, Metric::cka, {}};

  /// By layer: the chosen method, the scores of the two methods.
  explicit Choice(const std::vector<std::tuple<std::string, double, double>>& layers) {
    for (const auto& [method, rtn, awq] : layers) {
      const auto l = static_cast<int>(plan.layers.size());
      PlanLayer layer;
      layer.method = method;
      layer.prefix = "p" + std::to_string(l);
      for (const auto& [name, value] : {std::pair{selection.pool[0], rtn}, {selection.pool[1], awq}}) {
        CandidateScore score;
        score.method = name;
        score.values.set(Metric::cka, value);
        book.add(l, layer.prefix, score);
      }
      plan.layers.push_back(layer);
    }
  }
  StatisticCorrelation of(const std::vector<double>& kurtosis) const {
    const auto all = correlate_with_choice(with_kurtosis(kurtosis), plan, book, selection);
    EXPECT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0].statistic, "kurtosis");
    EXPECT_EQ(all[0].source, "mlp.down_proj");
    return all[0];
  }
};

TEST(Correlation, RatioOfRanksByHand) {
  // Ranks 1 2 3 4 5 6; groups {1,2,5} and {3,4,6}: means 8/3 and 13/3 about 3.5.
  const Choice choice({{"a", 0, 0}, {"a", 0, 0}, {"b", 0, 0}, {"b", 0, 0}, {"a", 0, 0}, {"b", 0, 0}});
  const StatisticCorrelation got = choice.of({1, 10, 100, 1000, 1e4, 1e5});
  const double between = 3 * std::pow(8.0 / 3 - 3.5, 2) * 2;
  EXPECT_NEAR(got.correlation_ratio, between / 17.5, 1e-12);
  EXPECT_EQ(got.layers, 6);
  EXPECT_GT(got.p_value, 0.2);
}

TEST(Correlation, ATellingStatisticIsTold) {
  std::vector<std::tuple<std::string, double, double>> layers;
  std::vector<double> kurtosis;
  for (int l = 0; l < 20; ++l) {
    layers.emplace_back(l < 10 ? "a" : "b", 1.0 - l * 0.01, 0.9 - l * 0.002);
    kurtosis.push_back(3 + l * l);
  }
  const StatisticCorrelation got = Choice(layers).of(kurtosis);
  EXPECT_NEAR(got.correlation_ratio, 20 * 25.0 / 665, 1e-12);  // (n^2 - 1) n / 12 in total
  EXPECT_LT(got.p_value, 0.002);
  ASSERT_EQ(got.methods.size(), 2U);
  EXPECT_NEAR(got.methods[0].score, -1, 1e-12);
  EXPECT_NEAR(got.methods[1].score, -1, 1e-12);
  EXPECT_NEAR(got.methods[0].advantage, -1, 1e-12);  // rtn loses its lead
  EXPECT_NEAR(got.methods[1].advantage, 1, 1e-12);
}

TEST(Correlation, TiesShareTheirRank) {
  const Choice choice({{"a", 1, 0}, {"a", 2, 0}, {"b", 2, 0}, {"b", 3, 0}});
  const StatisticCorrelation got = choice.of({5, 5, 7, 9});
  // Ranks 1.5 1.5 3 4 against 1 2.5 2.5 4 about 2.5: 3.75 / sqrt(4.5 * 4.5).
  EXPECT_NEAR(got.methods[0].score, 3.75 / 4.5, 1e-12);
  EXPECT_NEAR(got.correlation_ratio, 4.0 / 4.5, 1e-12);
  EXPECT_TRUE(std::isnan(got.methods[1].score));  // all scores equal
}

TEST(Correlation, OneMethodOrUndecidedLayersGiveNoRatio) {
  const Choice one({{"a", 1, 0}, {"a", 2, 0}, {"", 3, 0}});
  const StatisticCorrelation got = one.of({1, 2, 3});
  EXPECT_TRUE(std::isnan(got.correlation_ratio));
  EXPECT_TRUE(std::isnan(got.p_value));
  EXPECT_EQ(got.layers, 2);
}

}  // namespace
}  // namespace calm
