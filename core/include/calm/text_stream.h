#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace calm {

/// Turns a stream of token ids into text as it arrives. A character may be spread over several tokens, and a token's
/// text may depend on the one before it (SentencePiece's leading space), so each step decodes a short tail again and
/// gives out what is new, holding back an unfinished character.
class StreamDecoder {
 public:
  using Decode = std::function<std::string(const std::vector<int32_t>&)>;
  /// `context` are the ids in front, whose text is not given out.
  StreamDecoder(Decode decode, const std::vector<int32_t>& context);

  std::string add(int32_t id);
  std::string finish();  // what was held back

 private:
  std::string take(bool unfinished);

  Decode decode_;
  std::vector<int32_t> tail_;
  size_t given_ = 0;  // ids at the start of tail_ whose text is out
};

/// Where two token sequences part, and which tokens of each are not in a longest common subsequence of both.
struct TokenComparison {
  static constexpr size_t kSame = static_cast<size_t>(-1);
  size_t first_difference = kSame;  // index into both; the shorter one's length where it is the start of the other
  std::vector<bool> left, right;    // one a token: true where it differs
  size_t left_count = 0, right_count = 0;  // of those
};
/// Sequences whose differing middles hold more than 2^22 pairs of tokens are compared position by position there.
TokenComparison compare_tokens(const std::vector<int32_t>& left, const std::vector<int32_t>& right);

}  // namespace calm
