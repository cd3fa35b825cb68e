#include "inference/sampler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "support/error_of.h"

namespace calm {
namespace {

GenerateRequest request(double temperature, int top_k = 0, double top_p = 1, uint64_t seed = 0) {
  GenerateRequest result;
  result.temperature = temperature;
  result.top_k = top_k;
  result.top_p = top_p;
  result.seed = seed;
  return result;
}

std::vector<float> random_logits(size_t vocab, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<float> normal(0, 2);
  std::vector<float> logits(vocab);
  for (float& v : logits) v = normal(random);
  return logits;
}

/// The distribution after cutting, literally as transformers' warpers do: temperature, then top-k, then the smallest
/// set of likeliest tokens whose probability (renormalized) reaches top_p.
std::map<int32_t, double> distribution(const std::vector<float>& logits, double temperature, int top_k, double top_p) {
  std::vector<std::pair<double, int32_t>> sorted;
  for (size_t i = 0; i < logits.size(); ++i) sorted.emplace_back(-logits[i] / temperature, static_cast<int32_t>(i));
  std::sort(sorted.begin(), sorted.end());
  if (top_k > 0) sorted.resize(std::min(sorted.size(), static_cast<size_t>(top_k)));
  double total = 0;
  for (const auto& [minus, id] : sorted) total += std::exp(-minus);
  std::map<int32_t, double> kept;
  double sum = 0;
  for (const auto& [minus, id] : sorted) {
    if (!kept.empty() && sum >= top_p) break;
    kept[id] = std::exp(-minus) / total;
    sum += kept[id];
  }
  for (auto& [id, p] : kept) p /= sum;
  return kept;
}

TEST(Sampler, AtTemperatureZeroTakesTheLargestWhateverTheSeed) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const std::vector<float> logits = random_logits(50, seed);
    const auto expected = std::max_element(logits.begin(), logits.end()) - logits.begin();
    EXPECT_EQ(Sampler(request(0, 5, 0.5, seed)).pick(logits.data(), 50), expected);
  }
}

TEST(Sampler, GivesTheSameTokensForASeedAndOthersForAnother) {
  const std::vector<float> logits = random_logits(200, 1);
  const auto draw = [&](uint64_t seed) {
    Sampler sampler(request(1, 0, 1, seed));
    std::vector<int32_t> ids;
    for (int i = 0; i < 50; ++i) ids.push_back(sampler.pick(logits.data(), 200));
    return ids;
  };
  EXPECT_EQ(draw(7), draw(7));
  EXPECT_NE(draw(7), draw(8));
}

struct Cut {
  double temperature;
  int top_k;
  double top_p;
};

class SamplerCuts : public testing::TestWithParam<Cut> {};

TEST_P(SamplerCuts, FollowTheLiteralDistribution) {
  const auto [temperature, top_k, top_p] = GetParam();
  constexpr int kDraws = 40000;
  const std::vector<float> logits = random_logits(30, 3);
  const std::map<int32_t, double> expected = distribution(logits, temperature, top_k, top_p);
  std::map<int32_t, int> counts;
  Sampler sampler(request(temperature, top_k, top_p, 5));
  for (int i = 0; i < kDraws; ++i) ++counts[sampler.pick(logits.data(), 30)];
  for (const auto& [id, count] : counts) EXPECT_TRUE(expected.contains(id)) << id << " was cut away";
  for (const auto& [id, p] : expected) {
    const double deviation = std::sqrt(p * (1 - p) / kDraws);
    EXPECT_NEAR(counts[id] / static_cast<double>(kDraws), p, 5 * deviation + 1e-4) << id;
  }
}

INSTANTIATE_TEST_SUITE_P(Cuts, SamplerCuts,
                         testing::Values(Cut{1, 0, 1}, Cut{0.5, 0, 1}, Cut{2, 0, 1}, Cut{1, 1, 1}, Cut{1, 5, 1},
                                         Cut{1, 100, 1}, Cut{1, 0, 0.9}, Cut{1, 0, 0.5}, Cut{1, 0, 1e-9},
                                         Cut{0.8, 10, 0.8}));

TEST(Sampler, BreaksTiesByTheLowestId) {
  const std::vector<float> logits = {1, 3, 3, 3, 0};
  EXPECT_EQ(Sampler(request(0)).pick(logits.data(), 5), 1);
  EXPECT_EQ(Sampler(request(1, 1)).pick(logits.data(), 5), 1);
  std::map<int32_t, int> counts;
  Sampler sampler(request(1, 2));
  for (int i = 0; i < 200; ++i) ++counts[sampler.pick(logits.data(), 5)];
  EXPECT_EQ(counts.size(), 2U);
  EXPECT_TRUE(counts.contains(1) && counts.contains(2));
}

TEST(Sampler, RefusesImpossibleOptionsByName) {
  const std::vector<std::pair<GenerateRequest, std::string>> cases = {
      {request(-1), "temperature"},
      {request(std::nan("")), "temperature"},
      {request(std::numeric_limits<double>::infinity()), "temperature"},
      {request(1, -1), "top-k"},
      {request(1, 0, 0), "top-p"},
      {request(1, 0, 1.5), "top-p"},
      {request(1, 0, std::nan("")), "top-p"}};
  for (const auto& [bad, name] : cases) {
    const test::ErrorOf error = test::error_of([&, r = bad] { Sampler sampler(r); });
    ASSERT_TRUE(error.thrown) << name;
    EXPECT_EQ(error.code, ErrorCode::invalid_argument);
    EXPECT_NE(error.message.find(name), std::string::npos) << error.message;
  }
}

}  // namespace
}  // namespace calm
