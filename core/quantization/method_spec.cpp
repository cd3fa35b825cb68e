#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <set>

#include "calm/error.h"
#include "calm/methods.h"
#include "quantization/composite_spec.h"

namespace calm {
namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  size_t begin = 0;
  while (true) {
    const size_t end = text.find(separator, begin);
    parts.emplace_back(text.substr(begin, end == std::string_view::npos ? end : end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::string trim(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return std::string(text);
}

[[noreturn]] void fail(std::string_view spec, const std::string& what) {
  throw Error(ErrorCode::invalid_argument, "method \"" + std::string(spec) + "\": " + what);
}

const MethodInfo* find_method(std::string_view id) {
  for (const MethodInfo& info : methods()) {
    if (info.id == id) return &info;
  }
  return nullptr;
}

bool parse_number(const std::string& text, double& value) {
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  return status == std::errc() && end == text.data() + text.size();
}

/// One spelling a number: shortest that reads back the same.
std::string number_text(double value) {
  char buffer[40];
  const auto [end, status] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return status == std::errc() ? std::string(buffer, end) : std::string("nan");
}

std::string checked_value(std::string_view spec, const MethodInfo& info, const OptionInfo& option,
                          const std::string& text) {
  const std::string where = info.id + ": option " + option.name;
  switch (option.kind) {
    case OptionInfo::Kind::flag:
      if (text != "true" && text != "false")
        fail(spec, where + " is a flag: give it alone, or =true or =false, not \"" + text + "\"");
      return text;
    case OptionInfo::Kind::choice:
      if (std::find(option.choices.begin(), option.choices.end(), text) == option.choices.end()) {
        std::string possible;
        for (const std::string& choice : option.choices) possible += (possible.empty() ? "" : ", ") + choice;
        fail(spec, where + " cannot be \"" + text + "\"; possible: " + possible);
      }
      return text;
    case OptionInfo::Kind::number:
    case OptionInfo::Kind::integer:
      break;
  }
  double value = 0;
  const bool whole = option.kind == OptionInfo::Kind::integer;
  if (!parse_number(text, value) || (whole && value != std::trunc(value))) {
    fail(spec, where + " needs " + (whole ? "a whole number" : "a number") + ", not \"" + text + "\"");
  }
  if (!(value >= option.minimum && value <= option.maximum)) {
    fail(spec, where + " = " + text + " is outside [" + number_text(option.minimum) + ", " +
                   number_text(option.maximum) + "]");
  }
  return number_text(value);
}

MethodSpec::Stage parse_stage(std::string_view spec, std::string_view text) {
  const std::vector<std::string> parts = split(text, ':');
  MethodSpec::Stage stage;
  stage.id = trim(parts.front());
  const MethodInfo* info = find_method(stage.id);
  if (info == nullptr) {
    std::string possible;
    for (const MethodInfo& each : methods()) possible += (possible.empty() ? "" : ", ") + each.id;
    fail(spec, "there is no method \"" + stage.id + "\"; possible: " + possible);
  }
  for (size_t i = 1; i < parts.size(); ++i) {
    const std::string argument = trim(parts[i]);
    const size_t equals = argument.find('=');
    std::string name = argument.substr(0, equals);
    std::string value = equals == std::string::npos ? "true" : argument.substr(equals + 1);
    double ignored = 0;
    if (equals == std::string::npos && parse_number(argument, ignored)) {
      if (info->main_parameter.empty()) fail(spec, info->id + " takes no bare number (\"" + argument + "\")");
      name = info->main_parameter;
      value = argument;
    }
    const auto option =
        std::find_if(info->options.begin(), info->options.end(), [&](const OptionInfo& o) { return o.name == name; });
    if (option == info->options.end()) {
      std::string possible;
      for (const OptionInfo& each : info->options) possible += (possible.empty() ? "" : ", ") + each.name;
      fail(spec, info->id + " has no option \"" + name + "\"; possible: " + possible);
    }
    if (equals == std::string::npos && option->kind != OptionInfo::Kind::flag && name != info->main_parameter) {
      fail(spec, info->id + ": option " + name + " needs a value: " + name + "=...");
    }
    if (!stage.options.emplace(name, checked_value(spec, *info, *option, value)).second)
      fail(spec, info->id + ": option " + name + " is given twice");
  }
  return stage;
}

}  // namespace

std::string canonical_stages(const std::vector<MethodSpec::Stage>& stages) {
  std::string result;
  for (const MethodSpec::Stage& stage : stages) {
    const MethodInfo& info = *find_method(stage.id);
    if (!result.empty()) result += "+";
    result += stage.id;
    for (const OptionInfo& option : info.options) {
      const auto it = stage.options.find(option.name);
      const std::string value = it != stage.options.end() ? it->second : option.fallback;
      if (option.name == info.main_parameter) {
        result += ":" + value;
      } else if (value != option.fallback) {
        // act-order implies static groups, so naming both is the same method.
        if (stage.id == "gptq" && option.name == "static-groups" && stage.options.contains("act-order") &&
            stage.options.at("act-order") == "true")
          continue;
        result += ":" + option.name +
                  (option.kind == OptionInfo::Kind::flag ? (value == "true" ? "" : "=false") : "=" + value);
      }
    }
  }
  return result;
}

std::string title_of_stages(const std::vector<MethodSpec::Stage>& stages) {
  std::string result;
  for (const MethodSpec::Stage& stage : stages) {
    const MethodInfo& info = *find_method(stage.id);
    if (!result.empty()) result += " + ";
    result += info.title;
    for (const OptionInfo& option : info.options) {
      const auto it = stage.options.find(option.name);
      if (option.name == info.main_parameter) {
        result += " " + (it != stage.options.end() ? it->second : option.fallback);
      } else if (it != stage.options.end() && it->second != option.fallback) {
        result += " " + option.name + (option.kind == OptionInfo::Kind::flag ? "" : "=" + it->second);
      }
    }
  }
  return result;
}

std::string MethodSpec::canonical() const {
  std::string result = canonical_stages(stages);
  for (const Part& part : parts)
    result += (result.empty() ? "" : "/") + part.scope + "=" + canonical_stages(part.stages);
  return result;
}

std::string MethodSpec::title() const {
  std::string result = title_of_stages(stages);
  for (const Part& part : parts)
    result += (result.empty() ? "" : ", ") + part.scope + " " + title_of_stages(part.stages);
  return result;
}

MethodSpec parse_method(std::string_view text) {
  MethodSpec spec;
  spec.text = trim(text);
  if (spec.text.empty()) fail(text, "is empty");
  if (is_composite(spec.text)) return parse_composite(spec.text);
  bool rounded = false;
  std::set<std::string> seen;
  for (const std::string& part : split(spec.text, '+')) {
    if (rounded) fail(spec.text, "nothing can follow " + spec.stages.back().id + ", which rounds the weights");
    if (!spec.stages.empty() && spec.stages.back().options.contains(kBitsOption))
      fail(spec.text, "option bits goes to the last stage, not to " + spec.stages.back().id);
    spec.stages.push_back(parse_stage(spec.text, part));
    const std::string& id = spec.stages.back().id;
    if (!seen.insert(id).second) fail(spec.text, id + " is there twice");
    rounded = !find_method(id)->transform;
  }
  return spec;
}

const std::vector<PoolPreset>& pool_presets() {
  static const std::vector<PoolPreset> presets = {
      {"calm", "CALM", "The paper's pool of three.", {"gptq", "awq", "smoothquant:0.5"}},
      {"calm+",
       "CALM+",
       "The paper's pool with five strengths of SmoothQuant.",
       {"gptq", "awq", "smoothquant:0.3", "smoothquant:0.4", "smoothquant:0.5", "smoothquant:0.6", "smoothquant:0.7"}},
      {"strong",
       "Strong",
       "Clipping, act-order and compositions: what wins end to end.",
       {"awq:clip", "gptq:act-order:clip", "awq+gptq:act-order:clip", "smoothquant:0.5+gptq:act-order:clip"}}};
  return presets;
}

std::vector<MethodSpec> parse_pool(std::string_view text) {
  std::string lower = trim(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::vector<std::string> names;
  for (const PoolPreset& preset : pool_presets()) {
    if (preset.id == lower) names = preset.specs;
  }
  if (names.empty()) names = split(text, ',');
  std::vector<MethodSpec> pool;
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (trim(name).empty())
      throw Error(ErrorCode::invalid_argument, "pool \"" + std::string(text) + "\": an entry is empty");
    pool.push_back(parse_method(name));
    if (!seen.insert(pool.back().canonical()).second) {
      throw Error(ErrorCode::invalid_argument,
                  "pool \"" + std::string(text) + "\": " + pool.back().text + " is there twice");
    }
  }
  return pool;
}

}  // namespace calm
