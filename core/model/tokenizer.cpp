#include "model/tokenizer.h"

#include <fstream>
#include <sstream>

#include "calm/error.h"
#include "model/tokenizer_pipeline.h"

namespace calm {
namespace {

using nlohmann::json;

json read_json(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return json::object();
  try {
    return json::parse(read_text_file(file));
  } catch (const json::parse_error& error) {
    throw Error(ErrorCode::bad_format, file.string() + " is not valid JSON: " + error.what());
  }
}

/// "<s>" or {"content": "<s>", ...}; true where the key is there, be it null.
bool read_name(const json& config, const char* key, std::optional<std::string>& name) {
  if (!config.is_object() || !config.contains(key)) return false;
  const json& value = config[key];
  if (value.is_string()) name = value.get<std::string>();
  if (value.is_object() && value.contains("content") && value["content"].is_string())
    name = value["content"].get<std::string>();
  return true;
}

std::optional<int32_t> read_id(const json& config, const char* key) {
  if (!config.is_object() || !config.contains(key)) return std::nullopt;
  const json& value = config[key];
  if (value.is_number_integer()) return value.get<int32_t>();
  if (value.is_array() && !value.empty() && value[0].is_number_integer()) return value[0].get<int32_t>();
  return std::nullopt;
}

}  // namespace

std::string read_text_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorCode::io, file.string() + " cannot be read; check that it exists and its permissions");
  std::ostringstream text;
  text << in.rdbuf();
  if (in.bad()) throw Error(ErrorCode::io, file.string() + " cannot be read to its end");
  return std::move(text).str();
}

SpecialTokens read_special_tokens(const std::filesystem::path& folder) {
  SpecialTokens special;
  const json tokenizer = read_json(folder / "tokenizer_config.json");
  const json map = read_json(folder / "special_tokens_map.json");
  const json model = read_json(folder / "config.json");
  if (tokenizer.is_object() && tokenizer.contains("add_bos_token") && tokenizer["add_bos_token"].is_boolean()) {
    special.add_bos = tokenizer["add_bos_token"].get<bool>();
  }
  // An explicit null in a tokenizer's file means that there is none, whatever config.json says.
  if (!read_name(tokenizer, "bos_token", special.bos) && !read_name(map, "bos_token", special.bos)) {
    special.bos_id = read_id(model, "bos_token_id");
  }
  if (!read_name(tokenizer, "eos_token", special.eos) && !read_name(map, "eos_token", special.eos)) {
    special.eos_id = read_id(model, "eos_token_id");
  }
  return special;
}

std::unique_ptr<Tokenizer> open_tokenizer(const std::filesystem::path& folder) {
  if (std::filesystem::exists(folder / "tokenizer.json")) return open_tokenizer_json(folder / "tokenizer.json");
  if (std::filesystem::exists(folder / "tokenizer.model")) return open_sentencepiece(folder / "tokenizer.model");
  throw Error(ErrorCode::not_found,
              folder.string() +
                  " has neither a tokenizer.json nor a tokenizer.model; copy the one that came with the model into it");
}

}  // namespace calm
