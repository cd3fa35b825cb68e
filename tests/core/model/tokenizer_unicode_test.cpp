#include "model/tokenizer_unicode.h"

#include <gtest/gtest.h>

#include "calm/error.h"
#include "model/tokenizer_regex.h"
#include "support/error_of.h"

namespace calm {
namespace {

std::string utf8(char32_t code) {
  std::string out;
  unicode::append(out, code);
  return out;
}

/// How often the pattern matches one code point at a time.
bool matches(const TextPattern& pattern, char32_t code) {
  const std::string text = utf8(code);
  const auto spans = pattern.find_all(text);
  return spans.size() == 1 && spans[0].matched;
}

TEST(TokenizerUnicode, InvalidBytesBecomeReplacementCharacters) {
  const std::string r = "\xEF\xBF\xBD";
  // Right-hand sides: Python's bytes.decode("utf-8", "replace").
  EXPECT_EQ(unicode::replace_invalid("plain \xC3\xA9"), "plain \xC3\xA9");
  EXPECT_EQ(unicode::replace_invalid("a\xFF"
                                     "b"),
            "a" + r + "b");
  EXPECT_EQ(unicode::replace_invalid("\xC3"), r);
  EXPECT_EQ(unicode::replace_invalid("\xC0\xAF"), r + r);
  EXPECT_EQ(unicode::replace_invalid("\xE6\xBC"), r);
  EXPECT_EQ(unicode::replace_invalid("\xE6\xBCz"), r + "z");
  EXPECT_EQ(unicode::replace_invalid("\xED\xA0\x80"), r + r + r);  // a surrogate
  EXPECT_EQ(unicode::replace_invalid("\xF0\x9F\x98"), r);
  EXPECT_EQ(unicode::replace_invalid("\xF4\x90\x80\x80"), r + r + r + r);  // beyond U+10FFFF
  EXPECT_EQ(unicode::replace_invalid("\x80\x80"), r + r);
  EXPECT_EQ(unicode::replace_invalid("\xE0\x80\x80"), r + r + r);
}

TEST(TokenizerUnicode, CodePointsSurviveTheRoundTrip) {
  for (char32_t code = 0; code < 0x110000; code += code < 0x1000 ? 1 : 97) {
    if (code >= 0xD800 && code < 0xE000) continue;
    const std::string text = utf8(code);
    size_t at = 0;
    ASSERT_EQ(unicode::next(text, at), code);
    ASSERT_EQ(at, text.size());
  }
}

TEST(TokenizerUnicode, WhiteSpaceIsThe25CodePointsOfUnicode) {
  const TextPattern space = TextPattern::regex("\\s", "test");
  const TextPattern no_space = TextPattern::regex("[^\\s]", "test");
  const TextPattern in_class = TextPattern::regex("[\\S]", "test");
  int count = 0;
  for (char32_t code = 0; code < 0x110000; ++code) {
    if (code >= 0xD800 && code < 0xE000) continue;
    const bool white = unicode::is_white_space(code);
    count += white;
    if (code > 0x3100 && code % 64 != 0) continue;
    ASSERT_EQ(matches(space, code), white) << std::hex << static_cast<uint32_t>(code);
    ASSERT_EQ(matches(no_space, code), !white) << std::hex << static_cast<uint32_t>(code);
    ASSERT_EQ(matches(in_class, code), !white) << std::hex << static_cast<uint32_t>(code);
  }
  EXPECT_EQ(count, 25);
  EXPECT_FALSE(unicode::is_white_space(0x180E));
  EXPECT_FALSE(unicode::is_white_space(0x200B));
  EXPECT_FALSE(unicode::is_white_space(0xFEFF));
}

TEST(TokenizerUnicode, CategoriesHaveTheSizesOfOniguruma) {
  // Counted by Hugging Face tokenizers 0.23.3 over all code points but the surrogates.
  const std::pair<const char*, int> sizes[] = {{"\\p{L}", 141028}, {"\\p{N}", 1911},  {"\\p{M}", 2501},
                                               {"\\p{Lu}", 1858},  {"\\p{Ll}", 2258}, {"\\p{Lo}", 136477},
                                               {"\\d", 760},       {"\\p{P}", 855},   {"\\p{S}", 8514}};
  std::string all;
  for (char32_t code = 0; code < 0x110000; ++code) {
    if (code < 0xD800 || code >= 0xE000) unicode::append(all, code);
  }
  for (const auto& [pattern, size] : sizes) {
    int count = 0;
    for (const PatternSpan& span : TextPattern::regex(pattern, "test").find_all(all)) count += span.matched;
    EXPECT_EQ(count, size) << pattern;
  }
}

TEST(TokenizerUnicode, NumericCountsAsInRust) {
  int count = 0;
  for (char32_t code = 0; code < 0x110000; ++code) count += unicode::is_numeric(code);
  EXPECT_EQ(count, 1911 + 10 + 3);  // Unicode 17 adds 11DE0-11DE9 and 16FF4-16FF6 to Oniguruma's 16
}

TEST(TokenizerUnicode, NormalizesAsTheOlderTables) {
  using unicode::NormalForm;
  EXPECT_EQ(unicode::normalize("e\xCC\x81", NormalForm::nfc), "\xC3\xA9");
  EXPECT_EQ(unicode::normalize("\xEF\xAC\x81", NormalForm::nfkc), "fi");
  EXPECT_EQ(unicode::normalize(utf8(0x11935) + utf8(0x11930), NormalForm::nfc), utf8(0x11935) + utf8(0x11930));
  EXPECT_EQ(unicode::normalize(utf8(0x32FF), NormalForm::nfkc), utf8(0x32FF));
  // U+08CB has no combining class there, so the marks behind it stay where they are.
  const std::string marks = "a" + utf8(0x301) + utf8(0x8CB) + utf8(0x323);
  EXPECT_EQ(unicode::normalize(marks, NormalForm::nfd), marks);
  EXPECT_EQ(unicode::normalize(std::string("\0\xC3\xA9", 3), NormalForm::nfd), std::string("\0e\xCC\x81", 4));
}

TEST(TokenizerRegex, SyntaxThatDiffersIsRefusedByName) {
  for (const char* pattern : {"\\w", "\\h", "a\\b", "[a[b]]", "[a&&b]", "(?m).", "a{1,2}+", "[\\D]", "\\p"}) {
    const auto error = test::error_of([&] { TextPattern::regex(pattern, "t.json: Split"); });
    EXPECT_EQ(error.code, ErrorCode::unsupported) << pattern;
    EXPECT_NE(error.message.find("t.json: Split"), std::string::npos) << error.message;
  }
  const auto error = test::error_of([] { TextPattern::regex("(a", "t.json: Split"); });
  EXPECT_EQ(error.code, ErrorCode::bad_format);
}

}  // namespace
}  // namespace calm
