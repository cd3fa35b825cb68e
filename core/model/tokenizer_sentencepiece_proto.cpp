#include <bit>

#include "model/tokenizer_sentencepiece.h"

// https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto, written by hand: Debian's package
// has no header of the generated messages.
namespace calm {
namespace {

class ProtoWriter {
 public:
  void varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_ += static_cast<char>(value | 0x80);
    out_ += static_cast<char>(value);
  }
  void integer(unsigned field, uint64_t value) {
    varint(field << 3);
    varint(value);
  }
  void text(unsigned field, const std::string& value) {
    varint(field << 3 | 2);
    varint(value.size());
    out_ += value;
  }
  void number(unsigned field, float value) {
    varint(field << 3 | 5);
    const auto bits = std::bit_cast<uint32_t>(value);
    for (unsigned shift = 0; shift < 32; shift += 8) out_ += static_cast<char>(bits >> shift & 0xFF);
  }
  const std::string& bytes() const { return out_; }

 private:
  std::string out_;
};

}  // namespace

std::string serialize(const SentencePieceVocabulary& vocabulary) {
  constexpr int kUnknown = 2, kByte = 6;
  constexpr uint64_t kBpe = 2;
  ProtoWriter model, trainer, normalizer;
  bool byte_fallback = false;
  trainer.integer(3, kBpe);
  for (const auto& piece : vocabulary.pieces) {
    ProtoWriter entry;
    entry.text(1, piece.text);
    entry.number(2, piece.score);
    entry.integer(3, static_cast<uint64_t>(piece.type));
    model.text(1, entry.bytes());
    byte_fallback = byte_fallback || piece.type == kByte;
    if (piece.type == kUnknown) trainer.text(45, piece.text);
  }
  trainer.integer(35, byte_fallback ? 1 : 0);
  normalizer.text(1, "identity");
  normalizer.integer(3, vocabulary.add_dummy_prefix ? 1 : 0);
  normalizer.integer(4, vocabulary.remove_extra_whitespaces ? 1 : 0);
  normalizer.integer(5, 1);  // spaces become U+2581
  model.text(2, trainer.bytes());
  model.text(3, normalizer.bytes());
  return model.bytes();
}

}  // namespace calm
