#include <bit>
#include <cstring>
#include <string_view>

#include "calm/error.h"
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

class ProtoReader {
 public:
  explicit ProtoReader(std::string_view message) : in_(message) {}

  /// Moves to the next field; false at the end or where the bytes are no protobuf (then ok() is false).
  bool next() {
    if (in_.empty() || !ok_) return false;
    const uint64_t tag = varint();
    field = tag >> 3;
    number = 0;
    bytes = {};
    switch (tag & 7) {
      case 0:
        number = varint();
        break;
      case 1:
        take(8);
        break;
      case 2:
        bytes = take(varint());
        break;
      case 5:
        bytes = take(4);
        break;
      default:
        ok_ = false;
    }
    return ok_;
  }
  bool ok() const { return ok_; }

  uint64_t field = 0, number = 0;
  std::string_view bytes;

 private:
  uint64_t varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (in_.empty()) break;
      const auto byte = static_cast<unsigned char>(in_.front());
      in_.remove_prefix(1);
      value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }
  std::string_view take(uint64_t size) {
    ok_ = ok_ && size <= in_.size();
    if (!ok_) return {};
    const std::string_view taken = in_.substr(0, size);
    in_.remove_prefix(size);
    return taken;
  }

  std::string_view in_;
  bool ok_ = true;
};

constexpr uint64_t kBpe = 2;  // TrainerSpec.ModelType

}  // namespace

bool is_plain_bpe(const std::string& model) {
  uint64_t type = 1, suffix = 0;  // the defaults of the .proto
  uint64_t prefix = 1, squeeze = 1, escape = 1;
  bool maps = false, ok = true;
  ProtoReader root(model);
  while (root.next()) {
    ProtoReader part(root.bytes);
    while (root.field == 2 && part.next()) {
      if (part.field == 3) type = part.number;
      if (part.field == 24) suffix = part.number;
    }
    while (root.field == 3 && part.next()) {
      if (part.field == 2) maps = !part.bytes.empty();
      if (part.field == 3) prefix = part.number;
      if (part.field == 4) squeeze = part.number;
      if (part.field == 5) escape = part.number;
    }
    ok = ok && part.ok();
  }
  return ok && root.ok() && type == kBpe && suffix == 0 && !maps && prefix == 1 && squeeze == 0 && escape == 1;
}

SentencePieceVocabulary parse_sentencepiece(const std::string& model, const std::string& source) {
  SentencePieceVocabulary result;
  result.remove_extra_whitespaces = true;  // the .proto's default
  bool ok = true;
  ProtoReader root(model);
  while (root.next()) {
    ProtoReader part(root.bytes);
    if (root.field == 1) {
      SentencePieceVocabulary::Piece piece{"", 0, kNormalPiece};
      while (part.next()) {
        if (part.field == 1) piece.text = part.bytes;
        if (part.field == 2 && part.bytes.size() == sizeof piece.score)
          std::memcpy(&piece.score, part.bytes.data(), sizeof piece.score);
        if (part.field == 3) piece.type = static_cast<int>(part.number);
      }
      result.pieces.push_back(std::move(piece));
    }
    while (root.field == 3 && part.next()) {
      if (part.field == 3) result.add_dummy_prefix = part.number != 0;
      if (part.field == 4) result.remove_extra_whitespaces = part.number != 0;
    }
    ok = ok && part.ok();
  }
  if (!ok || !root.ok() || result.pieces.empty())
    throw Error(ErrorCode::bad_format, source + " is not a SentencePiece model");
  return result;
}

std::string serialize(const SentencePieceVocabulary& vocabulary) {
  ProtoWriter model, trainer, normalizer;
  bool byte_fallback = false;
  trainer.integer(3, kBpe);
  for (const auto& piece : vocabulary.pieces) {
    ProtoWriter entry;
    entry.text(1, piece.text);
    entry.number(2, piece.score);
    entry.integer(3, static_cast<uint64_t>(piece.type));
    model.text(1, entry.bytes());
    byte_fallback = byte_fallback || piece.type == kBytePiece;
    if (piece.type == kUnknownPiece) trainer.text(45, piece.text);
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
