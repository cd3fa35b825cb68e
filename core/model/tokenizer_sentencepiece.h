#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

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

/// What GGUF keeps of a SentencePiece model; types are those of ModelProto (1 normal, 2 unknown, 3 control, 4
/// user-defined, 5 unused, 6 byte).
struct SentencePieceVocabulary {
  struct Piece {
    std::string text;
    float score;
    int type;
  };
  std::vector<Piece> pieces;
  bool add_dummy_prefix = true;
  bool remove_extra_whitespaces = false;
};
/// Whether a serialized ModelProto is of a BPE model that changes nothing in the text but spaces to U+2581, one of
/// which it puts in front; false where it cannot be read.
bool is_plain_bpe(const std::string& model);

/// As a serialized ModelProto of a BPE model.
std::string serialize(const SentencePieceVocabulary& vocabulary);

}  // namespace calm
