#include "calm/text_stream.h"

#include <gtest/gtest.h>

namespace calm {
namespace {

/// A byte-level vocabulary: id = byte. Bytes that are no UTF-8 decode to U+FFFD, one for each unfinished character.
std::string decode_bytes(const std::vector<int32_t>& ids) {
  std::string text;
  for (size_t i = 0; i < ids.size();) {
    const int lead = ids[i];
    const size_t length = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    size_t tail = 1;
    while (tail < length && i + tail < ids.size() && (ids[i + tail] & 0xc0) == 0x80) ++tail;
    if (length > 0 && tail == length) {
      for (size_t k = 0; k < length; ++k) text += static_cast<char>(ids[i + k]);
    } else {
      text += "\xef\xbf\xbd";
    }
    i += tail;
  }
  return text;
}

std::vector<std::string> stream(const std::string& bytes, const std::vector<int32_t>& context = {}) {
  StreamDecoder decoder(decode_bytes, context);
  std::vector<std::string> pieces;
  for (const char c : bytes) pieces.push_back(decoder.add(static_cast<unsigned char>(c)));
  pieces.push_back(decoder.finish());
  return pieces;
}

TEST(StreamDecoder, CharactersComeWhole) {
  EXPECT_EQ(stream("a\xf0\x9f\x98\x80z"), (std::vector<std::string>{"a", "", "", "", "\xf0\x9f\x98\x80", "z", ""}));
}

TEST(StreamDecoder, TheContextIsNotRepeated) {
  EXPECT_EQ(stream("bc", {'x', 'y', 'z', 'x', 'y', 'z', 'x', 'y'}), (std::vector<std::string>{"b", "c", ""}));
}

TEST(StreamDecoder, AnUnfinishedEndIsGivenOutLast) {
  EXPECT_EQ(stream("a\xf0\x9f"), (std::vector<std::string>{"a", "", "", "\xef\xbf\xbd"}));
}

TEST(StreamDecoder, BytesThatNeverFinishAreNotHeldForever) {
  const auto pieces = stream(std::string(40, '\xff') + "a");
  std::string text;
  size_t longest_wait = 0, wait = 0;
  for (const std::string& piece : pieces) {
    text += piece;
    wait = piece.empty() ? wait + 1 : 0;
    longest_wait = std::max(longest_wait, wait);
  }
  EXPECT_LE(longest_wait, 8u);
  EXPECT_TRUE(text.ends_with("a"));
}

TEST(StreamDecoder, SpacesThatDependOnTheTokenBefore) {
  // SentencePiece: the leading space of the whole text is dropped, spaces between words are not.
  const auto decode = [](const std::vector<int32_t>& ids) {
    std::string text;
    for (const int32_t id : ids) text += " w" + std::to_string(id);
    return text.empty() ? text : text.substr(1);
  };
  StreamDecoder decoder(decode, {1});
  EXPECT_EQ(decoder.add(2), " w2");
  EXPECT_EQ(decoder.add(3), " w3");
}

using Marks = std::vector<bool>;

TEST(CompareTokens, EqualSequencesDifferNowhere) {
  const TokenComparison same = compare_tokens({1, 2, 3}, {1, 2, 3});
  EXPECT_EQ(same.first_difference, TokenComparison::kSame);
  EXPECT_EQ(same.left, Marks(3, false));
  EXPECT_EQ(same.left_count + same.right_count, 0u);
  EXPECT_EQ(compare_tokens({}, {}).first_difference, TokenComparison::kSame);
}

TEST(CompareTokens, WhatComesBackIntoStepIsNotMarked) {
  const TokenComparison result = compare_tokens({1, 2, 3, 4, 5}, {1, 9, 2, 3, 8, 5});
  EXPECT_EQ(result.first_difference, 1u);
  EXPECT_EQ(result.left, (Marks{false, false, false, true, false}));
  EXPECT_EQ(result.right, (Marks{false, true, false, false, true, false}));
  EXPECT_EQ(result.left_count, 1u);
  EXPECT_EQ(result.right_count, 2u);
}

TEST(CompareTokens, OneThatEndsEarlierDiffersFromThereOn) {
  const TokenComparison result = compare_tokens({1, 2}, {1, 2, 3});
  EXPECT_EQ(result.first_difference, 2u);
  EXPECT_EQ(result.left_count, 0u);
  EXPECT_EQ(result.right, (Marks{false, false, true}));
}

TEST(CompareTokens, LongMiddlesAreComparedByPosition) {
  std::vector<int32_t> left(3000, 1), right(3000, 2);
  left.push_back(7), right.push_back(7);
  right[100] = 1;
  const TokenComparison result = compare_tokens(left, right);
  EXPECT_EQ(result.first_difference, 0u);
  EXPECT_EQ(result.left_count, 2999u);
  EXPECT_FALSE(result.right[100]);
  EXPECT_FALSE(result.right[3000]);
}

}  // namespace
}  // namespace calm
