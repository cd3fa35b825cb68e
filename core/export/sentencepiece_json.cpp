#include "export/sentencepiece_json.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "export/tokenizer_json_parts.h"

namespace calm {
namespace {

using nlohmann::ordered_json;

constexpr const char* kMark = "\xE2\x96\x81";  // U+2581, a space in the vocabulary

bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

int64_t characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(), starts_character);
}

/// Every way to make a piece from two others, best piece first; of one piece those with the longer left part first.
std::vector<std::string> merges_of(const SentencePieceVocabulary& vocabulary) {
  struct Merge {
    std::string_view left, right;
    float score;
    int64_t left_length, right_length;
    size_t left_id, right_id;
  };
  // SentencePiece never merges into, or from, control, unknown and byte pieces.
  std::unordered_map<std::string_view, size_t> ids;
  for (size_t id = 0; id < vocabulary.pieces.size(); ++id) {
    const SentencePieceVocabulary::Piece& piece = vocabulary.pieces[id];
    if (piece.type == kNormalPiece || piece.type == kUnusedPiece) ids.emplace(piece.text, id);
  }
  std::vector<Merge> merges;
  for (size_t id = 0; id < vocabulary.pieces.size(); ++id) {
    const std::string_view text = vocabulary.pieces[id].text;
    const auto known = ids.find(text);
    if (known == ids.end() || known->second != id || text.find(' ') != std::string_view::npos) continue;
    const size_t first = merges.size();
    for (size_t cut = 1; cut < text.size(); ++cut) {
      if (!starts_character(text[cut])) continue;
      const auto left = ids.find(text.substr(0, cut));
      const auto right = ids.find(text.substr(cut));
      if (left == ids.end() || right == ids.end()) continue;
      merges.push_back({left->first, right->first, vocabulary.pieces[id].score, characters(left->first),
                        characters(right->first), left->second, right->second});
    }
    std::sort(merges.begin() + static_cast<std::ptrdiff_t>(first), merges.end(), [](const Merge& a, const Merge& b) {
      return std::pair(a.left_id, a.right_id) < std::pair(b.left_id, b.right_id);
    });
  }
  std::stable_sort(merges.begin(), merges.end(), [](const Merge& a, const Merge& b) {
    return std::tuple(a.score, a.left_length, a.right_length) > std::tuple(b.score, b.left_length, b.right_length);
  });
  std::vector<std::string> result;
  result.reserve(merges.size());
  for (const Merge& merge : merges) result.push_back(std::string(merge.left) + " " + std::string(merge.right));
  return result;
}

ordered_json replace(const ordered_json& pattern, const char* content) {
  return {{"type", "Replace"}, {"pattern", pattern}, {"content", content}};
}

}  // namespace

ordered_json sentencepiece_tokenizer_json(const SentencePieceVocabulary& vocabulary, std::optional<int32_t> first) {
  ordered_json added = ordered_json::array();
  std::vector<std::string> tokens;
  ordered_json unknown = nullptr;
  bool byte_fallback = false;
  for (size_t id = 0; id < vocabulary.pieces.size(); ++id) {
    const SentencePieceVocabulary::Piece& piece = vocabulary.pieces[id];
    tokens.push_back(piece.text);
    byte_fallback = byte_fallback || piece.type == kBytePiece;
    if (piece.type == kUnknownPiece && unknown.is_null()) unknown = piece.text;
    if (piece.type == kUnknownPiece || piece.type == kControlPiece || piece.type == kUserDefinedPiece)
      added.push_back(added_token(id, piece.text, piece.type != kUserDefinedPiece));
  }

  ordered_json normalizers = ordered_json::array();
  ordered_json decoders =
      ordered_json::array({replace({{"String", kMark}}, " "), {{"type", "ByteFallback"}}, {{"type", "Fuse"}}});
  if (vocabulary.remove_extra_whitespaces) {
    normalizers.push_back(replace({{"Regex", "^ +| +$"}}, ""));
    normalizers.push_back(replace({{"Regex", " {2,}"}}, " "));
  }
  if (vocabulary.add_dummy_prefix) {
    normalizers.push_back({{"type", "Prepend"}, {"prepend", kMark}});
    decoders.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
  }
  normalizers.push_back(replace({{"String", " "}}, kMark));

  return {{"version", "1.0"},
          {"truncation", nullptr},
          {"padding", nullptr},
          {"added_tokens", added},
          {"normalizer", {{"type", "Sequence"}, {"normalizers", normalizers}}},
          {"pre_tokenizer", nullptr},
          {"post_processor", first ? first_token_template(vocabulary.pieces[static_cast<size_t>(*first)].text, *first)
                                   : ordered_json(nullptr)},
          {"decoder", {{"type", "Sequence"}, {"decoders", decoders}}},
          {"model",
           {{"type", "BPE"},
            {"dropout", nullptr},
            {"unk_token", unknown},
            {"continuing_subword_prefix", nullptr},
            {"end_of_word_suffix", nullptr},
            {"fuse_unk", true},
            {"byte_fallback", byte_fallback},
            {"ignore_merges", false},
            {"vocab", vocabulary_object(tokens)},
            {"merges", merges_of(vocabulary)}}}};
}

}  // namespace calm
