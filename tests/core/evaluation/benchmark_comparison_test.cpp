// Rows of a benchmark held against each other.
#include "calm/benchmark_comparison.h"

#include <gtest/gtest.h>

#include "support/error_of.h"

namespace calm {
namespace {

BenchmarkResult row(std::vector<double> nll, std::vector<double> kl = {}) {
  BenchmarkResult out;
  out.measure = "windows";
  out.has_perplexity = true;
  out.perplexity.window_nll = std::move(nll);
  out.has_kl = !kl.empty();
  out.divergence.window_kl = std::move(kl);
  return out;
}

TEST(BenchmarkComparison, PairsOnlyWhatWasScoredAlike) {
  const BenchmarkResult six = row({1, 2, 3, 4, 5, 6}), four = row({1, 2, 3, 4});
  EXPECT_EQ(common_windows(six, four), 4u);
  EXPECT_EQ(common_windows(four, six), 4u);
  BenchmarkResult other = six;
  other.measure = "another text";
  EXPECT_EQ(common_windows(six, other), 0u);
  EXPECT_FALSE(compare_nll(six, other));
  BenchmarkResult none = six;
  none.has_perplexity = false;
  EXPECT_EQ(common_windows(six, none), 0u);
  // Rows of the first version bear no key: their texts say what they were measured on.
  BenchmarkResult old = six, older = four;
  old.measure = older.measure = "";
  old.text = older.text = "bundled";
  EXPECT_EQ(common_windows(old, older), 4u);
  older.text = "own.txt";
  EXPECT_EQ(common_windows(old, older), 0u);
}

TEST(BenchmarkComparison, DifferencesAreThoseOfTheCommonWindows) {
  const BenchmarkResult a = row({2, 3, 4, 5, 6, 100}, {0.2, 0.2, 0.2, 0.2, 0.2, 9});
  const BenchmarkResult b = row({1, 2, 3, 4, 5}, {0.1, 0.1, 0.1, 0.1, 0.1});
  const auto nll = compare_nll(a, b), kl = compare_kl(a, b);
  ASSERT_TRUE(nll && kl);
  EXPECT_DOUBLE_EQ(nll->difference, 1);
  EXPECT_NEAR(kl->difference, 0.1, 1e-12);
  EXPECT_EQ(nll->windows, 5);
  EXPECT_EQ(nll->outcome, PairedComparison::Outcome::second_lower);
  EXPECT_DOUBLE_EQ(mean_nll(a, 5), 4);
  EXPECT_NEAR(mean_kl(a, 5), 0.2, 1e-12);
  EXPECT_FALSE(compare_kl(a, row({1, 2, 3, 4, 5}))) << "one of them has no KL";
  EXPECT_EQ(test::error_of([&] { mean_nll(b, 6); }).code, ErrorCode::invalid_argument);
}

TEST(BenchmarkComparison, LongWindowsCountForMore) {
  BenchmarkResult a = row({1, 4}), b = row({1, 1});
  EXPECT_DOUBLE_EQ(compare_nll(a, b)->difference, 1.5);
  a.perplexity.window_tokens = b.perplexity.window_tokens = {90, 10};
  EXPECT_DOUBLE_EQ(compare_nll(a, b)->difference, 0.3);
  EXPECT_DOUBLE_EQ(mean_nll(a, 2), 1.3);
}

TEST(BenchmarkComparison, SpeedsApartBeyondTheSpreadOfTheirRuns) {
  using Outcome = SpeedComparison::Outcome;
  EXPECT_EQ(compare_speed(120, 0.1, 100, 0.1)->outcome, Outcome::faster);
  EXPECT_DOUBLE_EQ(compare_speed(120, 0.1, 100, 0.1)->ratio, 1.2);
  EXPECT_EQ(compare_speed(100, 0.1, 120, 0.1)->outcome, Outcome::slower);
  EXPECT_EQ(compare_speed(105, 0.1, 100, 0.1)->outcome, Outcome::undecided);
  EXPECT_FALSE(compare_speed(0, 0, 100, 0));
}

TEST(BenchmarkComparison, TimingIsAlikeOnOneHostWithTheSameOptions) {
  BenchmarkResult a;
  a.has_memory = true;
  a.host = "cpu";
  a.latency.threads = 2;
  a.setup = {"cpu", 2, "", {512, 128, 3}};
  BenchmarkResult b = a;
  EXPECT_TRUE(same_timing(a, b));
  b.setup.timing.repeats = 5;  // only how well it is known
  EXPECT_TRUE(same_timing(a, b));
  b.setup.timing.prompt = 64;
  EXPECT_FALSE(same_timing(a, b));
  b = a;
  b.host = "another";
  EXPECT_FALSE(same_timing(a, b));
  b = a;
  b.has_memory = false;
  EXPECT_FALSE(same_timing(a, b));
}

}  // namespace
}  // namespace calm
