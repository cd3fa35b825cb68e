#include "model/chat.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "calm/error.h"
#include "calm/model.h"
#include "support/error_of.h"
#include "support/files.h"
#include "support/temp_folder.h"
#include "tokenizer_cases.h"

namespace calm {
namespace {

using nlohmann::json;

std::filesystem::path data() {
  return std::filesystem::path(CALM_TEST_DATA_DIR) / "chat";
}

/// A tokenizer of tests/data/tokenizers with the family's special tokens, and its template, as a folder.
void write_family(const std::filesystem::path& folder, const std::string& name) {
  const json config = test::read_json(data() / name / "tokenizer_config.json");
  json tokenizer = test::read_json(test::tokenizer_data() / config["base"].get<std::string>() / "tokenizer.json");
  int64_t next = 0;
  for (const auto& [token, id] : tokenizer["model"]["vocab"].items()) next = std::max(next, id.get<int64_t>() + 1);
  for (const json& token : tokenizer["added_tokens"]) next = std::max(next, token["id"].get<int64_t>() + 1);
  for (const json& token : config["added"]) {
    tokenizer["added_tokens"].push_back({{"id", next++},
                                         {"content", token},
                                         {"single_word", false},
                                         {"lstrip", false},
                                         {"rstrip", false},
                                         {"normalized", false},
                                         {"special", true}});
  }
  test::write_file(folder / "tokenizer.json", tokenizer.dump());
  test::write_file(folder / "tokenizer_config.json", config.dump());
}

void expect_cases(const Tokenizer& tokenizer, const ChatTemplate& chat, const json& cases) {
  ASSERT_GT(cases.size(), 5u);
  for (const json& entry : cases) {
    const ChatPrompt prompt =
        format_chat(tokenizer, chat, entry["system"].get<std::string>(), entry["user"].get<std::string>());
    EXPECT_TRUE(prompt.formatted);
    EXPECT_EQ(prompt.text, entry["text"].get<std::string>());
    EXPECT_EQ(prompt.ids, entry["ids"].get<std::vector<int32_t>>()) << entry["text"];
  }
}

class ChatFamilies : public testing::TestWithParam<std::pair<const char*, ChatStyle>> {};

TEST_P(ChatFamilies, EqualTransformers) {
  const test::TempFolder folder;
  write_family(folder.path(), GetParam().first);
  const ChatTemplate chat = read_chat_template(folder.path());
  EXPECT_EQ(chat.style, GetParam().second);
  const auto tokenizer = open_tokenizer(folder.path());
  expect_cases(*tokenizer, chat, test::read_json(data() / GetParam().first / "cases.json"));
  const ChatPrompt prompt = format_chat(*tokenizer, chat, "", "Hello!");
  ASSERT_EQ(prompt.stop_ids.size(), 1u);
  EXPECT_EQ(prompt.stop_ids[0], tokenizer->eos()) << "each of these families ends a turn with its eos";
}

INSTANTIATE_TEST_SUITE_P(
    All, ChatFamilies,
    testing::Values(std::pair("chatml", ChatStyle::chatml), std::pair("chatml_default", ChatStyle::chatml),
                    std::pair("llama3", ChatStyle::llama3), std::pair("llama31", ChatStyle::llama3),
                    std::pair("mistral1", ChatStyle::mistral), std::pair("mistral3", ChatStyle::mistral),
                    std::pair("mistral_tekken", ChatStyle::mistral), std::pair("mistral_system", ChatStyle::mistral),
                    std::pair("llama2", ChatStyle::mistral)),
    [](const auto& family) { return std::string(family.param.first); });

TEST(Chat, SmolLM2sOwnTokenizerEqualsTransformers) {
  const auto folder = std::filesystem::path(CALM_SHARED_DIR) / "data" / "tokenizers" / "smollm2";
  if (!std::filesystem::exists(folder / "tokenizer.json")) GTEST_SKIP() << "SmolLM2's tokenizer is not at " << folder;
  const ChatTemplate chat = read_chat_template(folder);
  EXPECT_EQ(chat.style, ChatStyle::chatml);
  EXPECT_EQ(chat.default_system, "You are a helpful AI assistant named SmolLM, trained by Hugging Face");
  expect_cases(*open_tokenizer(folder), chat, test::read_json(data() / "smollm2_cases.json"));
}

TEST(Chat, TheDefaultModelsGgufEqualsTransformers) {
  const char* home = std::getenv("HOME");
  const std::filesystem::path file =
      std::filesystem::path(home ? home : "") / ".cache/calm-workbench/models/SmolLM2-135M-Instruct.Q4_1.gguf";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the default model is not at " << file;
  const auto model = Model::open(file);
  const ChatTemplate chat = chat_template(*model);
  EXPECT_EQ(chat.style, ChatStyle::chatml);
  for (const json& entry : test::read_json(data() / "smollm2_cases.json")) {
    const ChatPrompt prompt =
        format_chat(*model, chat, entry["system"].get<std::string>(), entry["user"].get<std::string>());
    EXPECT_EQ(prompt.ids, entry["ids"].get<std::vector<int32_t>>()) << entry["text"];
  }
}

TEST(Chat, OtherTemplatesGoAsPlainText) {
  const auto tokenizer = open_tokenizer(test::tokenizer_data() / "mistral");
  for (const char* source : {"", "<start_of_turn>user\n{{ message['content'] }}<end_of_turn>"}) {
    const ChatTemplate chat = recognise_chat_template(source);
    EXPECT_FALSE(chat.supported());
    EXPECT_EQ(chat.style, *source ? ChatStyle::unsupported : ChatStyle::none);
    const ChatPrompt prompt = format_chat(*tokenizer, chat, "Be brief.", "Hello");
    EXPECT_FALSE(prompt.formatted);
    EXPECT_EQ(prompt.text, "Be brief.\n\nHello");
    EXPECT_EQ(prompt.ids, tokenizer->encode("Be brief.\n\nHello", true));
    EXPECT_TRUE(prompt.stop_ids.empty());
  }
}

TEST(Chat, SentencePieceControlPiecesAreCutOut) {
  // A tokenizer.model does not look for "<s>" in text: the id must come from the piece's name all the same.
  const auto tokenizer = open_tokenizer(test::tokenizer_data() / "sentencepiece");
  ASSERT_TRUE(tokenizer->bos());
  const ChatTemplate chat = recognise_chat_template("{{ bos_token }}{{ '[INST] ' + message['content'] + ' [/INST]' }}");
  const ChatPrompt prompt = format_chat(*tokenizer, chat, "", "Hello");
  std::vector<int32_t> expected = {*tokenizer->bos()};
  const std::vector<int32_t> rest = tokenizer->encode("[INST] Hello [/INST]");
  expected.insert(expected.end(), rest.begin(), rest.end());
  EXPECT_EQ(prompt.ids, expected);
}

TEST(Chat, TemplatesAreFoundWhereModelsKeepThem) {
  const test::TempFolder folder;
  EXPECT_EQ(read_chat_template(folder.path()).style, ChatStyle::none);
  const std::string chatml = "<|im_start|>{{ role }}<|im_end|>";
  test::write_file(
      folder / "tokenizer_config.json",
      json{{"chat_template",
            {{{"name", "tool_use"}, {"template", "[INST] [/INST]"}}, {{"name", "default"}, {"template", chatml}}}}}
          .dump());
  EXPECT_EQ(read_chat_template(folder.path()).source, chatml);
  test::write_file(folder / "chat_template.jinja", "[INST] {{ content }} [/INST]");
  EXPECT_EQ(read_chat_template(folder.path()).style, ChatStyle::mistral);
  std::filesystem::remove(folder / "chat_template.jinja");
  test::write_file(folder / "tokenizer_config.json", "{\"chat_template\": ");
  const auto error = test::error_of([&] { read_chat_template(folder.path()); });
  EXPECT_EQ(error.code, ErrorCode::bad_format);
  EXPECT_NE(error.message.find("tokenizer_config.json"), std::string::npos);
}

}  // namespace
}  // namespace calm
