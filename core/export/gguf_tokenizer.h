#pragma once

#include <filesystem>

#include "storage/gguf.h"

namespace calm {

/// Writes a GGUF's tokenizer as transformers reads it: tokenizer.json, and tokenizer_config.json with the special
/// tokens and the chat template. A SentencePiece vocabulary goes along as tokenizer.model too, for readers that want
/// that.
void write_gguf_tokenizer(const GgufFile& file, const std::filesystem::path& folder);

}  // namespace calm
