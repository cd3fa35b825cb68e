#include "calm/kernels/sampling.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

/// The definition, with a full sort. `near` tells whether float32 rounding of the weights could change the outcome.
struct Literal {
  Literal(const std::vector<float>& logits, const Sampling& sampling, uint64_t random) {
    std::vector<int32_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) { return logits[a] > logits[b]; });
    if (sampling.top_k > 0) order.resize(std::min(order.size(), static_cast<std::size_t>(sampling.top_k)));
    std::vector<double> weights;
    double total = 0.0;
    for (const int32_t id : order) {
      const double difference = static_cast<double>(logits[id]) - static_cast<double>(logits[order.front()]);
      weights.push_back(std::exp(difference / static_cast<double>(sampling.temperature)));
      total += weights.back();
    }
    double kept = 0.0;
    std::size_t count = 0;
    const double reach = static_cast<double>(sampling.top_p) * total;
    while (count < weights.size() && (count == 0 || kept < reach)) {
      near = near || (sampling.top_p < 1.0F && std::fabs(kept - reach) < 1e-5 * total);
      kept += weights[count++];
    }
    near = near || (sampling.top_p < 1.0F && std::fabs(kept - reach) < 1e-5 * total);
    double target = static_cast<double>(random >> 11) * 0x1p-53 * kept;
    token = order[count - 1];
    for (std::size_t i = 0; i < count; ++i) {
      near = near || std::fabs(target) < 1e-5 * total;
      target -= weights[i];
      near = near || std::fabs(target) < 1e-5 * total;
      if (target < 0.0) {
        token = order[i];
        break;
      }
    }
  }
  int32_t token;
  bool near = false;
};

class SamplingKernels : public EachIsa {
 protected:
  static int32_t draw(const std::vector<float>& logits, const Sampling& sampling, uint64_t random) {
    Guarded<int32_t> scratch(static_cast<int64_t>(logits.size()));
    const int32_t token = sample(logits.data(), static_cast<int64_t>(logits.size()), sampling, random, scratch.data());
    EXPECT_TRUE(scratch.intact());
    return token;
  }
};

TEST_P(SamplingKernels, ArgmaxIsTheFirstOfTheLargest) {
  for (const int64_t n : {1, 2, 7, 8, 15, 16, 17, 31, 64, 65, 1000, 49152}) {
    SCOPED_TRACE(n);
    std::vector<float> values = random_floats(n, 3);
    EXPECT_EQ(argmax(values.data(), n), std::max_element(values.begin(), values.end()) - values.begin());
    for (const int64_t at : {int64_t{0}, n / 2, n - 1}) {
      std::vector<float> peaked = values;
      peaked[at] = 100.0F;
      peaked[n - 1] = 100.0F;
      EXPECT_EQ(argmax(peaked.data(), n), at);
      peaked[at] = kNaN;  // above all
      EXPECT_EQ(argmax(peaked.data(), n), at);
      peaked[0] = kInf;
      EXPECT_EQ(argmax(peaked.data(), n), at);
      peaked[0] = -kNaN;
      EXPECT_EQ(argmax(peaked.data(), n), 0);
    }
    const std::vector<float> equal(static_cast<std::size_t>(n), -kInf);
    EXPECT_EQ(argmax(equal.data(), n), 0);
  }
  const std::vector<float> zeros = {-0.0F, 0.0F, -0.0F, 0.0F, -0.0F, 0.0F, 0.0F, 0.0F, 0.0F};
  EXPECT_EQ(argmax(zeros.data(), 9), 0);
}

TEST_P(SamplingKernels, DrawsWhatTheDefinitionDraws) {
  std::mt19937_64 random(5);
  int compared = 0;
  const int32_t ks[] = {0, 1, 2, 5, 40, 1000, 1024, 1025, 3000};
  const float ps[] = {1.0F, 0.95F, 0.5F, 0.01F, 1e-7F};
  const float temperatures[] = {1.0F, 0.7F, 2.0F, 0.05F, 1e-6F, 1e-42F, 100.0F};
  for (const int64_t n : {1, 2, 17, 100, 1024, 1025, 4097}) {
    for (int trial = 0; trial < 150; ++trial) {
      std::vector<float> logits = random_floats(n, static_cast<uint32_t>(random()), trial % 3 == 0 ? 8.0F : 2.0F);
      if (trial % 5 == 0) {
        for (float& v : logits) v = std::round(v);  // many ties, and zeros of both signs
      }
      if (trial % 7 == 0) {
        for (std::size_t i = 0; i + 1 < logits.size(); i += 2) logits[i] = -kInf;
      }
      Sampling sampling;
      sampling.temperature = temperatures[random() % std::size(temperatures)];
      sampling.top_k = ks[random() % std::size(ks)];
      sampling.top_p = ps[random() % std::size(ps)];
      const uint64_t bits = trial % 11 == 0 ? ~uint64_t{0} : trial % 11 == 1 ? 0 : random();
      const Literal expected(logits, sampling, bits);
      const bool exact = sampling.top_k > 0 && std::min<int64_t>(sampling.top_k, n) <= 1024;
      if (expected.near && !exact) continue;
      ++compared;
      ASSERT_EQ(draw(logits, sampling, bits), expected.token)
          << "n " << n << " temperature " << sampling.temperature << " k " << sampling.top_k << " p " << sampling.top_p;
    }
  }
  EXPECT_GT(compared, 500);
}

TEST_P(SamplingKernels, FrequenciesAreTheSoftmax) {
  const std::vector<float> logits = {0.0F, 1.0F, 2.0F, -1.0F, 1.0F};
  double total = 0.0;
  for (const float v : logits) total += std::exp(static_cast<double>(v));
  std::mt19937_64 random(9);
  std::vector<int> counts(5);
  constexpr int kDraws = 100000;
  for (int i = 0; i < kDraws; ++i) ++counts[draw(logits, {}, random())];
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_NEAR(counts[i] / double{kDraws}, std::exp(static_cast<double>(logits[i])) / total, 0.006) << i;
  }
}

TEST_P(SamplingKernels, EqualLogitsGoByIndex) {
  for (const int64_t n : {10, 5000}) {
    const std::vector<float> equal(static_cast<std::size_t>(n), 3.0F);
    EXPECT_EQ(draw(equal, {1.0F, 0, 1.0F}, 0), 0);
    EXPECT_EQ(draw(equal, {1.0F, 0, 1.0F}, ~uint64_t{0}), n - 1);
    EXPECT_EQ(draw(equal, {1.0F, 4, 1.0F}, ~uint64_t{0}), 3);
    EXPECT_EQ(draw(equal, {1.0F, 0, 0.5F}, ~uint64_t{0}), n / 2 - 1);
  }
}

TEST_P(SamplingKernels, WhatIsNotANumberIsDrawnForAllToSee) {
  std::vector<float> logits = random_floats(3000, 4);
  logits[1234] = kNaN;
  EXPECT_EQ(draw(logits, {}, 77), 1234);
  logits[1234] = kInf;
  EXPECT_EQ(draw(logits, {1.0F, 5, 1.0F}, 77), 1234);
  EXPECT_EQ(draw(std::vector<float>(20, -kInf), {}, 77), 0);
}

TEST_P(SamplingKernels, EverySetDrawsTheSame) {
  std::mt19937_64 random(6);
  for (const int32_t k : {0, 50, 2000}) {
    for (int trial = 0; trial < 20; ++trial) {
      const std::vector<float> logits = random_floats(5001, static_cast<uint32_t>(trial), 3.0F);
      const Sampling sampling{0.8F, k, 0.97F};
      const uint64_t bits = random();
      const int32_t token = draw(logits, sampling, bits);
      force_isa(Isa::portable);
      EXPECT_EQ(draw(logits, sampling, bits), token);
      force_isa(GetParam());
    }
  }
}

TEST_P(SamplingKernels, RefuseBadOptions) {
  const std::vector<float> logits(4);
  int32_t scratch[4];
  for (const Sampling& bad : {Sampling{0.0F, 0, 1.0F},
                              {-1.0F, 0, 1.0F},
                              {kNaN, 0, 1.0F},
                              {1.0F, -1, 1.0F},
                              {1.0F, 0, 0.0F},
                              {1.0F, 0, 1.1F},
                              {1.0F, 0, kNaN}}) {
    EXPECT_THROW(sample(logits.data(), 4, bad, 1, scratch), std::invalid_argument);
  }
  EXPECT_THROW(argmax(logits.data(), 0), std::invalid_argument);
}

CALM_INSTANTIATE_EACH_ISA(SamplingKernels);

}  // namespace
}  // namespace calm::kernels
