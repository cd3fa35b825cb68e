#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calm {

class GgufFile;

/// Text to token ids and back. Thread-safe once made.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;

  /// UTF-8 in; ids equal those of Hugging Face tokenizers (tokenizer.json) or SentencePiece (tokenizer.model).
  /// Bytes that are no UTF-8 are read as U+FFFD, one for each maximal invalid part, as Python's errors="replace" does.
  /// add_special: what the model's post-processor puts at the start (bos), once; nothing is put at the end.
  virtual std::vector<int32_t> encode(std::string_view text, bool add_special = false) const = 0;
  /// skip_special leaves out control tokens (SentencePiece always does). An id without a token decodes to nothing.
  /// Bytes that are no UTF-8 come out as U+FFFD, as Hugging Face does.
  virtual std::string decode(const std::vector<int32_t>& ids, bool skip_special = false) const = 0;
  /// One token as it is stored in the vocabulary ("Ġthe", "▁the", "<0x0A>"). Error(invalid_argument) for an id without
  /// one.
  virtual std::string piece(int32_t id) const = 0;
  /// The largest id + 1.
  virtual int64_t vocab_size() const = 0;
  virtual std::optional<int32_t> bos() const = 0;
  virtual std::optional<int32_t> eos() const = 0;
  /// "byte-level BPE (qwen2)", "Metaspace BPE", "SentencePiece BPE": for inspect and the model dock.
  virtual std::string describe() const = 0;
};

/// tokenizer.json if there is one, else tokenizer.model. Throws Error naming the file and what is missing in it.
std::unique_ptr<Tokenizer> open_tokenizer(const std::filesystem::path& folder);
/// From tokenizer.ggml.* metadata: model "gpt2" with pre-tokenizers smollm, llama-bpe, qwen2 (and default), model
/// "llama" (SentencePiece).
std::unique_ptr<Tokenizer> open_tokenizer(const GgufFile& file);

}  // namespace calm
