// Several prefixes of choices at a time: from made-up scores, and on a model.
#include "search/beam.h"

#include <gtest/gtest.h>

#include <cmath>

#include "calm/error.h"
#include "core/search/search_rig.h"
#include "support/error_of.h"

namespace calm {
namespace {

TEST(BeamMetric, IsTheOneAfterTheResidual) {
  EXPECT_EQ(beam_metric(Metric::cka), Metric::cka_after);
  EXPECT_EQ(beam_metric(Metric::sqnr), Metric::sqnr_after);
  EXPECT_EQ(beam_metric(Metric::cka_no_sinks), Metric::cka_no_sinks_after);
  EXPECT_EQ(beam_metric(Metric::cosine_after), Metric::cosine_after);
  EXPECT_EQ(beam_metric(Metric::kl), Metric::kl);
}

/// Scores of plans of "a" and "b", by the metric after the residual; at the site they are 1 higher.
class Book {
 public:
  explicit Book(std::map<std::string, double> scores) {
    for (const auto& [plan, value] : scores) {
      Prefix below;
      for (const char method : plan.substr(0, plan.size() - 1)) below.emplace_back(1, method);
      CandidateScore score;
      score.method = plan.substr(plan.size() - 1);
      score.values.set(Metric::sqnr, value + 1);
      score.values.set(Metric::sqnr_after, value);
      book.add(static_cast<int>(below.size()), prefix_key("context", below), score);
    }
  }
  Plan plan(int beam, int layers, const Plan& previous = {}, const std::map<int, std::string>& overrides = {}) const {
    Selection selection{{"a", "b"}, Metric::sqnr, overrides};
    selection.beam = beam;
    return resolve_plan(layers, "context", book, selection, previous);
  }
  ScoreBook book;
};

std::string text(const Plan& plan) {
  std::string all;
  for (const PlanLayer& layer : plan.layers) all += layer.method.empty() ? "?" : layer.method;
  return all;
}

// "a" is better at layer 0, but whatever follows it is bad.
const std::map<std::string, double> kTrap = {{"a", 20}, {"b", 19}, {"aa", 10}, {"ab", 11}, {"ba", 15}, {"bb", 14}};

TEST(Beam, LeavesTheTrapThatGreedyFallsInto) {
  const Book book(kTrap);
  EXPECT_EQ(text(book.plan(1, 2)), "ab");
  const Plan plan = book.plan(2, 2);
  EXPECT_EQ(text(plan), "ba");
  EXPECT_EQ(plan.layers[0].score, 20);   // 19 after the residual
  EXPECT_EQ(plan.layers[0].margin, -1);  // layer 0 alone would have "a"
  EXPECT_EQ(plan.layers[1].margin, 1);
  EXPECT_EQ(plan.first_stale(), 2);
  EXPECT_EQ(plan.layers[1].prefix, prefix_key("context", {"b"}));
}

TEST(Beam, OfWidthOneIsGreedyWhereTheMetricIsTheSame) {
  std::mt19937_64 random(11);
  for (int trial = 0; trial < 50; ++trial) {
    std::map<std::string, double> scores;
    for (int length = 1; length <= 4; ++length) {
      for (int code = 0; code < 1 << length; ++code) {
        std::string plan;
        for (int i = 0; i < length; ++i) plan += (code >> i & 1) != 0 ? 'a' : 'b';
        scores[plan] = static_cast<double>(random() % 1000);
      }
    }
    const Book book(scores);
    Selection selection{{"a", "b"}, Metric::sqnr, {}};
    const Plan greedy = book.plan(1, 4);
    const BeamLevels one = beam_levels(4, "context", book.book, selection, {});
    ASSERT_EQ(one.prefixes.back().size(), 1U);
    EXPECT_EQ(one.prefixes.back().front(), methods_of(greedy));
    // Wide enough it finds the best of all plans.
    double best = 0;
    for (const auto& [plan, value] : scores) best = plan.size() == 4 ? std::max(best, value) : best;
    EXPECT_EQ(scores.at(text(book.plan(16, 4))), best);
  }
}

TEST(Beam, AnOverrideIsTheOnlyExtension) {
  const Book book(kTrap);
  const Plan plan = book.plan(2, 2, {}, {{1, "b"}});
  EXPECT_EQ(text(plan), "bb");
  EXPECT_EQ(plan.layers[1].by, DecidedBy::user);
  EXPECT_FALSE(plan.layers[1].stale);
  EXPECT_EQ(text(book.plan(2, 2, {}, {{0, "a"}})), "ab");
}

TEST(Beam, KeepsThePreviousPlanWhileScoresAreMissing) {
  std::map<std::string, double> scores = kTrap;
  scores.erase("ba");
  scores.erase("bb");
  const Book book(scores);  // what a greedy walk leaves
  const Plan greedy = book.plan(1, 2);
  const Plan plan = book.plan(2, 2, greedy);
  EXPECT_EQ(text(plan), "ab");
  EXPECT_EQ(plan.first_stale(), 1);
  // "b" is not in a beam of one, so the previous plan cannot stay as it is.
  Plan other = greedy;
  other.layers[0].method = "b";
  EXPECT_EQ(text(book.plan(2, 2, other)), "bb");
  EXPECT_EQ(text(book.plan(2, 2)), "a?");
}

class BeamSearch : public testing::Test {
 protected:
  SearchRequest request(int beam, const std::string& session, Metric metric = Metric::sqnr) {
    SearchRequest result = rig_.request({"rtn", "smoothquant:0.5", "awq"}, session);
    result.selection.metric = metric;
    result.selection.beam = beam;
    return result;
  }
  /// The last layer's score after the residual of a plan that the user decides.
  double value(const std::vector<std::string>& methods) {
    SearchRequest forced = request(1, "forced");
    for (size_t l = 0; l < methods.size(); ++l) forced.selection.overrides[static_cast<int>(l)] = methods[l];
    const SearchResult result = test::record(forced).result;
    const SessionState state = load_session(forced.session);
    return state.scores.find(3, result.plan.layers[3].prefix, methods[3])->value(Metric::sqnr_after);
  }

  test::SearchRig rig_;
};

TEST_F(BeamSearch, WideEnoughFindsTheBestOfAllPlans) {
  SearchRequest wide = request(8, "wide");
  wide.selection.pool = {"rtn", "smoothquant:0.5"};
  const test::Recording run = test::record(wide);
  EXPECT_EQ(run.measured(), (std::vector<int>{2, 4, 8, 16}));
  std::vector<std::string> best;
  double highest = -INFINITY, greedy = NAN;
  for (int code = 0; code < 16; ++code) {
    std::vector<std::string> plan;
    for (int l = 0; l < 4; ++l) plan.push_back(wide.selection.pool[static_cast<size_t>(code >> l & 1)]);
    const double here = value(plan);
    if (here > highest) {
      highest = here;
      best = plan;
    }
  }
  EXPECT_EQ(methods_of(run.result.plan), best);
  SearchRequest narrow = wide;
  narrow.selection.beam = 1;
  narrow.selection.metric = Metric::sqnr_after;
  narrow.session = rig_.folder / "narrow";
  greedy = value(methods_of(test::record(narrow).result.plan));
  EXPECT_GE(highest, greedy);
}

TEST_F(BeamSearch, ItsScoresAreThoseOfAWalkAlongThePlan) {
  const test::Recording run = test::record(request(3, "beam"));
  EXPECT_EQ(run.measured(), (std::vector<int>{3, 9, 9, 9}));
  EXPECT_EQ(run.result.plan.first_stale(), 4);
  SearchRequest along = request(1, "along");
  const std::vector<std::string> chosen = methods_of(run.result.plan);
  for (int l = 0; l < 4; ++l) along.selection.overrides[l] = chosen[static_cast<size_t>(l)];
  const SearchResult walked = test::record(along).result;
  for (size_t l = 0; l < 4; ++l) {
    for (size_t m = 0; m < 3; ++m)
      EXPECT_EQ(run.result.scores[l][m].values[Metric::sqnr_after], walked.scores[l][m].values[Metric::sqnr_after]);
  }
  // Nothing is measured again, and only what the plan needs is left on disk.
  EXPECT_EQ(test::record(request(3, "beam")).measured(), (std::vector<int>{0, 0, 0, 0}));
  const auto files = [&](const char* folder) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(rig_.folder / "beam" / folder)) {
      EXPECT_TRUE(entry.is_regular_file());
      ++count;
    }
    return count;
  };
  EXPECT_LE(files("layers"), 3 * 4);
}

TEST_F(BeamSearch, AfterStoppingAnywhereItEndsAlike) {
  const test::Recording whole = test::record(request(2, "whole"));
  const int events = static_cast<int>(whole.events.size());
  std::mt19937_64 random(5);
  for (int trial = 0; trial < 6; ++trial) {
    const SearchRequest stopped = request(2, "trial" + std::to_string(trial));
    for (int stops = trial % 2; stops >= 0; --stops) {
      RunControl control;
      int seen = 0;
      const int at = 1 + static_cast<int>(random() % static_cast<uint64_t>(events - 2));
      run_search(
          stopped,
          [&](const SearchEvent&) {
            if (++seen == at) control.request_stop();
          },
          control);
    }
    if (trial == 3) std::filesystem::remove_all(stopped.session / "streams");
    const SearchResult resumed = test::record(stopped).result;
    EXPECT_EQ(resumed.status, EndStatus::finished);
    EXPECT_EQ(methods_of(resumed.plan), methods_of(whole.result.plan)) << trial;
    for (size_t l = 0; l < 4; ++l) EXPECT_EQ(resumed.plan.layers[l].score, whole.result.plan.layers[l].score) << trial;
  }
}

TEST_F(BeamSearch, WidensWhatIsScored) {
  const test::Recording greedy = test::record(request(1, "session"));
  const test::Recording wider = test::record(request(2, "session"));
  const std::vector<int> measured = wider.measured();
  EXPECT_EQ(measured[0], 0);
  EXPECT_LE(measured[1], 6);
  EXPECT_EQ(methods_of(wider.result.plan), methods_of(test::record(request(2, "fresh")).result.plan));
  const SessionState state = load_session(request(2, "session").session);
  EXPECT_EQ(state.selection.beam, 2);
  EXPECT_GE(state.scores.find(3, state.plan.layers[3].prefix, state.plan.layers[3].method)->value(Metric::sqnr_after),
            value(methods_of(greedy.result.plan)));
}

TEST_F(BeamSearch, LeavesTheUsersLayersAlone) {
  SearchRequest mixed = request(2, "mixed");
  mixed.selection.overrides[1] = "gptq";
  const test::Recording run = test::record(mixed);
  EXPECT_EQ(run.result.plan.layers[1].method, "gptq");
  EXPECT_EQ(run.result.plan.layers[1].by, DecidedBy::user);
  EXPECT_EQ(run.result.plan.first_stale(), 4);
}

TEST_F(BeamSearch, ChoosesPartsOfLayers) {
  SearchRequest parts = request(2, "parts");
  parts.selection.granularity = parse_granularity("submodule");
  const test::Recording run = test::record(parts);
  EXPECT_EQ(run.result.plan.first_stale(), 4);
  EXPECT_EQ(test::record(parts).measured(), (std::vector<int>{0, 0, 0, 0}));
}

TEST_F(BeamSearch, IsRefusedForBlocks) {
  SearchRequest blocks = request(2, "blocks");
  blocks.selection.granularity = parse_granularity("block:2");
  const std::string message = test::error_of([&] { test::record(blocks); }).message;
  EXPECT_NE(message.find("beam of 2"), std::string::npos) << message;
}

}  // namespace
}  // namespace calm
