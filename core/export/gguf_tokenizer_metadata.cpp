#include "export/gguf_tokenizer_metadata.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "calm/error.h"
#include "model/tokenizer_sentencepiece.h"
#include "session/atomic_file.h"
#include "session/json_field.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Vocabulary {
  std::vector<std::string> tokens;
  std::vector<int64_t> types;
  std::vector<double> scores;  // SentencePiece

  void put(int64_t id, const std::string& token, int type) {
    const auto i = static_cast<size_t>(id);
    if (i >= tokens.size()) return;
    tokens[i] = token;
    types[i] = type;
  }
};

Vocabulary padding(int64_t size) {
  Vocabulary result;
  for (int64_t id = 0; id < size; ++id) {
    result.tokens.push_back("[PAD" + std::to_string(id) + "]");
    result.types.push_back(kUnusedPiece);
  }
  return result;
}

void put_added(Vocabulary& vocabulary, const json& tokenizer, size_t from) {
  for (const json& token : tokenizer.value("added_tokens", json::array())) {
    if (token.at("id").get<size_t>() < from) continue;
    vocabulary.put(token.at("id"), token.at("content"),
                   token.value("special", false) ? kControlPiece : kUserDefinedPiece);
  }
}

json read_json(const fs::path& file) {
  return fs::exists(file) ? parse_json(read_whole_file(file), file.string()) : json::object();
}

/// llama.cpp's name of the pre-tokenizer, from ours ("byte-level BPE (qwen2)").
std::string pre_name(const std::string& description) {
  static constexpr std::pair<const char*, const char*> kNames[] = {
      {"(llama3)", "llama-bpe"}, {"(qwen2)", "qwen2"}, {"(smollm)", "smollm"}, {"(gpt2)", "gpt-2"}};
  for (const auto& [ours, theirs] : kNames) {
    if (description.ends_with(ours)) return theirs;
  }
  throw Error(ErrorCode::unsupported,
              "The tokenizer, " + description +
                  ", has no name in llama.cpp that this version knows (llama-bpe, qwen2, smollm, "
                  "gpt-2), so it cannot go into a GGUF file.");
}

std::map<std::string, GgufValue> from_sentencepiece(const fs::path& folder, int64_t rows) {
  const fs::path file = folder / "tokenizer.model";
  const SentencePieceVocabulary pieces = parse_sentencepiece(read_whole_file(file), file.string());
  Vocabulary vocabulary = padding(rows);
  vocabulary.scores.assign(static_cast<size_t>(rows), -10000.0);  // llama.cpp's converter's, for what has none
  for (size_t id = 0; id < pieces.pieces.size(); ++id) {
    vocabulary.put(static_cast<int64_t>(id), pieces.pieces[id].text, pieces.pieces[id].type);
    if (id < vocabulary.scores.size()) vocabulary.scores[id] = static_cast<double>(pieces.pieces[id].score);
  }
  put_added(vocabulary, read_json(folder / "tokenizer.json"), pieces.pieces.size());
  return {{"tokenizer.ggml.model", std::string("llama")},
          {"tokenizer.ggml.pre", std::string("default")},
          {"tokenizer.ggml.tokens", vocabulary.tokens},
          {"tokenizer.ggml.scores", vocabulary.scores},
          {"tokenizer.ggml.token_type", vocabulary.types},
          {"tokenizer.ggml.add_space_prefix", pieces.add_dummy_prefix},
          {"tokenizer.ggml.remove_extra_whitespaces", pieces.remove_extra_whitespaces}};
}

std::map<std::string, GgufValue> from_byte_level(const fs::path& folder, const std::string& description, int64_t rows) {
  const fs::path file = folder / "tokenizer.json";
  const json root = parse_json(read_whole_file(file), file.string());
  Vocabulary vocabulary = padding(rows);
  for (const auto& [token, id] : root.at("model").at("vocab").items()) vocabulary.put(id, token, kNormalPiece);
  put_added(vocabulary, root, 0);
  std::vector<std::string> merges;
  for (const json& merge : root.at("model").at("merges")) {
    merges.push_back(merge.is_string() ? merge.get<std::string>()
                                       : merge.at(0).get<std::string>() + " " + merge.at(1).get<std::string>());
  }
  return {{"tokenizer.ggml.model", std::string("gpt2")},
          {"tokenizer.ggml.pre", pre_name(description)},
          {"tokenizer.ggml.tokens", vocabulary.tokens},
          {"tokenizer.ggml.token_type", vocabulary.types},
          {"tokenizer.ggml.merges", merges}};
}

void add_chat_template(const fs::path& folder, std::map<std::string, GgufValue>& metadata) {
  std::string text;
  const json config = read_json(folder / "tokenizer_config.json");
  if (fs::exists(folder / "chat_template.jinja")) {
    text = read_whole_file(folder / "chat_template.jinja");
  } else if (config.contains("chat_template") && config["chat_template"].is_string()) {
    text = config["chat_template"];
  }
  if (!text.empty()) metadata["tokenizer.chat_template"] = text;
}

}  // namespace

std::map<std::string, GgufValue> gguf_tokenizer_metadata(const Model::Impl& model) {
  std::map<std::string, GgufValue> metadata;
  if (model.gguf) {
    for (const auto& [key, value] : model.gguf->metadata()) {
      if (key.starts_with("tokenizer.")) metadata.emplace(key, value);
    }
    return metadata;
  }
  if (!model.tokenizer) return {{"tokenizer.ggml.model", std::string("no_vocab")}};
  const fs::path folder = model.info.path;
  const std::string description = model.tokenizer->describe();
  if (fs::exists(folder / "tokenizer.model") && !description.starts_with("byte-level")) {
    metadata = from_sentencepiece(folder, model.config.vocab_size);
  } else if (description.starts_with("byte-level")) {
    metadata = from_byte_level(folder, description, model.config.vocab_size);
  } else {
    throw Error(ErrorCode::unsupported,
                "'" + folder.string() +
                    "' has a Metaspace tokenizer.json, but no tokenizer.model, whose scores a GGUF file needs. Put the "
                    "publisher's tokenizer.model beside it.");
  }
  const std::vector<int32_t> prefix = model.tokenizer->encode("", true);
  const std::optional<int32_t> bos = prefix.empty() ? model.tokenizer->bos() : prefix.front();
  if (bos) metadata["tokenizer.ggml.bos_token_id"] = static_cast<uint64_t>(*bos);
  if (const auto eos = model.tokenizer->eos()) metadata["tokenizer.ggml.eos_token_id"] = static_cast<uint64_t>(*eos);
  metadata["tokenizer.ggml.add_bos_token"] = !prefix.empty();
  metadata["tokenizer.ggml.add_eos_token"] = false;
  add_chat_template(folder, metadata);
  return metadata;
}

}  // namespace calm
