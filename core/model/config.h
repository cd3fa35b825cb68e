#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace calm {

class GgufFile;

/// The seven linears of a decoder layer, in this order everywhere.
enum class LinearId { q, k, v, o, gate, up, down };
inline constexpr int kLinearsPerLayer = 7;
inline constexpr std::array<LinearId, kLinearsPerLayer> kLinearIds = {
    LinearId::q, LinearId::k, LinearId::v, LinearId::o, LinearId::gate, LinearId::up, LinearId::down};
/// "self_attn.q_proj" ... "mlp.down_proj": Hugging Face's names inside a layer.
const char* linear_name(LinearId id);

/// Places in front of linears whose input is shared: the input norm's output (q,k,v), the attention's output (o),
/// the post-attention norm's output (gate, up), the FFN's activation (down).
enum class InputSite { attention_in, o_in, ffn_in, down_in };
inline constexpr int kInputSites = 4;
InputSite input_site(LinearId id);
const std::vector<LinearId>& linears_of(InputSite site);

struct RopeScaling {
  enum class Kind { none, linear, llama3 } kind = Kind::none;
  double factor = 1;
  double low_freq_factor = 1, high_freq_factor = 4;  // llama3
  int64_t original_max_positions = 8192;             // llama3
  std::vector<double>
      frequency_factors;  // GGUF's rope_freqs.weight, divides the inverse frequencies; [head_dim/2] or empty
};

enum class Family { llama, mistral, qwen2, qwen3 };

/// A decoder-only transformer's shape and constants. Field names follow Hugging Face's config.json.
struct ModelConfig {
  Family family = Family::llama;
  std::string architecture;  // "LlamaForCausalLM"
  int64_t hidden_size = 0, intermediate_size = 0, num_hidden_layers = 0, num_attention_heads = 0,
          num_key_value_heads = 0, head_dim = 0;
  int64_t vocab_size = 0, max_position_embeddings = 0;
  double rms_norm_eps = 1e-5, rope_theta = 10000;
  RopeScaling rope_scaling;
  bool tie_word_embeddings = false;
  bool attention_bias = false;         // q, k, v carry a bias
  bool attention_output_bias = false;  // o as well (Llama's attention_bias)
  bool mlp_bias = false;
  bool qk_norm = false;        // Qwen3: RMSNorm of each head's q and k before RoPE
  int64_t sliding_window = 0;  // 0: none. Applies to layers >= max_window_layers
  int64_t max_window_layers = 0;
  std::optional<int32_t> bos_token_id;
  std::vector<int32_t> eos_token_ids;
  std::string stored_dtype;  // config's torch_dtype / dtype: "bfloat16"; empty if it has none

  int64_t out_features(LinearId id) const;
  int64_t in_features(LinearId id) const;
  bool has_bias(LinearId id) const;
};

/// Throws Error(unsupported) naming the architecture, Error(bad_format) naming a missing or impossible field.
ModelConfig parse_config(const std::filesystem::path& config_json);
ModelConfig parse_config(const GgufFile& file);
/// A config.json that transformers reads (used where the source is a GGUF), as text. dtype: "float16" etc.
std::string config_to_json(const ModelConfig& config, const std::string& dtype);

}  // namespace calm
