#include "export/packed_codes.h"

#include <string>

#include "calm/error.h"
#include "calm/kernels/pack_int4.h"

namespace calm {
namespace {

void require_width(int bits) {
  if (bits == 4 || bits == 8) return;
  throw Error(ErrorCode::unsupported,
              "Weights of " + std::to_string(bits) + " bits cannot be written as pack-quantized: 4 and 8 bits can.");
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
  for (int64_t r = 0; r < rows; ++r) {
    for (int64_t c = 0; c < cols; ++c) {
      const auto field = static_cast<uint32_t>(codes[r * cols + c] + 128) << (8 * (c % 4));
      int32_t& word = words[static_cast<size_t>(r * row_words + c / 4)];
      word = static_cast<int32_t>(static_cast<uint32_t>(word) | field);
    }
  }
  return words;
}

void unpack_codes(const std::vector<int32_t>& words, int64_t rows, int64_t cols, int bits, int8_t* codes) {
  const int64_t row_words = packed_words(cols, bits);
  if (bits == 4) {
    kernels::unpack_int4(words.data(), rows, cols, codes);
    return;
  }
  for (int64_t r = 0; r < rows; ++r) {
    for (int64_t c = 0; c < cols; ++c) {
      const auto word = static_cast<uint32_t>(words[static_cast<size_t>(r * row_words + c / 4)]);
      codes[r * cols + c] = static_cast<int8_t>(static_cast<int>((word >> (8 * (c % 4))) & 0xffU) - 128);
    }
  }
}

}  // namespace calm
