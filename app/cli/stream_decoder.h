#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace calm::cli {

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

}  // namespace calm::cli
