#include "export/gguf_tokenizer.h"

#include <nlohmann/json.hpp>

#include "calm/error.h"
#include "export/sentencepiece_json.h"
#include "export/tokenizer_json_parts.h"
#include "model/tokenizer_gguf.h"
#include "session/atomic_file.h"

namespace calm {
namespace {

using nlohmann::ordered_json;

/// The token that a metadata key names by its id; empty where there is none.
std::string special(const GgufFile& file, const GgufVocabulary& vocabulary, const std::string& key) {
  const auto id = file.integer(key);
  if (!id || *id < 0 || *id >= static_cast<int64_t>(vocabulary.tokens.size())) return "";
  return vocabulary.tokens[static_cast<size_t>(*id)];
}

void write_json(const std::filesystem::path& file, const ordered_json& value) {
  write_file_atomically(file, value.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

ordered_json byte_level_tokenizer(const GgufFile& file, const GgufVocabulary& vocabulary) {
  const GgufPreTokenizer pre = gguf_pre_tokenizer(file);
  const std::vector<std::string>* merges = file.strings("tokenizer.ggml.merges");
  if (!merges) throw Error(ErrorCode::bad_format, file.path() + ": there is no list tokenizer.ggml.merges");
  ordered_json added = ordered_json::array();
  for (size_t id = 0; id < vocabulary.tokens.size(); ++id) {
    const int64_t type = vocabulary.types[id];
    if (type != kControlPiece && type != kUserDefinedPiece) continue;
    added.push_back(added_token(id, vocabulary.tokens[id], type == kControlPiece));
  }
  const ordered_json byte_level = {
      {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
  ordered_json post = nullptr;
  if (pre.add_bos && vocabulary.bos)
    post = first_token_template(vocabulary.tokens[static_cast<size_t>(*vocabulary.bos)], *vocabulary.bos);
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
            {"vocab", vocabulary_object(vocabulary.tokens)},
            {"merges", *merges}}}};
}

}  // namespace

void write_gguf_tokenizer(const GgufFile& file, const std::filesystem::path& folder) {
  const GgufVocabulary vocabulary = read_gguf_vocabulary(file);
  ordered_json config = ordered_json::object();
  // Not LlamaTokenizer: transformers would rebuild the pipeline its own way, which reads runs of spaces otherwise.
  config["tokenizer_class"] = "PreTrainedTokenizerFast";
  if (file.string("tokenizer.ggml.model") == "llama") {
    const SentencePieceVocabulary pieces = gguf_sentencepiece(file, vocabulary);
    const bool add_bos = gguf_sentencepiece_adds_bos(file);
    write_file_atomically(folder / "tokenizer.model", serialize(pieces));
    write_json(folder / "tokenizer.json",
               sentencepiece_tokenizer_json(pieces, add_bos ? vocabulary.bos : std::nullopt));
    config["add_bos_token"] = add_bos;
    config["add_eos_token"] = false;
  } else {
    write_json(folder / "tokenizer.json", byte_level_tokenizer(file, vocabulary));
  }
  const std::pair<const char*, const char*> specials[] = {{"bos_token", "tokenizer.ggml.bos_token_id"},
                                                          {"eos_token", "tokenizer.ggml.eos_token_id"},
                                                          {"unk_token", "tokenizer.ggml.unknown_token_id"},
                                                          {"pad_token", "tokenizer.ggml.padding_token_id"}};
  for (const auto& [name, key] : specials) {
    if (const std::string token = special(file, vocabulary, key); !token.empty()) config[name] = token;
  }
  config["clean_up_tokenization_spaces"] = false;
  const std::string architecture = file.string("general.architecture").value_or("");
  if (const auto length = file.integer(architecture + ".context_length")) config["model_max_length"] = *length;
  if (const auto chat = file.string("tokenizer.chat_template")) config["chat_template"] = *chat;
  write_json(folder / "tokenizer_config.json", config);
}

}  // namespace calm
