#include "export/gguf_tokenizer.h"

#include <nlohmann/json.hpp>

#include "calm/error.h"
#include "model/tokenizer_gguf.h"
#include "session/atomic_file.h"

namespace calm {
namespace {

using nlohmann::ordered_json;

// llama.cpp's and SentencePiece's token types.
constexpr int64_t kNormal = 1, kControl = 3, kUserDefined = 4;

struct Vocabulary {
  const std::vector<std::string>& tokens;
  std::vector<int64_t> types;

  explicit Vocabulary(const GgufFile& file)
      : tokens(required(file)),
        types(file.integers("tokenizer.ggml.token_type").value_or(std::vector<int64_t>(tokens.size(), kNormal))) {
    if (types.size() != tokens.size()) {
      throw Error(ErrorCode::bad_format, file.path() + ": tokenizer.ggml.token_type is not one number a token");
    }
  }
  static const std::vector<std::string>& required(const GgufFile& file) {
    const std::vector<std::string>* tokens = file.strings("tokenizer.ggml.tokens");
    if (!tokens) throw Error(ErrorCode::bad_format, file.path() + ": there is no list tokenizer.ggml.tokens");
    return *tokens;
  }
  /// The token that a metadata key names by its id; empty where there is none.
  std::string special(const GgufFile& file, const std::string& key) const {
    const auto id = file.integer(key);
    if (!id || *id < 0 || *id >= static_cast<int64_t>(tokens.size())) return "";
    return tokens[static_cast<size_t>(*id)];
  }
};

void write_json(const std::filesystem::path& file, const ordered_json& value) {
  write_file_atomically(file, value.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

ordered_json byte_level_tokenizer(const GgufFile& file, const Vocabulary& vocabulary) {
  const GgufPreTokenizer pre = gguf_pre_tokenizer(file);
  const std::vector<std::string>* merges = file.strings("tokenizer.ggml.merges");
  if (!merges) throw Error(ErrorCode::bad_format, file.path() + ": there is no list tokenizer.ggml.merges");
  ordered_json added = ordered_json::array();
  ordered_json tokens = ordered_json::object();
  for (size_t id = 0; id < vocabulary.tokens.size(); ++id) {
    tokens[vocabulary.tokens[id]] = id;
    const int64_t type = vocabulary.types[id];
    if (type != kControl && type != kUserDefined) continue;
    added.push_back({{"id", id},
                     {"content", vocabulary.tokens[id]},
                     {"single_word", false},
                     {"lstrip", false},
                     {"rstrip", false},
                     {"normalized", false},
                     {"special", type == kControl}});
  }
  const ordered_json byte_level = {
      {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
  ordered_json post = nullptr;
  const std::string bos = vocabulary.special(file, "tokenizer.ggml.bos_token_id");
  if (pre.add_bos && !bos.empty()) {
    const ordered_json first = {{"SpecialToken", {{"id", bos}, {"type_id", 0}}}};
    const ordered_json second = {{"SpecialToken", {{"id", bos}, {"type_id", 1}}}};
    const ordered_json a = {{"Sequence", {{"id", "A"}, {"type_id", 0}}}};
    const ordered_json b = {{"Sequence", {{"id", "B"}, {"type_id", 1}}}};
    post = {{"type", "TemplateProcessing"},
            {"single", ordered_json::array({first, a})},
            {"pair", ordered_json::array({first, a, second, b})},
            {"special_tokens",
             {{bos, {{"id", bos}, {"ids", {*file.integer("tokenizer.ggml.bos_token_id")}}, {"tokens", {bos}}}}}}};
  }
  return {{"version", "1.0"},
          {"truncation", nullptr},
          {"padding", nullptr},
          {"added_tokens", added},
          {"normalizer", ordered_json(pre.normalizer)},
          {"pre_tokenizer", ordered_json(pre.pre_tokenizer)},
          {"post_processor", post},
          {"decoder", byte_level},
          {"model",
           {{"type", "BPE"},
            {"dropout", nullptr},
            {"unk_token", nullptr},
            {"continuing_subword_prefix", nullptr},
            {"end_of_word_suffix", nullptr},
            {"fuse_unk", false},
            {"byte_fallback", false},
            {"ignore_merges", pre.ignore_merges},
            {"vocab", tokens},
            {"merges", *merges}}}};
}

}  // namespace

void write_gguf_tokenizer(const GgufFile& file, const std::filesystem::path& folder) {
  const Vocabulary vocabulary(file);
  const bool sentencepiece = file.string("tokenizer.ggml.model") == "llama";
  ordered_json config = ordered_json::object();
  if (sentencepiece) {
    write_file_atomically(folder / "tokenizer.model",
                          gguf_sentencepiece_model(file, vocabulary.tokens, vocabulary.types));
    config["tokenizer_class"] = "LlamaTokenizer";
    config["add_bos_token"] = file.boolean("tokenizer.ggml.add_bos_token").value_or(true);
    config["add_eos_token"] = false;
    config["legacy"] = false;
  } else {
    write_json(folder / "tokenizer.json", byte_level_tokenizer(file, vocabulary));
    config["tokenizer_class"] = "PreTrainedTokenizerFast";
  }
  const std::pair<const char*, const char*> specials[] = {{"bos_token", "tokenizer.ggml.bos_token_id"},
                                                          {"eos_token", "tokenizer.ggml.eos_token_id"},
                                                          {"unk_token", "tokenizer.ggml.unknown_token_id"},
                                                          {"pad_token", "tokenizer.ggml.padding_token_id"}};
  for (const auto& [name, key] : specials) {
    if (const std::string token = vocabulary.special(file, key); !token.empty()) config[name] = token;
  }
  config["clean_up_tokenization_spaces"] = false;
  const std::string architecture = file.string("general.architecture").value_or("");
  if (const auto length = file.integer(architecture + ".context_length")) config["model_max_length"] = *length;
  if (const auto chat = file.string("tokenizer.chat_template")) config["chat_template"] = *chat;
  write_json(folder / "tokenizer_config.json", config);
}

}  // namespace calm
