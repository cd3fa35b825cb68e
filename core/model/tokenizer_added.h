#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace calm {

struct AddedToken {
  std::string content;
  std::string
      spelling;  // the content, normalized where `normalized` is set: what is looked for, and what it decodes to
  int32_t id = 0;
  bool special = false;
  bool single_word = false;  // only where no word character touches it
  bool lstrip = false;       // takes the white space in front of it along
  bool rstrip = false;       // and behind it
  bool normalized = false;   // looked for in the normalized text
};

/// A stretch of text: an added token, or text between them (id < 0).
struct AddedSpan {
  size_t begin, end;
  int32_t id;
};

/// Finds added tokens in text: the leftmost first, of those the longest.
class AddedTokens {
 public:
  void add(const AddedToken& token);

  /// Spans in text order. `normalized`: look for those of normalized text, else for the others.
  std::vector<AddedSpan> split(std::string_view text, bool normalized) const;
  /// nullptr where the id is no added token; none where no added token is spelled so.
  const AddedToken* find(int32_t id) const;
  std::optional<int32_t> find(std::string_view content) const;
  /// Whether a token is left out when special ones are: Hugging Face asks by its decoded text, so that a special token
  /// that the normalizer changes stays.
  bool is_special(const std::string& text) const { return special_.contains(text); }
  int32_t end_id() const;

 private:
  struct Node {
    std::map<char, size_t> next;
    int32_t id = -1;
  };
  using Trie = std::vector<Node>;
  std::unordered_map<int32_t, AddedToken> tokens_;
  std::unordered_set<std::string> special_;
  Trie tries_[2] = {Trie(1), Trie(1)};
};

}  // namespace calm
