// What a session keeps: resuming, overrides, restricted pools, recomputing, and no stale score.
#include <gtest/gtest.h>

#include <cstring>

#include "core/search/search_rig.h"

namespace calm {
namespace {

using test::Recording;
using test::SearchRig;

const std::vector<std::string> kPool = {"rtn", "gptq", "awq", "smoothquant:0.5"};

bool same_bits(double a, double b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

/// Everything but the time that scoring took.
void expect_same(const SearchResult& a, const SearchResult& b) {
  EXPECT_EQ(methods_of(a.plan), methods_of(b.plan));
  ASSERT_EQ(a.scores.size(), b.scores.size());
  for (size_t layer = 0; layer < a.scores.size(); ++layer) {
    ASSERT_EQ(a.scores[layer].size(), b.scores[layer].size());
    for (size_t m = 0; m < a.scores[layer].size(); ++m) {
      const CandidateScore& x = a.scores[layer][m];
      const CandidateScore& y = b.scores[layer][m];
      EXPECT_EQ(x.method, y.method);
      EXPECT_EQ(x.applicable, y.applicable);
      EXPECT_EQ(x.note, y.note);
      EXPECT_TRUE(same_bits(x.values[Metric::cka], y.values[Metric::cka]))
          << "layer " << layer << " " << x.method << ": " << x.values[Metric::cka] << ", " << y.values[Metric::cka];
      EXPECT_TRUE(same_bits(x.values[Metric::sqnr], y.values[Metric::sqnr])) << "layer " << layer << " " << x.method;
      EXPECT_TRUE(same_bits(x.values[Metric::cosine], y.values[Metric::cosine]))
          << "layer " << layer << " " << x.method;
    }
    EXPECT_TRUE(same_bits(a.plan.layers[layer].score, b.plan.layers[layer].score));
    EXPECT_TRUE(same_bits(a.plan.layers[layer].margin, b.plan.layers[layer].margin));
    EXPECT_EQ(a.plan.layers[layer].stale, b.plan.layers[layer].stale);
  }
}

/// Cancels a run at its n-th event.
SearchResult cancelled_at(const SearchRequest& request, int n) {
  RunControl control;
  int seen = 0;
  return run_search(
      request,
      [&](const SearchEvent&) {
        if (++seen == n) control.request_stop();
      },
      control);
}

TEST(Resume, AfterCancellingAnywhereGivesTheUninterruptedRunsBits) {
  const SearchRig rig;
  const Recording whole = test::record(rig.request(kPool, "whole"));
  std::mt19937_64 random(3);
  const int events = static_cast<int>(whole.events.size());
  for (int trial = 0; trial < 8; ++trial) {
    const std::string session = "trial" + std::to_string(trial);
    const SearchRequest request = rig.request(kPool, session);
    int points = 0;
    for (int interruptions = trial % 3 + 1; interruptions > 0; --interruptions) {
      points = 1 + static_cast<int>(random() % static_cast<uint64_t>(events - 2));
      cancelled_at(request, points);
    }
    const Recording resumed = test::record(request);
    EXPECT_EQ(resumed.result.status, EndStatus::finished);
    expect_same(resumed.result, whole.result);
    if (testing::Test::HasFailure()) FAIL() << "trial " << trial << ", last stopped at event " << points;
  }
}

TEST(Resume, WithAnotherCheckpointBudgetGivesTheSameBits) {
  const SearchRig rig;
  const Recording whole = test::record(rig.request(kPool, "whole"));
  SearchRequest request = rig.request(kPool);
  request.checkpoint_budget = 0;
  cancelled_at(request, static_cast<int>(whole.events.size()) * 2 / 3);
  expect_same(test::record(request).result, whole.result);
  // All the streams are gone: the layers below are walked again with their stored weights.
  std::filesystem::remove_all(request.session / "streams");
  request.selection.overrides[2] = methods_of(whole.result.plan)[2] == "rtn" ? "gptq" : "rtn";
  const Recording replayed = test::record(request);
  SearchRequest fresh = rig.request(kPool, "fresh");
  fresh.selection.overrides = request.selection.overrides;
  expect_same(replayed.result, test::record(fresh).result);
  EXPECT_EQ(replayed.measured(), (std::vector<int>{0, 0, 0, 4}));
}

TEST(Resume, AFinishedRunMeasuresNothingAgain) {
  const SearchRig rig;
  const Recording first = test::record(rig.request(kPool));
  const Recording second = test::record(rig.request(kPool));
  EXPECT_EQ(first.measured(), std::vector<int>(4, 4));
  EXPECT_EQ(second.measured(), std::vector<int>(4, 0));
  EXPECT_EQ(second.all<CandidateScored>().size(), 16U);
  EXPECT_EQ(second.all<LayerDecided>().size(), 4U);
  EXPECT_EQ(second.all<SearchStarted>().front().first_layer, 4);
  expect_same(first.result, second.result);
}

TEST(Pools, RestrictedAroundTheWinnersMeasureNothing) {
  const SearchRig rig;
  const Recording first = test::record(rig.request(kPool));
  std::vector<std::string> winners;
  for (const std::string& method : kPool) {
    const auto chosen = methods_of(first.result.plan);
    if (std::find(chosen.begin(), chosen.end(), method) != chosen.end()) winners.push_back(method);
  }
  const Recording restricted = test::record(rig.request(winners));
  EXPECT_EQ(restricted.measured(), std::vector<int>(4, 0));
  EXPECT_EQ(methods_of(restricted.result.plan), methods_of(first.result.plan));
}

TEST(Pools, WithoutAWinnerMeasureOnlyWhatComesAfterIt) {
  const SearchRig rig;
  const Recording first = test::record(rig.request(kPool));
  const std::string dropped = methods_of(first.result.plan).front();
  std::vector<std::string> rest = kPool;
  std::erase(rest, dropped);
  const Recording restricted = test::record(rig.request(rest));
  EXPECT_EQ(restricted.measured(), (std::vector<int>{0, 3, 3, 3}));
  expect_same(restricted.result, test::record(rig.request(rest, "fresh")).result);
}

TEST(Pools, EnlargedMeasureTheNewMethodWhereTheChoicesStand) {
  const SearchRig rig;
  test::record(rig.request({"rtn", "gptq"}));
  const Recording enlarged = test::record(rig.request(kPool));
  expect_same(enlarged.result, test::record(rig.request(kPool, "fresh")).result);
  EXPECT_EQ(enlarged.measured().front(), 2);
}

TEST(Pools, OfOneMethodAreTheUniformPlan) {
  const SearchRig rig;
  const Recording uniform = test::record(rig.request({"gptq"}));
  EXPECT_EQ(methods_of(uniform.result.plan), std::vector<std::string>(4, "gptq"));
  for (const auto& layer : uniform.result.scores) {
    ASSERT_EQ(layer.size(), 1U);
    EXPECT_GT(layer[0].values[Metric::cka], 0.5);
    EXPECT_LE(layer[0].values[Metric::cka], 1);
  }
}

std::string loser(const Recording& recording, size_t layer) {
  for (const std::string& method : kPool) {
    if (method != recording.result.plan.layers[layer].method) return method;
  }
  return "";
}

TEST(Overrides, RescoreOnlyTheLayersAboveAndEqualAFreshRun) {
  const SearchRig rig;
  const Recording first = test::record(rig.request(kPool));
  SearchRequest request = rig.request(kPool);
  request.selection.overrides[1] = loser(first, 1);
  const Recording overridden = test::record(request);
  EXPECT_EQ(overridden.measured(), (std::vector<int>{0, 0, 4, 4}));
  EXPECT_EQ(overridden.result.plan.layers[1].by, DecidedBy::user);
  EXPECT_EQ(overridden.result.plan.layers[1].method, loser(first, 1));
  EXPECT_LE(overridden.result.plan.layers[1].margin, 0);
  EXPECT_EQ(overridden.result.plan.first_stale(), 4);
  SearchRequest fresh = rig.request(kPool, "fresh");
  fresh.selection.overrides = request.selection.overrides;
  expect_same(overridden.result, test::record(fresh).result);

  // Taken back, everything is known.
  const Recording back = test::record(rig.request(kPool));
  EXPECT_EQ(back.measured(), std::vector<int>(4, 0));
  expect_same(back.result, first.result);
}

TEST(Overrides, OutsideThePoolAreScoredBesideIt) {
  const SearchRig rig;
  SearchRequest request = rig.request({"rtn", "awq"});
  request.selection.overrides[2] = "gptq:act-order";
  const Recording recording = test::record(request);
  EXPECT_EQ(recording.measured(), (std::vector<int>{2, 2, 3, 2}));
  EXPECT_EQ(recording.result.plan.layers[2].method, "gptq:act-order");
  EXPECT_EQ(recording.result.plan.layers[2].by, DecidedBy::user);
  EXPECT_TRUE(std::isfinite(recording.result.plan.layers[2].score));
}

TEST(RecomputeFrom, ALayerMeasuresOnlyFromThereOn) {
  const SearchRig rig;
  const Recording first = test::record(rig.request(kPool));
  SearchRequest request = rig.request(kPool);
  request.selection.overrides[0] = loser(first, 0);
  request.from_layer = 2;
  const Recording recomputed = test::record(request);
  EXPECT_EQ(recomputed.all<SearchStarted>().front().first_layer, 2);
  const std::vector<int> measured = recomputed.measured();
  EXPECT_EQ(measured[0], 0);
  EXPECT_EQ(measured[1], 0);
  EXPECT_EQ(measured[2], 4);
  EXPECT_EQ(measured[3], 4);
  // Layer 1 keeps its method but its scores are of another prefix: none is shown as current.
  const PlanLayer& kept = recomputed.result.plan.layers[1];
  EXPECT_EQ(kept.method, first.result.plan.layers[1].method);
  EXPECT_TRUE(kept.stale);
  EXPECT_TRUE(std::isnan(kept.score));
  for (const CandidateScore& score : recomputed.result.scores[1])
    EXPECT_TRUE(std::isnan(score.values[Metric::cka])) << score.method;
}

void expect_nothing_cached(const SearchRequest& request, const char* what) {
  const Recording recording = test::record(request);
  for (const CandidateScored& scored : recording.all<CandidateScored>()) EXPECT_FALSE(scored.cached) << what;
  EXPECT_EQ(recording.measured(), std::vector<int>(4, 2)) << what;
}

TEST(Staleness, AChangedOptionNeverShowsAnOldScore) {
  const SearchRig rig;
  const std::vector<std::string> pool = {"rtn", "awq"};
  const SearchRequest base = rig.request(pool);
  const Recording first = test::record(base);
  SearchRequest changed = base;
  changed.analysis.calibration.sequences = 20;
  changed.analysis.calibration.length = 32;
  expect_nothing_cached(changed, "sequences");
  changed.analysis.calibration.length = 31;
  expect_nothing_cached(changed, "length");
  changed = base;
  changed.analysis.site = Site::down_input;
  expect_nothing_cached(changed, "site");
  changed = base;
  changed.analysis.scheme.group_size = 32;
  expect_nothing_cached(changed, "group");
  changed = base;
  changed.analysis.scheme.activation_bits = 16;
  expect_nothing_cached(changed, "activations");
  changed = base;
  changed.analysis.scheme.storage = StorageType::bfloat16;
  expect_nothing_cached(changed, "storage");
  changed = base;
  changed.analysis.scheme.float16_scales = true;
  expect_nothing_cached(changed, "scales");
  changed = base;
  test::write_ids(rig.folder / "other.json", test::random_ids(24, 32, 320, 6));
  changed.analysis.calibration.file = rig.folder / "other.json";
  expect_nothing_cached(changed, "ids");
  // And the first analysis is still known.
  const Recording again = test::record(base);
  EXPECT_EQ(again.measured(), std::vector<int>(4, 0));
  expect_same(again.result, first.result);
}

TEST(Staleness, AnotherMetricUsesWhatWasMeasured) {
  const SearchRig rig;
  const Recording first = test::record(rig.request({"rtn", "awq"}));
  SearchRequest request = rig.request({"rtn", "awq"});
  request.selection.metric = Metric::sqnr;
  const Recording second = test::record(request);
  SearchRequest fresh = rig.request({"rtn", "awq"}, "fresh");
  fresh.selection.metric = Metric::sqnr;
  expect_same(second.result, test::record(fresh).result);
  EXPECT_EQ(second.measured().front(), 0);
}

TEST(Staleness, ASessionOfAnotherModelIsRefused) {
  const SearchRig rig;
  test::record(rig.request({"rtn"}));
  test::RandomModelSpec other;
  other.seed = 2;
  const SearchRig stranger(other);
  SearchRequest request = stranger.request({"rtn"});
  request.session = rig.folder / "session";
  RunControl control;
  EXPECT_THROW(run_search(request, {}, control), std::runtime_error);
}

TEST(OtherThreads, GiveTheSameSelectionAndNearlyTheSameScores) {
  const SearchRig rig;
  const Recording one = test::record(rig.request(kPool));
  SearchRequest request = rig.request(kPool, "two");
  request.threads = 2;
  const Recording two = test::record(request);
  for (size_t layer = 0; layer < 4; ++layer) {
    for (size_t m = 0; m < kPool.size(); ++m) {
      EXPECT_NEAR(one.result.scores[layer][m].values[Metric::cka], two.result.scores[layer][m].values[Metric::cka],
                  1e-5)
          << layer << " " << kPool[m];
    }
    if (two.result.plan.layers[layer].margin <= 2e-5) break;
    EXPECT_EQ(one.result.plan.layers[layer].method, two.result.plan.layers[layer].method);
  }
}

}  // namespace
}  // namespace calm
