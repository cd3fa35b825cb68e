#pragma once

#include <nlohmann/json.hpp>

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

}  // namespace calm
