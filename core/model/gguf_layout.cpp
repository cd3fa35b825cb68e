#include "model/gguf_layout.h"

#include <map>
#include <string_view>

namespace calm {
namespace {

const char* part_name(std::string_view hf) {
  static const std::map<std::string_view, const char*> kNames = {
      {"input_layernorm", "attn_norm"},    {"post_attention_layernorm", "ffn_norm"},
      {"self_attn.q_norm", "attn_q_norm"}, {"self_attn.k_norm", "attn_k_norm"},
      {"self_attn.q_proj", "attn_q"},      {"self_attn.k_proj", "attn_k"},
      {"self_attn.v_proj", "attn_v"},      {"self_attn.o_proj", "attn_output"},
      {"mlp.gate_proj", "ffn_gate"},       {"mlp.up_proj", "ffn_up"},
      {"mlp.down_proj", "ffn_down"}};
  const auto it = kNames.find(hf);
  return it == kNames.end() ? nullptr : it->second;
}

/// [heads x a x b, ...] -> [heads x b x a, ...].
at::Tensor swap_in_heads(const at::Tensor& rows, int64_t heads, int64_t a, int64_t b) {
  return rows.reshape({heads, a, b, -1}).transpose(1, 2).reshape(rows.sizes()).contiguous();
}

}  // namespace

std::string gguf_tensor_name(const std::string& hf) {
  if (hf == "model.embed_tokens.weight") return "token_embd.weight";
  if (hf == "model.norm.weight") return "output_norm.weight";
  if (hf == "lm_head.weight") return "output.weight";
  constexpr std::string_view kLayers = "model.layers.";
  const size_t dot = hf.find('.', kLayers.size());
  const size_t last = hf.rfind('.');
  if (!hf.starts_with(kLayers) || dot == std::string::npos || last <= dot) return hf;
  const char* name = part_name(std::string_view(hf).substr(dot + 1, last - dot - 1));
  return name == nullptr ? hf : "blk." + hf.substr(kLayers.size(), dot - kLayers.size()) + "." + name + hf.substr(last);
}

std::string gguf_architecture(Family family) {
  if (family == Family::qwen2) return "qwen2";
  return family == Family::qwen3 ? "qwen3" : "llama";
}

int64_t gguf_interleaved_heads(const ModelConfig& config, const std::string& hf_name) {
  if (gguf_architecture(config.family) != "llama") return 0;
  if (hf_name.find("self_attn.q_proj") != std::string::npos) return config.num_attention_heads;
  return hf_name.find("self_attn.k_proj") != std::string::npos ? config.num_key_value_heads : 0;
}

at::Tensor interleave_heads(const at::Tensor& rows, int64_t heads) {
  return swap_in_heads(rows, heads, 2, rows.size(0) / heads / 2);
}

at::Tensor separate_heads(const at::Tensor& rows, int64_t heads) {
  return swap_in_heads(rows, heads, rows.size(0) / heads / 2, 2);
}

}  // namespace calm
