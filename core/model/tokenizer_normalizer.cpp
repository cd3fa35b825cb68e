#include "calm/error.h"
#include "model/tokenizer_components.h"
#include "model/tokenizer_regex.h"
#include "model/tokenizer_unicode.h"

namespace calm {
namespace {

using nlohmann::json;

NormalizerStep form_step(unicode::NormalForm form) {
  return [form](std::string& text, bool&) { text = unicode::normalize(text, form); };
}

NormalizerStep prepend_step(std::string prefix) {
  return [prefix = std::move(prefix)](std::string& text, bool&) {
    if (!text.empty()) text.insert(0, prefix);
  };
}

NormalizerStep replace_step(const TextPattern& pattern, const std::string& content) {
  return [pattern, content](std::string& text, bool&) {
    std::string out;
    out.reserve(text.size());
    for (const PatternSpan& span : pattern.find_all(text)) {
      if (span.matched) {
        out += content;
      } else {
        out.append(text, span.begin, span.end - span.begin);
      }
    }
    text = std::move(out);
  };
}

NormalizerStep strip_step(bool left, bool right) {
  return [left, right](std::string& text, bool& at_start) {
    size_t begin = 0, end = text.size();
    while (left && begin < end) {
      size_t at = begin;
      if (!unicode::is_white_space(unicode::next(text, at))) break;
      begin = at;
    }
    while (right && end > begin) {
      size_t at = end - 1;
      while (at > begin && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
      size_t behind = at;
      if (!unicode::is_white_space(unicode::next(text, behind))) break;
      end = at;
    }
    at_start = at_start && begin == 0;
    text = text.substr(begin, end - begin);
  };
}

void add_steps(const json& spec, const std::string& source, std::vector<NormalizerStep>& steps) {
  constexpr const char* kKind = "normalizer";
  const std::string type = component_type(spec, source, kKind);
  if (type == "Sequence") {
    for (const json& part : spec.at("normalizers")) add_steps(part, source, steps);
  } else if (type == "NFC") {
    steps.push_back(form_step(unicode::NormalForm::nfc));
  } else if (type == "NFD") {
    steps.push_back(form_step(unicode::NormalForm::nfd));
  } else if (type == "NFKC") {
    steps.push_back(form_step(unicode::NormalForm::nfkc));
  } else if (type == "NFKD") {
    steps.push_back(form_step(unicode::NormalForm::nfkd));
  } else if (type == "Lowercase") {
    steps.emplace_back([](std::string& text, bool&) { text = unicode::lowercase(text); });
  } else if (type == "Prepend") {
    steps.push_back(prepend_step(spec.at("prepend")));
  } else if (type == "Replace") {
    steps.push_back(
        replace_step(parse_pattern(spec.at("pattern"), source + ": normalizer Replace"), spec.at("content")));
  } else if (type == "Strip") {
    steps.push_back(strip_step(spec.at("strip_left"), spec.at("strip_right")));
  } else {
    refuse_component(source, kKind, type);
  }
}

}  // namespace

std::vector<NormalizerStep> parse_normalizer(const json& spec, const std::string& source) {
  std::vector<NormalizerStep> steps;
  if (!spec.is_null()) add_steps(spec, source, steps);
  return steps;
}

std::string run(const std::vector<NormalizerStep>& steps, std::string_view text, bool& at_start) {
  std::string out(text);
  for (const NormalizerStep& step : steps) step(out, at_start);
  return out;
}

}  // namespace calm
