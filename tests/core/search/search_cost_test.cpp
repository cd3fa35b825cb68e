#include "search/cost.h"

#include <gtest/gtest.h>

#include "core/search/search_rig.h"

namespace calm {
namespace {

/// The default model's shape.
ModelConfig config() {
  ModelConfig c;
  c.hidden_size = 576;
  c.intermediate_size = 1536;
  c.num_hidden_layers = 30;
  c.num_attention_heads = 9;
  c.num_key_value_heads = 3;
  c.head_dim = 64;
  c.vocab_size = 49152;
  return c;
}

Selection pool_of(std::vector<std::string> pool) {
  Selection selection;
  selection.pool = std::move(pool);
  return selection;
}

SearchWork work(const std::vector<std::string>& pool, int64_t tokens = 4096, int64_t length = 256) {
  return search_work(config(), {}, pool_of(pool), tokens, static_cast<double>(length), true);
}

double flops(const std::string& pool) {
  std::vector<std::string> specs;
  for (const MethodSpec& spec : parse_pool(pool)) specs.push_back(spec.canonical());
  return work(specs).flops;
}

TEST(SearchWork, CountsWhatAMethodDoes) {
  const std::pair<const char*, const char*> less_and_more[] = {{"rtn", "rtn:clip"},
                                                               {"rtn", "gptq"},
                                                               {"rtn", "awq"},
                                                               {"gptq", "gptq:clip"},
                                                               {"gptq:clip", "gptq:clip:clip-steps=40"},
                                                               {"awq", "awq:clip"},
                                                               {"awq:grid=5", "awq"},
                                                               {"awq", "awq:gqa-vo"},
                                                               {"awq", "awq:loss=module"},
                                                               {"awq", "awq+gptq"},
                                                               {"gptq", "awq+gptq"},
                                                               {"awq+gptq", "awq+gptq:clip"}};
  for (const auto& [less, more] : less_and_more) EXPECT_LT(flops(less), flops(more)) << less << " against " << more;
  // AWQ's own clip is replaced by the rounding stage behind it.
  EXPECT_EQ(flops("awq:clip+gptq"), flops("awq+gptq"));
}

TEST(SearchWork, GrowsWithThePoolTheTokensAndTheirLength) {
  EXPECT_LT(flops("gptq"), flops("gptq,awq"));
  EXPECT_LT(flops("gptq,awq"), flops("calm"));
  EXPECT_LT(flops("calm"), flops("calm+"));
  EXPECT_LT(flops("calm"), flops("strong"));
  EXPECT_LT(work({"gptq"}, 4096).flops, work({"gptq"}, 8192).flops);
  EXPECT_LT(work({"gptq"}, 8192, 256).flops, work({"gptq"}, 8192, 1024).flops);
  EXPECT_LT(work({"gptq"}).flops, search_work(config(), {}, pool_of({"gptq"}), 4096, 256, false).flops);
}

SearchWork work_of(const Selection& selection, const Transform& transform = {}) {
  AnalysisOptions analysis;
  analysis.transform = transform;
  return search_work(config(), analysis, selection, 4096, 256, true);
}

TEST(SearchWork, GrowsWithTheBeamThePartsAndTheBlocks) {
  Selection selection = pool_of({"rtn", "gptq", "awq"});
  const double plain = work_of(selection).flops;
  selection.beam = 4;
  // One prefix at the first layer, three at the second, then four.
  EXPECT_NEAR(work_of(selection).flops, plain / 30 * (1 + 3 + 28 * 4), 1e-6 * plain);
  selection.beam = 1;
  double parts = plain;
  for (const char* granularity : {"submodule", "site", "linear"}) {
    selection.granularity = parse_granularity(granularity);
    EXPECT_GT(work_of(selection).flops, parts) << granularity;
    parts = work_of(selection).flops;
  }
  // Blocks share no statistics among the methods, and the chosen one walks again.
  selection.granularity = parse_granularity("block:2");
  EXPECT_GT(work_of(selection).flops, plain);
  EXPECT_LT(work_of(selection).flops, 4 * plain);
  selection.granularity = {};
  selection.metric = Metric::kl;
  EXPECT_GT(work_of(selection).flops, plain);
}

TEST(SearchWork, CountsTheLearningOfARotation) {
  const Selection selection = pool_of({"rtn"});
  Transform learned;
  learned.kind = Transform::Kind::spinquant;
  learned.steps = 100;
  const SearchWork hundred = work_of(selection, learned);
  learned.steps = 300;
  const SearchWork more = work_of(selection, learned);
  EXPECT_EQ(work_of(selection).learning_flops, 0);
  EXPECT_NEAR(hundred.flops - work_of(selection).flops, hundred.learning_flops, 1e-6 * hundred.flops);
  EXPECT_GT(more.learning_flops, 2 * hundred.learning_flops);
  EXPECT_LT(more.learning_flops, 3 * hundred.learning_flops);
}

// What runs score, counted by their events.
TEST(SearchWork, ScoresAsManyCandidatesAsARun) {
  const test::SearchRig rig;
  for (const auto& [granularity, beam] : {std::pair{"layer", 1},
                                          {"layer", 2},
                                          {"layer", 7},
                                          {"block:2", 1},
                                          {"block:3", 1},
                                          {"submodule", 1},
                                          {"site", 1}}) {
    SearchRequest request =
        rig.request({"rtn", "awq", "smoothquant:0.5"}, std::string(granularity) + std::to_string(beam));
    request.selection.granularity = parse_granularity(granularity);
    request.selection.beam = beam;
    int scored = 0;
    for (const int count : test::record(request).measured()) scored += count;
    ModelConfig small = config();
    small.num_hidden_layers = 4;
    const double counted = search_work(small, {}, request.selection, 768, 32, true).candidates;
    if (granularity == std::string("submodule") || granularity == std::string("site")) {
      EXPECT_LE(scored, counted) << granularity;
      EXPECT_GE(scored, 0.7 * counted) << granularity;
    } else {
      EXPECT_EQ(scored, counted) << granularity << ", beam " << beam;
    }
  }
}

// DESIGN: the statistics of one layer are float64 Grams (with factor copies) and, where a method asks, a bounded
// sample.
TEST(SearchWork, KeepsGramsAndABoundedSample) {
  const double grams = 3 * 8 * (3 * 576.0 * 576 + 1536.0 * 1536);
  EXPECT_EQ(work({"rtn"}).statistics_bytes, 0);
  EXPECT_EQ(work({"gptq"}).statistics_bytes, grams);
  EXPECT_EQ(work({"gptq", "awq:loss=module"}).statistics_bytes, grams + 2 * 2 * 2048.0 * 576 * 4);
  EXPECT_EQ(work({"gptq", "awq:loss=module"}, 512).statistics_bytes, grams + 2 * 2 * 512.0 * 576 * 4);
  EXPECT_EQ(work({"gptq", "awq:loss=module"}, 131072).statistics_bytes, grams + 2 * 2 * 2048.0 * 576 * 4);
}

}  // namespace
}  // namespace calm
