#include "quantization/composite_spec.h"

#include <algorithm>
#include <optional>

#include "calm/error.h"
#include "quantization/method.h"

namespace calm {
namespace {

using Stage = MethodSpec::Stage;

struct Scope {
  const char* name;
  size_t first, last;  // linears, both included
};
// Coarse ones first: linears with equal stages are named by the first scope that holds them all.
constexpr std::array<Scope, 11> kScopes = {{{"attn", 0, 3},
                                            {"ffn", 4, 6},
                                            {"qkv", 0, 2},
                                            {"o", 3, 3},
                                            {"gate-up", 4, 5},
                                            {"down", 6, 6},
                                            {"q", 0, 0},
                                            {"k", 1, 1},
                                            {"v", 2, 2},
                                            {"gate", 4, 4},
                                            {"up", 5, 5}}};
constexpr std::array<const char*, 7> kLinears = {"q", "k", "v", "o", "gate", "up", "down"};

const Scope* find_scope(std::string_view name) {
  const auto found = std::find_if(kScopes.begin(), kScopes.end(), [&](const Scope& s) { return name == s.name; });
  return found == kScopes.end() ? nullptr : &*found;
}

[[noreturn]] void fail(const std::string& spec, const std::string& what) {
  throw Error(ErrorCode::invalid_argument, "method \"" + spec + "\": " + what);
}

std::string transforms_of(const std::vector<Stage>& stages) {
  std::vector<Stage> transforms;
  for (const Stage& stage : stages) {
    const auto info = std::find_if(methods().begin(), methods().end(), [&](const auto& m) { return m.id == stage.id; });
    if (info == methods().end()) continue;
    if (!info->transform && !method_by_id(stage.id).folds_while_rounding()) continue;
    transforms.push_back(stage);
    if (info->transform) transforms.back().options.erase(kBitsOption);  // they are the rounding's
  }
  return canonical_stages(transforms);
}

bool equal_between(const LinearStages& linears, size_t first, size_t last) {
  const std::string text = canonical_stages(linears[first]);
  for (size_t i = first + 1; i <= last; ++i) {
    if (canonical_stages(linears[i]) != text) return false;
  }
  return true;
}

/// What the linears of a shared input disagree on, or nothing.
std::string conflict(const LinearStages& linears) {
  for (const auto& [first, last] : {std::pair<size_t, size_t>{0, 2}, {4, 5}}) {
    for (size_t i = first + 1; i <= last; ++i) {
      if (transforms_of(linears[i]) != transforms_of(linears[first])) {
        return std::string(kLinears[first]) + " and " + kLinears[i] +
               " share their input, so that what is in front of the rounding must be the same for both";
      }
    }
  }
  return "";
}

/// The shortest spec with these stages.
MethodSpec collapse(const LinearStages& linears) {
  MethodSpec spec;
  if (equal_between(linears, 0, 6)) {
    spec.stages = linears[0];
    return spec;
  }
  for (size_t i = 0; i < linears.size();) {
    const auto scope = std::find_if(kScopes.begin(), kScopes.end(), [&](const Scope& s) {
      return s.first == i && equal_between(linears, s.first, s.last);
    });
    spec.parts.push_back({scope->name, linears[i]});
    i = scope->last + 1;
  }
  return spec;
}

}  // namespace

bool is_composite(std::string_view text) {
  if (text.find('/') != std::string_view::npos) return true;
  const size_t equals = text.find('=');
  return equals != std::string_view::npos && find_scope(text.substr(0, equals)) != nullptr;
}

MethodSpec parse_composite(const std::string& text) {
  LinearStages linears;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('/', begin), text.size());
    const std::string part = text.substr(begin, end - begin);
    begin = end + 1;
    const size_t equals = part.find('=');
    const Scope* scope = equals == std::string::npos ? nullptr : find_scope(part.substr(0, equals));
    if (scope == nullptr) {
      std::string possible;
      for (const Scope& each : kScopes) possible += (possible.empty() ? "" : ", ") + std::string(each.name);
      fail(text, "\"" + part + "\" names no part of a layer; expected SCOPE=SPEC, SCOPE one of " + possible);
    }
    const std::string inner = part.substr(equals + 1);
    if (is_composite(inner)) fail(text, "a part has no parts of its own");
    const MethodSpec spec = parse_method(inner);
    for (size_t i = scope->first; i <= scope->last; ++i) {
      if (!linears[i].empty()) fail(text, std::string(kLinears[i]) + " is there twice");
      linears[i] = spec.stages;
    }
  }
  for (size_t i = 0; i < linears.size(); ++i) {
    if (linears[i].empty()) fail(text, std::string(kLinears[i]) + " has no method; name every linear of the layer");
  }
  const std::string problem = conflict(linears);
  if (!problem.empty()) fail(text, problem);
  MethodSpec result = collapse(linears);
  result.text = text;
  return result;
}

LinearStages stages_by_linear(const MethodSpec& spec) {
  LinearStages linears;
  if (spec.parts.empty()) {
    linears.fill(spec.stages);
    return linears;
  }
  for (const MethodSpec::Part& part : spec.parts) {
    const Scope* scope = find_scope(part.scope);
    for (size_t i = scope->first; i <= scope->last; ++i) linears[i] = part.stages;
  }
  return linears;
}

std::optional<std::string> with_part(const std::string& method, std::string_view scope, const std::string& part) {
  LinearStages linears = stages_by_linear(parse_method(method));
  const Scope* where = find_scope(scope);
  if (where == nullptr) fail(method, "\"" + std::string(scope) + "\" is no part of a layer");
  const MethodSpec spec = parse_method(part);
  if (!spec.parts.empty()) fail(part, "a part has no parts of its own");
  for (size_t i = where->first; i <= where->last; ++i) linears[i] = spec.stages;
  if (!conflict(linears).empty()) return std::nullopt;
  return collapse(linears).canonical();
}

}  // namespace calm
