#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "calm/error.h"
#include "model/tokenizer_components.h"
#include "model/tokenizer_regex.h"
#include "model/tokenizer_unicode.h"

namespace calm {
namespace {

using nlohmann::json;
using Tokens = std::vector<std::string>;

std::string joined(const Tokens& tokens) {
  std::string out;
  for (const std::string& token : tokens) out += token;
  return out;
}

void decode_byte_level(Tokens& tokens) {
  static const std::unordered_map<std::string_view, char> bytes = [] {
    std::unordered_map<std::string_view, char> map;
    for (unsigned b = 0; b < 256; ++b)
      map.emplace(byte_level_character(static_cast<unsigned char>(b)), static_cast<char>(b));
    return map;
  }();
  std::string out, decoded;
  for (const std::string& token : tokens) {
    decoded.clear();
    bool known = true;
    for (size_t at = 0; at < token.size() && known;) {
      const size_t begin = at;
      unicode::next(token, at);
      const auto it = bytes.find(std::string_view(token).substr(begin, at - begin));
      known = it != bytes.end();
      if (known) decoded += it->second;
    }
    out += known ? decoded : token;  // an added token that is no byte-level text stands for itself
  }
  tokens.assign(1, unicode::replace_invalid(out));
}

void decode_byte_fallback(Tokens& tokens) {
  Tokens out;
  std::string bytes;
  const auto flush = [&] {
    if (bytes.empty()) return;
    if (unicode::replace_invalid(bytes) == bytes) {
      out.push_back(bytes);
    } else {
      out.insert(out.end(), bytes.size(), "\xEF\xBF\xBD");  // one for each byte of the run
    }
    bytes.clear();
  };
  for (std::string& token : tokens) {
    unsigned value = 0;
    if (token.size() == 6 && token.starts_with("<0x") && token.ends_with('>') &&
        std::from_chars(token.data() + 3, token.data() + 5, value, 16).ptr == token.data() + 5) {
      bytes += static_cast<char>(value);
      continue;
    }
    flush();
    out.push_back(std::move(token));
  }
  flush();
  tokens = std::move(out);
}

DecoderStep replace_step(const TextPattern& pattern, const std::string& content) {
  return [pattern, content](Tokens& tokens) {
    for (std::string& token : tokens) {
      std::string out;
      for (const PatternSpan& span : pattern.find_all(token)) {
        span.matched ? out += content : out.append(token, span.begin, span.end - span.begin);
      }
      token = std::move(out);
    }
  };
}

DecoderStep strip_step(const std::string& content, size_t start, size_t stop) {
  return [content, start, stop](Tokens& tokens) {
    for (std::string& token : tokens) {
      size_t begin = 0, end = token.size();
      for (size_t i = 0; i < start && token.compare(begin, content.size(), content) == 0; ++i) begin += content.size();
      for (size_t i = 0; i < stop && end >= begin + content.size() &&
                         token.compare(end - content.size(), content.size(), content) == 0;
           ++i) {
        end -= content.size();
      }
      token = token.substr(begin, end - begin);
    }
  };
}

DecoderStep metaspace_step(const json& spec) {
  const std::string mark = spec.at("replacement");
  std::string scheme = spec.value("prepend_scheme", "always");
  if (spec.contains("add_prefix_space") && spec["add_prefix_space"] == false) scheme = "never";
  const TextPattern pattern = TextPattern::literal(mark);
  return [pattern, drops_first = scheme != "never"](Tokens& tokens) {
    for (size_t i = 0; i < tokens.size(); ++i) {
      std::string out;
      for (const PatternSpan& span : pattern.find_all(tokens[i])) {
        if (!span.matched) {
          out.append(tokens[i], span.begin, span.end - span.begin);
        } else if (i > 0 || !drops_first) {
          out += ' ';
        }
      }
      tokens[i] = std::move(out);
    }
  };
}

void add_steps(const json& spec, const std::string& source, std::vector<DecoderStep>& steps) {
  constexpr const char* kKind = "decoder";
  const std::string type = component_type(spec, source, kKind);
  if (type == "Sequence") {
    for (const json& part : spec.at("decoders")) add_steps(part, source, steps);
  } else if (type == "ByteLevel") {
    steps.emplace_back(decode_byte_level);
  } else if (type == "ByteFallback") {
    steps.emplace_back(decode_byte_fallback);
  } else if (type == "Fuse") {
    steps.emplace_back([](Tokens& tokens) { tokens.assign(1, joined(tokens)); });
  } else if (type == "Replace") {
    steps.push_back(replace_step(parse_pattern(spec.at("pattern"), source + ": decoder Replace"), spec.at("content")));
  } else if (type == "Strip") {
    const std::string content = spec.at("content");
    if (content.empty()) throw Error(ErrorCode::bad_format, source + ": decoder Strip has an empty \"content\"");
    steps.push_back(strip_step(content, spec.at("start"), spec.at("stop")));
  } else if (type == "Metaspace") {
    steps.push_back(metaspace_step(spec));
  } else {
    refuse_component(source, kKind, type);
  }
}

}  // namespace

std::vector<DecoderStep> parse_decoder(const json& spec, const std::string& source) {
  std::vector<DecoderStep> steps;
  if (!spec.is_null()) add_steps(spec, source, steps);
  return steps;
}

}  // namespace calm
