#include "export/packed_codes.h"

#include <string>

#include "calm/error.h"
#include "calm/kernels/pack_int4.h"

namespace calm {
namespace {

void require_width(int bits) {
  if (bits >= 2 && bits <= 8) return;
  throw Error(ErrorCode::unsupported,
              "Weights of " + std::to_string(bits) + " bits cannot be written as pack-quantized: 2 to 8 bits can.");
}

}  // namespace

int64_t packed_words(int64_t cols, int bits) {
  require_width(bits);
  return (cols * bits + 31) / 32;
}

std::vector<int32_t> pack_codes(const int8_t* codes, int64_t rows, int64_t cols, int bits) {
  const int64_t row_words = packed_words(cols, bits);
  std::vector<int32_t> words(static_cast<size_t>(rows * row_words));
  if (bits == 4) {
    kernels::pack_int4(codes, rows, cols, words.data());
    return words;
  }
  const int offset = 1 << (bits - 1);
  for (int64_t r = 0; r < rows; ++r) {
    int32_t* out = words.data() + r * row_words;
    uint64_t pending = 0;  // fields that are not written yet, `filled` bits of them
    int filled = 0;
    for (int64_t c = 0; c < cols; ++c) {
      pending |= static_cast<uint64_t>(codes[r * cols + c] + offset) << filled;
      filled += bits;
      if (filled < 32) continue;
      *out++ = static_cast<int32_t>(static_cast<uint32_t>(pending));
      pending >>= 32;
      filled -= 32;
    }
    if (filled > 0) *out = static_cast<int32_t>(static_cast<uint32_t>(pending));
  }
  return words;
}

void unpack_codes(const std::vector<int32_t>& words, int64_t rows, int64_t cols, int bits, int8_t* codes) {
  const int64_t row_words = packed_words(cols, bits);
  if (bits == 4) {
    kernels::unpack_int4(words.data(), rows, cols, codes);
    return;
  }
  const int offset = 1 << (bits - 1);
  const uint64_t mask = (uint64_t{1} << bits) - 1;
  for (int64_t r = 0; r < rows; ++r) {
    const int32_t* in = words.data() + r * row_words;
    uint64_t pending = 0;
    int filled = 0;
    for (int64_t c = 0; c < cols; ++c) {
      if (filled < bits) {
        pending |= static_cast<uint64_t>(static_cast<uint32_t>(*in++)) << filled;
        filled += 32;
      }
      codes[r * cols + c] = static_cast<int8_t>(static_cast<int>(pending & mask) - offset);
      pending >>= bits;
      filled -= bits;
    }
  }
}

}  // namespace calm
