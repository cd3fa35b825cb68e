#include "model/tokenizer_regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cctype>

#include "calm/error.h"
#include "model/tokenizer_unicode.h"

namespace calm {
namespace {

// PCRE2 counts U+180E to \s, Oniguruma does not; so \s is spelled out.
constexpr const char* kSpace =
    "\\x{9}-\\x{D}\\x{20}\\x{85}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}";
constexpr const char* kNoSpace =
    "\\x{0}-\\x{8}\\x{E}-\\x{1F}\\x{21}-\\x{84}\\x{86}-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}\\x{200B}-\\x{2027}"
    "\\x{202A}-\\x{202E}\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}\\x{3001}-\\x{10FFFF}";

class Translator {
 public:
  Translator(const std::string& pattern, const std::string& where) : in_(pattern), where_(where) {}

  std::string run() {
    while (at_ < in_.size()) {
      const char c = in_[at_];
      if (c == '\\') {
        escape();
      } else if (in_class_) {
        class_member(c);
      } else if (c == '[') {
        open_class();
      } else if (c == '(' && in_.compare(at_, 2, "(?") == 0) {
        group();
      } else if (c == '{') {
        interval();
      } else {
        out_ += c;
        ++at_;
      }
    }
    return out_;
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(ErrorCode::unsupported, where_ + ": the regular expression \"" + in_ + "\" uses " + what +
                                            ", which this version cannot translate to PCRE2");
  }

  void set(const std::string& members, bool negated, const char* name) {
    if (!in_class_) {
      out_ += (negated ? "[^" : "[") + members + "]";
    } else if (negated) {
      refuse(std::string(name) + " inside a character class");
    } else {
      out_ += members;
    }
  }

  void escape() {
    if (at_ + 1 >= in_.size()) refuse("a backslash at its end");
    const char c = in_[at_ + 1];
    at_ += 2;
    switch (c) {
      case 's':
        set(kSpace, false, "\\s");
        break;
      case 'S':
        in_class_ ? set(kNoSpace, false, "\\S") : set(kSpace, true, "\\S");
        break;
      case 'd':
        set("\\p{Nd}" + unicode::newer_members("Nd"), false, "\\d");
        break;
      case 'D':
        set("\\p{Nd}" + unicode::newer_members("Nd"), true, "\\D");
        break;
      case 'p':
        property(false);
        break;
      case 'P':
        property(true);
        break;
      case 'u': {
        const std::string hex = in_.substr(at_, 4);
        if (hex.size() != 4) refuse("\\u without four hexadecimal digits");
        out_ += "\\x{" + hex + "}";
        at_ += 4;
        break;
      }
      case 'w':
      case 'W':
      case 'h':
      case 'H':
      case 'R':
      case 'X':
      case 'O':
      case 'N':
      case 'y':
      case 'Y':
      case 'b':
      case 'B':
      case 'K':
      case 'G':
        if (c == 'b' && in_class_) {
          out_ += "\\b";
          break;
        }
        refuse(std::string("\\") + c);
      default:
        out_ += {'\\', c};
    }
  }

  void property(bool negated) {
    const size_t end = in_.find('}', at_);
    if (at_ >= in_.size() || in_[at_] != '{' || end == std::string::npos) refuse("\\p without {a property}");
    std::string name = in_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    if (name.starts_with('^')) {
      negated = !negated;
      name.erase(0, 1);
    }
    const std::string newer = name.size() <= 2 ? unicode::newer_members(name) : "";
    if (newer.empty()) {
      out_ += (negated ? "\\P{" : "\\p{") + name + "}";
    } else {
      set("\\p{" + name + "}" + newer, negated, "\\P");
    }
  }

  void open_class() {
    in_class_ = true;
    out_ += '[';
    ++at_;
    if (at_ < in_.size() && in_[at_] == '^') {
      out_ += '^';
      ++at_;
    }
    if (at_ < in_.size() && in_[at_] == ']') refuse("a character class that starts with ]");
  }

  void class_member(char c) {
    if (c == ']') in_class_ = false;
    if (c == '[') refuse("[ inside a character class");
    if (c == '&' && in_.compare(at_, 2, "&&") == 0) refuse("&& inside a character class");
    out_ += c;
    ++at_;
  }

  // In Ruby's syntax (?m) is what PCRE2 calls (?s).
  void group() {
    size_t end = at_ + 2;
    while (end < in_.size() && (std::isalpha(static_cast<unsigned char>(in_[end])) || in_[end] == '-')) ++end;
    const std::string flags = in_.substr(at_ + 2, end - at_ - 2);
    if (flags.find_first_not_of("i-") != std::string::npos) refuse("(?" + flags + ")");
    out_.append(in_, at_, end - at_);
    at_ = end;
  }

  // x{2,3}+ repeats x{2,3} in Ruby's syntax; in PCRE2 it is possessive.
  void interval() {
    const size_t end = in_.find('}', at_);
    if (end != std::string::npos && end + 1 < in_.size() && in_[end + 1] == '+') refuse("{}+");
    out_ += '{';
    ++at_;
  }

  const std::string& in_;
  const std::string& where_;
  std::string out_;
  size_t at_ = 0;
  bool in_class_ = false;
};

std::string pcre2_message(int code) {
  PCRE2_UCHAR buffer[256];
  pcre2_get_error_message(code, buffer, sizeof buffer);
  return reinterpret_cast<const char*>(buffer);
}

template <typename T, void (*release)(T*)>
struct Deleter {
  void operator()(T* p) const { release(p); }
};
using MatchData = std::unique_ptr<pcre2_match_data, Deleter<pcre2_match_data, pcre2_match_data_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Deleter<pcre2_match_context, pcre2_match_context_free>>;
using CompileContext =
    std::unique_ptr<pcre2_compile_context, Deleter<pcre2_compile_context, pcre2_compile_context_free>>;
using Code = std::unique_ptr<pcre2_code, Deleter<pcre2_code, pcre2_code_free>>;

}  // namespace

std::string pcre2_syntax(const std::string& pattern, const std::string& where) {
  return Translator(pattern, where).run();
}

struct TextPattern::Compiled {
  Code code;
  MatchContext context;
  std::string where;

  int match(std::string_view text, size_t from, pcre2_match_data* data) const {
    const auto* subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    // The text was checked once; checking it again at every match would make long texts quadratic.
    int rc = pcre2_match(code.get(), subject, text.size(), from, PCRE2_NO_UTF_CHECK, data, context.get());
    if (rc == PCRE2_ERROR_JIT_STACKLIMIT) {
      rc = pcre2_match(code.get(), subject, text.size(), from, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, context.get());
    }
    if (rc < 0 && rc != PCRE2_ERROR_NOMATCH) {
      throw Error(ErrorCode::unsupported, where + ": the regular expression failed on this text: " + pcre2_message(rc));
    }
    return rc;
  }
};

TextPattern TextPattern::literal(std::string text) {
  TextPattern pattern;
  pattern.literal_ = std::move(text);
  return pattern;
}

TextPattern TextPattern::regex(const std::string& pattern, const std::string& where) {
  const std::string translated = pcre2_syntax(pattern, where);
  const CompileContext options(pcre2_compile_context_create(nullptr));
  pcre2_set_newline(options.get(), PCRE2_NEWLINE_LF);
  int error = 0;
  PCRE2_SIZE offset = 0;
  auto compiled = std::make_shared<Compiled>();
  compiled->where = where;
  compiled->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE, &error, &offset, options.get()));
  if (!compiled->code) {
    throw Error(ErrorCode::bad_format,
                where + ": the regular expression \"" + pattern + "\" cannot be read: " + pcre2_message(error));
  }
  pcre2_jit_compile(compiled->code.get(), PCRE2_JIT_COMPLETE);  // where there is no JIT, the interpreter matches
  compiled->context.reset(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(compiled->context.get(), 1'000'000'000);
  TextPattern result;
  result.compiled_ = std::move(compiled);
  return result;
}

std::vector<PatternSpan> TextPattern::find_all(std::string_view text) const {
  std::vector<PatternSpan> spans;
  if (text.empty()) return {{0, 0, false}};
  size_t done = 0;
  const auto add = [&](size_t begin, size_t end) {
    if (done != begin) spans.push_back({done, begin, false});
    spans.push_back({begin, end, true});
    done = end;
  };
  if (!compiled_) {
    for (size_t at = text.find(literal_); !literal_.empty() && at != std::string_view::npos;
         at = text.find(literal_, done)) {
      add(at, at + literal_.size());
    }
  } else {
    const MatchData data(pcre2_match_data_create_from_pattern(compiled_->code.get(), nullptr));
    const PCRE2_SIZE* bounds = pcre2_get_ovector_pointer(data.get());
    bool any = false;
    for (size_t from = 0; from <= text.size() && compiled_->match(text, from, data.get()) >= 0;) {
      const size_t begin = bounds[0], end = bounds[1];
      if (begin == end && any && end == done) {  // no empty match right behind another match
        if (from >= text.size()) break;
        unicode::next(text, from);
        continue;
      }
      add(begin, end);
      any = true;
      from = end;
    }
  }
  if (done != text.size()) spans.push_back({done, text.size(), false});
  return spans;
}

}  // namespace calm
