#pragma once

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace calm::test {

/// tests/data/tokenizers, made by its make_goldens.py.
inline std::filesystem::path tokenizer_data() {
  return std::filesystem::path(CALM_TEST_DATA_DIR) / "tokenizers";
}

inline nlohmann::json read_json(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return nlohmann::json::parse(in);
}

struct TokenizerCase {
  std::string text;
  std::vector<int32_t> ids;
  std::string decoded;
  std::string skipped;  // decoded without special tokens
};

inline std::vector<TokenizerCase> tokenizer_cases(const std::string& name) {
  const nlohmann::json texts = read_json(tokenizer_data() / "texts.json").at("texts");
  const nlohmann::json rows = read_json(tokenizer_data() / name / "cases.json").at("cases");
  std::vector<TokenizerCase> cases;
  for (size_t i = 0; i < rows.size(); ++i) {
    TokenizerCase c{texts.at(i), rows[i].at(0), {}, {}};
    c.decoded = rows[i].at(1).is_null() ? c.text : rows[i].at(1).get<std::string>();
    c.skipped = rows[i].at(2).is_null() ? c.decoded : rows[i].at(2).get<std::string>();
    cases.push_back(std::move(c));
  }
  return cases;
}

inline std::vector<int32_t> tokenizer_prefix(const std::string& name) {
  return read_json(tokenizer_data() / name / "cases.json").at("prefix");
}

}  // namespace calm::test
