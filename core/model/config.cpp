#include "model/config.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "calm/error.h"

namespace calm {
namespace {

using nlohmann::json;

constexpr const char* kSupported =
    "supported are LlamaForCausalLM, MistralForCausalLM, Qwen2ForCausalLM and Qwen3ForCausalLM";

/// Typed fields of a config.json; every failure names the file and the field.
class Fields {
 public:
  Fields(const json& object, std::string file) : object_(object), file_(std::move(file)) {}

  bool has(const char* key) const { return object_.contains(key) && !object_.at(key).is_null(); }

  int64_t positive(const char* key) const {
    const int64_t value = integer(key);
    if (value <= 0 || value > (int64_t{1} << 40)) fail(key, "must be a positive integer, is " + std::to_string(value));
    return value;
  }
  int64_t positive_or(const char* key, int64_t fallback) const { return has(key) ? positive(key) : fallback; }
  int64_t integer(const char* key) const {
    if (!has(key)) fail(key, "is missing");
    if (!object_.at(key).is_number_integer()) fail(key, "is not an integer");
    return object_.at(key).get<int64_t>();
  }
  double number_or(const char* key, double fallback) const {
    if (!has(key)) return fallback;
    if (!object_.at(key).is_number()) fail(key, "is not a number");
    return object_.at(key).get<double>();
  }
  bool boolean_or(const char* key, bool fallback) const {
    if (!has(key)) return fallback;
    if (!object_.at(key).is_boolean()) fail(key, "is neither true nor false");
    return object_.at(key).get<bool>();
  }
  std::string string_or(const char* key, const std::string& fallback) const {
    if (!has(key)) return fallback;
    if (!object_.at(key).is_string()) fail(key, "is not a string");
    return object_.at(key).get<std::string>();
  }
  const json& operator[](const char* key) const { return object_.at(key); }

  [[noreturn]] void fail(const char* key, const std::string& what) const {
    throw Error(ErrorCode::bad_format, file_ + ": \"" + key + "\" " + what);
  }
  [[noreturn]] void unsupported(const std::string& what) const {
    throw Error(ErrorCode::unsupported, file_ + ": " + what);
  }

 private:
  const json& object_;
  std::string file_;
};

RopeScaling parse_rope_scaling(const json& object, const std::string& file, double& theta, int64_t max_positions) {
  const Fields fields(object, file);
  theta = fields.number_or("rope_theta", theta);
  const std::string type = fields.string_or("rope_type", fields.string_or("type", "default"));
  RopeScaling scaling;
  if (fields.number_or("partial_rotary_factor", 1.0) != 1.0)
    fields.unsupported("partial rotary embeddings are not supported");
  if (type == "default") return scaling;
  scaling.factor = fields.number_or("factor", 0);
  if (!(scaling.factor >= 1) || !std::isfinite(scaling.factor))
    fields.fail("factor", "of the rope scaling must be at least 1");
  if (type == "linear") {
    scaling.kind = RopeScaling::Kind::linear;
  } else if (type == "llama3") {
    scaling.kind = RopeScaling::Kind::llama3;
    scaling.low_freq_factor = fields.number_or("low_freq_factor", 1);
    scaling.high_freq_factor = fields.number_or("high_freq_factor", 4);
    scaling.original_max_positions = fields.positive_or("original_max_position_embeddings", max_positions);
    if (!(scaling.high_freq_factor > scaling.low_freq_factor) || !(scaling.low_freq_factor > 0)) {
      fields.fail("high_freq_factor", "must be greater than low_freq_factor, both positive");
    }
  } else {
    fields.unsupported("rope scaling \"" + type + "\" is not supported (default, linear and llama3 are)");
  }
  return scaling;
}

void check_shape(const ModelConfig& config, const std::string& file) {
  const auto fail = [&](const std::string& what) { throw Error(ErrorCode::bad_format, file + ": " + what); };
  if (config.num_attention_heads % config.num_key_value_heads != 0) {
    fail("num_attention_heads (" + std::to_string(config.num_attention_heads) +
         ") is not a multiple of num_key_value_heads (" + std::to_string(config.num_key_value_heads) + ")");
  }
  if (config.head_dim % 2 != 0)
    fail("head_dim (" + std::to_string(config.head_dim) + ") is odd; rotary embeddings need an even one");
  if (config.num_hidden_layers > 10000)
    fail("num_hidden_layers = " + std::to_string(config.num_hidden_layers) + " is not plausible");
  if (!(config.rms_norm_eps > 0) || !(config.rope_theta > 0)) fail("rms_norm_eps and rope_theta must be positive");
}

}  // namespace

const char* linear_name(LinearId id) {
  static constexpr const char* kNames[kLinearsPerLayer] = {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj",
                                                           "self_attn.o_proj", "mlp.gate_proj",    "mlp.up_proj",
                                                           "mlp.down_proj"};
  return kNames[static_cast<int>(id)];
}

InputSite input_site(LinearId id) {
  switch (id) {
    case LinearId::q:
    case LinearId::k:
    case LinearId::v:
      return InputSite::attention_in;
    case LinearId::o:
      return InputSite::o_in;
    case LinearId::gate:
    case LinearId::up:
      return InputSite::ffn_in;
    case LinearId::down:
      break;
  }
  return InputSite::down_in;
}

const std::vector<LinearId>& linears_of(InputSite site) {
  static const std::vector<LinearId> kSites[kInputSites] = {
      {LinearId::q, LinearId::k, LinearId::v}, {LinearId::o}, {LinearId::gate, LinearId::up}, {LinearId::down}};
  return kSites[static_cast<int>(site)];
}

int64_t ModelConfig::out_features(LinearId id) const {
  switch (id) {
    case LinearId::q:
      return num_attention_heads * head_dim;
    case LinearId::k:
    case LinearId::v:
      return num_key_value_heads * head_dim;
    case LinearId::o:
    case LinearId::down:
      return hidden_size;
    case LinearId::gate:
    case LinearId::up:
      break;
  }
  return intermediate_size;
}

int64_t ModelConfig::in_features(LinearId id) const {
  switch (id) {
    case LinearId::o:
      return num_attention_heads * head_dim;
    case LinearId::down:
      return intermediate_size;
    default:
      return hidden_size;
  }
}

bool ModelConfig::has_bias(LinearId id) const {
  switch (id) {
    case LinearId::q:
    case LinearId::k:
    case LinearId::v:
      return attention_bias;
    case LinearId::o:
      return attention_output_bias;
    default:
      return mlp_bias;
  }
}

ModelConfig parse_config(const std::filesystem::path& config_json) {
  const std::string file = config_json.string();
  std::ifstream in(config_json, std::ios::binary);
  if (!in) throw Error(ErrorCode::not_found, file + ": cannot be opened; a model folder needs a config.json");
  json object;
  try {
    object = json::parse(in);
  } catch (const json::exception& e) {
    throw Error(ErrorCode::bad_format, file + ": not valid JSON: " + e.what());
  }
  if (!object.is_object()) throw Error(ErrorCode::bad_format, file + ": not a JSON object");
  const Fields fields(object, file);

  ModelConfig config;
  if (fields.has("architectures") && fields["architectures"].is_array() && !fields["architectures"].empty() &&
      fields["architectures"][0].is_string()) {
    config.architecture = fields["architectures"][0].get<std::string>();
  } else {
    const std::string type = fields.string_or("model_type", "");
    if (type == "llama") config.architecture = "LlamaForCausalLM";
    if (type == "mistral") config.architecture = "MistralForCausalLM";
    if (type == "qwen2") config.architecture = "Qwen2ForCausalLM";
    if (type == "qwen3") config.architecture = "Qwen3ForCausalLM";
    if (config.architecture.empty()) fields.unsupported("model type \"" + type + "\" is not supported; " + kSupported);
  }
  if (config.architecture == "LlamaForCausalLM") {
    config.family = Family::llama;
  } else if (config.architecture == "MistralForCausalLM") {
    config.family = Family::mistral;
  } else if (config.architecture == "Qwen2ForCausalLM") {
    config.family = Family::qwen2;
  } else if (config.architecture == "Qwen3ForCausalLM") {
    config.family = Family::qwen3;
  } else {
    fields.unsupported("architecture " + config.architecture + " is not supported; " + kSupported);
  }

  config.hidden_size = fields.positive("hidden_size");
  config.intermediate_size = fields.positive("intermediate_size");
  config.num_hidden_layers = fields.positive("num_hidden_layers");
  config.num_attention_heads = fields.positive("num_attention_heads");
  config.num_key_value_heads = fields.positive_or("num_key_value_heads", config.num_attention_heads);
  config.vocab_size = fields.positive("vocab_size");
  config.max_position_embeddings = fields.positive_or("max_position_embeddings", 2048);
  if (!fields.has("head_dim") && config.family != Family::qwen3 &&
      config.hidden_size % config.num_attention_heads != 0) {
    fields.fail("hidden_size", "is not a multiple of num_attention_heads and there is no head_dim");
  }
  config.head_dim = fields.positive_or(
      "head_dim", config.family == Family::qwen3 ? 128 : config.hidden_size / config.num_attention_heads);
  config.rms_norm_eps = fields.number_or("rms_norm_eps", 1e-6);
  config.rope_theta = fields.number_or("rope_theta", 10000.0);
  if (const std::string act = fields.string_or("hidden_act", "silu"); act != "silu") {
    fields.unsupported("hidden_act \"" + act + "\" is not supported (silu is)");
  }
  if (fields.number_or("partial_rotary_factor", 1.0) != 1.0)
    fields.unsupported("partial rotary embeddings are not supported");
  for (const char* key : {"rope_scaling", "rope_parameters"}) {  // transformers before and from version 5
    if (fields.has(key) && fields[key].is_object()) {
      config.rope_scaling = parse_rope_scaling(fields[key], file, config.rope_theta, config.max_position_embeddings);
    }
  }
  config.tie_word_embeddings = fields.boolean_or("tie_word_embeddings", false);
  const bool attention_bias = fields.boolean_or("attention_bias", false);
  config.attention_bias = config.family == Family::qwen2 || (config.family != Family::mistral && attention_bias);
  config.attention_output_bias = (config.family == Family::llama || config.family == Family::qwen3) && attention_bias;
  config.mlp_bias = config.family == Family::llama && fields.boolean_or("mlp_bias", false);
  config.qk_norm = config.family == Family::qwen3;
  const bool windows = config.family == Family::mistral ||
                       (config.family != Family::llama && fields.boolean_or("use_sliding_window", false));
  if (windows && fields.has("sliding_window")) {
    config.sliding_window = fields.positive("sliding_window");
    if (config.family != Family::mistral)
      config.max_window_layers = fields.has("max_window_layers") ? fields.integer("max_window_layers") : 28;
  }
  if (fields.has("bos_token_id") && fields["bos_token_id"].is_number_integer())
    config.bos_token_id = fields["bos_token_id"].get<int32_t>();
  if (fields.has("eos_token_id")) {
    const json& eos = fields["eos_token_id"];
    if (eos.is_number_integer()) config.eos_token_ids.push_back(eos.get<int32_t>());
    if (eos.is_array()) {
      for (const json& id : eos) {
        if (id.is_number_integer()) config.eos_token_ids.push_back(id.get<int32_t>());
      }
    }
  }
  config.stored_dtype = fields.string_or("dtype", fields.string_or("torch_dtype", ""));
  check_shape(config, file);
  return config;
}

}  // namespace calm
