#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/tokenizer.h"
#include "model/tokenizer_added.h"
#include "model/tokenizer_bpe.h"
#include "model/tokenizer_components.h"

namespace calm {

/// Hugging Face's chain: added tokens, normalizer, pre-tokenizer, BPE; and the decoder.
struct TokenizerPipeline {
  std::vector<NormalizerStep> normalizer;
  std::vector<PreTokenizerStep> pre_tokenizer;
  BpeModel model;
  AddedTokens added;
  std::vector<DecoderStep> decoder;  // none: tokens are joined by spaces
  std::vector<int32_t> prefix;       // what add_special puts in front
  std::optional<int32_t> bos, eos;
  std::string description;
};

std::unique_ptr<Tokenizer> make_tokenizer(TokenizerPipeline pipeline);

/// Adds one, and sets its spelling.
void add_token(TokenizerPipeline& pipeline, AddedToken token);

/// "a b" or ["a", "b"] each.
std::vector<std::pair<std::string, std::string>> parse_merges(const nlohmann::json& merges, const std::string& source);

/// tokenizer.json, with bos and eos from the files beside it.
std::unique_ptr<Tokenizer> open_tokenizer_json(const std::filesystem::path& file);
/// tokenizer.model.
std::unique_ptr<Tokenizer> open_sentencepiece(const std::filesystem::path& file);

/// Names of the bos and eos tokens in the folder's configuration files, and whether bos is to be added.
struct SpecialTokens {
  std::optional<std::string> bos, eos;
  std::optional<int32_t> bos_id, eos_id;  // from config.json, where no file names the token
  std::optional<bool> add_bos;
};
SpecialTokens read_special_tokens(const std::filesystem::path& folder);

/// A file's bytes; Error(not_found or io) naming it.
std::string read_text_file(const std::filesystem::path& file);

}  // namespace calm
