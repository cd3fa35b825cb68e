#pragma once

#include <map>
#include <string>

#include "model/model_impl.h"
#include "storage/gguf.h"

namespace calm {

/// A model's tokenizer as llama.cpp reads it, tokenizer.*: a GGUF's own metadata, or made from tokenizer.model
/// (SentencePiece) or a byte-level tokenizer.json whose pre-tokenizer has a name in llama.cpp. One token a row of the
/// embedding, "[PAD123]" where the source has none. A model without tokenizer gets tokenizer.ggml.model "no_vocab".
/// Throws Error(unsupported) naming what llama.cpp has no word for.
std::map<std::string, GgufValue> gguf_tokenizer_metadata(const Model::Impl& model);

}  // namespace calm
