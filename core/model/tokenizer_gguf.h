#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/tokenizer_sentencepiece.h"

namespace calm {

class GgufFile;

/// What a GGUF's byte-level vocabulary (tokenizer.ggml.model "gpt2") leaves to a name, in tokenizer.json's words.
struct GgufPreTokenizer {
  nlohmann::json normalizer;     // null: none
  nlohmann::json pre_tokenizer;  // a Sequence that ends in ByteLevel
  bool ignore_merges;
  bool add_bos;
};
/// Throws Error(unsupported) naming tokenizer.ggml.pre where it is not known.
GgufPreTokenizer gguf_pre_tokenizer(const GgufFile& file);

/// tokenizer.ggml.tokens and what belongs to it; the tokens are the file's.
struct GgufVocabulary {
  const std::vector<std::string>& tokens;
  std::vector<int64_t> types;  // one a token: kNormalPiece ...
  std::optional<int32_t> bos, eos;
};
/// Throws Error(bad_format) naming the key where the lists' lengths differ or an id has no token.
GgufVocabulary read_gguf_vocabulary(const GgufFile& file);

/// A "llama" vocabulary with the file's scores and prefix rules. Throws Error(bad_format) where there is not one score
/// a token.
SentencePieceVocabulary gguf_sentencepiece(const GgufFile& file, const GgufVocabulary& vocabulary);
/// Whether its texts begin with bos.
bool gguf_sentencepiece_adds_bos(const GgufFile& file);

}  // namespace calm
