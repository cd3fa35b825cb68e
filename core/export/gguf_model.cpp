#include "export/gguf_model.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <type_traits>
#include <utility>

#include "calm/error.h"
#include "export/checkpoint_names.h"
#include "export/gguf_tokenizer_metadata.h"
#include "export/tensor_encoding.h"
#include "model/gguf_layout.h"
#include "model/rotary.h"
#include "session/atomic_file.h"
#include "storage/float16.h"
#include "storage/gguf_writer.h"
#include "storage/stored_bytes.h"

namespace calm {
namespace {

constexpr int64_t kBlock = 32;                        // weights of a block
constexpr int64_t kHalfBytes = 2;                     // of a scale or a least value, float16
constexpr int64_t kCodeBytes = 16;                    // two codes a byte
constexpr uint32_t kMostlyQ4_0 = 2, kMostlyQ4_1 = 3;  // general.file_type
constexpr uint32_t kQuantizationVersion = 2;

/// What the rotation's angles are divided by where a config's scaling is not linear; empty: nothing.
std::vector<float> rope_factors(const ModelConfig& config) {
  std::vector<float> result;
  if (config.rope_scaling.kind != RopeScaling::Kind::llama3 && config.rope_scaling.frequency_factors.empty())
    return result;
  ModelConfig plain = config;
  plain.rope_scaling = {};
  const std::vector<double> base = inverse_frequencies(plain), scaled = inverse_frequencies(config);
  for (size_t i = 0; i < base.size(); ++i) result.push_back(static_cast<float>(base[i] / scaled[i]));
  return result;
}

struct Declared {
  std::string name;  // Hugging Face's
  StoredType type;
  std::vector<int64_t> shape;
};

/// Everything, in the order in which it is written.
std::vector<Declared> tensors_of(const ModelConfig& config, StorageType storage, const StoredLinears& linears) {
  const StoredType plain = stored_type(storage);
  std::vector<Declared> result = {{kEmbeddingName, plain, {config.vocab_size, config.hidden_size}}};
  if (const size_t factors = rope_factors(config).size(); factors > 0)
    result.push_back({"rope_freqs.weight", StoredType::f32, {static_cast<int64_t>(factors)}});
  for (int layer = 0; layer < static_cast<int>(linears.size()); ++layer) {
    const std::string prefix = layer_prefix(layer);
    for (const NormSlot& norm : norms_of(config))
      result.push_back({prefix + norm.name, StoredType::f32, {norm.per_head ? config.head_dim : config.hidden_size}});
    for (const LinearId id : kLinearIds) {
      const StoredLinear& linear = linears[static_cast<size_t>(layer)][static_cast<size_t>(id)];
      const StoredType codes = linear.asymmetric ? StoredType::q4_1 : StoredType::q4_0;
      const std::string name = prefix + linear_name(id);
      result.push_back(
          {name + ".weight", linear.quantized() ? codes : plain, {config.out_features(id), config.in_features(id)}});
      if (config.has_bias(id)) result.push_back({name + ".bias", StoredType::f32, {config.out_features(id)}});
    }
  }
  result.push_back({kFinalNormName, StoredType::f32, {config.hidden_size}});
  if (!config.tie_word_embeddings) result.push_back({kHeadName, plain, {config.vocab_size, config.hidden_size}});
  return result;
}

void set_value(GgufWriter& out, const std::string& key, const GgufValue& value) {
  const auto narrow = [&](auto number) {
    if (std::in_range<uint32_t>(number)) out.set_u32(key, static_cast<uint32_t>(number));
  };
  const auto integers = [&](const auto& list) {
    std::vector<int32_t> values;
    for (const auto number : list) values.push_back(static_cast<int32_t>(number));
    out.set_i32s(key, values);
  };
  std::visit(
      [&]<typename T>(const T& v) {
        if constexpr (std::is_same_v<T, uint64_t> || std::is_same_v<T, int64_t>) {
          narrow(v);
        } else if constexpr (std::is_same_v<T, double>) {
          out.set_f32(key, static_cast<float>(v));
        } else if constexpr (std::is_same_v<T, bool>) {
          out.set_bool(key, v);
        } else if constexpr (std::is_same_v<T, std::string>) {
          out.set_string(key, v);
        } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
          out.set_strings(key, v);
        } else if constexpr (std::is_same_v<T, std::vector<double>>) {
          out.set_f32s(key, {v.begin(), v.end()});
        } else if constexpr (!std::is_same_v<T, std::vector<bool>>) {
          integers(v);
        }
      },
      value);
}

void write_metadata(GgufWriter& out, const GgufModelRequest& request) {
  const ModelConfig& config = request.model.config;
  const std::string architecture = gguf_architecture(config.family);
  const auto count = [&](const char* key, int64_t value) {
    out.set_u32(architecture + "." + key, static_cast<uint32_t>(value));
  };
  out.set_string("general.architecture", architecture);
  out.set_string("general.type", "model");
  out.set_string("general.name", request.model.info.name);
  out.set_u32("general.file_type", request.recipe.analysis.scheme.asymmetric ? kMostlyQ4_1 : kMostlyQ4_0);
  out.set_u32("general.quantization_version", kQuantizationVersion);
  count("block_count", config.num_hidden_layers);
  count("context_length", config.max_position_embeddings);
  count("embedding_length", config.hidden_size);
  count("feed_forward_length", config.intermediate_size);
  count("attention.head_count", config.num_attention_heads);
  count("attention.head_count_kv", config.num_key_value_heads);
  count("attention.key_length", config.head_dim);
  count("attention.value_length", config.head_dim);
  count("rope.dimension_count", config.head_dim);
  count("vocab_size", config.vocab_size);
  if (config.sliding_window > 0) count("attention.sliding_window", config.sliding_window);
  out.set_f32(architecture + ".attention.layer_norm_rms_epsilon", static_cast<float>(config.rms_norm_eps));
  out.set_f32(architecture + ".rope.freq_base", static_cast<float>(config.rope_theta));
  if (config.rope_scaling.kind == RopeScaling::Kind::linear) {
    out.set_string(architecture + ".rope.scaling.type", "linear");
    out.set_f32(architecture + ".rope.scaling.factor", static_cast<float>(config.rope_scaling.factor));
  }
  for (const auto& [key, value] : gguf_tokenizer_metadata(request.model)) set_value(out, key, value);
}

class Writer {
 public:
  Writer(const GgufModelRequest& request, GgufWriter& out) : request_(request), out_(out) {}

  void write_layer(int layer, const QuantizedLayer& quantized) {
    const ModelConfig& config = request_.model.config;
    const std::string prefix = layer_prefix(layer);
    for (const NormSlot& norm : norms_of(config))
      write_floats(prefix + norm.name, quantized.*norm.member, StorageType::float32);
    for (const LinearId id : kLinearIds) {
      const QuantizedLinear& linear = quantized.at(id);
      const std::string name = prefix + linear_name(id);
      const int64_t heads = gguf_interleaved_heads(config, name);
      const auto in_order = [&](const at::Tensor& rows) { return heads > 0 ? interleave_heads(rows, heads) : rows; };
      if (linear.quantized()) {
        write_blocks(name + ".weight", in_order(linear.codes), in_order(linear.scales),
                     linear.zeros.defined() ? in_order(linear.zeros) : linear.zeros, linear.group);
      } else {
        write_floats(name + ".weight", in_order(linear.weight), request_.storage);
      }
      if (config.has_bias(id)) write_floats(name + ".bias", in_order(linear.bias), StorageType::float32);
    }
  }

  void write_source(const std::string& name) {
    encode_rows(request_.model, name, request_.storage,
                [&](std::span<const std::byte> part) { out_.write(gguf_tensor_name(name), part); });
  }

  void write_floats(const std::string& name, const at::Tensor& tensor, StorageType storage) {
    out_.write(gguf_tensor_name(name), encode_floats(tensor, storage, Rounding::exact, name));
  }

 private:
  void write_blocks(const std::string& name, const at::Tensor& codes, const at::Tensor& scales, const at::Tensor& zeros,
                    int64_t group) {
    const at::Tensor q = codes.to(at::kCPU).contiguous();
    const at::Tensor s = scales.to(at::kCPU).contiguous();
    const at::Tensor z = zeros.defined() ? zeros.to(at::kCPU).contiguous() : at::Tensor();
    const int8_t* code = q.const_data_ptr<int8_t>();
    const float* scale = s.const_data_ptr<float>();
    const int8_t* zero = z.defined() ? z.const_data_ptr<int8_t>() : nullptr;
    const int64_t blocks = q.numel() / kBlock;
    const int64_t head = zero != nullptr ? 2 * kHalfBytes : kHalfBytes;
    std::vector<std::byte> bytes(static_cast<size_t>(blocks * (head + kCodeBytes)));
    for (int64_t block = 0; block < blocks; ++block) {
      std::byte* out = bytes.data() + block * (head + kCodeBytes);
      const int64_t at = block * kBlock / group;
      write_half(name, "scale", scale[at], out);
      if (zero != nullptr) write_half(name, "least value", -static_cast<float>(zero[at] + 8) * scale[at], out + 2);
      const int8_t* c = code + block * kBlock;
      for (int64_t j = 0; j < kBlock / 2; ++j)
        out[head + j] = static_cast<std::byte>((c[j] + 8) | (c[j + kBlock / 2] + 8) << 4);
    }
    out_.write(gguf_tensor_name(name), bytes);
  }

  static void write_half(const std::string& name, const char* what, float exact, std::byte* out) {
    const uint16_t half = f32_to_f16(exact);
    if (f16_to_f32(half) != exact) {
      throw Error(ErrorCode::numeric, "Tensor " + name + " has the " + what + " " + std::to_string(exact) +
                                          ", which float16 does not hold exactly. Analyse again with "
                                          "--float16-scales.");
    }
    std::memcpy(out, &half, sizeof half);
  }

  const GgufModelRequest& request_;
  GgufWriter& out_;
};

}  // namespace

std::string gguf_type_name(const Scheme& scheme) {
  return scheme.asymmetric ? "Q4_1" : "Q4_0";
}

std::string gguf_problem(const Scheme& scheme, StorageType storage) {
  const std::string type = gguf_type_name(scheme);
  if (scheme.weight_bits != 4)
    return type + " holds 4 bits a weight; this plan has " + std::to_string(scheme.weight_bits) + ".";
  if (scheme.group_size != kPerChannel && scheme.group_size % kBlock != 0)
    return type + " needs groups that are a multiple of 32; this plan's are of " + std::to_string(scheme.group_size) +
           ".";
  if (scheme.asymmetric && !scheme.float16_scales) {
    return "Q4_1 holds a scale and the least value of each block as float16; this plan's scales leave no room for "
           "that. Analyse again with scales that do (calm quantize --format gguf, or --float16-scales).";
  }
  if (!scheme.float16_scales && storage != StorageType::float16) {
    return "Q4_0 holds its scales as float16; this plan's were rounded to " + std::string(to_string(storage)) +
           " when its codes were chosen. Analyse again with scales exact in float16 (calm quantize --format gguf, or "
           "--float16-scales).";
  }
  return "";
}

uint64_t gguf_model_bytes(const ModelConfig& config, StorageType storage, const StoredLinears& linears) {
  uint64_t bytes = 0;
  for (const Declared& tensor : tensors_of(config, storage, linears))
    bytes += stored_bytes(tensor.type, tensor.shape).value_or(0);
  return bytes;
}

std::vector<PlannedTensor> gguf_model_plan(const ModelConfig& config, StorageType storage,
                                           const StoredLinears& linears) {
  std::vector<PlannedTensor> result;
  for (const Declared& tensor : tensors_of(config, storage, linears))
    result.push_back({tensor.name, tensor.type, stored_bytes(tensor.type, tensor.shape).value_or(0)});
  return result;
}

// Every file system takes it.
std::string gguf_file_name(const std::string& model) {
  std::string result;
  for (const char c : model) result += std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' ? c : '-';
  if (result.ends_with(".gguf")) result.resize(result.size() - 5);
  if (result.empty() || result.front() == '.') result = "model" + result;
  return result + ".gguf";
}

std::vector<std::string> write_gguf_model(const GgufModelRequest& request, const std::filesystem::path& folder,
                                          const RunControl& control) {
  const ModelConfig& config = request.model.config;
  const int layers = static_cast<int>(config.num_hidden_layers);
  const auto report = [&](int steps, const std::string& text) {
    if (request.progress) request.progress(static_cast<double>(steps) / (layers + 2), text);
  };
  GgufWriter out(folder / gguf_file_name(request.model.info.name));
  write_metadata(out, request);
  for (const Declared& tensor : tensors_of(config, request.storage, request.linears))
    out.declare(gguf_tensor_name(tensor.name), tensor.type, tensor.shape);
  Writer writer(request, out);
  report(0, "embedding");
  writer.write_source(kEmbeddingName);
  if (const std::vector<float> factors = rope_factors(config); !factors.empty())
    out.write("rope_freqs.weight", std::as_bytes(std::span(factors)));
  RecipeInfo recipe = request.recipe;
  for (int layer = 0; layer < layers; ++layer) {
    control.checkpoint();
    report(layer + 1, "layer " + std::to_string(layer) + " of " + std::to_string(layers));
    const QuantizedLayer quantized = request.layer(layer);
    writer.write_layer(layer, quantized);
    for (const std::string& note : quantized.notes)
      recipe.notes.push_back("Layer " + std::to_string(layer) + ": " + note);
  }
  control.checkpoint();
  report(layers + 1, "final norm and head");
  writer.write_floats(kFinalNormName, request.model.final_norm(at::kCPU), StorageType::float32);
  if (!config.tie_word_embeddings) writer.write_source(kHeadName);
  out.finish();
  write_file_atomically(folder / "calm_recipe.json", recipe_to_json(recipe, request.linears));
  write_file_atomically(folder / "README.md", model_card(recipe, request.linears));
  report(layers + 2, "done");
  return recipe.notes;
}

}  // namespace calm
