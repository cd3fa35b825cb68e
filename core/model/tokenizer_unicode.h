#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Unicode as Hugging Face's engines see it. Oniguruma there knows Unicode 16, Rust's standard library 17, its
/// normalization crate only 9: where Debian's PCRE2 and utf8proc know more or less, small tables make up the
/// difference.
namespace calm::unicode {

enum class NormalForm { nfc, nfd, nfkc, nfkd };

/// U+FFFD for every byte sequence that is no UTF-8 (maximal subparts), as Python's errors="replace" and Rust's
/// from_utf8_lossy.
std::string replace_invalid(std::string_view bytes);

/// The code point at `at`, which moves behind it. The text must be valid UTF-8 and `at` inside it.
char32_t next(std::string_view text, size_t& at);
void append(std::string& out, char32_t code);

bool is_white_space(char32_t code);
/// Rust's char::is_numeric: general categories Nd, Nl, No.
bool is_numeric(char32_t code);
/// \w of Rust's regex crate.
bool is_word(char32_t code);

std::string normalize(std::string_view text, NormalForm form);
/// Code point by code point, without context (no final sigma), as Hugging Face's Lowercase.
std::string lowercase(std::string_view text);

/// Ranges, as the inside of a PCRE2 character class, that Oniguruma counts to a general category ("L", "Nd") and PCRE2
/// does not.
std::string newer_members(std::string_view category);

}  // namespace calm::unicode
