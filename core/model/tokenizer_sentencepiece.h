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

/// ModelProto's piece types; GGUF's token types are the same.
inline constexpr int kNormalPiece = 1, kUnknownPiece = 2, kControlPiece = 3, kUserDefinedPiece = 4, kUnusedPiece = 5,
                     kBytePiece = 6;

/// What GGUF keeps of a SentencePiece model.
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

/// The pieces of a serialized ModelProto; Error(bad_format) naming `source` where it is none.
SentencePieceVocabulary parse_sentencepiece(const std::string& model, const std::string& source);
/// As a serialized ModelProto of a BPE model.
std::string serialize(const SentencePieceVocabulary& vocabulary);

}  // namespace calm
