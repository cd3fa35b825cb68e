#include "export/packed_codes.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <vector>

#include "calm/error.h"

namespace calm {
namespace {

TEST(PackedCodes, FillWordsFromTheLowEnd) {
  const int8_t four[] = {-1, 1, -1, -5, 7, -1, 0, 4};
  EXPECT_EQ(pack_codes(four, 1, 8, 4), std::vector<int32_t>{static_cast<int32_t>(0xc87f3797)});
  const int8_t eight[] = {-128, 127, 0, -1, 5};
  const std::vector<int32_t> words = pack_codes(eight, 1, 5, 8);
  EXPECT_EQ(words, (std::vector<int32_t>{0x7f80ff00, 0x85}));
  int8_t back[5];
  unpack_codes(words, 1, 5, 8, back);
  EXPECT_EQ(std::memcmp(back, eight, 5), 0);
  // 3 bits: the eleventh code begins in one word and ends in the next.
  const int8_t three[] = {-4, -4, -4, -4, -4, -4, -4, -4, -4, -4, 3, -3};
  EXPECT_EQ(pack_codes(three, 1, 12, 3), (std::vector<int32_t>{static_cast<int32_t>(0xc0000000), 0x3}));
  EXPECT_THROW(packed_words(8, 1), Error);
  EXPECT_THROW(packed_words(8, 9), Error);
}

/// pack_to_int32 of compressed-tensors 0.19, bit by bit.
TEST(PackedCodes, EveryWidthIsAStreamOfBits) {
  std::mt19937 random(7);
  for (int bits = 2; bits <= 8; ++bits) {
    const int64_t rows = 3, cols = 45;
    std::vector<int8_t> codes(static_cast<size_t>(rows * cols));
    for (int8_t& code : codes)
      code = static_cast<int8_t>(static_cast<int>(random() % (1U << bits)) - (1 << (bits - 1)));
    const int64_t words_a_row = (cols * bits + 31) / 32;
    std::vector<uint32_t> expected(static_cast<size_t>(rows * words_a_row));
    for (int64_t r = 0; r < rows; ++r) {
      for (int64_t bit = 0; bit < cols * bits; ++bit) {
        const int value = codes[static_cast<size_t>(r * cols + bit / bits)] + (1 << (bits - 1));
        if ((value >> (bit % bits)) & 1) expected[static_cast<size_t>(r * words_a_row + bit / 32)] |= 1U << (bit % 32);
      }
    }
    ASSERT_EQ(packed_words(cols, bits), words_a_row);
    const std::vector<int32_t> words = pack_codes(codes.data(), rows, cols, bits);
    EXPECT_EQ(std::vector<uint32_t>(words.begin(), words.end()), expected) << bits;
    std::vector<int8_t> back(codes.size());
    unpack_codes(words, rows, cols, bits, back.data());
    EXPECT_EQ(back, codes) << bits;
  }
}

}  // namespace
}  // namespace calm
