#include "model/tokenizer_components.h"

#include <gtest/gtest.h>

#include "calm/error.h"
#include "support/error_of.h"
#include "tokenizer_cases.h"

namespace calm {
namespace {

using nlohmann::json;

std::vector<json> components(const std::string& kind) {
  std::vector<json> found;
  const json root = test::read_json(test::tokenizer_data() / "components.json");
  for (const json& entry : root.at("components")) {
    if (entry.at("kind") == kind) found.push_back(entry);
  }
  return found;
}

TEST(TokenizerComponents, NormalizersEqualHuggingFace) {
  const std::vector<json> entries = components("normalizer");
  ASSERT_GE(entries.size(), 15u);
  for (const json& entry : entries) {
    const auto steps = parse_normalizer(entry.at("spec"), "tokenizer.json");
    for (const json& c : entry.at("cases")) {
      bool at_start = true;
      const std::string in = c[0];
      EXPECT_EQ(run(steps, in, at_start), c[1].is_null() ? in : c[1].get<std::string>())
          << entry["spec"] << " on " << c[0];
    }
  }
}

TEST(TokenizerComponents, PreTokenizersEqualHuggingFace) {
  const std::vector<json> entries = components("pre_tokenizer");
  ASSERT_GE(entries.size(), 60u);
  for (const json& entry : entries) {
    const auto steps = parse_pre_tokenizer(entry.at("spec"), "tokenizer.json");
    for (const json& c : entry.at("cases")) {
      Pieces pieces{c[0], {}};
      pieces.spans.push_back({0, pieces.text.size(), true});
      for (const PreTokenizerStep& step : steps) step(pieces);
      std::vector<std::string> parts;
      for (const Pieces::Span& span : pieces.spans) parts.emplace_back(pieces.view(span));
      EXPECT_EQ(parts, c[1].get<std::vector<std::string>>()) << entry["spec"] << " on " << c[0];
    }
  }
}

TEST(TokenizerComponents, DecodersEqualHuggingFace) {
  const std::vector<json> entries = components("decoder");
  ASSERT_GE(entries.size(), 11u);
  for (const json& entry : entries) {
    const auto steps = parse_decoder(entry.at("spec"), "tokenizer.json");
    for (const json& c : entry.at("cases")) {
      std::vector<std::string> tokens = c[0];
      for (const DecoderStep& step : steps) step(tokens);
      std::string text;
      for (const std::string& token : tokens) text += token;
      EXPECT_EQ(text, c[1].get<std::string>()) << entry["spec"] << " on " << c[0];
    }
  }
}

TEST(TokenizerComponents, UnknownOnesAreNamed) {
  const auto refusal = [](const auto& parse, const char* spec) {
    const auto error = test::error_of([&] { parse(json::parse(spec), "dir/tokenizer.json"); });
    EXPECT_EQ(error.code, ErrorCode::unsupported) << spec;
    EXPECT_NE(error.message.find("dir/tokenizer.json"), std::string::npos) << error.message;
    return error.message;
  };
  EXPECT_NE(refusal(parse_normalizer, R"({"type":"Precompiled","precompiled_charsmap":""})").find("\"Precompiled\""),
            std::string::npos);
  EXPECT_NE(refusal(parse_normalizer, R"({"type":"Sequence","normalizers":[{"type":"Nmt"}]})").find("\"Nmt\""),
            std::string::npos);
  EXPECT_NE(refusal(parse_pre_tokenizer, R"({"type":"BertPreTokenizer"})").find("\"BertPreTokenizer\""),
            std::string::npos);
  EXPECT_NE(refusal(parse_decoder, R"({"type":"WordPiece"})").find("\"WordPiece\""), std::string::npos);
  const char* const word = R"({"type":"Split","pattern":{"Regex":"\\w+"},"behavior":"Isolated","invert":false})";
  EXPECT_NE(refusal(parse_pre_tokenizer, word).find("\\w"), std::string::npos);
}

}  // namespace
}  // namespace calm
