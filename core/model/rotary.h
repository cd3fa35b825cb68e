#pragma once

#include <vector>

#include "model/config.h"

namespace calm {

/// Inverse frequencies of the rotary embedding, [head_dim / 2], with the config's scaling applied. Formulas:
/// transformers' modeling_rope_utils.py (linear, llama3). Computed in float32 steps where transformers does, so that
/// long positions agree.
std::vector<double> inverse_frequencies(const ModelConfig& config);

}  // namespace calm
