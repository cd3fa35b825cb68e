// GGUF files for tests, laid out as llama.cpp's convert_hf_to_gguf.py does.
#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "storage/gguf_writer.h"
#include "support/model_factory.h"

namespace calm::test {
namespace {

std::string gguf_name(const std::string& name) {
  static const std::map<std::string, std::string> kWhole = {{"model.embed_tokens.weight", "token_embd.weight"},
                                                            {"model.norm.weight", "output_norm.weight"},
                                                            {"lm_head.weight", "output.weight"}};
  static const std::map<std::string, std::string> kParts = {
      {"input_layernorm", "attn_norm"},    {"self_attn.q_proj", "attn_q"},
      {"self_attn.k_proj", "attn_k"},      {"self_attn.v_proj", "attn_v"},
      {"self_attn.o_proj", "attn_output"}, {"self_attn.q_norm", "attn_q_norm"},
      {"self_attn.k_norm", "attn_k_norm"}, {"post_attention_layernorm", "ffn_norm"},
      {"mlp.gate_proj", "ffn_gate"},       {"mlp.up_proj", "ffn_up"},
      {"mlp.down_proj", "ffn_down"}};
  if (const auto found = kWhole.find(name); found != kWhole.end()) return found->second;
  const std::string rest = name.substr(std::string("model.layers.").size());
  const size_t dot = rest.find('.');
  const size_t last = rest.rfind('.');
  return "blk." + rest.substr(0, dot) + "." + kParts.at(rest.substr(dot + 1, last - dot - 1)) + rest.substr(last);
}

// LlamaModel.permute: each head's two halves are interleaved, for llama.cpp's pairwise rotation.
void permute_rows(RandomTensor& tensor, int64_t head_dim) {
  const int64_t columns = tensor.shape.size() == 2 ? tensor.shape[1] : 1;
  const std::vector<float> old = tensor.values;
  for (int64_t row = 0; row < tensor.shape[0]; ++row) {
    const int64_t inside = row % head_dim;
    const int64_t source = row - inside + inside % 2 * (head_dim / 2) + inside / 2;
    std::copy_n(old.begin() + source * columns, columns, tensor.values.begin() + row * columns);
  }
}

// What the rotation angles are divided by: https://arxiv.org/abs/2407.21783, as the converter writes it.
std::vector<float> llama3_factors(const RandomModelSpec& spec, const nlohmann::json& scaling) {
  const double factor = scaling.at("factor");
  const double low = scaling.at("low_freq_factor");
  const double high = scaling.at("high_freq_factor");
  const double context = scaling.at("original_max_position_embeddings");
  std::vector<float> factors;
  for (int64_t i = 0; i < spec.head_dim; i += 2) {
    const double frequency = std::pow(spec.rope_theta, -static_cast<double>(i) / static_cast<double>(spec.head_dim));
    const double wavelength = 2.0 * 3.14159265358979323846 / frequency;
    if (wavelength < context / high) {
      factors.push_back(1.0f);
    } else if (wavelength > context / low) {
      factors.push_back(static_cast<float>(factor));
    } else {
      const double smooth = (context / wavelength - low) / (high - low);
      factors.push_back(static_cast<float>(1.0 / ((1.0 - smooth) / factor + smooth)));
    }
  }
  return factors;
}

void write_tokenizer(GgufWriter& writer, const RandomModelSpec& spec) {
  constexpr int32_t kNormal = 1, kControl = 3, kUnused = 5;
  ByteVocabulary vocabulary = byte_vocabulary();
  if (spec.vocab < static_cast<int64_t>(vocabulary.tokens.size())) throw std::invalid_argument("vocab is too small");
  std::vector<int32_t> types(vocabulary.tokens.size(), kNormal);
  types[0] = kControl;
  while (static_cast<int64_t>(vocabulary.tokens.size()) < spec.vocab) {
    vocabulary.tokens.push_back("[PAD" + std::to_string(vocabulary.tokens.size()) + "]");
    types.push_back(kUnused);
  }
  writer.set_string("tokenizer.ggml.model", "gpt2");
  writer.set_string("tokenizer.ggml.pre", "smollm");
  writer.set_strings("tokenizer.ggml.tokens", vocabulary.tokens);
  writer.set_i32s("tokenizer.ggml.token_type", types);
  writer.set_strings("tokenizer.ggml.merges", vocabulary.merges);
  writer.set_u32("tokenizer.ggml.bos_token_id", 0);
  writer.set_u32("tokenizer.ggml.eos_token_id", 0);
  writer.set_bool("tokenizer.ggml.add_bos_token", false);
}

void write_metadata(GgufWriter& writer, const RandomModelSpec& spec, const std::string& architecture) {
  static const std::map<StoredType, uint32_t> kFileTypes = {
      {StoredType::f32, 0}, {StoredType::f16, 1}, {StoredType::q4_0, 2}, {StoredType::q8_0, 7}, {StoredType::bf16, 32}};
  const std::string p = architecture + ".";
  const auto count = [&](const std::string& key, int64_t value) {
    writer.set_u32(p + key, static_cast<uint32_t>(value));
  };
  writer.set_string("general.architecture", architecture);
  writer.set_string("general.type", "model");
  writer.set_string("general.name", "random " + spec.architecture);
  writer.set_u32("general.file_type", kFileTypes.at(spec.dtype));
  writer.set_u32("general.quantization_version", 2);
  count("block_count", spec.layers);
  count("context_length", spec.max_positions);
  count("embedding_length", spec.hidden);
  count("feed_forward_length", spec.intermediate);
  count("attention.head_count", spec.heads);
  count("attention.head_count_kv", spec.kv_heads);
  if (spec.architecture != "qwen2") {
    count("attention.key_length", spec.head_dim);
    count("attention.value_length", spec.head_dim);
  }
  if (architecture == "llama") {
    count("vocab_size", spec.vocab);
    count("rope.dimension_count", spec.head_dim);
  }
  if (spec.sliding_window) count("attention.sliding_window", *spec.sliding_window);
  writer.set_f32(p + "rope.freq_base", static_cast<float>(spec.rope_theta));
  writer.set_f32(p + "attention.layer_norm_rms_epsilon", static_cast<float>(spec.rms_norm_eps));
}

}  // namespace

void write_random_gguf_model(const std::filesystem::path& file, const RandomModelSpec& spec) {
  const bool permuted = spec.architecture == "llama" || spec.architecture == "mistral";
  const std::string architecture = permuted ? "llama" : spec.architecture;
  std::vector<RandomTensor> tensors = random_model_tensors(spec);
  for (RandomTensor& tensor : tensors) {
    const bool query_or_key =
        tensor.name.find("q_proj.") != std::string::npos || tensor.name.find("k_proj.") != std::string::npos;
    if (permuted && query_or_key) permute_rows(tensor, spec.head_dim);
    tensor.name = gguf_name(tensor.name);
  }
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
  GgufWriter writer(file);
  write_metadata(writer, spec, architecture);
  if (!spec.rope_scaling.empty()) {
    const auto scaling = nlohmann::json::parse(spec.rope_scaling);
    if (scaling.at("rope_type") == "linear") {
      writer.set_string(architecture + ".rope.scaling.type", "linear");
      writer.set_f32(architecture + ".rope.scaling.factor", scaling.at("factor").get<float>());
    } else {
      const std::vector<float> factors = llama3_factors(spec, scaling);
      tensors.push_back({"rope_freqs.weight", {static_cast<int64_t>(factors.size())}, factors});
    }
  }
  if (spec.tokenizer) write_tokenizer(writer, spec);
  const auto type = [&](const RandomTensor& tensor) { return tensor.shape.size() == 1 ? StoredType::f32 : spec.dtype; };
  for (const RandomTensor& tensor : tensors) writer.declare(tensor.name, type(tensor), tensor.shape);
  for (const RandomTensor& tensor : tensors) writer.write(tensor.name, encode(type(tensor), tensor.values));
  writer.finish();
}

}  // namespace calm::test
