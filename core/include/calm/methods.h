#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calm/scheme.h"

namespace calm {

struct OptionInfo {
  std::string name;  // "percdamp"
  enum class Kind { flag, number, integer, choice } kind;
  std::string fallback;              // default, as text
  double minimum = 0, maximum = 0;   // numbers
  std::vector<std::string> choices;  // Kind::choice
  std::string help;
};

struct MethodInfo {
  std::string id;
  std::string title;
  std::string summary;         // one sentence
  std::string main_parameter;  // option that a bare number sets; empty: none
  bool transform;  // moves scales into the layer in front; rounding is left to the next stage (RTN where there is none)
  std::vector<OptionInfo> options;
};

/// Every method, in methods.def's order.
const std::vector<MethodInfo>& methods();

/// A pool entry: stages joined by '+', each `id[:argument]*`; an argument is a number, a flag or key=value.
struct MethodSpec {
  struct Stage {
    std::string id;
    std::map<std::string, std::string> options;  // only those that were given
    bool operator==(const Stage&) const = default;
  };
  /// Some of a layer's linears: "attn", "ffn"; "qkv", "o", "gate-up", "down"; "q", "k", "v", "gate", "up".
  struct Part {
    std::string scope;
    std::vector<Stage> stages;
    bool operator==(const Part&) const = default;
  };
  std::string text;  // as the user spelled it
  std::vector<Stage> stages;
  /// Where the linears of a layer do not share one method, "attn=awq/ffn=gptq": `stages` is empty, and every linear is
  /// in exactly one part. Linears that share an input (q, k, v; gate, up) have the same transforms, for the scales that
  /// are folded into what is in front of them are one.
  std::vector<Part> parts;

  /// One spelling for equal specs (options sorted, defaults left out): the key under which scores are kept.
  std::string canonical() const;
  /// "AWQ clip + GPTQ act-order": for labels.
  std::string title() const;
};

/// Throws Error(invalid_argument) naming the spec, the stage or the option, and what is possible. Parts are joined by
/// '/', each `scope=spec`; parts with equal specs become one, all of them equal a spec without parts.
MethodSpec parse_method(std::string_view text);
/// `method` with the linears of `scope` quantized by `part` (a spec without parts) instead, canonical; nullopt where
/// linears that share an input would then have different transforms.
std::optional<std::string> with_part(const std::string& method, std::string_view scope, const std::string& part);
/// Bits a weight of q, k, v, o, gate, up, down: what the option `bits` of the last stage says, else the scheme's.
std::array<int, 7> weight_bits_of(const MethodSpec& spec, const Scheme& scheme);
/// The canonical spec with this many bits in all its parts. Throws Error(invalid_argument) outside 2 .. 8.
std::string with_bits(const MethodSpec& spec, int bits);
/// Every spec with each of `bits`, the specs of the first one first.
std::vector<MethodSpec> pool_with_bits(const std::vector<MethodSpec>& pool, const std::vector<int>& bits);
/// Comma-separated specs, or a preset's name ("calm", "calm+", "strong"). Duplicates and an empty list are errors.
std::vector<MethodSpec> parse_pool(std::string_view text);

struct PoolPreset {
  std::string id;     // "calm+"
  std::string title;  // "CALM+"
  std::string summary;
  std::vector<std::string> specs;
};
const std::vector<PoolPreset>& pool_presets();

}  // namespace calm
