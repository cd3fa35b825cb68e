#include "model/tokenizer.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "calm/error.h"
#include "support/error_of.h"
#include "tokenizer_cases.h"

namespace calm {
namespace {

using test::TokenizerCase;

class TokenizerGolden : public testing::TestWithParam<const char*> {
 protected:
  std::unique_ptr<Tokenizer> tokenizer_ = open_tokenizer(test::tokenizer_data() / GetParam());
};

TEST_P(TokenizerGolden, EncodesAsTheReference) {
  const std::vector<TokenizerCase> cases = test::tokenizer_cases(GetParam());
  ASSERT_GT(cases.size(), 90u);
  for (const TokenizerCase& c : cases) EXPECT_EQ(tokenizer_->encode(c.text), c.ids) << testing::PrintToString(c.text);
}

TEST_P(TokenizerGolden, DecodesAsTheReference) {
  for (const TokenizerCase& c : test::tokenizer_cases(GetParam())) {
    EXPECT_EQ(tokenizer_->decode(c.ids), c.decoded) << testing::PrintToString(c.text);
    EXPECT_EQ(tokenizer_->decode(c.ids, true), c.skipped) << testing::PrintToString(c.text);
  }
}

TEST_P(TokenizerGolden, PutsTheSpecialPrefixInFrontOnce) {
  const std::vector<int32_t> prefix = test::tokenizer_prefix(GetParam());
  for (const TokenizerCase& c : test::tokenizer_cases(GetParam())) {
    std::vector<int32_t> expected = prefix;
    expected.insert(expected.end(), c.ids.begin(), c.ids.end());
    EXPECT_EQ(tokenizer_->encode(c.text, true), expected) << testing::PrintToString(c.text);
  }
}

TEST_P(TokenizerGolden, GivesThePieceOfEveryIdItMakes) {
  for (const TokenizerCase& c : test::tokenizer_cases(GetParam())) {
    for (const int32_t id : c.ids) {
      ASSERT_LT(id, tokenizer_->vocab_size());
      EXPECT_FALSE(tokenizer_->piece(id).empty());
    }
  }
  for (const int64_t id : {int64_t{-1}, tokenizer_->vocab_size()}) {
    const auto error = test::error_of([&] { tokenizer_->piece(static_cast<int32_t>(id)); });
    EXPECT_TRUE(error.thrown);
    EXPECT_EQ(error.code, ErrorCode::invalid_argument);
    EXPECT_EQ(tokenizer_->decode({static_cast<int32_t>(id)}), "");
  }
}

TEST_P(TokenizerGolden, ManyThreadsShareOne) {
  const std::vector<TokenizerCase> cases = test::tokenizer_cases(GetParam());
  std::vector<int> wrong(4);
  {
    std::vector<std::jthread> threads;
    for (int& count : wrong) {
      threads.emplace_back([&] {
        for (const TokenizerCase& c : cases) {
          count += tokenizer_->encode(c.text) != c.ids || tokenizer_->decode(c.ids) != c.decoded;
        }
      });
    }
  }
  EXPECT_EQ(wrong, std::vector<int>(4));
}

TEST_P(TokenizerGolden, TakesTimeInProportionToTheText) {
  const auto seconds = [&](const std::string& text) {
    const auto start = std::chrono::steady_clock::now();
    const size_t size = tokenizer_->encode(text).size();
    EXPECT_LE(size, text.size() * 3 + 2);  // no more than a token a byte of U+FFFD
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  // Quadratic time would be minutes: one pre-token as long as the text, white space that backtracks, bytes that are no
  // UTF-8.
  for (const std::string unit : {"a", "ab", "the", " ", " \n", "=", "7", "\xE6\xBC\xA2", "\xFF", "<|endoftext|"}) {
    std::string text;
    while (text.size() < 300'000) text += unit;
    EXPECT_LT(seconds(text), 5.0) << testing::PrintToString(unit);
  }
}

INSTANTIATE_TEST_SUITE_P(All, TokenizerGolden,
                         testing::Values("gpt2", "smollm2", "llama3", "qwen2", "llama2", "mistral", "metaspace",
                                         "unknown", "unknown_fused", "sentencepiece", "sentencepiece_rules"),
                         [](const auto& param) { return std::string(param.param); });

TEST(Tokenizer, SaysWhatItIs) {
  const auto describe = [](const char* name) { return open_tokenizer(test::tokenizer_data() / name)->describe(); };
  EXPECT_EQ(describe("gpt2"), "byte-level BPE (gpt2)");
  EXPECT_EQ(describe("smollm2"), "byte-level BPE (smollm)");
  EXPECT_EQ(describe("llama3"), "byte-level BPE (llama3)");
  EXPECT_EQ(describe("qwen2"), "byte-level BPE (qwen2)");
  EXPECT_EQ(describe("llama2"), "Metaspace BPE");
  EXPECT_EQ(describe("mistral"), "Metaspace BPE");
  EXPECT_EQ(describe("sentencepiece"), "SentencePiece BPE");
}

TEST(Tokenizer, StoresPiecesAsTheVocabularySpellsThem) {
  EXPECT_EQ(open_tokenizer(test::tokenizer_data() / "smollm2")->piece(0), "<|endoftext|>");
  EXPECT_EQ(open_tokenizer(test::tokenizer_data() / "llama2")->piece(3 + 0x0A), "<0x0A>");
  EXPECT_EQ(open_tokenizer(test::tokenizer_data() / "sentencepiece")->piece(1), "<s>");
}

}  // namespace
}  // namespace calm
