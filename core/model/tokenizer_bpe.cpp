#include "model/tokenizer_bpe.h"

#include <algorithm>
#include <cstdio>

#include "calm/error.h"

namespace calm {
namespace {

constexpr int64_t kMaxId = 1 << 24;  // 16.7 million: no vocabulary comes near, and a lying id must not allocate memory
constexpr size_t kMaxCachedWord = 256;  // bytes

size_t character_length(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace

BpeModel::BpeModel(Options options, const std::vector<std::pair<std::string, int64_t>>& vocabulary,
                   const std::vector<std::pair<std::string, std::string>>& merges)
    : options_(std::move(options)) {
  const auto fail = [&](const std::string& what) { throw Error(ErrorCode::bad_format, options_.source + ": " + what); };
  if (vocabulary.empty()) fail("the vocabulary is empty");
  ids_.reserve(vocabulary.size());
  for (const auto& [token, id] : vocabulary) {
    if (id < 0 || id >= kMaxId) fail("token \"" + token + "\" has the id " + std::to_string(id) + ", out of range");
    if (static_cast<size_t>(id) >= tokens_.size()) tokens_.resize(static_cast<size_t>(id) + 1);
    std::string& slot = tokens_[static_cast<size_t>(id)];
    if (!slot.empty()) fail("tokens \"" + slot + "\" and \"" + token + "\" share the id " + std::to_string(id));
    slot = token;
    ids_.emplace(token, static_cast<int32_t>(id));
  }
  merges_.reserve(merges.size());
  for (size_t rank = 0; rank < merges.size(); ++rank) {
    const auto& [left, right] = merges[rank];
    const auto known = [&](const std::string& token) {
      const std::optional<int32_t> id = find(token);
      if (!id)
        fail("merge " + std::to_string(rank) + " (\"" + left + "\" \"" + right + "\") needs the token \"" + token +
             "\", which the vocabulary lacks");
      return id.value_or(0);
    };
    const int32_t first = known(left), second = known(right);
    merges_.insert_or_assign(key(first, second), Merge{static_cast<uint32_t>(rank), known(left + right)});
  }
  if (options_.unk_token) {
    unk_ = find(*options_.unk_token);
    if (!unk_) fail("unk_token \"" + *options_.unk_token + "\" is not in the vocabulary");
  }
  if (options_.byte_fallback) {
    bytes_.resize(256);
    for (unsigned byte = 0; byte < 256; ++byte) {
      char name[8];
      std::snprintf(name, sizeof name, "<0x%02X>", byte);
      bytes_[byte] = find(name).value_or(-1);
    }
  }
}

std::optional<int32_t> BpeModel::find(std::string_view token) const {
  const auto it = ids_.find(token);
  if (it == ids_.end()) return std::nullopt;
  return it->second;
}

const std::string* BpeModel::token(int32_t id) const {
  if (id < 0 || id >= size() || tokens_[static_cast<size_t>(id)].empty()) return nullptr;
  return &tokens_[static_cast<size_t>(id)];
}

const BpeModel::Merge* BpeModel::merge(int32_t left, int32_t right) const {
  const auto it = merges_.find(key(left, right));
  return it == merges_.end() ? nullptr : &it->second;
}

void BpeModel::start(std::string_view word, Cache& cache) const {
  auto& symbols = cache.symbols_;
  symbols.clear();
  const auto add = [&](int32_t id) {
    const auto position = static_cast<int32_t>(symbols.size());
    symbols.push_back({id, position - 1, position + 1, true});
  };
  bool unknown = false;  // an unknown token that is still to be added
  for (size_t at = 0; at < word.size();) {
    const std::string_view character = word.substr(at, character_length(word[at]));
    at += character.size();
    if (const std::optional<int32_t> id = find(character)) {
      if (unknown) add(*unk_);
      unknown = false;
      add(*id);
      continue;
    }
    const auto byte_id = [&](char byte) { return bytes_[static_cast<unsigned char>(byte)]; };
    if (options_.byte_fallback &&
        std::all_of(character.begin(), character.end(), [&](char b) { return byte_id(b) >= 0; })) {
      // Hugging Face does not add the waiting unknown token first; its order is kept.
      for (const char byte : character) add(byte_id(byte));
      continue;
    }
    if (!unk_) continue;
    if (unknown && !options_.fuse_unk) add(*unk_);
    unknown = true;
  }
  if (unknown) add(*unk_);
  if (!symbols.empty()) symbols.back().next = -1;
}

void BpeModel::merge_all(Cache& cache) const {
  auto& symbols = cache.symbols_;
  auto& heap = cache.heap_;
  const auto later = [](const Cache::Candidate& a, const Cache::Candidate& b) {
    return a.rank != b.rank ? a.rank > b.rank : a.position > b.position;
  };
  const auto candidate = [&](int32_t position) {
    const Cache::Symbol& left = symbols[static_cast<size_t>(position)];
    const Merge* rule = merge(left.id, symbols[static_cast<size_t>(left.next)].id);
    if (rule) heap.push_back({rule->rank, position, rule->id});
    return rule != nullptr;
  };
  heap.clear();
  for (size_t i = 0; i + 1 < symbols.size(); ++i) candidate(static_cast<int32_t>(i));
  std::make_heap(heap.begin(), heap.end(), later);
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), later);
    const Cache::Candidate top = heap.back();
    heap.pop_back();
    Cache::Symbol& left = symbols[static_cast<size_t>(top.position)];
    if (!left.alive || left.next < 0) continue;
    Cache::Symbol& right = symbols[static_cast<size_t>(left.next)];
    // The pair may have changed since. As in Hugging Face, what counts is that it still merges into the same token.
    const Merge* rule = merge(left.id, right.id);
    if (!rule || rule->id != top.id) continue;
    left.id = top.id;
    left.next = right.next;
    right.alive = false;
    if (left.next >= 0) symbols[static_cast<size_t>(left.next)].previous = top.position;
    if (left.previous >= 0 && candidate(left.previous)) std::push_heap(heap.begin(), heap.end(), later);
    if (left.next >= 0 && candidate(top.position)) std::push_heap(heap.begin(), heap.end(), later);
  }
}

void BpeModel::encode(std::string_view word, std::vector<int32_t>& out, Cache& cache) const {
  if (word.empty()) return;
  if (options_.ignore_merges) {
    if (const std::optional<int32_t> id = find(word)) {
      out.push_back(*id);
      return;
    }
  }
  if (const auto hit = cache.words_.find(word); hit != cache.words_.end()) {
    const auto first = cache.ids_.begin() + static_cast<ptrdiff_t>(hit->second.first);
    out.insert(out.end(), first, first + static_cast<ptrdiff_t>(hit->second.second));
    return;
  }
  start(word, cache);
  merge_all(cache);
  const size_t begin = out.size();
  for (const Cache::Symbol& symbol : cache.symbols_) {
    if (symbol.alive) out.push_back(symbol.id);
  }
  if (word.size() > kMaxCachedWord) return;
  cache.words_.emplace(word, std::pair(cache.ids_.size(), out.size() - begin));
  cache.ids_.insert(cache.ids_.end(), out.begin() + static_cast<ptrdiff_t>(begin), out.end());
}

}  // namespace calm
