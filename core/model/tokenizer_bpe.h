#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace calm {

/// Byte-pair encoding of one pre-token, as Hugging Face's BPE model does it. Immutable after construction.
class BpeModel {
 public:
  struct Options {
    std::string source;                    // file and component, for errors
    std::optional<std::string> unk_token;  // where there is none, unknown characters are left out
    bool fuse_unk = false;                 // one unknown token for a run of unknown characters
    bool byte_fallback = false;            // unknown characters as <0x..> tokens, where all of them are there
    bool ignore_merges = false;            // a pre-token that is a token is taken as it is
  };

  BpeModel() = default;
  /// Throws Error(bad_format) for ids that are negative, twice there or absurdly large, and for merges of unknown
  /// tokens.
  BpeModel(Options options, const std::vector<std::pair<std::string, int64_t>>& vocabulary,
           const std::vector<std::pair<std::string, std::string>>& merges);

  std::optional<int32_t> find(std::string_view token) const;
  /// nullptr where no token has the id.
  const std::string* token(int32_t id) const;
  /// The largest id + 1.
  int32_t size() const { return static_cast<int32_t>(tokens_.size()); }

  /// Working memory and the words met before; one per call of encode() on a text, not shared between threads.
  class Cache;
  void encode(std::string_view word, std::vector<int32_t>& out, Cache& cache) const;

 private:
  struct Merge {
    uint32_t rank;
    int32_t id;
  };
  struct PairHash {
    size_t operator()(uint64_t pair) const {
      pair *= 0x9E3779B97F4A7C15u;
      return static_cast<size_t>(pair ^ pair >> 32);
    }
  };
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  static uint64_t key(int32_t left, int32_t right) {
    return static_cast<uint64_t>(static_cast<uint32_t>(left)) << 32 | static_cast<uint32_t>(right);
  }
  const Merge* merge(int32_t left, int32_t right) const;
  void start(std::string_view word, Cache& cache) const;
  void merge_all(Cache& cache) const;

  Options options_;
  std::optional<int32_t> unk_;
  std::vector<std::string> tokens_;  // by id; empty: no such token
  std::unordered_map<std::string, int32_t, TextHash, std::equal_to<>> ids_;
  std::unordered_map<uint64_t, Merge, PairHash> merges_;
  std::vector<int32_t> bytes_;  // ids of <0x00> to <0xFF>, -1: missing
};

class BpeModel::Cache {
  friend class BpeModel;
  struct Symbol {
    int32_t id;
    int32_t previous, next;
    bool alive;
  };
  struct Candidate {
    uint32_t rank;
    int32_t position;
    int32_t id;
  };
  std::vector<Symbol> symbols_;
  std::vector<Candidate> heap_;
  std::vector<int32_t> ids_;  // of the words below, one after another
  std::unordered_map<std::string, std::pair<size_t, size_t>, TextHash, std::equal_to<>> words_;
};

}  // namespace calm
