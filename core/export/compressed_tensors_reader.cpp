#include "export/compressed_tensors_reader.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/isfinite.h>

#include <cstring>

#include "calm/error.h"
#include "export/packed_codes.h"
#include "export/quantization_config.h"
#include "session/atomic_file.h"
#include "session/json_field.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string layer_prefix(int layer) {
  return std::string("model.layers.").append(std::to_string(layer)).append(".");
}

[[noreturn]] void wrong(const TensorInfo& info, const std::string& expected) {
  throw Error(ErrorCode::bad_format, info.file + ": tensor " + info.describe() + " should be " + expected);
}

void expect_shape(const TensorInfo& info, const std::vector<int64_t>& shape) {
  if (info.shape == shape) return;
  std::string text;
  for (const int64_t n : shape) text += (text.empty() ? "[" : ", ") + std::to_string(n);
  wrong(info, text + "] by config.json");
}

StorageType storage_of(StoredType type) {
  if (type == StoredType::bf16) return StorageType::bfloat16;
  return type == StoredType::f16 ? StorageType::float16 : StorageType::float32;
}

/// Everything that layer() needs; shared by the two functions that are handed out.
struct Reader {
  std::shared_ptr<TensorSource> source;
  ModelConfig config;
  StoredLinears linears;
  std::vector<std::string> methods;  // one a layer, from calm_recipe.json; empty where there is none

  const StoredLinear& stored(int layer, LinearId id) const {
    return linears[static_cast<size_t>(layer)][static_cast<size_t>(id)];
  }
  void check_linear(int layer, LinearId id) const;
  at::Tensor read(const std::string& name) const;
  QuantizedLinear read_linear(int layer, LinearId id) const;
  QuantizedLayer read_layer(int layer) const;
};

void Reader::check_linear(int layer, LinearId id) const {
  const StoredLinear& as = stored(layer, id);
  const std::string name = layer_prefix(layer) + linear_name(id);
  const int64_t rows = config.out_features(id), cols = config.in_features(id);
  if (config.has_bias(id)) expect_shape(source->at(name + ".bias"), {rows});
  if (as.group == 0) {
    expect_shape(source->at(name + ".weight"), {rows, cols});
    return;
  }
  std::vector<const char*> refused_tensors = {".weight_g_idx", ".input_scale", ".weight_global_scale"};
  if (!as.asymmetric) refused_tensors.push_back(".weight_zero_point");
  for (const char* refused : refused_tensors) {
    if (const TensorInfo* info = source->find(name + refused)) {
      throw Error(ErrorCode::unsupported,
                  info->file + ": tensor " + info->describe() +
                      " is not read: only groups in their plain order are, with zero points where they are "
                      "declared");
    }
  }
  if (as.group != kPerChannel && cols % as.group != 0) {
    throw Error(ErrorCode::bad_format, source->path() + ": " + name + " has " + std::to_string(cols) +
                                           " inputs, which groups of " + std::to_string(as.group) + " do not divide");
  }
  const TensorInfo& packed = source->at(name + ".weight_packed");
  if (packed.type != StoredType::i32) wrong(packed, "I32");
  expect_shape(packed, {rows, packed_words(cols, as.bits)});
  const TensorInfo& scales = source->at(name + ".weight_scale");
  expect_shape(scales, {rows, as.scales_per_row(cols)});
  if (as.asymmetric) {
    const TensorInfo& zeros = source->at(name + ".weight_zero_point");
    if (zeros.type != StoredType::i32) wrong(zeros, "I32");
    expect_shape(zeros, {packed_words(rows, as.bits), as.scales_per_row(cols)});
  }
  const TensorInfo& shape = source->at(name + ".weight_shape");
  if (shape.type != StoredType::i64 && shape.type != StoredType::i32) wrong(shape, "I64");
  expect_shape(shape, {2});
  int64_t stated[2];
  const std::span<const std::byte> bytes = source->raw(shape);
  if (shape.type == StoredType::i64) {
    std::memcpy(stated, bytes.data(), sizeof stated);
  } else {
    int32_t narrow[2];
    std::memcpy(narrow, bytes.data(), sizeof narrow);
    stated[0] = narrow[0];
    stated[1] = narrow[1];
  }
  if (stated[0] != rows || stated[1] != cols) {
    throw Error(ErrorCode::bad_format, shape.file + ": tensor " + shape.name + " holds [" + std::to_string(stated[0]) +
                                           ", " + std::to_string(stated[1]) + "], config.json says [" +
                                           std::to_string(rows) + ", " + std::to_string(cols) + "]");
  }
}

at::Tensor Reader::read(const std::string& name) const {
  const TensorInfo& info = source->at(name);
  at::Tensor tensor = at::empty(info.shape, at::TensorOptions().dtype(at::kFloat));
  source->read_f32(info, 0, info.shape.empty() ? 1 : info.shape[0], tensor.mutable_data_ptr<float>());
  if (!at::isfinite(tensor).all().item<bool>()) {
    throw Error(ErrorCode::numeric,
                info.file + ": tensor " + info.name + " holds NaN or infinite values; the checkpoint is damaged");
  }
  return tensor;
}

QuantizedLinear Reader::read_linear(int layer, LinearId id) const {
  const StoredLinear& as = stored(layer, id);
  const std::string name = layer_prefix(layer) + linear_name(id);
  QuantizedLinear linear;
  const int64_t rows = config.out_features(id), cols = config.in_features(id);
  linear.group = as.group == kPerChannel ? static_cast<int>(cols) : as.group;
  linear.bits = as.bits;
  linear.activation_bits = as.activation_bits;
  if (config.has_bias(id)) linear.bias = read(name + ".bias");
  if (as.group == 0) {
    linear.weight = read(name + ".weight");
    return linear;
  }
  linear.scales = read(name + ".weight_scale");
  const auto words_of = [&](const std::string& tensor) {
    const TensorInfo& info = source->at(tensor);
    std::vector<int32_t> words(static_cast<size_t>(info.elements()));
    std::memcpy(words.data(), source->raw(info).data(), info.bytes);
    return words;
  };
  linear.codes = at::empty({rows, cols}, at::TensorOptions().dtype(at::kChar));
  unpack_codes(words_of(name + ".weight_packed"), rows, cols, as.bits, linear.codes.mutable_data_ptr<int8_t>());
  if (as.asymmetric) {
    linear.zeros = at::empty({rows, as.scales_per_row(cols)}, at::TensorOptions().dtype(at::kChar));
    unpack_zeros(words_of(name + ".weight_zero_point"), rows, as.scales_per_row(cols), as.bits,
                 linear.zeros.mutable_data_ptr<int8_t>());
  }
  return linear;
}

QuantizedLayer Reader::read_layer(int layer) const {
  if (layer < 0 || layer >= config.num_hidden_layers) {
    throw Error(ErrorCode::invalid_argument, source->path() + " has no layer " + std::to_string(layer));
  }
  const std::string prefix = layer_prefix(layer);
  QuantizedLayer result;
  for (const LinearId id : kLinearIds) result.at(id) = read_linear(layer, id);
  result.input_norm = read(prefix + "input_layernorm.weight");
  result.post_attention_norm = read(prefix + "post_attention_layernorm.weight");
  if (config.qk_norm) {
    result.q_norm = read(prefix + "self_attn.q_norm.weight");
    result.k_norm = read(prefix + "self_attn.k_norm.weight");
  }
  if (config.sliding_window > 0 && layer >= config.max_window_layers) result.sliding_window = config.sliding_window;
  if (static_cast<size_t>(layer) < methods.size()) result.method = methods[static_cast<size_t>(layer)];
  result.storage = storage_of(source->at(prefix + "input_layernorm.weight").type);
  return result;
}

/// The methods that our recipe names. It only informs, so a foreign or damaged one is no error.
std::vector<std::string> methods_of_recipe(const fs::path& folder, int64_t layers) {
  std::error_code ec;
  if (!fs::exists(folder / "calm_recipe.json", ec)) return {};
  try {
    const json recipe = json::parse(read_whole_file(folder / "calm_recipe.json"));
    std::vector<std::string> methods;
    for (const json& layer : recipe.at("layers")) methods.push_back(layer.at("method").get<std::string>());
    return static_cast<int64_t>(methods.size()) == layers ? methods : std::vector<std::string>{};
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

std::optional<ExportedLayers> open_compressed_tensors(const fs::path& folder, std::shared_ptr<TensorSource> source,
                                                      const ModelConfig& config) {
  const std::string file = (folder / "config.json").string();
  const json document = parse_json(read_whole_file(folder / "config.json"), file);
  const JsonField root(document, file);
  if (!root.has("quantization_config")) return std::nullopt;

  auto reader = std::make_shared<Reader>();
  reader->source = std::move(source);
  reader->config = config;
  reader->linears =
      parse_quantization_config(document["quantization_config"], static_cast<int>(config.num_hidden_layers), file);
  reader->methods = methods_of_recipe(folder, config.num_hidden_layers);
  for (int layer = 0; layer < config.num_hidden_layers; ++layer) {
    for (const LinearId id : kLinearIds) reader->check_linear(layer, id);
  }
  ExportedLayers result;
  result.layer = [reader](int layer) { return reader->read_layer(layer); };
  result.group = [reader](int layer, LinearId id) {
    const int group = reader->stored(layer, id).group;
    return group == kPerChannel ? static_cast<int>(reader->config.in_features(id)) : group;
  };
  result.bits = [reader](int layer, LinearId id) { return reader->stored(layer, id).bits; };
  return result;
}

}  // namespace calm
