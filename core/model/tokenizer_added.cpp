#include "model/tokenizer_added.h"

#include <algorithm>

#include "model/tokenizer_unicode.h"

namespace calm {
namespace {

/// Start of the last code point before `end`.
size_t before(std::string_view text, size_t end) {
  size_t at = end - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

bool word_ends_at(std::string_view text, size_t at) {
  if (at == 0) return false;
  size_t begin = before(text, at);
  return unicode::is_word(unicode::next(text, begin));
}

bool word_starts_at(std::string_view text, size_t at) {
  return at < text.size() && unicode::is_word(unicode::next(text, at));
}

}  // namespace

void AddedTokens::add(const AddedToken& token) {
  tokens_[token.id] = token;
  if (token.special) special_.insert(token.content);
  if (token.spelling.empty()) return;
  Trie& trie = tries_[token.normalized ? 1 : 0];
  size_t node = 0;
  for (const char c : token.spelling) {
    const auto [it, made] = trie[node].next.try_emplace(c, trie.size());
    node = it->second;
    if (made) trie.emplace_back();
  }
  if (trie[node].id < 0) trie[node].id = token.id;
}

std::vector<AddedSpan> AddedTokens::split(std::string_view text, bool normalized) const {
  const Trie& trie = tries_[normalized ? 1 : 0];
  std::vector<AddedSpan> spans;
  size_t done = 0;
  for (size_t at = 0; at < text.size();) {
    int32_t id = -1;
    size_t end = at;
    size_t node = 0;
    for (size_t i = at; i < text.size(); ++i) {
      const auto it = trie[node].next.find(text[i]);
      if (it == trie[node].next.end()) break;
      node = it->second;
      if (trie[node].id >= 0) {
        id = trie[node].id;
        end = i + 1;
      }
    }
    if (id < 0) {
      ++at;
      continue;
    }
    size_t begin = at;
    at = end;
    const AddedToken& token = tokens_.at(id);
    if (token.single_word && (word_ends_at(text, begin) || word_starts_at(text, end))) continue;
    if (token.lstrip) {
      while (begin > done) {
        const size_t previous = before(text, begin);
        size_t behind = previous;
        if (!unicode::is_white_space(unicode::next(text, behind))) break;
        begin = std::max(previous, done);
      }
    }
    while (token.rstrip && end < text.size()) {
      size_t behind = end;
      if (!unicode::is_white_space(unicode::next(text, behind))) break;
      end = behind;
    }
    if (done < begin) spans.push_back({done, begin, -1});
    spans.push_back({begin, end, id});
    done = end;
  }
  if (done < text.size()) spans.push_back({done, text.size(), -1});
  return spans;
}

const AddedToken* AddedTokens::find(int32_t id) const {
  const auto it = tokens_.find(id);
  return it == tokens_.end() ? nullptr : &it->second;
}

std::optional<int32_t> AddedTokens::find(std::string_view content) const {
  for (const auto& [id, token] : tokens_) {
    if (token.content == content) return id;
  }
  return std::nullopt;
}

int32_t AddedTokens::end_id() const {
  int32_t end = 0;
  for (const auto& [id, token] : tokens_) end = std::max(end, id + 1);
  return end;
}

}  // namespace calm
