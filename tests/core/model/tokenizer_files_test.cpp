#include <gtest/gtest.h>

#include "calm/error.h"
#include "model/tokenizer.h"
#include "support/error_of.h"
#include "support/files.h"
#include "support/temp_folder.h"
#include "tokenizer_cases.h"

namespace calm {
namespace {

using nlohmann::json;
using test::error_of;

class TokenizerFiles : public testing::Test {
 protected:
  test::ErrorOf open() {
    return error_of([&] { open_tokenizer(folder_.path()); });
  }
  /// Writes tokenizer.json, opens it, and checks that the error names it.
  test::ErrorOf open(const json& root) {
    test::write_file(folder_ / "tokenizer.json", root.dump());
    const test::ErrorOf error = open();
    EXPECT_TRUE(error.thrown) << root.dump().substr(0, 300);
    EXPECT_NE(error.message.find((folder_ / "tokenizer.json").string()), std::string::npos) << error.message;
    return error;
  }
  void write(const std::string& name, const json& content) { test::write_file(folder_ / name, content.dump()); }

  test::TempFolder folder_;
  json good_ = test::read_json(test::tokenizer_data() / "smollm2" / "tokenizer.json");
};

TEST_F(TokenizerFiles, NoTokenizerNamesTheFolder) {
  const auto error = open();
  EXPECT_EQ(error.code, ErrorCode::not_found);
  EXPECT_NE(error.message.find(folder_.path().string()), std::string::npos) << error.message;
}

TEST_F(TokenizerFiles, BrokenJson) {
  for (const char* text :
       {"", "{", "[1,2]", "{\"model\":3}", "{\"model\":{\"type\":7}}", "\xFF\xFE", "{\"model\":{\"vocab\":{}"}) {
    test::write_file(folder_ / "tokenizer.json", text);
    const auto error = open();
    EXPECT_EQ(error.code, ErrorCode::bad_format) << text;
    EXPECT_NE(error.message.find("tokenizer.json"), std::string::npos) << error.message;
  }
}

TEST_F(TokenizerFiles, IncompleteOrContradictoryModels) {
  const auto with = [&](const char* pointer, const json& value) {
    json root = good_;
    root[json::json_pointer(pointer)] = value;
    return open(root);
  };
  const auto without = [&](const char* key) {
    json root = good_;
    root["model"].erase(key);
    return open(root);
  };
  EXPECT_NE(without("merges").message.find("\"merges\""), std::string::npos);
  EXPECT_NE(without("vocab").message.find("\"vocab\""), std::string::npos);
  EXPECT_EQ(with("/model/vocab", json::object()).code, ErrorCode::bad_format);
  EXPECT_EQ(with("/model/vocab", json::array({1})).code, ErrorCode::bad_format);
  EXPECT_EQ(with("/model/merges", "a b").code, ErrorCode::bad_format);
  EXPECT_EQ(with("/model/merges/0", "onlyone").code, ErrorCode::bad_format);
  EXPECT_EQ(with("/model/merges/0", "a b c").code, ErrorCode::bad_format);
  EXPECT_EQ(with("/model/merges/0", json::array({"a", 1})).code, ErrorCode::bad_format);
  const auto unknown = with("/model/merges/0", json::array({"a", "nowhere"}));
  EXPECT_EQ(unknown.code, ErrorCode::bad_format);
  EXPECT_NE(unknown.message.find("\"nowhere\""), std::string::npos) << unknown.message;
  for (const json& id : {json(-1), json(int64_t{1} << 40), json(5), json(1.5), json("7")}) {  // 5 is another token's
    EXPECT_EQ(with("/model/vocab/a", id).code, ErrorCode::bad_format) << id;
  }
  EXPECT_EQ(with("/added_tokens/1/id", -3).code, ErrorCode::bad_format);
  EXPECT_EQ(with("/added_tokens/1/id", 5).code, ErrorCode::bad_format);
  EXPECT_EQ(with("/added_tokens/0", json::object()).code, ErrorCode::bad_format);
  EXPECT_EQ(with("/model/unk_token", "<none>").code, ErrorCode::bad_format);
}

TEST_F(TokenizerFiles, UnsupportedPartsAreNamed) {
  const auto refusal = [&](const char* pointer, const json& value, const char* name) {
    json root = good_;
    root[json::json_pointer(pointer)] = value;
    const auto error = open(root);
    EXPECT_EQ(error.code, ErrorCode::unsupported) << error.message;
    EXPECT_NE(error.message.find(name), std::string::npos) << error.message;
  };
  refusal("/model/type", "Unigram", "\"Unigram\"");
  refusal("/model/type", "WordPiece", "\"WordPiece\"");
  refusal("/model/continuing_subword_prefix", "##", "continuing_subword_prefix");
  refusal("/model/end_of_word_suffix", "</w>", "end_of_word_suffix");
  refusal("/model/dropout", 0.1, "dropout");
  refusal("/normalizer", {{"type", "BertNormalizer"}}, "\"BertNormalizer\"");
  refusal("/pre_tokenizer", {{"type", "Punctuation"}}, "\"Punctuation\"");
  refusal("/decoder", {{"type", "CTC"}}, "\"CTC\"");
  refusal("/post_processor", {{"type", "Other"}}, "\"Other\"");
}

TEST_F(TokenizerFiles, BosAndEosComeFromTheFilesBeside) {
  write("tokenizer.json", good_);
  const auto ids = [&] {
    const auto tokenizer = open_tokenizer(folder_.path());
    return std::pair(tokenizer->bos(), tokenizer->eos());
  };
  using Ids = std::pair<std::optional<int32_t>, std::optional<int32_t>>;
  const int32_t a = good_["model"]["vocab"]["a"], mask = good_["added_tokens"][1]["id"];
  EXPECT_EQ(ids(), Ids());
  write("config.json", {{"bos_token_id", 7}, {"eos_token_id", {8, 9}}});
  EXPECT_EQ(ids(), Ids(7, 8));
  write("special_tokens_map.json", {{"bos_token", {{"content", "<|endoftext|>"}}}});
  EXPECT_EQ(ids(), Ids(0, 8));
  write("tokenizer_config.json", {{"bos_token", "a"}, {"eos_token", {{"content", "<mask>"}, {"lstrip", true}}}});
  EXPECT_EQ(ids(), Ids(a, mask));
  write("tokenizer_config.json", {{"bos_token", nullptr}, {"eos_token", "<nowhere>"}});
  EXPECT_EQ(ids(), Ids());
  test::write_file(folder_ / "tokenizer_config.json", "{");
  EXPECT_EQ(open().code, ErrorCode::bad_format);
}

TEST_F(TokenizerFiles, TokenizerModelAloneIsEnough) {
  const std::string model = test::read_file(test::tokenizer_data() / "sentencepiece" / "tokenizer.model");
  test::write_file(folder_ / "tokenizer.model", model);
  auto tokenizer = open_tokenizer(folder_.path());
  EXPECT_EQ(tokenizer->bos(), 1);
  EXPECT_EQ(tokenizer->eos(), 2);
  EXPECT_EQ(tokenizer->encode("", true), std::vector<int32_t>{1});
  EXPECT_EQ(tokenizer->decode(tokenizer->encode("<s>")), "<s>");  // text stays text
  write("tokenizer_config.json", {{"add_bos_token", false}});
  EXPECT_EQ(open_tokenizer(folder_.path())->encode("", true), std::vector<int32_t>{});
  write("tokenizer.json", good_);  // which comes first
  EXPECT_EQ(open_tokenizer(folder_.path())->describe(), "byte-level BPE (smollm)");
}

TEST_F(TokenizerFiles, BrokenTokenizerModel) {
  const std::string model = test::read_file(test::tokenizer_data() / "sentencepiece" / "tokenizer.model");
  for (const std::string& bytes : {std::string(), std::string("{}"), std::string(300, '\xFF'),
                                   model.substr(0, model.size() / 2), model.substr(0, 3)}) {
    test::write_file(folder_ / "tokenizer.model", bytes);
    const auto error = open();
    EXPECT_EQ(error.code, ErrorCode::bad_format) << bytes.size();
    EXPECT_NE(error.message.find("tokenizer.model"), std::string::npos) << error.message;
  }
}

TEST_F(TokenizerFiles, EncodesBytesThatAreNoUtf8) {
  for (const char* name : {"smollm2", "qwen2", "llama2", "sentencepiece"}) {
    const auto tokenizer = open_tokenizer(test::tokenizer_data() / name);
    const std::string r = "\xEF\xBF\xBD";
    EXPECT_EQ(tokenizer->encode("a\xFF"
                                "b\xE6\xBC"),
              tokenizer->encode("a" + r + "b" + r))
        << name;
  }
}

TEST(TokenizerShared, RealTokenizersEqualTheReference) {
  const std::filesystem::path folder = std::filesystem::path(CALM_SHARED_DIR) / "data/tokenizers";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no tokenizers under " << folder;
  const json all = test::read_json(folder / "cases.json");
  for (const auto& [name, cases] : all.items()) {
    const auto tokenizer = open_tokenizer(folder / name);
    for (const json& c : cases) {
      EXPECT_EQ(tokenizer->encode(c["text"].get<std::string>()), c["ids"].get<std::vector<int32_t>>())
          << name << c["text"];
      EXPECT_EQ(tokenizer->decode(c["ids"]), c["decoded"].get<std::string>()) << name << c["text"];
    }
  }
}

}  // namespace
}  // namespace calm
