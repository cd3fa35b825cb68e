#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/ones_like.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <thread>

#include "calm/error.h"
#include "export/compressed_tensors_reader.h"
#include "model/gguf_layout.h"
#include "model/model_impl.h"
#include "model/rotation.h"
#include "search/stable_hash.h"
#include "storage/gguf.h"
#include "storage/safetensors.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNormNames[] = {"input_layernorm", "post_attention_layernorm", "self_attn.q_norm",
                                      "self_attn.k_norm"};

void require_finite(const at::Tensor& values, const TensorInfo& tensor) {
  if (at::isfinite(values.sum()).item<bool>() || at::isfinite(values).all().item<bool>()) return;
  throw Error(ErrorCode::numeric,
              tensor.file + ": tensor " + tensor.name + " holds NaN or infinite values; the checkpoint is damaged");
}

std::string layer_prefix(int layer) {
  return "model.layers." + std::to_string(layer) + ".";
}

StorageType storage_of(StoredType type) {
  if (type == StoredType::bf16) return StorageType::bfloat16;
  if (type == StoredType::f32 || type == StoredType::f64) return StorageType::float32;
  return StorageType::float16;
}

void check_shape(const TensorSource& source, const std::string& name, const std::vector<int64_t>& expected) {
  const TensorInfo& info = source.at(name);
  if (info.shape == expected) return;
  std::string text;
  for (const int64_t n : expected) text += (text.empty() ? "" : ", ") + std::to_string(n);
  throw Error(ErrorCode::bad_format,
              info.file + ": tensor " + info.describe() + " should be [" + text + "] by the model's config");
}

std::string describe_rope(const ModelConfig& config) {
  char text[96];
  std::snprintf(text, sizeof text, "theta %.0f", config.rope_theta);
  std::string result = text;
  if (config.rope_scaling.kind != RopeScaling::Kind::none) {
    std::snprintf(text, sizeof text, ", %s scaling x%g",
                  config.rope_scaling.kind == RopeScaling::Kind::linear ? "linear" : "llama3",
                  config.rope_scaling.factor);
    result += text;
  }
  if (!config.rope_scaling.frequency_factors.empty()) result += ", frequency factors from the file";
  if (config.sliding_window > 0) result += ", sliding window " + std::to_string(config.sliding_window);
  return result;
}

/// Tensors that every layer of a full-precision model must have, in Hugging Face names.
std::vector<std::pair<std::string, std::vector<int64_t>>> expected_tensors(const ModelConfig& config,
                                                                           bool with_linears) {
  std::vector<std::pair<std::string, std::vector<int64_t>>> result = {
      {"model.embed_tokens.weight", {config.vocab_size, config.hidden_size}},
      {"model.norm.weight", {config.hidden_size}}};
  if (!config.tie_word_embeddings) result.push_back({"lm_head.weight", {config.vocab_size, config.hidden_size}});
  for (int layer = 0; layer < config.num_hidden_layers; ++layer) {
    const std::string prefix = layer_prefix(layer);
    for (int i = 0; i < (config.qk_norm ? 4 : 2); ++i) {
      result.push_back({prefix + kNormNames[i] + ".weight", {i < 2 ? config.hidden_size : config.head_dim}});
    }
    if (!with_linears) continue;
    for (const LinearId id : kLinearIds) {
      result.push_back({prefix + linear_name(id) + ".weight", {config.out_features(id), config.in_features(id)}});
      if (config.has_bias(id)) result.push_back({prefix + linear_name(id) + ".bias", {config.out_features(id)}});
    }
  }
  return result;
}

void fill_info(Model::Impl& impl, const fs::path& path) {
  const ModelConfig& config = impl.config;
  ModelInfo& info = impl.info;
  info.path = path.string();
  if (info.name.empty())
    info.name = path.filename().empty() ? path.parent_path().filename().string() : path.filename().string();
  info.architecture = config.architecture;
  info.layers = static_cast<int>(config.num_hidden_layers);
  info.hidden = config.hidden_size;
  info.intermediate = config.intermediate_size;
  info.heads = config.num_attention_heads;
  info.kv_heads = config.num_key_value_heads;
  info.head_dim = config.head_dim;
  info.vocab = config.vocab_size;
  info.max_positions = config.max_position_embeddings;
  info.rope = describe_rope(config);
  info.tied_embeddings = config.tie_word_embeddings;
  info.quantized = static_cast<bool>(impl.quantized_layer);
  info.tokenizer = impl.tokenizer ? impl.tokenizer->describe() : "none: " + impl.tokenizer_error;
  StableHash fingerprint;  // over names, sizes, times and offsets: cheap, and different whenever a file was replaced
  std::map<std::string, bool> files;
  for (const TensorInfo& tensor : impl.source->tensors()) {
    if (!files.emplace(tensor.file, true).second) continue;
    info.file_bytes += fs::file_size(tensor.file);
    fingerprint.add_field(fs::path(tensor.file).filename().string() + std::to_string(fs::file_size(tensor.file)) +
                          std::to_string(fs::last_write_time(tensor.file).time_since_epoch().count()));
  }
  for (const TensorInfo& tensor : impl.source->tensors())
    fingerprint.add_field(tensor.name + std::to_string(tensor.offset));
  info.fingerprint = fingerprint.hex();
  for (const auto& [name, shape] : expected_tensors(config, true)) {
    int64_t count = 1;
    for (const int64_t n : shape) count *= n;
    info.parameters += count;
  }
  std::map<std::string, int64_t> types;
  for (int layer = 0; layer < info.layers; ++layer) {
    for (const LinearId id : kLinearIds) {
      LinearInfo linear{layer, linear_name(id), config.out_features(id), config.in_features(id), "", 0};
      if (info.quantized) {
        linear.group_size = impl.linear_group ? impl.linear_group(layer, id) : 0;
        linear.dtype = linear.group_size > 0 ? "INT" + std::to_string(impl.linear_bits(layer, id)) : "16 bit";
      } else {
        linear.dtype =
            traits(impl.source->at(impl.source_name(layer_prefix(layer) + linear_name(id) + ".weight")).type).name;
        linear.group_size = effective_group(Scheme{}, linear.in_features);
      }
      types[linear.dtype] += linear.out_features * linear.in_features;
      info.linears.push_back(std::move(linear));
    }
  }
  const auto most =
      std::max_element(types.begin(), types.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != types.end()) info.dtype = most->first;
}

std::shared_ptr<Model::Impl> open_folder(const fs::path& path) {
  auto impl = std::make_shared<Model::Impl>();
  impl->config = parse_config(path / "config.json");
  impl->source = open_safetensors(path);
  impl->info.format = "Hugging Face";
  if (const auto exported = open_compressed_tensors(path, impl->source, impl->config)) {
    impl->info.format = "compressed-tensors";
    impl->quantized_layer = exported->layer;
    impl->linear_group = exported->group;
    impl->linear_bits = exported->bits;
  }
  try {
    impl->tokenizer = open_tokenizer(path);
  } catch (const Error& e) {
    impl->tokenizer_error = e.what();
  }
  return impl;
}

std::shared_ptr<Model::Impl> open_gguf_model(const fs::path& path) {
  auto impl = std::make_shared<Model::Impl>();
  std::shared_ptr<GgufFile> file = open_gguf(path);
  impl->config = parse_config(*file);
  impl->source = file;
  impl->gguf = file;
  impl->info.format = "GGUF";
  impl->info.name = file->string("general.name").value_or("");
  try {
    impl->tokenizer = open_tokenizer(*file);
  } catch (const Error& e) {
    impl->tokenizer_error = e.what();
  }
  return impl;
}

/// The one .gguf file of a folder that is no Hugging Face folder (an export of ours); else the path itself.
fs::path with_single_gguf(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored) || fs::exists(path / "config.json", ignored)) return path;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(path, ignored)) {
    if (entry.path().extension() == ".gguf") files.push_back(entry.path());
  }
  return files.size() == 1 ? files.front() : path;
}

}  // namespace

std::shared_ptr<Model> Model::open(const fs::path& given) {
  std::error_code ignored;
  if (!fs::exists(given, ignored)) throw Error(ErrorCode::not_found, given.string() + ": no such file or folder");
  const fs::path path = with_single_gguf(given);
  std::shared_ptr<Impl> impl;
  if (fs::is_directory(path)) {
    impl = open_folder(path);
  } else if (path.extension() == ".gguf") {
    impl = open_gguf_model(path);
  } else {
    throw Error(ErrorCode::unsupported,
                path.string() + ": give a model folder (config.json with .safetensors) or a .gguf file");
  }
  ModelConfig& config = impl->config;
  // A file may carry lm_head although the config ties it; without one the embedding must serve.
  if (!config.tie_word_embeddings && impl->source->find(impl->source_name("lm_head.weight")) == nullptr) {
    throw Error(ErrorCode::bad_format,
                path.string() + ": lm_head.weight is missing and config.json does not tie it to the embedding");
  }
  for (const auto& [name, shape] : expected_tensors(config, !impl->quantized_layer))
    check_shape(*impl->source, impl->source_name(name), shape);
  impl->native_storage =
      storage_of(impl->source
                     ->at(impl->source_name(impl->quantized_layer ? "model.embed_tokens.weight"
                                                                  : "model.layers.0.mlp.up_proj.weight"))
                     .type);
  fill_info(*impl, path);
  return std::make_shared<Model>(impl);
}

const ModelInfo& Model::info() const {
  return impl_->info;
}

std::vector<int32_t> Model::tokenize(std::string_view text, bool add_special) const {
  return impl_->require_tokenizer().encode(text, add_special);
}

std::string Model::detokenize(const std::vector<int32_t>& ids) const {
  return impl_->require_tokenizer().decode(ids);
}

const Tokenizer& Model::Impl::require_tokenizer() const {
  if (!tokenizer)
    throw Error(ErrorCode::not_found,
                "this model has no usable tokenizer (" + tokenizer_error + "); give token ids instead of text");
  return *tokenizer;
}

std::string Model::Impl::source_name(const std::string& hf_name) const {
  return gguf ? gguf_tensor_name(hf_name) : hf_name;
}

at::Tensor Model::Impl::read(const std::string& hf_name) const {
  const TensorInfo& tensor = source->at(source_name(hf_name));
  at::Tensor result = at::empty(tensor.shape, at::TensorOptions().dtype(at::kFloat));
  source->read_f32(tensor, 0, tensor.shape.empty() ? 1 : tensor.shape[0], result.mutable_data_ptr<float>());
  source->release(tensor);  // its pages need not stay in memory; they are still cached by the system
  require_finite(result, tensor);
  if (const int64_t heads = gguf ? gguf_interleaved_heads(config, hf_name) : 0; heads > 0)
    result = separate_heads(result, heads);
  return round_to_storage(result, storage);
}

DecoderLayer Model::Impl::load_layer(int layer, const at::Device& device) const {
  const std::string prefix = layer_prefix(layer);
  DecoderLayer result;
  result.input_norm = read(prefix + kNormNames[0] + ".weight");
  result.post_attention_norm = read(prefix + kNormNames[1] + ".weight");
  if (config.qk_norm) {
    result.q_norm = read(prefix + kNormNames[2] + ".weight");
    result.k_norm = read(prefix + kNormNames[3] + ".weight");
  }
  for (const LinearId id : kLinearIds) {
    result.at(id).weight = read(prefix + linear_name(id) + ".weight");
    if (config.has_bias(id)) result.at(id).bias = read(prefix + linear_name(id) + ".bias");
  }
  if (rotation) {
    rotation->apply(result);
    for (LinearWeights& linear : result.linears) {
      if (linear.bias.defined()) linear.bias = round_to_storage(linear.bias, storage);
    }
  }
  move_layer(result, device);
  if (config.sliding_window > 0 && layer >= config.max_window_layers) result.sliding_window = config.sliding_window;
  return result;
}

RunnableLayer Model::Impl::load_runnable(int layer, const at::Device& device, Arithmetic arithmetic) const {
  if (!quantized_layer) return {load_layer(layer, device), ActivationBits::full()};
  return make_runnable(quantized_layer(layer), device, arithmetic);
}

at::Tensor Model::Impl::embed(const std::vector<int32_t>& ids, const at::Device& device) const {
  const TensorInfo& tensor = source->at(source_name("model.embed_tokens.weight"));
  at::Tensor result =
      at::empty({static_cast<int64_t>(ids.size()), config.hidden_size}, at::TensorOptions().dtype(at::kFloat));
  float* row = result.mutable_data_ptr<float>();
  for (const int32_t id : ids) {
    if (id < 0 || id >= config.vocab_size) {
      throw Error(ErrorCode::invalid_argument, "token id " + std::to_string(id) + " is outside the vocabulary of " +
                                                   std::to_string(config.vocab_size));
    }
    source->read_f32(tensor, id, 1, row);
    row += config.hidden_size;
  }
  require_finite(result, tensor);
  if (rotation) result = rotation->residual.rotate(round_to_storage(result, storage));
  return round_to_storage(result, storage).to(device);
}

at::Tensor Model::Impl::final_norm(const at::Device& device) const {
  const at::Tensor norm = read("model.norm.weight");
  return (rotation ? at::ones_like(norm) : norm).to(device);
}

at::Tensor Model::Impl::table_rows(const std::string& hf_name, int64_t first, int64_t rows,
                                   const at::Device& device) const {
  const bool head = hf_name == "lm_head.weight";
  const TensorInfo& tensor =
      source->at(source_name(head && head_from_embedding ? "model.embed_tokens.weight" : hf_name));
  at::Tensor result = at::empty({rows, tensor.shape.at(1)}, at::TensorOptions().dtype(at::kFloat));
  source->read_f32(tensor, first, rows, result.mutable_data_ptr<float>());
  require_finite(result, tensor);
  result = round_to_storage(result, storage);
  if (rotation) {
    if (head) result = result.mul(read("model.norm.weight"));
    result = round_to_storage(rotation->residual.rotate(result), storage);
  }
  return result.to(device);
}

at::Tensor Model::Impl::head_rows(int64_t first, int64_t rows, const at::Device& device) const {
  return table_rows(config.tie_word_embeddings ? "model.embed_tokens.weight" : "lm_head.weight", first, rows, device);
}

std::shared_ptr<Model> with_storage(const std::shared_ptr<Model>& model, StorageType storage) {
  auto impl = std::make_shared<Model::Impl>(model->impl());
  impl->storage = storage == StorageType::automatic ? impl->native_storage : storage;
  return std::make_shared<Model>(impl);
}

std::shared_ptr<Model> with_transform(const std::shared_ptr<Model>& model, const Transform& transform) {
  if (transform.kind == Transform::Kind::none) return model;
  if (transform.kind == Transform::Kind::spinquant)
    throw std::logic_error("a rotation that is learned needs calibration tokens");
  const ModelConfig& config = model->impl().config;
  const auto make = [&](int64_t n, uint64_t seed) {
    return transform.orthogonal ? Rotation::haar(n, seed) : Rotation(n, seed);
  };
  return with_rotation(
      model, std::make_shared<ModelRotation>(ModelRotation{
                 make(config.hidden_size, transform.seed),
                 transform.heads ? std::make_shared<Rotation>(make(config.head_dim, transform.seed + 1)) : nullptr}));
}

std::shared_ptr<Model> with_rotation(const std::shared_ptr<Model>& model,
                                     std::shared_ptr<const ModelRotation> rotation) {
  if (model->info().quantized) {
    throw Error(ErrorCode::unsupported,
                model->info().path + " is quantized already: a rotation needs the original model");
  }
  auto impl = std::make_shared<Model::Impl>(model->impl());
  impl->rotation = std::move(rotation);
  impl->head_from_embedding = impl->config.tie_word_embeddings;
  impl->config.tie_word_embeddings = false;
  return std::make_shared<Model>(impl);
}

std::shared_ptr<Model> with_quantized_layers(const std::shared_ptr<Model>& model,
                                             std::function<QuantizedLayer(int)> layer) {
  auto impl = std::make_shared<Model::Impl>(model->impl());
  impl->quantized_layer = std::move(layer);
  impl->info.quantized = true;
  return std::make_shared<Model>(impl);
}

int use_threads(int threads) {
  const int wanted = threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  at::set_num_threads(wanted);
  return wanted;
}

}  // namespace calm
