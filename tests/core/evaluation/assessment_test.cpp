// What a proof concludes from rows that are there, paired intervals, random plans and recipes.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "calm/proof.h"
#include "calm/recipes.h"
#include "calm/session.h"
#include "calm/tuning.h"
#include "support/error_of.h"

namespace calm {
namespace {

/// A session of one layer that was measured as its plan and as GPTQ and AWQ everywhere, on windows of 1, 3 and 5
/// tokens.
SessionState measured_session() {
  SessionState state;
  state.layers = 1;
  state.context = "c";
  state.plan = uniform_plan(1, "c", "rtn");
  state.selection.pool = {"rtn", "gptq", "awq"};
  for (const char* method : {"rtn", "gptq", "awq"}) {
    BenchmarkResult row;
    row.name = method;
    row.kind = method == std::string("rtn") ? Variant::Kind::plan : Variant::Kind::uniform;
    row.method = method;
    row.context = plan_context(state, {method}, Scales::chosen);
    row.measure = "m";
    row.text = "three windows";
    row.has_kl = row.has_perplexity = true;
    row.divergence.window_kl = {0.1, 0.2, 0.4};
    row.divergence.window_top1 = {1, 0.5, 0.2};
    row.divergence.kl = (0.1 + 3 * 0.2 + 5 * 0.4) / 9;
    row.perplexity.window_nll = {1, 2, 3};
    row.perplexity.window_tokens = {1, 3, 5};
    state.benchmarks.push_back(row);
  }
  return state;
}

TEST(Assess, FewerWindowsAreWeightedByTheirTokensToo) {
  SessionState state = measured_session();
  BenchmarkResult& hybrid = state.benchmarks[0];
  hybrid.text = "two windows";
  hybrid.divergence.window_kl.pop_back();
  hybrid.divergence.window_top1.pop_back();
  hybrid.perplexity.window_nll.pop_back();
  hybrid.perplexity.window_tokens.pop_back();
  const Proof proof = assess(state);
  ASSERT_EQ(proof.rows.size(), 3u);
  for (const ProofRow& row : proof.rows) {
    EXPECT_EQ(row.result.text, "two windows");
    if (row.hybrid) continue;
    EXPECT_DOUBLE_EQ(row.result.divergence.kl, (0.1 + 3 * 0.2) / 4);
    EXPECT_DOUBLE_EQ(row.result.divergence.top1, (1 + 3 * 0.5) / 4);
    EXPECT_DOUBLE_EQ(row.result.perplexity.nll, (1 + 3 * 2.0) / 4);
  }
}

TEST(Assess, ARowWithoutAFigureComesLast) {
  SessionState state = measured_session();
  state.benchmarks[1].divergence.kl = NAN;
  const Proof proof = assess(state);
  ASSERT_EQ(proof.rows.size(), 3u);
  EXPECT_EQ(proof.rows.back().result.method, "gptq");
  EXPECT_EQ(proof.best_uniform, "awq");
}

TEST(Assess, ARowWithoutWindowsIsNoHybrid) {
  SessionState state = measured_session();
  state.benchmarks[0].perplexity.window_nll.clear();
  EXPECT_TRUE(assess(state).rows.empty());
}

TEST(PairedBootstrap, IntervalHasTheExpectedWidthAndCoversTheTruth) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  int covered = 0;
  constexpr int kRuns = 200;
  for (int run = 0; run < kRuns; ++run) {
    std::vector<double> a, b;
    for (int i = 0; i < 12; ++i) {
      const double level = 3 + normal(random);  // what both windows share
      a.push_back(level + 0.1 + 0.2 * normal(random));
      b.push_back(level);
    }
    const PairedComparison c = paired_bootstrap(a, b);
    if (c.low <= 0.1 && 0.1 <= c.high) ++covered;
    EXPECT_LT(c.high - c.low, 0.6);  // pairing takes the shared level off
  }
  EXPECT_GE(covered, kRuns * 0.90);
  EXPECT_LE(covered, kRuns * 0.99 + 1);
}

TEST(PairedBootstrap, SaysWhoIsBetterAndWhenNothingCanBeTold) {
  const std::vector<double> low = {1.0, 1.1, 0.9, 1.05, 1.0, 0.95, 1.02, 1.0};
  std::vector<double> high, same;
  for (size_t i = 0; i < low.size(); ++i) {
    high.push_back(low[i] + 0.05 + 0.001 * static_cast<double>(i));
    same.push_back(low[i] + (i % 2 == 0 ? 0.01 : -0.01));
  }
  const PairedComparison better = paired_bootstrap(low, high);
  EXPECT_EQ(better.outcome, PairedComparison::Outcome::first_lower);
  EXPECT_NEAR(better.difference, -0.0535, 1e-12);
  EXPECT_LT(better.low, better.difference);
  EXPECT_GT(better.high, better.difference);
  EXPECT_EQ(paired_bootstrap(high, low).outcome, PairedComparison::Outcome::second_lower);
  EXPECT_EQ(paired_bootstrap(low, same).outcome, PairedComparison::Outcome::undecided);
  EXPECT_EQ(paired_bootstrap({1, 1, 1}, {2, 2, 2}).outcome, PairedComparison::Outcome::undecided);
  EXPECT_EQ(paired_bootstrap({0, 1}, {0, 0}, {3, 1}).difference, 0.25);  // weighted by tokens
  EXPECT_EQ(test::error_of([] { paired_bootstrap({1}, {1, 2}); }).message.empty(), false);
  EXPECT_NE(describe(better, "A", "B", "KL").find("A is better than B by 0.053"), std::string::npos)
      << describe(better, "A", "B", "KL");
  EXPECT_NE(describe(paired_bootstrap(low, same), "A", "B", "KL").find("cannot be told apart from noise"),
            std::string::npos);
  const PairedComparison repeated = paired_bootstrap(low, high);
  EXPECT_EQ(repeated.low, better.low);
}

TEST(RandomPlan, IsTheSameForASeedAndUsesThePool) {
  const Plan one = random_plan(200, "ctx", {"a", "b", "c"}, 5), two = random_plan(200, "ctx", {"a", "b", "c"}, 5);
  std::map<std::string, int> counts;
  for (size_t l = 0; l < 200; ++l) {
    EXPECT_EQ(one.layers[l].method, two.layers[l].method);
    ++counts[one.layers[l].method];
  }
  EXPECT_EQ(counts.size(), 3u);
  for (const auto& [method, count] : counts) EXPECT_GT(count, 40) << method;
}

TEST(Recipes, SetWhatTheyDecideAndAreRecognised) {
  for (const Recipe& recipe : recipes()) {
    AnalysisOptions analysis;
    analysis.calibration.sequences = 5;
    Selection selection;
    selection.overrides[2] = "rtn";
    apply_recipe(parse_recipe(recipe.id), analysis, selection);
    EXPECT_EQ(analysis.calibration.sequences, 5);
    EXPECT_EQ(selection.overrides.size(), 1u);
    EXPECT_EQ(matching_recipe(analysis, selection), &recipe);
    selection.pool.push_back("rtn");
    EXPECT_EQ(matching_recipe(analysis, selection), nullptr);
  }
  EXPECT_EQ(parse_recipe("paper").metric, Metric::cka);
  EXPECT_EQ(parse_recipe("paper").pool, (std::vector<std::string>{"gptq", "awq", "smoothquant:0.5"}));
  EXPECT_NE(test::error_of([] { parse_recipe("worst"); }).message.find("paper"), std::string::npos);
}

}  // namespace
}  // namespace calm
