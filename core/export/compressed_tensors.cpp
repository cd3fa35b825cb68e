#include "export/compressed_tensors.h"

#include <algorithm>
#include <array>

#include "calm/error.h"
#include "calm/methods.h"
#include "export/checkpoint_names.h"
#include "export/hugging_face_files.h"
#include "export/packed_codes.h"
#include "export/tensor_encoding.h"
#include "session/atomic_file.h"

namespace calm {
namespace {

/// Declares what Checkpoint writes, in the same order.
void declare_tensors(ShardedWriter& out, const ModelConfig& config, StorageType storage, const StoredLinears& linears) {
  const StoredType plain = stored_type(storage);
  out.declare(kEmbeddingName, plain, {config.vocab_size, config.hidden_size});
  for (int layer = 0; layer < static_cast<int>(linears.size()); ++layer) {
    const std::string prefix = layer_prefix(layer);
    for (const LinearId id : kLinearIds) {
      const StoredLinear& linear = linears[static_cast<size_t>(layer)][static_cast<size_t>(id)];
      const std::string name = prefix + linear_name(id);
      const int64_t rows = config.out_features(id), cols = config.in_features(id);
      if (linear.quantized()) {
        const int64_t groups = linear.scales_per_row(cols);
        out.declare(name + ".weight_packed", StoredType::i32, {rows, packed_words(cols, linear.bits)});
        out.declare(name + ".weight_scale", plain, {rows, groups});
        if (linear.asymmetric)
          out.declare(name + ".weight_zero_point", StoredType::i32, {packed_words(rows, linear.bits), groups});
        out.declare(name + ".weight_shape", StoredType::i64, {2});
      } else {
        out.declare(name + ".weight", plain, {rows, cols});
      }
      if (config.has_bias(id)) out.declare(name + ".bias", plain, {rows});
    }
    for (const NormSlot& norm : norms_of(config)) {
      out.declare(prefix + norm.name, plain, {norm.per_head ? config.head_dim : config.hidden_size});
    }
  }
  out.declare(kFinalNormName, plain, {config.hidden_size});
  if (!config.tie_word_embeddings) out.declare(kHeadName, plain, {config.vocab_size, config.hidden_size});
}

class Checkpoint {
 public:
  Checkpoint(const CompressedTensorsRequest& request, ShardedWriter& out) : request_(request), out_(out) {}

  void write_layer(int layer, const QuantizedLayer& quantized) {
    const ModelConfig& config = request_.model.config;
    const std::string prefix = layer_prefix(layer);
    for (const LinearId id : kLinearIds) {
      const std::string name = prefix + linear_name(id);
      const QuantizedLinear& linear = quantized.at(id);
      check_layout(layer, id, linear, name);
      if (linear.quantized()) {
        write_codes(name, linear);
      } else {
        write_exact(name + ".weight", linear.weight);
      }
      if (config.has_bias(id)) write_exact(name + ".bias", linear.bias);
    }
    for (const NormSlot& norm : norms_of(config)) write_exact(prefix + norm.name, quantized.*norm.member);
  }

  void write_source(const std::string& name) {
    std::vector<std::byte> bytes;
    encode_rows(request_.model, name, request_.storage,
                [&](std::span<const std::byte> part) { bytes.insert(bytes.end(), part.begin(), part.end()); });
    out_.write(name, bytes);
  }

 private:
  void check_layout(int layer, LinearId id, const QuantizedLinear& linear, const std::string& name) const {
    const StoredLinear& expected = request_.linears[static_cast<size_t>(layer)][static_cast<size_t>(id)];
    const int group =
        expected.group == kPerChannel ? static_cast<int>(request_.model.config.in_features(id)) : expected.group;
    if (linear.group == group && linear.zeros.defined() == expected.asymmetric &&
        (!linear.quantized() || (linear.bits == expected.bits && linear.activation_bits == expected.activation_bits))) {
      return;
    }
    throw Error(ErrorCode::invalid_argument,
                name + " was quantized with group " + std::to_string(linear.group) + " and " +
                    std::to_string(linear.bits) + " bits, but its scheme says group " + std::to_string(group) +
                    " and " + std::to_string(expected.bits) + " bits, " +
                    (expected.asymmetric ? "asymmetric" : "symmetric") + ". Analyse again.");
  }

  void write_codes(const std::string& name, const QuantizedLinear& linear) {
    const at::Tensor codes = linear.codes.to(at::kCPU).to(at::kChar).contiguous();
    const int64_t rows = codes.size(0), cols = codes.size(1);
    const std::vector<int32_t> words = pack_codes(codes.const_data_ptr<int8_t>(), rows, cols, linear.bits);
    out_.write(name + ".weight_packed", std::as_bytes(std::span(words)));
    write_exact(name + ".weight_scale", linear.scales);
    if (linear.zeros.defined()) {
      const at::Tensor zeros = linear.zeros.to(at::kCPU).contiguous();
      const std::vector<int32_t> packed = pack_zeros(zeros.const_data_ptr<int8_t>(), rows, zeros.size(1), linear.bits);
      out_.write(name + ".weight_zero_point", std::as_bytes(std::span(packed)));
    }
    const std::array<int64_t, 2> shape = {rows, cols};
    out_.write(name + ".weight_shape", std::as_bytes(std::span(shape)));
  }

  void write_exact(const std::string& name, const at::Tensor& tensor) {
    if (!tensor.defined()) throw Error(ErrorCode::invalid_argument, "The quantized layer has no " + name + ".");
    out_.write(name, encode_floats(tensor, request_.storage, Rounding::exact, name));
  }

  const CompressedTensorsRequest& request_;
  ShardedWriter& out_;
};

bool has_act_order(const std::string& method) {
  return method.find("act-order") != std::string::npos;  // canonical specs name it only where it is on
}

/// What layers have to say, the same words once: "Layers 3, 12-15: v -> o not folded".
class LayerNotes {
 public:
  void add(int layer, const std::string& text) {
    auto note = std::find_if(notes_.begin(), notes_.end(), [&](const auto& known) { return known.first == text; });
    if (note == notes_.end()) note = notes_.insert(note, {text, {}});
    if (note->second.empty() || note->second.back() != layer) note->second.push_back(layer);
  }

  std::vector<std::string> lines() const {
    std::vector<std::string> result;
    for (const auto& [text, layers] : notes_) {
      std::string line = layers.size() == 1 ? "Layer " : "Layers ";
      for (size_t first = 0; first < layers.size();) {
        size_t last = first;
        while (last + 1 < layers.size() && layers[last + 1] == layers[last] + 1) ++last;
        if (first > 0) line += ", ";
        line += std::to_string(layers[first]);
        if (last > first) line += (last > first + 1 ? "-" : ", ") + std::to_string(layers[last]);
        first = last + 1;
      }
      result.push_back(line + ": " + text);
    }
    return result;
  }

 private:
  std::vector<std::pair<std::string, std::vector<int>>> notes_;  // in the order they came
};

}  // namespace

StoredLinears stored_linears(const ModelConfig& config, const Scheme& scheme, const std::vector<std::string>& methods) {
  StoredLinears result(methods.size());
  for (size_t l = 0; l < methods.size(); ++l) {
    const bool act_order = has_act_order(methods[l]);
    const std::array<int, 7> bits = weight_bits_of(parse_method(methods[l]), scheme);
    for (const LinearId id : kLinearIds) {
      const int group = effective_group(scheme, config.in_features(id));
      if (group > 0) {
        result[l][static_cast<size_t>(id)] = {scheme.group_size == kPerChannel ? kPerChannel : group,
                                              bits[static_cast<size_t>(id)], scheme.activation_bits, act_order,
                                              scheme.asymmetric};
      }
    }
  }
  return result;
}

uint64_t compressed_tensors_bytes(const ModelConfig& config, StorageType storage, const StoredLinears& linears) {
  ShardedWriter counter({});
  declare_tensors(counter, config, storage, linears);
  return counter.total_bytes();
}

uint64_t compressed_tensors_file_bytes(const ModelConfig& config, StorageType storage, const StoredLinears& linears) {
  ShardedWriter counter({});
  declare_tensors(counter, config, storage, linears);
  return counter.total_bytes() + counter.header_bytes_at_most();
}

std::vector<PlannedTensor> compressed_tensors_plan(const ModelConfig& config, StorageType storage,
                                                   const StoredLinears& linears, std::vector<ExportFile>& files) {
  ShardedWriter counter({});
  declare_tensors(counter, config, storage, linears);
  files = counter.planned_files();
  return counter.planned_tensors();
}

std::vector<std::string> write_compressed_tensors(const CompressedTensorsRequest& request,
                                                  const std::filesystem::path& folder, const RunControl& control) {
  const ModelConfig& config = request.model.config;
  const int layers = static_cast<int>(config.num_hidden_layers);
  const auto report = [&](int steps, const std::string& text) {
    if (request.progress) request.progress(static_cast<double>(steps) / (layers + 2), text);
  };
  // Small files first: what is wrong with them should not show after an hour of writing.
  write_config_json(request.model, request.storage, quantization_config_to_json(request.linears), folder);
  write_tokenizer_files(request.model, folder);

  ShardedWriter out(folder, request.shard_bytes);
  declare_tensors(out, config, request.storage, request.linears);
  Checkpoint checkpoint(request, out);
  report(0, "embedding");
  checkpoint.write_source(kEmbeddingName);
  RecipeInfo recipe = request.recipe;
  LayerNotes notes;
  for (int layer = 0; layer < layers; ++layer) {
    control.checkpoint();
    report(layer + 1, "layer " + std::to_string(layer) + " of " + std::to_string(layers));
    const QuantizedLayer quantized = request.layer(layer);
    checkpoint.write_layer(layer, quantized);
    for (const std::string& note : quantized.notes) notes.add(layer, note);
  }
  for (const std::string& note : notes.lines()) recipe.notes.push_back(note);
  control.checkpoint();
  report(layers + 1, "final norm and head");
  checkpoint.write_source(kFinalNormName);
  if (!config.tie_word_embeddings) checkpoint.write_source(kHeadName);
  out.finish();
  write_file_atomically(folder / "calm_recipe.json", recipe_to_json(recipe, request.linears));
  write_file_atomically(folder / "README.md", model_card(recipe, request.linears));
  report(layers + 2, "done");
  return recipe.notes;
}

}  // namespace calm
