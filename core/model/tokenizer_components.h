#pragma once

#include <cstddef>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "model/tokenizer_regex.h"

/// The components of tokenizer.json, each parsed into a list of steps (a Sequence is flattened).
/// `source` is the file's path. Unknown components: Error(unsupported) naming file and component.
namespace calm {

/// Changes a text in place. `at_start`: it begins where the whole input begins (Metaspace's "first" asks for that).
using NormalizerStep = std::function<void(std::string& text, bool& at_start)>;
std::vector<NormalizerStep> parse_normalizer(const nlohmann::json& spec, const std::string& source);
std::string run(const std::vector<NormalizerStep>& steps, std::string_view text, bool& at_start);

/// A text cut into pieces; a step may rewrite the text.
struct Pieces {
  struct Span {
    size_t begin, end;
    bool at_start;
  };
  std::string text;
  std::vector<Span> spans;

  std::string_view view(const Span& span) const {
    return std::string_view(text).substr(span.begin, span.end - span.begin);
  }
};
using PreTokenizerStep = std::function<void(Pieces&)>;
std::vector<PreTokenizerStep> parse_pre_tokenizer(const nlohmann::json& spec, const std::string& source);

using DecoderStep = std::function<void(std::vector<std::string>& tokens)>;
std::vector<DecoderStep> parse_decoder(const nlohmann::json& spec, const std::string& source);

/// Byte-level alphabet: each of the 256 bytes as a printable character, as GPT-2 defined it.
std::string_view byte_level_character(unsigned char byte);

/// The regular expression of GPT-2, ByteLevel's own.
extern const char* const kGpt2Pattern;

// What the parsers share.
/// {"String": ...} or {"Regex": ...}.
TextPattern parse_pattern(const nlohmann::json& spec, const std::string& where);
std::string component_type(const nlohmann::json& spec, const std::string& source, const char* kind);
[[noreturn]] void refuse_component(const std::string& source, const char* kind, const std::string& type);

}  // namespace calm
