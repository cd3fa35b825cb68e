#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace calm {

/// A stretch of text that a pattern covers, or that lies between two such stretches.
struct PatternSpan {
  size_t begin, end;
  bool matched;
};

/// The search pattern of tokenizer.json's Split and Replace: {"String": ...} or {"Regex": ...} in Oniguruma's Ruby
/// syntax, which is translated to PCRE2. Thread-safe once made.
class TextPattern {
 public:
  static TextPattern literal(std::string text);
  /// `where` names file and component in errors. Throws Error(unsupported) for syntax whose meaning differs between the
  /// engines.
  static TextPattern regex(const std::string& pattern, const std::string& where);

  /// Spans that cover the whole of `text` (valid UTF-8) in order; one empty span for an empty text, as Hugging Face
  /// gives.
  std::vector<PatternSpan> find_all(std::string_view text) const;

 private:
  struct Compiled;
  std::string literal_;
  std::shared_ptr<const Compiled> compiled_;
};

/// The PCRE2 spelling of an Oniguruma pattern.
std::string pcre2_syntax(const std::string& pattern, const std::string& where);

}  // namespace calm
