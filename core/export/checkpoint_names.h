#pragma once

#include <span>
#include <string>

#include "model/config.h"
#include "quantization/quantized_layer.h"

namespace calm {

// Hugging Face's names of what stands outside the decoder layers.
inline constexpr const char* kEmbeddingName = "model.embed_tokens.weight";
inline constexpr const char* kFinalNormName = "model.norm.weight";
inline constexpr const char* kHeadName = "lm_head.weight";

inline std::string layer_prefix(int layer) {
  return std::string("model.layers.").append(std::to_string(layer)).append(".");
}

/// One decoder layer's norms and where they stand.
struct NormSlot {
  const char* name;
  at::Tensor QuantizedLayer::*member;
  bool per_head;  // [head_dim], not [hidden]
};
inline constexpr NormSlot kNormSlots[] = {
    {"input_layernorm.weight", &QuantizedLayer::input_norm, false},
    {"post_attention_layernorm.weight", &QuantizedLayer::post_attention_norm, false},
    {"self_attn.q_norm.weight", &QuantizedLayer::q_norm, true},
    {"self_attn.k_norm.weight", &QuantizedLayer::k_norm, true}};
/// Those that the architecture has.
inline std::span<const NormSlot> norms_of(const ModelConfig& config) {
  return std::span(kNormSlots).first(config.qk_norm ? 4 : 2);
}

}  // namespace calm
