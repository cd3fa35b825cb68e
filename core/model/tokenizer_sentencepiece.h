#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "model/tokenizer.h"

namespace calm {

struct SentencePieceOptions {
  std::optional<int32_t> bos, eos;  // none: the model's own
  bool add_bos = true;
  std::string description = "SentencePiece BPE";
};

/// `model` is a serialized ModelProto; Error(bad_format) naming `source` where it is not.
std::unique_ptr<Tokenizer> make_sentencepiece(const std::string& model, const std::string& source,
                                              const SentencePieceOptions& options);

}  // namespace calm
