#include "calm/scheme.h"

#include <charconv>

#include "calm/error.h"

namespace calm {

std::string_view to_string(StorageType type) {
  switch (type) {
    case StorageType::automatic:
      return "auto";
    case StorageType::float32:
      return "float32";
    case StorageType::bfloat16:
      return "bfloat16";
    case StorageType::float16:
      return "float16";
  }
  return "unknown";
}

StorageType parse_storage_type(std::string_view text) {
  if (text == "auto") return StorageType::automatic;
  if (text == "float32" || text == "f32") return StorageType::float32;
  if (text == "bfloat16" || text == "bf16") return StorageType::bfloat16;
  if (text == "float16" || text == "f16") return StorageType::float16;
  throw Error(ErrorCode::invalid_argument,
              "Storage type '" + std::string(text) + "' is unknown: choose auto, float32, bfloat16 or float16.");
}

std::string_view to_string(Arithmetic arithmetic) {
  return arithmetic == Arithmetic::kernels ? "kernels" : "reference";
}

Arithmetic parse_arithmetic(std::string_view text) {
  if (text == "kernels") return Arithmetic::kernels;
  if (text == "reference") return Arithmetic::reference;
  throw Error(ErrorCode::invalid_argument,
              "Arithmetic '" + std::string(text) + "' is unknown: choose kernels or reference.");
}

int effective_group(const Scheme& scheme, int64_t in_features) {
  if (scheme.group_size == kPerChannel) {
    constexpr int64_t kStep = 32, kMost = 65536;  // what the kernels' sums take
    return in_features > 0 && in_features % kStep == 0 && in_features <= kMost ? static_cast<int>(in_features) : 0;
  }
  if (scheme.group_size <= 0 || in_features <= 0) return 0;
  if (in_features % scheme.group_size == 0) return scheme.group_size;
  for (const int smaller : {64, 32}) {
    if (smaller < scheme.group_size && in_features % smaller == 0) return smaller;
  }
  return 0;
}

std::string group_text(int group_size) {
  return group_size == kPerChannel ? "channel" : std::to_string(group_size);
}

int parse_group(std::string_view text) {
  if (text == "channel") return kPerChannel;
  int size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc() || end != text.data() + text.size() || size < 1 || size > 65536) {
    throw Error(ErrorCode::invalid_argument,
                "Group '" + std::string(text) + "' is unknown: give a number of input channels, or channel.");
  }
  return size;
}

std::string widths_text(const Scheme& scheme) {
  return std::string("W").append(std::to_string(scheme.weight_bits)) + "A" + std::to_string(scheme.activation_bits);
}

std::string describe(const Scheme& scheme) {
  return widths_text(scheme) + (scheme.asymmetric ? ", asymmetric, " : ", symmetric, ") +
         (scheme.group_size == kPerChannel ? "per channel" : "group " + group_text(scheme.group_size));
}

const std::vector<SchemePreset>& scheme_presets() {
  static const std::vector<SchemePreset> presets = {
      {"w4a8", "W4A8", 4, 8, 128, false},
      {"w3a8", "W3A8", 3, 8, 128, false},
      {"w4a16", "W4A16", 4, 16, 128, false},
      {"w4a16-asymmetric", "W4A16, asymmetric", 4, 16, 128, true},
      {"w3a16-asymmetric", "W3A16, asymmetric", 3, 16, 128, true},
      {"w8a8", "W8A8, per channel", 8, 8, kPerChannel, false},
  };
  return presets;
}

const SchemePreset& parse_scheme_preset(std::string_view id) {
  std::string known;
  for (const SchemePreset& preset : scheme_presets()) {
    if (preset.id == id) return preset;
    known += (known.empty() ? "" : ", ") + preset.id;
  }
  throw Error(ErrorCode::invalid_argument, "Scheme '" + std::string(id) + "' is unknown: choose one of " + known + ".");
}

void apply_preset(const SchemePreset& preset, Scheme& scheme) {
  scheme.weight_bits = preset.weight_bits;
  scheme.activation_bits = preset.activation_bits;
  scheme.group_size = preset.group_size;
  scheme.asymmetric = preset.asymmetric;
}

const SchemePreset* matching_preset(const Scheme& scheme) {
  for (const SchemePreset& preset : scheme_presets()) {
    Scheme other = scheme;
    apply_preset(preset, other);
    if (other == scheme) return &preset;
  }
  return nullptr;
}

}  // namespace calm
