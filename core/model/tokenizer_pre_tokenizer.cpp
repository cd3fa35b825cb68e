#include <array>

#include "calm/error.h"
#include "model/tokenizer_components.h"
#include "model/tokenizer_regex.h"
#include "model/tokenizer_unicode.h"

namespace calm {

const char* const kGpt2Pattern = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

namespace {

using nlohmann::json;
constexpr const char* kKind = "pre_tokenizer";

enum class Behavior { isolated, removed, merged_with_previous, merged_with_next, contiguous };

Behavior parse_behavior(const std::string& name, const std::string& source) {
  if (name == "Isolated") return Behavior::isolated;
  if (name == "Removed") return Behavior::removed;
  if (name == "MergedWithPrevious") return Behavior::merged_with_previous;
  if (name == "MergedWithNext") return Behavior::merged_with_next;
  if (name == "Contiguous") return Behavior::contiguous;
  refuse_component(source, kKind, "Split with behavior " + name);
}

/// The pieces that a split leaves; a match joins its neighbour unless the span in front of it (in walking order)
/// matched too.
std::vector<PatternSpan> merge_matches(Behavior behavior, const std::vector<PatternSpan>& spans) {
  std::vector<PatternSpan> out;
  out.reserve(spans.size());
  bool previous = false;
  switch (behavior) {
    case Behavior::isolated:
      return spans;
    case Behavior::removed:
      for (const PatternSpan& span : spans) {
        if (!span.matched) out.push_back(span);
      }
      break;
    case Behavior::contiguous:
    case Behavior::merged_with_previous:
      for (const PatternSpan& span : spans) {
        const bool joins = behavior == Behavior::contiguous ? span.matched == previous : span.matched && !previous;
        if (joins && !out.empty()) {
          out.back().end = span.end;
        } else {
          out.push_back(span);
        }
        previous = span.matched;
      }
      break;
    case Behavior::merged_with_next:
      for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
        if (span->matched && !previous && !out.empty()) {
          out.back().begin = span->begin;
        } else {
          out.push_back(*span);
        }
        previous = span->matched;
      }
      return {out.rbegin(), out.rend()};
  }
  return out;
}

template <typename Find>
void split(Pieces& pieces, Behavior behavior, const Find& find) {
  std::vector<Pieces::Span> spans;
  spans.reserve(pieces.spans.size());
  for (const Pieces::Span& piece : pieces.spans) {
    for (const PatternSpan& part : merge_matches(behavior, find(pieces.view(piece)))) {
      if (part.begin == part.end) continue;
      spans.push_back({piece.begin + part.begin, piece.begin + part.end, piece.at_start && part.begin == 0});
    }
  }
  pieces.spans = std::move(spans);
}

/// Rewrites every piece: edit(piece, at_start, out) appends the new text.
template <typename Edit>
void rewrite(Pieces& pieces, const Edit& edit) {
  std::string text;
  text.reserve(pieces.text.size() * 2);
  for (Pieces::Span& span : pieces.spans) {
    const std::string_view old = pieces.view(span);
    const size_t begin = text.size();
    edit(old, span.at_start, text);
    span.begin = begin;
    span.end = text.size();
  }
  pieces.text = std::move(text);
}

PreTokenizerStep split_step(const json& spec, const std::string& source) {
  const TextPattern pattern = parse_pattern(spec.at("pattern"), source + ": pre_tokenizer Split");
  const Behavior behavior = parse_behavior(spec.at("behavior"), source);
  const bool invert = spec.value("invert", false);
  return [pattern, behavior, invert](Pieces& pieces) {
    split(pieces, behavior, [&](std::string_view text) {
      std::vector<PatternSpan> spans = pattern.find_all(text);
      if (invert) {
        for (PatternSpan& span : spans) span.matched = !span.matched;
      }
      return spans;
    });
  };
}

std::vector<PatternSpan> find_digits(std::string_view text) {
  std::vector<PatternSpan> spans;
  size_t done = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    if (!unicode::is_numeric(unicode::next(text, at))) continue;
    if (done != begin) spans.push_back({done, begin, false});
    spans.push_back({begin, at, true});
    done = at;
  }
  if (done != text.size()) spans.push_back({done, text.size(), false});
  return spans;
}

PreTokenizerStep byte_level_step(const json& spec, const std::string& source) {
  const bool prefix = spec.value("add_prefix_space", true);
  const bool use_regex = spec.value("use_regex", true);
  const TextPattern pattern = TextPattern::regex(kGpt2Pattern, source + ": pre_tokenizer ByteLevel");
  return [prefix, use_regex, pattern](Pieces& pieces) {
    if (prefix) {
      rewrite(pieces, [](std::string_view text, bool, std::string& out) {
        if (!text.empty() && !text.starts_with(' ')) out += ' ';
        out += text;
      });
    }
    if (use_regex) split(pieces, Behavior::isolated, [&](std::string_view text) { return pattern.find_all(text); });
    rewrite(pieces, [](std::string_view text, bool, std::string& out) {
      for (const char byte : text) out += byte_level_character(static_cast<unsigned char>(byte));
    });
  };
}

PreTokenizerStep metaspace_step(const json& spec, const std::string& source) {
  const std::string mark = spec.at("replacement");
  std::string scheme = spec.value("prepend_scheme", "always");
  if (spec.contains("add_prefix_space") && spec["add_prefix_space"].is_boolean() &&
      !spec["add_prefix_space"].get<bool>()) {
    if (spec.contains("prepend_scheme") && scheme != "never") {
      throw Error(ErrorCode::bad_format,
                  source + ": pre_tokenizer Metaspace: add_prefix_space contradicts prepend_scheme");
    }
    scheme = "never";
  }
  if (scheme != "always" && scheme != "first" && scheme != "never") {
    refuse_component(source, kKind, "Metaspace with prepend_scheme " + scheme);
  }
  const bool cut = !spec.contains("split") || spec["split"].is_null() || spec["split"].get<bool>();
  const TextPattern pattern = TextPattern::literal(mark);
  return [mark, scheme, cut, pattern](Pieces& pieces) {
    rewrite(pieces, [&](std::string_view text, bool at_start, std::string& out) {
      const bool wanted = scheme == "always" || (scheme == "first" && at_start);
      if (wanted && !text.empty() && !text.starts_with(' ') && !text.starts_with(mark)) out += mark;
      for (const char c : text) c == ' ' ? out += mark : out += c;
    });
    if (cut) {
      split(pieces, Behavior::merged_with_next, [&](std::string_view text) { return pattern.find_all(text); });
    }
  };
}

void add_steps(const json& spec, const std::string& source, std::vector<PreTokenizerStep>& steps) {
  const std::string type = component_type(spec, source, kKind);
  if (type == "Sequence") {
    for (const json& part : spec.at("pretokenizers")) add_steps(part, source, steps);
  } else if (type == "ByteLevel") {
    steps.push_back(byte_level_step(spec, source));
  } else if (type == "Split") {
    steps.push_back(split_step(spec, source));
  } else if (type == "Digits") {
    const Behavior behavior = spec.value("individual_digits", false) ? Behavior::isolated : Behavior::contiguous;
    steps.emplace_back([behavior](Pieces& pieces) { split(pieces, behavior, find_digits); });
  } else if (type == "Metaspace") {
    steps.push_back(metaspace_step(spec, source));
  } else {
    refuse_component(source, kKind, type);
  }
}

}  // namespace

std::string_view byte_level_character(unsigned char byte) {
  static const std::array<std::string, 256> table = [] {
    std::array<std::string, 256> made;
    char32_t other = 256;
    for (unsigned b = 0; b < 256; ++b) {
      const bool printable = (b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
      unicode::append(made[b], printable ? b : other++);
    }
    return made;
  }();
  return table[byte];
}

std::vector<PreTokenizerStep> parse_pre_tokenizer(const json& spec, const std::string& source) {
  std::vector<PreTokenizerStep> steps;
  if (!spec.is_null()) add_steps(spec, source, steps);
  return steps;
}

}  // namespace calm
