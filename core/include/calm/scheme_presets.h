#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calm/scheme.h"

namespace calm {

/// Bits of weights and activations by the name that papers give them.
struct SchemePreset {
  std::string id;       // "w4a8": --scheme
  std::string title;    // "W4A8"
  std::string summary;  // what it is for
  int weight_bits, activation_bits;
};
const std::vector<SchemePreset>& scheme_presets();
/// Throws Error(invalid_argument) listing the ids; case does not matter.
const SchemePreset& parse_scheme_preset(std::string_view id);
/// Sets the bits; the group and how things are stored stay.
void apply_scheme_preset(const SchemePreset& preset, Scheme& scheme);
/// The preset that has these bits, or nullptr.
const SchemePreset* matching_scheme_preset(const Scheme& scheme);

}  // namespace calm
