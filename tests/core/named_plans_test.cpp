#include "calm/named_plans.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "calm/error.h"

namespace calm {
namespace {

CandidateScore scored(const std::string& method, double cka) {
  CandidateScore score;
  score.method = method;
  score.values.set(Metric::cka, cka);
  score.values.set(Metric::sqnr, 20 * cka);
  return score;
}

/// Three layers, two methods, fully scored along the greedy path: a wins at 0 and 2, b at 1.
SessionState analysed() {
  SessionState state;
  state.layers = 3;
  state.context = "ctx";
  state.selection = {{"a", "b"}, Metric::cka, {}};
  const std::vector<std::string> winners = {"a", "b", "a"};
  std::vector<std::string> below;
  for (int layer = 0; layer < 3; ++layer) {
    for (const std::string method : {"a", "b"}) {
      state.scores.add(layer, prefix_key("ctx", below),
                       scored(method, method == winners[static_cast<size_t>(layer)] ? 0.9 : 0.8));
    }
    below.push_back(winners[static_cast<size_t>(layer)]);
  }
  state.plan = resolve_plan(3, "ctx", state.scores, state.selection, {});
  return state;
}

std::string methods(const Plan& plan) {
  std::string out;
  for (const PlanLayer& layer : plan.layers) out += layer.method.empty() ? "-" : layer.method;
  return out;
}

ErrorCode code_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::cancelled;  // nothing was thrown
}

TEST(NamedPlans, NamesAreTrimmedAndChecked) {
  EXPECT_EQ(checked_plan_name("  my plan\t"), "my plan");
  EXPECT_EQ(checked_plan_name(std::string(80, 'x')).size(), 80u);
  const std::vector<std::string> refused = {"", "  ", std::string(81, 'x'), "a\nb", "current", " current "};
  for (const std::string& bad : refused) {
    EXPECT_EQ(code_of([&] { checked_plan_name(bad); }), ErrorCode::invalid_argument) << bad;
  }
  std::vector<NamedPlan> plans(2);
  plans[0].name = "x";
  plans[1].name = "x 2";
  EXPECT_EQ(free_plan_name(plans, "y"), "y");
  EXPECT_EQ(free_plan_name(plans, "x"), "x 3");
  EXPECT_EQ(find_plan(plans, "x 2"), &plans[1]);
  EXPECT_EQ(find_plan(plans, "z"), nullptr);
}

TEST(NamedPlans, ComesBackAfterAnOverrideAsItWas) {
  SessionState state = analysed();
  ASSERT_EQ(methods(state.plan), "aba");
  const NamedPlan kept = name_current_plan(state, "best");
  EXPECT_EQ(kept.date.size(), 20u) << kept.date;
  state.selection.overrides[0] = "b";
  state.plan = resolve_plan(3, "ctx", state.scores, state.selection, state.plan);
  ASSERT_EQ(methods(state.plan), "bba");
  const SelectedPlan back = select_plan(state, kept);
  EXPECT_EQ(methods(back.plan), "aba");
  EXPECT_TRUE(back.selection.overrides.empty()) << "the scores decide as they did then";
  EXPECT_EQ(back.plan.first_stale(), 3);
}

TEST(NamedPlans, IsKeptByOverridesWhereOtherScoresWouldDecideOtherwise) {
  SessionState state = analysed();
  const NamedPlan kept = name_current_plan(state, "best");
  // Another calibration: all layers are scored, and b wins everywhere.
  state.context = "other";
  std::vector<std::string> below;
  for (int layer = 0; layer < 3; ++layer) {
    for (const std::string first : {"a", "b"}) {
      std::vector<std::string> prefix = below;
      if (layer > 0) prefix[0] = first;
      state.scores.add(layer, prefix_key("other", prefix), scored("a", 0.1));
      state.scores.add(layer, prefix_key("other", prefix), scored("b", 0.2));
    }
    below.push_back("b");
  }
  state.plan = resolve_plan(3, "other", state.scores, state.selection, {});
  ASSERT_EQ(methods(state.plan), "bbb");
  const SelectedPlan back = select_plan(state, kept);
  EXPECT_EQ(methods(back.plan), "aba");
  EXPECT_EQ(back.selection.overrides, (std::map<int, std::string>{{0, "a"}, {2, "a"}}));
}

TEST(NamedPlans, RefusesAnotherNumberOfLayers) {
  SessionState state = analysed();
  NamedPlan kept = name_current_plan(state, "best");
  state.layers = 4;
  EXPECT_EQ(code_of([&] { select_plan(state, kept); }), ErrorCode::invalid_argument);
}

TEST(NamedPlans, LayersThatWereUndecidedStayOpen) {
  SessionState state = analysed();
  NamedPlan kept = name_current_plan(state, "half");
  kept.plan.layers[2] = {};
  EXPECT_EQ(methods(select_plan(state, kept).plan), "aba") << "the scores decide what the plan left open";
}

TEST(NamedPlans, ComparesWithEachPlansOwnScores) {
  SessionState state = analysed();
  const Plan first = state.plan;
  Selection other = state.selection;
  other.overrides[1] = "a";
  const Plan second = resolve_plan(3, "ctx", state.scores, other, state.plan);
  const auto rows = compare_plans(first, second, state.scores, Metric::sqnr);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_FALSE(rows[0].differs());
  EXPECT_TRUE(rows[1].differs());
  EXPECT_EQ(rows[1].first + rows[1].second, "ba");
  EXPECT_EQ(rows[1].first_score, 18);
  EXPECT_EQ(rows[1].second_score, 16);
  EXPECT_EQ(rows[2].first_score, 18);
  EXPECT_TRUE(std::isnan(rows[2].second_score)) << "layer 2 was never scored over a, a";
  const auto shorter = compare_plans(first, {}, state.scores, Metric::cka);
  ASSERT_EQ(shorter.size(), 3u);
  EXPECT_EQ(shorter[2].second, "");
}

class NamedPlansFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / ("calm-named-plans-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST_F(NamedPlansFile, AreSavedAndOlderSessionsHaveNone) {
  SessionState state = analysed();
  state.selection.overrides[1] = "a";
  state.named_plans.push_back(name_current_plan(state, "with \"quotes\" and ü"));
  save_session(folder_, state);
  const SessionState back = load_session(folder_);
  ASSERT_EQ(back.named_plans.size(), 1u);
  EXPECT_EQ(back.named_plans[0].name, "with \"quotes\" and ü");
  EXPECT_EQ(back.named_plans[0].date, state.named_plans[0].date);
  EXPECT_EQ(back.named_plans[0].selection, state.selection);
  EXPECT_EQ(methods(back.named_plans[0].plan), "aba");
  EXPECT_EQ(back.named_plans[0].plan.layers[1].prefix, state.plan.layers[1].prefix);

  nlohmann::json document = nlohmann::json::parse(std::ifstream(folder_ / "session.json"));
  EXPECT_EQ(document["version"], 1) << "older programs still read it";
  document.erase("named_plans");
  std::ofstream(folder_ / "session.json") << document.dump();
  EXPECT_TRUE(load_session(folder_).named_plans.empty());

  document["named_plans"] = {{{"name", 3}}};
  std::ofstream(folder_ / "session.json") << document.dump();
  EXPECT_EQ(code_of([&] { load_session(folder_); }), ErrorCode::bad_format);
}

}  // namespace
}  // namespace calm
