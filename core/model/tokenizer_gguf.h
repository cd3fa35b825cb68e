#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

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

/// A "llama" vocabulary as a SentencePiece ModelProto: its tokens with their types (one each), and the file's scores
/// and prefix rules. Throws Error(bad_format) where there is not one score a token.
std::string gguf_sentencepiece_model(const GgufFile& file, const std::vector<std::string>& tokens,
                                     const std::vector<int64_t>& types);

}  // namespace calm
