#include "export/packed_codes.h"

#include <algorithm>
#include <string>

#include "calm/error.h"
#include "calm/kernels/pack_int4.h"

namespace calm {
namespace {

constexpr int64_t kWord = 32;

void require_width(int bits) {
  if (bits >= 2 && bits <= 8) return;
  throw Error(ErrorCode::unsupported,
              "Weights of " + std::to_string(bits) + " bits cannot be written as pack-quantized: 2 to 8 bits can.");
}

template <typename T>
std::vector<T> transposed(const T* values, int64_t rows, int64_t cols) {
  std::vector<T> result(static_cast<size_t>(rows * cols));
  for (int64_t r = 0; r < rows; ++r) {
    for (int64_t c = 0; c < cols; ++c) result[static_cast<size_t>(c * rows + r)] = values[r * cols + c];
  }
  return result;
}

}  // namespace

int64_t packed_words(int64_t cols, int bits) {
  require_width(bits);
  return (cols * bits + kWord - 1) / kWord;
}

std::vector<int32_t> pack_codes(const int8_t* codes, int64_t rows, int64_t cols, int bits) {
  const int64_t row_words = packed_words(cols, bits);
  std::vector<int32_t> words(static_cast<size_t>(rows * row_words));
  if (bits == 4) {
    kernels::pack_int4(codes, rows, cols, words.data());
    return words;
  }
  for (int64_t r = 0; r < rows; ++r) {
    int32_t* row = words.data() + r * row_words;
    uint64_t pending = 0;  // fields that no finished word holds yet
    int filled = 0;
    for (int64_t c = 0; c < cols; ++c) {
      pending |= static_cast<uint64_t>(codes[r * cols + c] + (1 << (bits - 1))) << filled;
      filled += bits;
      if (filled < kWord && c + 1 < cols) continue;
      *row++ = static_cast<int32_t>(static_cast<uint32_t>(pending));
      pending >>= kWord;
      filled -= static_cast<int>(kWord);
      if (filled > 0 && c + 1 == cols) *row++ = static_cast<int32_t>(static_cast<uint32_t>(pending));
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
  const uint64_t mask = (uint64_t{1} << bits) - 1;
  for (int64_t r = 0; r < rows; ++r) {
    const int32_t* row = words.data() + r * row_words;
    for (int64_t c = 0; c < cols; ++c) {
      const int64_t word = c * bits / kWord;
      const uint64_t high = word + 1 < row_words ? static_cast<uint32_t>(row[word + 1]) : 0;
      const uint64_t both = static_cast<uint32_t>(row[word]) | high << kWord;
      codes[r * cols + c] =
          static_cast<int8_t>(static_cast<int>(both >> (c * bits % kWord) & mask) - (1 << (bits - 1)));
    }
  }
}

std::vector<int32_t> pack_zeros(const int8_t* zeros, int64_t rows, int64_t cols, int bits) {
  const std::vector<int8_t> columns = transposed(zeros, rows, cols);
  return transposed(pack_codes(columns.data(), cols, rows, bits).data(), cols, packed_words(rows, bits));
}

void unpack_zeros(const std::vector<int32_t>& words, int64_t rows, int64_t cols, int bits, int8_t* zeros) {
  std::vector<int8_t> columns(static_cast<size_t>(rows * cols));
  unpack_codes(transposed(words.data(), packed_words(rows, bits), cols), cols, rows, bits, columns.data());
  const std::vector<int8_t> result = transposed(columns.data(), cols, rows);
  std::copy(result.begin(), result.end(), zeros);
}

}  // namespace calm
