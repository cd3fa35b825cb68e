#include <sentencepiece_processor.h>

#include "calm/error.h"
#include "model/tokenizer_pipeline.h"
#include "model/tokenizer_sentencepiece.h"
#include "model/tokenizer_unicode.h"

namespace calm {
namespace {

class SentencePieceTokenizer final : public Tokenizer {
 public:
  SentencePieceTokenizer(const std::string& model, const std::string& source, const SentencePieceOptions& options)
      : source_(source), options_(options) {
    const auto status = processor_.LoadFromSerializedProto(model);
    if (!status.ok()) {
      throw Error(ErrorCode::bad_format, source + " is not a SentencePiece model: " + status.ToString());
    }
    if (!options_.bos && processor_.bos_id() >= 0) options_.bos = processor_.bos_id();
    if (!options_.eos && processor_.eos_id() >= 0) options_.eos = processor_.eos_id();
  }

  std::vector<int32_t> encode(std::string_view bytes, bool add_special) const override {
    std::vector<int> ids;
    check(processor_.Encode(unicode::replace_invalid(bytes), &ids));
    if (add_special && options_.add_bos && options_.bos) ids.insert(ids.begin(), *options_.bos);
    return ids;
  }

  std::string decode(const std::vector<int32_t>& ids, bool) const override {
    std::vector<int> known;  // control tokens decode to nothing, and so do ids without a token
    for (const int32_t id : ids) {
      if (id >= 0 && id < processor_.GetPieceSize()) known.push_back(id);
    }
    std::string text;
    check(processor_.Decode(known, &text));
    return text;
  }

  std::string piece(int32_t id) const override {
    if (id < 0 || id >= processor_.GetPieceSize()) {
      throw Error(ErrorCode::invalid_argument,
                  source_ + ": the vocabulary has no token with the id " + std::to_string(id));
    }
    return processor_.IdToPiece(id);
  }

  int64_t vocab_size() const override { return processor_.GetPieceSize(); }
  std::optional<int32_t> bos() const override { return options_.bos; }
  std::optional<int32_t> eos() const override { return options_.eos; }
  std::string describe() const override { return options_.description; }

 private:
  void check(const sentencepiece::util::Status& status) const {
    if (!status.ok()) throw Error(ErrorCode::bad_format, source_ + ": SentencePiece failed: " + status.ToString());
  }

  sentencepiece::SentencePieceProcessor processor_;
  std::string source_;
  SentencePieceOptions options_;
};

}  // namespace

std::unique_ptr<Tokenizer> make_sentencepiece(const std::string& model, const std::string& source,
                                              const SentencePieceOptions& options) {
  return std::make_unique<SentencePieceTokenizer>(model, source, options);
}

std::unique_ptr<Tokenizer> open_sentencepiece(const std::filesystem::path& file) {
  SentencePieceOptions options;
  options.add_bos = read_special_tokens(file.parent_path()).add_bos.value_or(true);
  return make_sentencepiece(read_text_file(file), file.string(), options);
}

}  // namespace calm
