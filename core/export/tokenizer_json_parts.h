#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace calm {

/// An entry of tokenizer.json's added_tokens, matched wherever the text has it.
inline nlohmann::ordered_json added_token(size_t id, const std::string& content, bool special) {
  return {{"id", id},        {"content", content},  {"single_word", false}, {"lstrip", false},
          {"rstrip", false}, {"normalized", false}, {"special", special}};
}

/// A model's "vocab": the ids by token, in their order; of a token that is there twice the first.
inline nlohmann::ordered_json vocabulary_object(const std::vector<std::string>& tokens) {
  std::unordered_set<std::string_view> seen;
  nlohmann::ordered_json::object_t result;
  result.reserve(tokens.size());
  for (size_t id = 0; id < tokens.size(); ++id) {
    // Its own insertion looks through all keys: minutes for a large vocabulary.
    if (seen.insert(tokens[id]).second) result.emplace_back(tokens[id], id);
  }
  return result;
}

/// The post_processor that puts one token in front of every text.
inline nlohmann::ordered_json first_token_template(const std::string& token, int64_t id) {
  using nlohmann::ordered_json;
  const ordered_json first = {{"SpecialToken", {{"id", token}, {"type_id", 0}}}};
  const ordered_json second = {{"SpecialToken", {{"id", token}, {"type_id", 1}}}};
  const ordered_json a = {{"Sequence", {{"id", "A"}, {"type_id", 0}}}};
  const ordered_json b = {{"Sequence", {{"id", "B"}, {"type_id", 1}}}};
  return {{"type", "TemplateProcessing"},
          {"single", ordered_json::array({first, a})},
          {"pair", ordered_json::array({first, a, second, b})},
          {"special_tokens", {{token, {{"id", token}, {"ids", {id}}, {"tokens", {token}}}}}}};
}

}  // namespace calm
