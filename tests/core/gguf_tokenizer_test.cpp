#include "export/gguf_tokenizer.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/model/tokenizer_cases.h"
#include "model/tokenizer.h"
#include "storage/gguf.h"
#include "storage/gguf_writer.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const char* const kTexts[] = {"the cat and the hat", "  12345 x+=1;\n\n\tif", "<|endoftext|>a<|endoftext|>",
                              "caf\xC3\xA9 \xF0\x9F\x98\x80 \xE4\xBD\xA0\xE5\xA5\xBD", ""};

void expect_same_ids(const GgufFile& file, const fs::path& folder) {
  const auto from_gguf = open_tokenizer(file), from_folder = open_tokenizer(folder);
  EXPECT_EQ(from_folder->bos(), from_gguf->bos());
  EXPECT_EQ(from_folder->eos(), from_gguf->eos());
  for (const char* text : kTexts) {
    for (const bool special : {false, true}) {
      SCOPED_TRACE(text);
      EXPECT_EQ(from_folder->encode(text, special), from_gguf->encode(text, special));
    }
  }
}

TEST(GgufTokenizer, AByteLevelVocabularyBecomesATokenizerJson) {
  const test::TempFolder temp;
  test::RandomModelSpec spec;
  spec.tokenizer = true;
  test::write_random_gguf_model(temp / "model.gguf", spec);
  const auto file = open_gguf(temp / "model.gguf");
  fs::create_directories(temp / "out");
  write_gguf_tokenizer(*file, temp / "out");
  expect_same_ids(*file, temp / "out");
}

TEST(GgufTokenizer, ASentencePieceVocabularyBecomesATokenizerModel) {
  const test::TempFolder temp;
  std::vector<std::string> tokens = {"<unk>", "<s>", "</s>"};
  std::vector<float> scores = {0, 0, 0};
  std::vector<int32_t> types = {2, 3, 3};
  for (int byte = 0; byte < 256; ++byte) {
    char text[8];
    std::snprintf(text, sizeof text, "<0x%02X>", byte);
    tokens.push_back(text);
    scores.push_back(0);
    types.push_back(6);
  }
  for (const char* piece : {"\xE2\x96\x81t", "he", "\xE2\x96\x81the", "at", "\xE2\x96\x81", "t", "h", "e", "a", "c"}) {
    tokens.push_back(piece);
    scores.push_back(-static_cast<float>(tokens.size()));
    types.push_back(1);
  }
  {
    GgufWriter writer(temp / "model.gguf");
    writer.set_string("general.architecture", "llama");
    writer.set_string("tokenizer.ggml.model", "llama");
    writer.set_strings("tokenizer.ggml.tokens", tokens);
    writer.set_f32s("tokenizer.ggml.scores", scores);
    writer.set_i32s("tokenizer.ggml.token_type", types);
    writer.set_u32("tokenizer.ggml.bos_token_id", 1);
    writer.set_u32("tokenizer.ggml.eos_token_id", 2);
    writer.set_u32("llama.context_length", 512);
    writer.set_string("tokenizer.chat_template", "{{ messages }}");
    writer.finish();
  }
  const auto file = open_gguf(temp / "model.gguf");
  fs::create_directories(temp / "out");
  write_gguf_tokenizer(*file, temp / "out");
  expect_same_ids(*file, temp / "out");
  std::ifstream stream(temp / "out" / "tokenizer_config.json");
  const json config = json::parse(stream);
  EXPECT_EQ(config["chat_template"], "{{ messages }}");
  EXPECT_EQ(config["bos_token"], "<s>");
  EXPECT_EQ(config["model_max_length"], 512);
}

/// The golden SentencePiece model as a GGUF keeps it.
void write_sentencepiece_gguf(const fs::path& path) {
  std::vector<std::string> tokens;
  std::vector<float> scores;
  std::vector<int32_t> types;
  const json root = test::read_json(test::tokenizer_data() / "sentencepiece" / "pieces.json");
  for (const json& piece : root.at("pieces")) {
    tokens.push_back(piece[0]);
    scores.push_back(piece[1]);
    types.push_back(piece[2]);
  }
  GgufWriter writer(path);
  writer.set_string("general.architecture", "llama");
  writer.set_string("tokenizer.ggml.model", "llama");
  writer.set_strings("tokenizer.ggml.tokens", tokens);
  writer.set_f32s("tokenizer.ggml.scores", scores);
  writer.set_i32s("tokenizer.ggml.token_type", types);
  writer.set_u32("tokenizer.ggml.bos_token_id", 1);
  writer.set_u32("tokenizer.ggml.eos_token_id", 2);
  writer.set_u32("tokenizer.ggml.unknown_token_id", 0);
  writer.finish();
}

TEST(GgufTokenizer, TheTokenizerJsonOfASentencePieceVocabularyGivesSentencePiecesIds) {
  const test::TempFolder temp;
  write_sentencepiece_gguf(temp / "model.gguf");
  const auto file = open_gguf(temp / "model.gguf");
  fs::create_directories(temp / "out");
  write_gguf_tokenizer(*file, temp / "out");
  ASSERT_TRUE(fs::exists(temp / "out" / "tokenizer.model"));
  const auto tokenizer = open_tokenizer(temp / "out");
  EXPECT_EQ(tokenizer->describe(), "Metaspace BPE");
  EXPECT_EQ(tokenizer->encode("", true), test::tokenizer_prefix("sentencepiece"));
  int compared = 0;
  for (const test::TokenizerCase& c : test::tokenizer_cases("sentencepiece")) {
    const bool control = c.text.find("<s>") != std::string::npos;
    if (control) continue;
    EXPECT_EQ(tokenizer->encode(c.text), c.ids) << testing::PrintToString(c.text);
    EXPECT_EQ(tokenizer->decode(c.ids), c.decoded) << testing::PrintToString(c.text);
    ++compared;
  }
  EXPECT_GT(compared, 90);
  // As transformers reads the folder: control tokens are parsed, and the text behind one starts anew.
  const std::vector<int32_t> text = tokenizer->encode("text");
  std::vector<int32_t> expected = {1};
  expected.insert(expected.end(), text.begin(), text.end());
  expected.push_back(2);
  EXPECT_EQ(tokenizer->encode("<s>text</s>"), expected);
}

TEST(GgufTokenizer, TheDefaultModelsVocabulary) {
  const char* home = std::getenv("HOME");
  const fs::path model = fs::path(home ? home : "") / ".cache/calm-workbench/models/SmolLM2-135M-Instruct.Q4_1.gguf";
  if (!fs::exists(model)) GTEST_SKIP() << "the default model is not in " << model << ": run packaging/run.sh";
  const test::TempFolder temp;
  const char* keep = std::getenv("CALM_KEEP_EXPORTS");
  const fs::path folder = keep ? fs::path(keep) / "tokenizer" : temp / "out";
  fs::create_directories(folder);
  const auto file = open_gguf(model);
  write_gguf_tokenizer(*file, folder);
  expect_same_ids(*file, folder);
}

}  // namespace
}  // namespace calm
