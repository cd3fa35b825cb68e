#include <gtest/gtest.h>

#include <cstdlib>

#include "calm/error.h"
#include "model/tokenizer.h"
#include "storage/gguf.h"
#include "support/error_of.h"
#include "support/files.h"
#include "tokenizer_cases.h"

namespace calm {
namespace {

using nlohmann::json;

/// Metadata without a file.
class FakeGguf final : public GgufFile {
 public:
  FakeGguf() { path_ = "fake.gguf"; }
  const std::map<std::string, GgufValue>& metadata() const override { return values; }
  std::span<const std::byte> raw(const TensorInfo&) const override { return {}; }

  std::map<std::string, GgufValue> values;
};

/// What llama.cpp's converter would store of a golden tokenizer.json.
FakeGguf byte_level(const std::string& name, const std::string& pre) {
  const json root = test::read_json(test::tokenizer_data() / name / "tokenizer.json");
  std::vector<std::string> tokens(root["model"]["vocab"].size() + root["added_tokens"].size() - 1);  // one is in both
  std::vector<int64_t> types(tokens.size(), 1);
  for (const auto& [token, id] : root["model"]["vocab"].items()) tokens.at(id) = token;
  for (const json& added : root["added_tokens"]) {
    tokens.at(added["id"]) = added["content"];
    types.at(added["id"]) = added["special"] ? 3 : 4;
  }
  std::vector<std::string> merges;
  for (const json& merge : root["model"]["merges"]) {
    merges.push_back(merge.is_string() ? merge.get<std::string>()
                                       : merge[0].get<std::string>() + " " + merge[1].get<std::string>());
  }
  FakeGguf file;
  file.values = {{"tokenizer.ggml.model", std::string("gpt2")},
                 {"tokenizer.ggml.pre", pre},
                 {"tokenizer.ggml.tokens", tokens},
                 {"tokenizer.ggml.token_type", types},
                 {"tokenizer.ggml.merges", merges},
                 {"tokenizer.ggml.bos_token_id", uint64_t{0}},
                 {"tokenizer.ggml.eos_token_id", uint64_t{0}}};
  return file;
}

FakeGguf sentencepiece() {
  std::vector<std::string> tokens;
  std::vector<double> scores;
  std::vector<int64_t> types;
  const json root = test::read_json(test::tokenizer_data() / "sentencepiece" / "pieces.json");
  for (const json& piece : root.at("pieces")) {
    tokens.push_back(piece[0]);
    scores.push_back(piece[1]);
    types.push_back(piece[2]);
  }
  FakeGguf file;
  file.values = {{"tokenizer.ggml.model", std::string("llama")},
                 {"tokenizer.ggml.tokens", tokens},
                 {"tokenizer.ggml.scores", scores},
                 {"tokenizer.ggml.token_type", types},
                 {"tokenizer.ggml.bos_token_id", uint64_t{1}},
                 {"tokenizer.ggml.eos_token_id", uint64_t{2}}};
  return file;
}

/// GGUF does not keep how an added token treats its surroundings.
bool depends_on_flags(const std::string& text) {
  for (const char* token : {"<mask>", "<rstrip>", "[word]", "<Caf"}) {
    if (text.find(token) != std::string::npos) return true;
  }
  return false;
}

TEST(TokenizerGguf, ByteLevelEqualsTokenizerJson) {
  const std::pair<const char*, const char*> pairs[] = {
      {"smollm2", "smollm"}, {"llama3", "llama-bpe"}, {"llama3", "llama3"}, {"llama3", "llama-v3"},
      {"qwen2", "qwen2"},    {"gpt2", "default"},     {"gpt2", "gpt-2"}};
  for (const auto& [name, pre] : pairs) {
    const std::unique_ptr<Tokenizer> tokenizer = open_tokenizer(byte_level(name, pre));
    int compared = 0;
    for (const test::TokenizerCase& c : test::tokenizer_cases(name)) {
      if (depends_on_flags(c.text)) continue;
      EXPECT_EQ(tokenizer->encode(c.text), c.ids) << pre << " " << testing::PrintToString(c.text);
      EXPECT_EQ(tokenizer->decode(c.ids), c.decoded) << pre << " " << testing::PrintToString(c.text);
      EXPECT_EQ(tokenizer->decode(c.ids, true), c.skipped) << pre << " " << testing::PrintToString(c.text);
      ++compared;
    }
    EXPECT_GT(compared, 80);
    EXPECT_EQ(tokenizer->bos(), 0);
    EXPECT_EQ(tokenizer->eos(), 0);
  }
}

TEST(TokenizerGguf, BosFollowsTheMetadataThenThePreTokenizer) {
  const auto prefix = [](FakeGguf file) { return open_tokenizer(file)->encode("", true); };
  EXPECT_EQ(prefix(byte_level("llama3", "llama-bpe")), std::vector<int32_t>{0});
  EXPECT_EQ(prefix(byte_level("smollm2", "smollm")), std::vector<int32_t>{});
  FakeGguf file = byte_level("smollm2", "smollm");
  file.values["tokenizer.ggml.add_bos_token"] = true;
  EXPECT_EQ(prefix(file), std::vector<int32_t>{0});
  file = sentencepiece();
  EXPECT_EQ(prefix(file), std::vector<int32_t>{1});
  file.values["tokenizer.ggml.add_bos_token"] = false;
  EXPECT_EQ(prefix(file), std::vector<int32_t>{});
}

TEST(TokenizerGguf, SentencePieceEqualsTokenizerModel) {
  const std::unique_ptr<Tokenizer> tokenizer = open_tokenizer(sentencepiece());
  for (const test::TokenizerCase& c : test::tokenizer_cases("sentencepiece")) {
    EXPECT_EQ(tokenizer->encode(c.text), c.ids) << testing::PrintToString(c.text);
    EXPECT_EQ(tokenizer->decode(c.ids), c.decoded) << testing::PrintToString(c.text);
  }
  EXPECT_EQ(tokenizer->describe(), "SentencePiece BPE");
  EXPECT_EQ(tokenizer->bos(), 1);
  EXPECT_EQ(tokenizer->eos(), 2);
}

TEST(TokenizerGguf, SpacePrefixIsHonoured) {
  FakeGguf file = sentencepiece();
  const std::vector<int32_t> with = open_tokenizer(file)->encode("the");
  file.values["tokenizer.ggml.add_space_prefix"] = false;
  const std::unique_ptr<Tokenizer> without = open_tokenizer(file);
  EXPECT_EQ(without->encode(" the"), with);
  EXPECT_NE(without->encode("the"), with);
}

TEST(TokenizerGguf, BadMetadataIsNamed) {
  const auto failure = [](FakeGguf file, const char* key, std::optional<GgufValue> value) {
    if (value) {
      file.values[key] = *value;
    } else {
      file.values.erase(key);
    }
    const auto error = test::error_of([&] { open_tokenizer(file); });
    EXPECT_TRUE(error.thrown) << key;
    EXPECT_NE(error.message.find("fake.gguf"), std::string::npos) << error.message;
    return error;
  };
  const FakeGguf good = byte_level("smollm2", "smollm");
  EXPECT_NE(failure(good, "tokenizer.ggml.model", {}).message.find("tokenizer.ggml.model"), std::string::npos);
  EXPECT_EQ(failure(good, "tokenizer.ggml.model", std::string("bert")).code, ErrorCode::unsupported);
  const auto pre = failure(good, "tokenizer.ggml.pre", std::string("deepseek-llm"));
  EXPECT_EQ(pre.code, ErrorCode::unsupported);
  EXPECT_NE(pre.message.find("deepseek-llm"), std::string::npos) << pre.message;
  EXPECT_EQ(failure(good, "tokenizer.ggml.merges", {}).code, ErrorCode::bad_format);
  EXPECT_EQ(failure(good, "tokenizer.ggml.merges", std::vector<std::string>{"nonsense"}).code, ErrorCode::bad_format);
  EXPECT_EQ(failure(good, "tokenizer.ggml.merges", std::vector<std::string>{"a nope"}).code, ErrorCode::bad_format);
  EXPECT_EQ(failure(good, "tokenizer.ggml.tokens", {}).code, ErrorCode::bad_format);
  EXPECT_EQ(failure(good, "tokenizer.ggml.token_type", std::vector<int64_t>{1}).code, ErrorCode::bad_format);
  EXPECT_EQ(failure(good, "tokenizer.ggml.bos_token_id", uint64_t{100000}).code, ErrorCode::bad_format);
  const FakeGguf pieces = sentencepiece();
  EXPECT_EQ(failure(pieces, "tokenizer.ggml.scores", {}).code, ErrorCode::bad_format);
  EXPECT_EQ(failure(pieces, "tokenizer.ggml.tokens", std::vector<std::string>(900, "twice")).code,
            ErrorCode::bad_format);
}

TEST(TokenizerGguf, DefaultModelEqualsItsTokenizerJson) {
  const char* const home = std::getenv("HOME");
  const std::filesystem::path model =
      std::filesystem::path(home ? home : "") / ".cache/calm-workbench/models/SmolLM2-135M-Instruct.Q4_1.gguf";
  const std::filesystem::path shared = std::filesystem::path(CALM_SHARED_DIR) / "data";
  if (!std::filesystem::exists(model)) GTEST_SKIP() << "the default model is not at " << model;
  if (!std::filesystem::exists(shared / "tokenizers/smollm2"))
    GTEST_SKIP() << "no SmolLM2 tokenizer.json under " << shared;
  const auto file = open_gguf(model);
  const auto gguf = open_tokenizer(*file), folder = open_tokenizer(shared / "tokenizers/smollm2");
  const std::string text = test::read_file(shared / "wiki.test.raw");
  const std::vector<int32_t> ids = gguf->encode(text);
  EXPECT_EQ(ids, folder->encode(text));
  EXPECT_EQ(gguf->decode(ids), text);
}

}  // namespace
}  // namespace calm
