#include "calm/scheme_presets.h"

#include <algorithm>
#include <cctype>

#include "calm/error.h"

namespace calm {

const std::vector<SchemePreset>& scheme_presets() {
  static const std::vector<SchemePreset> all = {
      {"w4a8", "W4A8", "4-bit weights, 8-bit activations: the paper's, and what the integer kernels run.", 4, 8},
      {"w8a8", "W8A8", "8-bit weights and activations: nearly lossless, twice the size.", 8, 8},
      {"w3a8", "W3A8", "3-bit weights, 8-bit activations: where the choice of the method decides.", 3, 8},
      {"w2a8", "W2A8", "2-bit weights, 8-bit activations: an experiment.", 2, 8},
      {"w4a16", "W4A16", "4-bit weights, activations as they are: weights only.", 4, 16},
      {"w8a16", "W8A16", "8-bit weights, activations as they are.", 8, 16},
      {"w3a16", "W3A16", "3-bit weights, activations as they are.", 3, 16},
      {"w2a16", "W2A16", "2-bit weights, activations as they are: an experiment.", 2, 16},
  };
  return all;
}

const SchemePreset& parse_scheme_preset(std::string_view id) {
  std::string lower(id), known;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const SchemePreset& preset : scheme_presets()) {
    if (lower == preset.id) return preset;
    known += (known.empty() ? "" : ", ") + preset.id;
  }
  throw Error(ErrorCode::invalid_argument, "Scheme '" + std::string(id) + "' is unknown: choose one of " + known +
                                               ", or give --weight-bits and --activation-bits.");
}

void apply_scheme_preset(const SchemePreset& preset, Scheme& scheme) {
  scheme.weight_bits = preset.weight_bits;
  scheme.activation_bits = preset.activation_bits;
}

const SchemePreset* matching_scheme_preset(const Scheme& scheme) {
  const auto found = std::find_if(scheme_presets().begin(), scheme_presets().end(), [&](const SchemePreset& preset) {
    return preset.weight_bits == scheme.weight_bits && preset.activation_bits == scheme.activation_bits;
  });
  return found == scheme_presets().end() ? nullptr : &*found;
}

}  // namespace calm
