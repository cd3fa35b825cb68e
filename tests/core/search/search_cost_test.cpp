#include "search/cost.h"

#include <gtest/gtest.h>

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

SearchWork work(const std::vector<std::string>& pool, int64_t tokens = 4096, int64_t length = 256) {
  return search_work(config(), {}, pool, tokens, static_cast<double>(length), true);
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
  EXPECT_LT(work({"gptq"}).flops, search_work(config(), {}, {"gptq"}, 4096, 256, false).flops);
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
