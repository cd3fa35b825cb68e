// Plans of blocks of layers and of parts of layers.
#include "search/granularity.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "calm/error.h"
#include "calm/evaluation.h"
#include "calm/methods.h"
#include "core/search/search_rig.h"

namespace calm {
namespace {

using Kind = Granularity::Kind;

TEST(Granularity, ItsTextReadsBack) {
  for (const char* text : {"layer", "block:2", "block:17", "submodule", "site", "linear"})
    EXPECT_EQ(to_string(parse_granularity(text)), text);
  EXPECT_EQ(parse_granularity("block:1"), Granularity{});
  for (const char* text : {"", "block", "block:0", "block:-2", "block:2x", "layers"})
    EXPECT_THROW(parse_granularity(text), Error) << text;
}

class GranularSearch : public testing::Test {
 protected:
  SearchRequest request(const std::string& granularity, std::vector<std::string> pool, const std::string& session) {
    for (std::string& method : pool) method = parse_method(method).canonical();
    SearchRequest result = rig_.request(std::move(pool), session);
    result.selection.granularity = parse_granularity(granularity);
    return result;
  }
  /// The score of the last of these methods under the others, from a walk in which the user decides everything.
  double score_of(const std::vector<std::string>& methods) {
    SearchRequest forced = request("layer", {methods.back()}, "forced" + std::to_string(++walks_));
    for (size_t l = 0; l < methods.size(); ++l) forced.selection.overrides[static_cast<int>(l)] = methods[l];
    const SearchResult result = test::record(forced).result;
    return result.plan.layers[methods.size() - 1].score;
  }

  test::SearchRig rig_;
  int walks_ = 0;
};

TEST_F(GranularSearch, ABlockTakesTheMethodThatIsBestAtItsLastLayer) {
  const SearchRequest blocks = request("block:2", {"rtn", "awq"}, "blocks");
  const test::Recording run = test::record(blocks);
  const Plan& plan = run.result.plan;
  ASSERT_EQ(plan.layers.size(), 4U);
  EXPECT_TRUE(plan.complete());
  EXPECT_EQ(plan.first_stale(), 4);
  std::vector<std::string> below;
  for (size_t first = 0; first < 4; first += 2) {
    std::vector<double> scores;
    for (const std::string& method : blocks.selection.pool) {
      std::vector<std::string> chain = below;
      chain.insert(chain.end(), 2, method);
      scores.push_back(score_of(chain));
    }
    const size_t best = scores[1] > scores[0] ? 1 : 0;
    for (const size_t layer : {first, first + 1}) {
      EXPECT_EQ(plan.layers[layer].method, blocks.selection.pool[best]);
      EXPECT_EQ(plan.layers[layer].score, scores[best]);
      EXPECT_NEAR(plan.layers[layer].margin, scores[best] - scores[1 - best], 1e-15);
      EXPECT_EQ(run.result.scores[layer][1 - best].values[Metric::cka], scores[1 - best]);
      below.push_back(blocks.selection.pool[best]);
    }
  }
  EXPECT_EQ(run.measured(), (std::vector<int>{0, 2, 0, 2}));
  EXPECT_EQ(run.all<LayerDecided>().size(), 4U);

  const test::Recording again = test::record(blocks);
  EXPECT_EQ(again.measured(), (std::vector<int>{0, 0, 0, 0}));
  EXPECT_EQ(methods_of(again.result.plan), methods_of(plan));
  const SessionState state = load_session(blocks.session);
  EXPECT_EQ(state.selection.granularity, blocks.selection.granularity);
}

TEST_F(GranularSearch, ABlockLeavesTheUsersLayersAlone) {
  SearchRequest blocks = request("block:4", {"rtn", "awq"}, "blocks");
  blocks.selection.overrides[1] = parse_method("gptq").canonical();
  const Plan plan = test::record(blocks).result.plan;
  EXPECT_EQ(plan.layers[1].method, "gptq");
  EXPECT_EQ(plan.layers[1].by, DecidedBy::user);
  EXPECT_EQ(plan.layers[0].method, plan.layers[3].method);
  const std::string chosen = plan.layers[0].method;
  EXPECT_EQ(plan.layers[3].score, score_of({chosen, "gptq", chosen, chosen}));
}

TEST_F(GranularSearch, PartsOfALayerAreDecidedOneAfterTheOther) {
  const SearchRequest parts = request("submodule", {"rtn", "awq", "gptq"}, "parts");
  const test::Recording run = test::record(parts);
  const SessionState state = load_session(parts.session);
  std::vector<std::string> below;
  for (int l = 0; l < 4; ++l) {
    const PlanLayer& layer = run.result.plan.layers[static_cast<size_t>(l)];
    EXPECT_FALSE(layer.stale);
    const auto value = [&](const std::string& method) {
      const CandidateScore* score = state.scores.find(l, layer.prefix, method);
      return score == nullptr ? std::nan("") : score->value(Metric::cka);
    };
    // By hand: the best of the pool, then the attention, then the FFN.
    std::string method = parts.selection.pool[0];
    for (const std::string& m : parts.selection.pool) method = value(m) > value(method) ? m : method;
    const double uniform = value(method);
    for (const char* scope : {"attn", "ffn"}) {
      std::string best = method;
      for (const std::string& m : parts.selection.pool) {
        const std::string candidate = *with_part(method, scope, m);
        ASSERT_FALSE(std::isnan(value(candidate))) << candidate;
        if (value(candidate) > value(best)) best = candidate;
      }
      method = best;
    }
    EXPECT_EQ(layer.method, method);
    EXPECT_EQ(layer.score, value(method));
    EXPECT_GE(layer.score, uniform);
    below.push_back(layer.method);
    if (l == 1) {
      EXPECT_EQ(layer.score, score_of(below));
    }
  }
  EXPECT_EQ(test::record(parts).measured(), (std::vector<int>{0, 0, 0, 0}));
}

TEST_F(GranularSearch, APlanWithPartsRunsLikeAnyOther) {
  SearchRequest mixed = request("layer", {"rtn", "awq"}, "mixed");
  const std::string parts = parse_method("attn=awq/gate-up=rtn/down=gptq").canonical();
  mixed.selection.overrides[1] = parts;
  const SearchResult result = test::record(mixed).result;
  EXPECT_EQ(result.plan.layers[1].method, parts);
  EXPECT_FALSE(std::isnan(result.plan.layers[1].score));
  RunControl control;
  EXPECT_NO_THROW(quantized_model(rig_.model, mixed.session, result.plan, {}, {}, control));
  const SessionState state = load_session(mixed.session);
  EXPECT_EQ(state.plan.layers[1].method, parts);
  EXPECT_EQ(state.plan.layers[1].by, DecidedBy::user);
}

TEST_F(GranularSearch, LinearsOfOneInputChooseAmongRoundings) {
  SearchRequest linears = request("linear", {"awq", "awq+gptq", "rtn"}, "linears");
  const Plan plan = test::record(linears).result.plan;
  EXPECT_TRUE(plan.complete());
  for (const PlanLayer& layer : plan.layers) EXPECT_NO_THROW(parse_method(layer.method)) << layer.method;
  const SessionState state = load_session(linears.session);
  std::set<std::string> scopes;
  for (const ScoreBook::Entry& entry : state.scores.entries()) {
    for (const CandidateScore& score : entry.candidates) {
      for (const MethodSpec::Part& part : parse_method(score.method).parts) scopes.insert(part.scope);
    }
  }
  EXPECT_TRUE(scopes.contains("q") && scopes.contains("up"));
}

}  // namespace
}  // namespace calm
