#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "calm/scheme.h"
#include "model/config.h"

namespace calm {

/// How one linear is stored in a compressed-tensors checkpoint.
struct StoredLinear {
  int group = 0;  // 0: not quantized; kPerChannel: one scale a row
  int bits = 16;
  int activation_bits = 16;
  bool static_act_order = false;  // told to readers, changes no layout
  bool asymmetric = false;        // zero points beside the scales

  bool quantized() const { return group != 0; }
  /// Of a linear with this many inputs.
  int64_t scales_per_row(int64_t in_features) const { return group == kPerChannel ? 1 : in_features / group; }

  bool operator==(const StoredLinear&) const = default;
};

/// layers x 7, in kLinearIds' order.
using StoredLinears = std::vector<std::array<StoredLinear, kLinearsPerLayer>>;

/// config.json's "quantization_config" of a pack-quantized checkpoint: one config group for each kind of linear, whose
/// targets match exactly the linears of that kind; the others by full name in "ignore", with lm_head.
nlohmann::json quantization_config_to_json(const StoredLinears& linears);

/// The inverse, for our checkpoints and others'. `file` names config.json in errors. Throws Error(unsupported) naming
/// the field that this version does not read, Error(bad_format) for a damaged one. lm_head must not be quantized.
StoredLinears parse_quantization_config(const nlohmann::json& quantization_config, int layers, const std::string& file);

}  // namespace calm
