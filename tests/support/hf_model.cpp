// Hugging Face folders for tests: config.json, safetensors, tokenizer.
#include <cstdio>
#include <fstream>
#include <map>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "storage/safetensors.h"
#include "support/model_factory.h"

namespace calm::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

void write_json(const fs::path& file, const Json& value) {
  std::ofstream out(file);
  out << value.dump(2) << '\n';
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

Json make_config(const RandomModelSpec& spec) {
  static const std::map<std::string, std::string> kClasses = {{"llama", "LlamaForCausalLM"},
                                                              {"mistral", "MistralForCausalLM"},
                                                              {"qwen2", "Qwen2ForCausalLM"},
                                                              {"qwen3", "Qwen3ForCausalLM"}};
  const bool qwen = spec.architecture == "qwen2" || spec.architecture == "qwen3";
  const std::string dtype = spec.dtype == StoredType::f16    ? "float16"
                            : spec.dtype == StoredType::bf16 ? "bfloat16"
                                                             : "float32";
  Json config;
  config["architectures"] = {kClasses.at(spec.architecture)};
  const bool biased = spec.architecture == "llama" && spec.biases;
  if (spec.architecture == "llama" || spec.architecture == "qwen3") config["attention_bias"] = biased;
  config["attention_dropout"] = 0.0;
  config["bos_token_id"] = 0;
  if (spec.rope_parameters) config["dtype"] = dtype;
  config["eos_token_id"] = 0;
  // Qwen2's configuration has no head_dim: it is hidden / heads.
  if (spec.architecture != "qwen2") config["head_dim"] = spec.head_dim;
  config["hidden_act"] = "silu";
  config["hidden_size"] = spec.hidden;
  config["initializer_range"] = 0.02;
  config["intermediate_size"] = spec.intermediate;
  config["max_position_embeddings"] = spec.max_positions;
  if (qwen) config["max_window_layers"] = spec.max_window_layers;
  if (spec.architecture == "llama") config["mlp_bias"] = biased;
  config["model_type"] = spec.architecture;
  config["num_attention_heads"] = spec.heads;
  config["num_hidden_layers"] = spec.layers;
  config["num_key_value_heads"] = spec.kv_heads;
  if (spec.architecture == "llama") config["pretraining_tp"] = 1;
  config["rms_norm_eps"] = spec.rms_norm_eps;
  const Json scaling = spec.rope_scaling.empty() ? Json(nullptr) : Json::parse(spec.rope_scaling);
  if (spec.rope_parameters) {
    Json rope = scaling.is_null() ? Json{{"rope_type", "default"}} : scaling;
    rope["rope_theta"] = spec.rope_theta;
    config["rope_parameters"] = rope;
  } else {
    config["rope_scaling"] = scaling;
    config["rope_theta"] = spec.rope_theta;
  }
  if (qwen || spec.architecture == "mistral") {
    config["sliding_window"] = spec.sliding_window ? Json(*spec.sliding_window) : Json(nullptr);
  }
  config["tie_word_embeddings"] = spec.tied;
  if (!spec.rope_parameters) config["torch_dtype"] = dtype;
  config["transformers_version"] = spec.rope_parameters ? "5.0.0" : "4.51.0";
  config["use_cache"] = true;
  if (qwen) config["use_sliding_window"] = spec.sliding_window.has_value();
  config["vocab_size"] = spec.vocab;
  return config;
}

void write_shard(const fs::path& file, const std::vector<RandomTensor>& tensors, size_t from, size_t to,
                 StoredType dtype) {
  SafetensorsWriter writer(file);
  writer.set_metadata({{"format", "pt"}});  // transformers insists on it
  for (size_t i = from; i < to; ++i) writer.declare(tensors[i].name, dtype, tensors[i].shape);
  for (size_t i = from; i < to; ++i) writer.write(tensors[i].name, encode(dtype, tensors[i].values));
  writer.finish();
}

void write_weights(const fs::path& folder, const RandomModelSpec& spec) {
  const std::vector<RandomTensor> tensors = random_model_tensors(spec);
  if (spec.shards <= 1) {
    write_shard(folder / "model.safetensors", tensors, 0, tensors.size(), spec.dtype);
    return;
  }
  Json map = Json::object();
  size_t bytes = 0;
  const auto shards = static_cast<size_t>(spec.shards);
  for (size_t shard = 0; shard < shards; ++shard) {
    char name[64];
    std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", shard + 1, shards);
    const size_t from = tensors.size() * shard / shards;
    const size_t to = tensors.size() * (shard + 1) / shards;
    write_shard(folder / name, tensors, from, to, spec.dtype);
    for (size_t i = from; i < to; ++i) {
      map[tensors[i].name] = name;
      bytes += tensors[i].values.size() * static_cast<size_t>(traits(spec.dtype).block_bytes);
    }
  }
  write_json(folder / "model.safetensors.index.json", {{"metadata", {{"total_size", bytes}}}, {"weight_map", map}});
}

void write_tokenizer(const fs::path& folder, const RandomModelSpec& spec) {
  const ByteVocabulary vocabulary = byte_vocabulary();
  if (spec.vocab < static_cast<int64_t>(vocabulary.tokens.size())) throw std::invalid_argument("vocab is too small");
  Json ids = Json::object();
  for (size_t i = 0; i < vocabulary.tokens.size(); ++i) ids[vocabulary.tokens[i]] = i;
  Json merges = Json::array();
  for (const std::string& merge : vocabulary.merges) {
    const size_t space = merge.find(' ');
    merges.push_back({merge.substr(0, space), merge.substr(space + 1)});
  }
  const Json byte_level = {
      {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
  Json tokenizer;
  tokenizer["version"] = "1.0";
  tokenizer["truncation"] = nullptr;
  tokenizer["padding"] = nullptr;
  tokenizer["added_tokens"] = Json::array({{{"id", 0},
                                            {"content", vocabulary.tokens[0]},
                                            {"single_word", false},
                                            {"lstrip", false},
                                            {"rstrip", false},
                                            {"normalized", false},
                                            {"special", true}}});
  tokenizer["normalizer"] = nullptr;
  tokenizer["pre_tokenizer"] = {
      {"type", "Sequence"},
      {"pretokenizers", Json::array({{{"type", "Digits"}, {"individual_digits", true}}, byte_level})}};
  tokenizer["post_processor"] = nullptr;
  tokenizer["decoder"] = byte_level;
  tokenizer["model"] = {{"type", "BPE"},
                        {"dropout", nullptr},
                        {"unk_token", nullptr},
                        {"continuing_subword_prefix", nullptr},
                        {"end_of_word_suffix", nullptr},
                        {"fuse_unk", false},
                        {"byte_fallback", false},
                        {"ignore_merges", false},
                        {"vocab", ids},
                        {"merges", merges}};
  write_json(folder / "tokenizer.json", tokenizer);
  write_json(folder / "tokenizer_config.json", {{"add_prefix_space", false},
                                                {"bos_token", vocabulary.tokens[0]},
                                                {"clean_up_tokenization_spaces", false},
                                                {"eos_token", vocabulary.tokens[0]},
                                                {"model_max_length", spec.max_positions},
                                                {"tokenizer_class", "PreTrainedTokenizerFast"}});
}

}  // namespace

void write_random_hf_model(const fs::path& folder, const RandomModelSpec& spec) {
  fs::create_directories(folder);
  write_json(folder / "config.json", make_config(spec));
  write_weights(folder, spec);
  if (spec.tokenizer) write_tokenizer(folder, spec);
}

}  // namespace calm::test
