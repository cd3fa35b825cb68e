#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>

#include "model/tokenizer_sentencepiece.h"

namespace calm {

/// A SentencePiece BPE vocabulary as the tokenizer.json that Llama 2 ships: Metaspace by normalizers, byte fallback,
/// and the merges that its scores imply (as transformers' SpmConverter derives them). Gives SentencePiece's ids, but
/// where the text holds a control token ("<s>") or a user-defined one: those are added tokens here, as transformers
/// reads them, and text to SentencePiece. `first`: the token put in front of every text.
nlohmann::ordered_json sentencepiece_tokenizer_json(const SentencePieceVocabulary& vocabulary,
                                                    std::optional<int32_t> first);

}  // namespace calm
