#include "export/quantization_config.h"

#include <algorithm>
#include <map>
#include <optional>
#include <regex>

#include "calm/error.h"
#include "session/json_field.h"

namespace calm {
namespace {

using nlohmann::json;

constexpr const char* kPacked = "pack-quantized";
constexpr const char* kReaderVersion = "0.19.0";  // of compressed-tensors, whose format this is

std::string layer_linear(int layer, LinearId id) {
  return std::string("model.layers.").append(std::to_string(layer)).append(".").append(linear_name(id));
}

std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '.') out += '\\';
    out += c;
  }
  return out;
}

/// "self_attn\.q_proj" of the layers given; all of them where `everywhere`.
std::string target_of(LinearId id, const std::vector<int>& layers, bool everywhere) {
  const std::string linear = escaped(linear_name(id));
  if (everywhere) return std::string("re:.*\\.").append(linear).append("$");
  std::string numbers;
  for (const int layer : layers) {
    if (!numbers.empty()) numbers += '|';
    numbers += std::to_string(layer);
  }
  return std::string("re:.*\\.layers\\.(").append(numbers).append(")\\.").append(linear).append("$");
}

json quantization_args(int bits, bool symmetric, const char* strategy, json group, bool dynamic, json act_order,
                       json observer) {
  return {{"num_bits", bits},           {"type", "int"},
          {"symmetric", symmetric},     {"strategy", strategy},
          {"group_size", group},        {"dynamic", dynamic},
          {"actorder", act_order},      {"observer", observer},
          {"block_structure", nullptr}, {"observer_kwargs", json::object()}};
}

/// A target or an ignore entry: an exact name, "re:" and a regular expression that matches from the start, or a class.
class Pattern {
 public:
  Pattern(std::string text, const JsonField& field) : text_(std::move(text)) {
    if (!text_.starts_with("re:")) return;
    try {
      regex_ = std::regex(text_.substr(3));
    } catch (const std::regex_error&) {
      field.fail("a regular expression that this version can read");
    }
  }
  const std::string& text() const { return text_; }
  bool matches_name(const std::string& name) const {
    if (!regex_) return name == text_;
    return std::regex_search(name, *regex_, std::regex_constants::match_continuous);
  }
  bool matches(const std::string& name) const { return matches_name(name) || is_linear_class(); }
  bool is_linear_class() const { return text_ == "Linear"; }
  bool is_regex() const { return regex_.has_value(); }

 private:
  std::string text_;
  std::optional<std::regex> regex_;
};

[[noreturn]] void refuse(const std::string& file, const std::string& what) {
  throw Error(
      ErrorCode::unsupported,
      file + ": quantization_config: " + what +
          ". Readable are compressed-tensors' pack-quantized checkpoints with integer weights of 2 to 8 bits in "
          "groups or per channel, and dynamic int8 activations per token or none.");
}

void require_null(const JsonField& field, const char* key, const std::string& file) {
  if (!field.has(key)) return;
  const json& value = field[key].raw();
  if (value.is_object() && value.empty()) return;
  refuse(file, std::string(key) + " is set, which this version does not read");
}

std::string text_or(const JsonField& field, const char* key, const std::string& fallback) {
  return field.has(key) ? field[key].string() : fallback;
}

bool flag_or(const JsonField& field, const char* key, bool fallback) {
  return field.has(key) ? field[key].boolean() : fallback;
}

StoredLinear parse_scheme(const JsonField& group, const std::string& file) {
  StoredLinear scheme;
  if (const std::string format = text_or(group, "format", kPacked); format != kPacked) {
    refuse(file, "format \"" + format + "\" is not read");
  }
  require_null(group, "output_activations", file);
  if (!group.has("weights")) refuse(file, "a config group without \"weights\" is not read");
  const JsonField weights = group["weights"];
  scheme.bits = weights["num_bits"].int32(1, 16);
  if (scheme.bits < 2 || scheme.bits > 8) refuse(file, "weights of " + std::to_string(scheme.bits) + " bits");
  if (const auto type = text_or(weights, "type", "int"); type != "int") refuse(file, "weights of type " + type);
  scheme.asymmetric = !flag_or(weights, "symmetric", true);
  const std::string weight_strategy = text_or(weights, "strategy", "group");
  if (weight_strategy != "group" && weight_strategy != "channel") {
    refuse(file, "weight strategy \"" + weight_strategy + "\" is not read");
  }
  if (flag_or(weights, "dynamic", false)) refuse(file, "dynamic weights");
  scheme.group = weight_strategy == "channel" ? kPerChannel : weights["group_size"].int32(1, 1 << 20);
  if (weights.has("actorder") && !(weights["actorder"].raw().is_boolean() && !weights["actorder"].boolean())) {
    const std::string order = weights["actorder"].raw().is_string() ? weights["actorder"].string() : "group";
    if (order != "static" && order != "weight") {
      refuse(file, "actorder \"" + order + "\" needs a g_idx, which is not read");
    }
    scheme.static_act_order = true;
  }
  if (group.has("input_activations")) {
    const JsonField input = group["input_activations"];
    const int bits = input["num_bits"].int32(1, 16);
    const std::string type = text_or(input, "type", "int"), strategy = text_or(input, "strategy", "token");
    const bool dynamic = input.has("dynamic") && input["dynamic"].raw().is_boolean() && input["dynamic"].boolean();
    if (bits != 8 || type != "int" || strategy != "token" || !dynamic || !flag_or(input, "symmetric", true)) {
      refuse(file, "activations of another kind than symmetric dynamic int8 per token");
    }
    scheme.activation_bits = 8;
  }
  return scheme;
}

}  // namespace

json quantization_config_to_json(const StoredLinears& linears) {
  struct Kind {
    StoredLinear scheme;
    std::map<LinearId, std::vector<int>> layers;
  };
  std::vector<Kind> kinds;
  json ignore = json::array();
  for (size_t layer = 0; layer < linears.size(); ++layer) {
    for (const LinearId id : kLinearIds) {
      const StoredLinear& scheme = linears[layer][static_cast<size_t>(id)];
      if (scheme.group == 0) {
        ignore.push_back(layer_linear(static_cast<int>(layer), id));
        continue;
      }
      auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.scheme == scheme; });
      if (kind == kinds.end()) kind = kinds.insert(kind, Kind{scheme, {}});
      kind->layers[id].push_back(static_cast<int>(layer));
    }
  }
  ignore.push_back("lm_head");

  json groups = json::object();
  for (size_t k = 0; k < kinds.size(); ++k) {
    json targets = json::array();
    for (const auto& [id, layers] : kinds[k].layers) {
      // Ignored linears do not count: a reader leaves them out whatever matches them.
      const bool everywhere = std::all_of(linears.begin(), linears.end(), [&, which = id](const auto& layer) {
        const StoredLinear& scheme = layer[static_cast<size_t>(which)];
        return scheme.group == 0 || scheme == kinds[k].scheme;
      });
      targets.push_back(target_of(id, layers, everywhere));
    }
    const StoredLinear& scheme = kinds[k].scheme;
    json activations = nullptr;
    if (scheme.activation_bits < 16) {
      activations = quantization_args(scheme.activation_bits, true, "token", nullptr, true, nullptr, nullptr);
    }
    const bool channel = scheme.group == kPerChannel;
    groups["group_" + std::to_string(k)] = {
        {"format", kPacked},
        {"targets", targets},
        {"weights", quantization_args(scheme.bits, !scheme.asymmetric, channel ? "channel" : "group",
                                      channel ? json(nullptr) : json(scheme.group), false,
                                      scheme.static_act_order ? json("static") : json(nullptr), "memoryless_minmax")},
        {"input_activations", activations},
        {"output_activations", nullptr}};
  }
  return {{"quant_method", "compressed-tensors"},
          {"format", kPacked},
          {"quantization_status", "compressed"},
          {"config_groups", groups},
          {"ignore", ignore},
          {"kv_cache_scheme", nullptr},
          {"global_compression_ratio", nullptr},
          {"version", kReaderVersion}};
}

StoredLinears parse_quantization_config(const json& quantization_config, int layers, const std::string& file) {
  const JsonField root(quantization_config, file, "quantization_config");
  if (const std::string method = root["quant_method"].string(); method != "compressed-tensors") {
    refuse(file, "quant_method \"" + method + "\" is not read");
  }
  const std::string format = text_or(root, "format", kPacked);
  if (format != kPacked && format != "mixed-precision") refuse(file, "format \"" + format + "\" is not read");
  if (const auto status = text_or(root, "quantization_status", "compressed"); status != "compressed") {
    refuse(file, "quantization_status \"" + status + "\" is not read");
  }
  for (const char* key : {"kv_cache_scheme", "sparsity_config", "transform_config"}) require_null(root, key, file);

  std::vector<std::pair<Pattern, StoredLinear>> targets;
  const JsonField groups = root["config_groups"];
  if (!groups.raw().is_object()) groups.fail("an object of config groups");
  for (const auto& [name, unused] : groups.raw().items()) {
    const JsonField group = groups[name.c_str()];
    if (!group.raw().is_object()) refuse(file, "config group " + name + " names a preset, which is not read");
    const StoredLinear scheme = parse_scheme(group, file);
    const JsonField names = group["targets"];
    for (size_t i = 0; i < names.size(); ++i) {
      Pattern pattern(names.item(i).string(), names.item(i));
      // The same target in two groups: the later one counts.
      std::erase_if(targets, [&](const auto& t) { return t.first.text() == pattern.text(); });
      targets.emplace_back(std::move(pattern), scheme);
    }
  }
  // compressed_tensors.utils.match: exact names before expressions before classes, each by alphabet.
  std::sort(targets.begin(), targets.end(), [](const auto& a, const auto& b) {
    const auto rank = [](const Pattern& p) { return p.is_regex() ? 1 : p.is_linear_class() ? 2 : 0; };
    const int x = rank(a.first), y = rank(b.first);
    return x != y ? x < y : a.first.text() < b.first.text();
  });
  std::vector<Pattern> ignore;
  if (root.has("ignore")) {
    const JsonField names = root["ignore"];
    for (size_t i = 0; i < names.size(); ++i) ignore.emplace_back(names.item(i).string(), names.item(i));
  }
  const auto scheme_of = [&](const std::string& name) -> StoredLinear {
    for (const Pattern& pattern : ignore) {
      if (pattern.matches(name)) return {};
    }
    for (const auto& [pattern, scheme] : targets) {
      if (pattern.matches(name)) return scheme;
    }
    return {};
  };
  if (scheme_of("lm_head").group != 0) refuse(file, "lm_head is quantized");
  StoredLinears linears(static_cast<size_t>(layers));
  for (int layer = 0; layer < layers; ++layer) {
    for (const LinearId id : kLinearIds) {
      linears[static_cast<size_t>(layer)][static_cast<size_t>(id)] = scheme_of(layer_linear(layer, id));
    }
  }
  return linears;
}

}  // namespace calm
