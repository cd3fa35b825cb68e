#include "model/tokenizer_components.h"

#include "calm/error.h"

namespace calm {

std::string component_type(const nlohmann::json& spec, const std::string& source, const char* kind) {
  if (!spec.is_object() || !spec.contains("type") || !spec["type"].is_string()) {
    throw Error(ErrorCode::bad_format, source + ": a " + kind + " has no \"type\"");
  }
  return spec["type"];
}

TextPattern parse_pattern(const nlohmann::json& spec, const std::string& where) {
  if (spec.is_string()) return TextPattern::literal(spec);  // older files
  if (spec.contains("String")) return TextPattern::literal(spec["String"]);
  if (spec.contains("Regex")) return TextPattern::regex(spec["Regex"], where);
  throw Error(ErrorCode::bad_format, where + ": the pattern is neither a String nor a Regex");
}

void refuse_component(const std::string& source, const char* kind, const std::string& type) {
  throw Error(ErrorCode::unsupported, source + ": the " + kind + " \"" + type + "\" is not supported by this version");
}

}  // namespace calm
