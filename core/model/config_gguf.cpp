#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "calm/error.h"
#include "model/config.h"
#include "model/rotary.h"
#include "storage/gguf.h"

namespace calm {
namespace {

int64_t require_positive(const GgufFile& file, const std::string& key) {
  const auto value = file.integer(key);
  if (!value) throw Error(ErrorCode::bad_format, file.path() + ": metadata \"" + key + "\" is missing");
  if (*value <= 0 || *value > (int64_t{1} << 40)) {
    throw Error(ErrorCode::bad_format,
                file.path() + ": metadata \"" + key + "\" must be positive, is " + std::to_string(*value));
  }
  return *value;
}

/// A GGUF stores Llama 3's scaling as ready factors. Names them again where they are the published formula with its
/// usual constants.
bool recognise_llama3(const ModelConfig& config, RopeScaling& scaling) {
  const std::vector<double>& factors = config.rope_scaling.frequency_factors;
  scaling.kind = RopeScaling::Kind::llama3;
  scaling.factor = *std::max_element(factors.begin(), factors.end());
  scaling.low_freq_factor = 1;
  scaling.high_freq_factor = 4;
  scaling.original_max_positions = 8192;
  scaling.frequency_factors.clear();
  ModelConfig plain = config;
  plain.rope_scaling = {};
  ModelConfig scaled = config;
  scaled.rope_scaling = scaling;
  const std::vector<double> base = inverse_frequencies(plain);
  const std::vector<double> with = inverse_frequencies(scaled);
  for (size_t i = 0; i < factors.size(); ++i) {
    if (std::abs(base[i] / with[i] - factors[i]) > 1e-4 * factors[i]) return false;
  }
  return true;
}

}  // namespace

ModelConfig parse_config(const GgufFile& file) {
  const std::string path = file.path();
  const std::string arch = file.string("general.architecture").value_or("");
  ModelConfig config;
  if (arch == "llama") {
    config.family = Family::llama;
    config.architecture = "LlamaForCausalLM";
  } else if (arch == "qwen2") {
    config.family = Family::qwen2;
    config.architecture = "Qwen2ForCausalLM";
  } else if (arch == "qwen3") {
    config.family = Family::qwen3;
    config.architecture = "Qwen3ForCausalLM";
  } else {
    throw Error(ErrorCode::unsupported, path + ": architecture \"" + arch +
                                            "\" is not supported; supported are llama (with Mistral), qwen2 and qwen3");
  }
  const auto key = [&](const char* name) { return arch + "." + name; };
  if (file.integer(key("expert_count")).value_or(0) > 0)
    throw Error(ErrorCode::unsupported, path + ": mixture-of-experts models are not supported");

  config.hidden_size = require_positive(file, key("embedding_length"));
  config.num_hidden_layers = require_positive(file, key("block_count"));
  config.num_attention_heads = require_positive(file, key("attention.head_count"));
  config.intermediate_size = require_positive(file, key("feed_forward_length"));
  config.num_key_value_heads = file.integer(key("attention.head_count_kv")).value_or(config.num_attention_heads);
  if (config.num_key_value_heads <= 0)
    throw Error(ErrorCode::bad_format, path + ": metadata \"" + key("attention.head_count_kv") + "\" must be positive");
  config.max_position_embeddings = file.integer(key("context_length")).value_or(2048);
  config.head_dim = file.integer(key("attention.key_length")).value_or(config.hidden_size / config.num_attention_heads);
  if (config.head_dim <= 0)
    throw Error(ErrorCode::bad_format, path + ": metadata \"" + key("attention.key_length") + "\" must be positive");
  if (const auto value = file.integer(key("attention.value_length")); value && *value != config.head_dim) {
    throw Error(ErrorCode::unsupported, path + ": keys and values of different widths are not supported");
  }
  if (const auto rotary = file.integer(key("rope.dimension_count")); rotary && *rotary != config.head_dim) {
    throw Error(ErrorCode::unsupported, path + ": partial rotary embeddings are not supported");
  }
  config.rms_norm_eps = file.number(key("attention.layer_norm_rms_epsilon")).value_or(1e-6);
  config.rope_theta = file.number(key("rope.freq_base")).value_or(10000.0);
  const std::string scaling = file.string(key("rope.scaling.type")).value_or("none");
  if (scaling == "linear") {
    config.rope_scaling.kind = RopeScaling::Kind::linear;
    config.rope_scaling.factor = file.number(key("rope.scaling.factor")).value_or(1.0);
  } else if (scaling != "none" && !scaling.empty()) {
    throw Error(ErrorCode::unsupported,
                path + ": rope scaling \"" + scaling + "\" is not supported (none, linear and Llama 3's are)");
  }
  if (const TensorInfo* factors = file.find("rope_freqs.weight")) {
    const std::vector<float> values = file.read_f32(*factors);
    if (static_cast<int64_t>(values.size()) != config.head_dim / 2) {
      throw Error(ErrorCode::bad_format, path + ": rope_freqs.weight has " + std::to_string(values.size()) +
                                             " values, expected " + std::to_string(config.head_dim / 2));
    }
    config.rope_scaling.frequency_factors.assign(values.begin(), values.end());
    for (const double f : config.rope_scaling.frequency_factors) {
      if (!(f > 0) || !std::isfinite(f))
        throw Error(ErrorCode::bad_format, path + ": rope_freqs.weight has a factor that is not positive");
    }
    RopeScaling named;
    if (recognise_llama3(config, named)) config.rope_scaling = named;
  }
  const TensorInfo* embedding = file.find("token_embd.weight");
  if (embedding == nullptr || embedding->shape.size() != 2)
    throw Error(ErrorCode::bad_format, path + ": token_embd.weight is missing or not a matrix");
  config.vocab_size = embedding->shape[0];
  config.tie_word_embeddings = file.find("output.weight") == nullptr;
  config.attention_bias = file.find("blk.0.attn_q.bias") != nullptr;
  config.attention_output_bias = file.find("blk.0.attn_output.bias") != nullptr;
  config.mlp_bias = file.find("blk.0.ffn_up.bias") != nullptr;
  config.qk_norm = arch == "qwen3";
  config.sliding_window = file.integer(key("attention.sliding_window")).value_or(0);
  if (config.sliding_window > 0 && config.family == Family::llama) {
    config.family = Family::mistral;
    config.architecture = "MistralForCausalLM";
  }
  if (const auto id = file.integer("tokenizer.ggml.bos_token_id")) config.bos_token_id = static_cast<int32_t>(*id);
  if (const auto id = file.integer("tokenizer.ggml.eos_token_id"))
    config.eos_token_ids.push_back(static_cast<int32_t>(*id));
  return config;
}

std::string config_to_json(const ModelConfig& config, const std::string& dtype) {
  using nlohmann::json;
  static constexpr const char* kTypes[] = {"llama", "mistral", "qwen2", "qwen3"};
  json out = {{"architectures", {config.architecture}},
              {"model_type", kTypes[static_cast<int>(config.family)]},
              {"hidden_size", config.hidden_size},
              {"intermediate_size", config.intermediate_size},
              {"num_hidden_layers", config.num_hidden_layers},
              {"num_attention_heads", config.num_attention_heads},
              {"num_key_value_heads", config.num_key_value_heads},
              {"head_dim", config.head_dim},
              {"vocab_size", config.vocab_size},
              {"max_position_embeddings", config.max_position_embeddings},
              {"rms_norm_eps", config.rms_norm_eps},
              {"rope_theta", config.rope_theta},
              {"hidden_act", "silu"},
              {"tie_word_embeddings", config.tie_word_embeddings},
              {"torch_dtype", dtype},
              {"use_cache", true}};
  switch (config.family) {
    case Family::llama:
      if (config.attention_bias != config.attention_output_bias) {
        throw Error(ErrorCode::unsupported,
                    "a llama model with biases on q, k and v but not on o cannot be written as a Hugging Face folder");
      }
      out["attention_bias"] = config.attention_bias;
      out["mlp_bias"] = config.mlp_bias;
      break;
    case Family::qwen3:
      out["attention_bias"] = config.attention_bias;
      [[fallthrough]];
    case Family::qwen2:
      out["use_sliding_window"] = config.sliding_window > 0;
      [[fallthrough]];
    case Family::mistral:
      break;
  }
  if (config.sliding_window > 0) {
    out["sliding_window"] = config.sliding_window;
    if (config.family != Family::mistral) out["max_window_layers"] = config.max_window_layers;
  } else if (config.family == Family::mistral) {
    out["sliding_window"] = nullptr;  // transformers' default is 4096
  }
  const RopeScaling& scaling = config.rope_scaling;
  if (!scaling.frequency_factors.empty()) {
    throw Error(ErrorCode::unsupported,
                "this file's rotary frequency factors follow no formula that a config.json can name");
  }
  if (scaling.kind == RopeScaling::Kind::linear)
    out["rope_scaling"] = {{"rope_type", "linear"}, {"factor", scaling.factor}};
  if (scaling.kind == RopeScaling::Kind::llama3) {
    out["rope_scaling"] = {{"rope_type", "llama3"},
                           {"factor", scaling.factor},
                           {"low_freq_factor", scaling.low_freq_factor},
                           {"high_freq_factor", scaling.high_freq_factor},
                           {"original_max_position_embeddings", scaling.original_max_positions}};
  }
  if (config.bos_token_id) out["bos_token_id"] = *config.bos_token_id;
  if (config.eos_token_ids.size() == 1) out["eos_token_id"] = config.eos_token_ids.front();
  if (config.eos_token_ids.size() > 1) out["eos_token_id"] = config.eos_token_ids;
  return out.dump(2) + "\n";
}

}  // namespace calm
