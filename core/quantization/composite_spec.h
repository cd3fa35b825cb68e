#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "calm/methods.h"

namespace calm {

/// The option that every method has: how many bits a weight takes, or the scheme's.
inline constexpr const char* kBitsOption = "bits";
inline constexpr const char* kSchemeBits = "scheme";

/// The stages of each linear, in the order q, k, v, o, gate, up, down.
using LinearStages = std::array<std::vector<MethodSpec::Stage>, 7>;

std::string canonical_stages(const std::vector<MethodSpec::Stage>& stages);

/// Whether a text names parts of a layer.
bool is_composite(std::string_view text);
/// Throws Error(invalid_argument) where a linear is missing or named twice, or where linears that share an input would
/// have different transforms.
MethodSpec parse_composite(const std::string& text);
/// Of any spec, with or without parts.
LinearStages stages_by_linear(const MethodSpec& spec);

}  // namespace calm
