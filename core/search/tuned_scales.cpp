#include "search/tuned_scales.h"

#include <ATen/ops/empty.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <span>

#include "calm/error.h"
#include "calm/log.h"
#include "session/json_field.h"
#include "storage/safetensors.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDescription = "description";

std::string name_of(int layer, const std::string& part) {
  return "layers." + std::to_string(layer) + "." + part;
}

/// Calls use(name, tensor) for what is learned of a layer.
template <typename Layer, typename Use>
void for_each_learned(int index, Layer& layer, const Use& use) {
  for (const LinearId id : kLinearIds) {
    if (layer.at(id).quantized()) use(name_of(index, std::string(linear_name(id)) + ".scales"), layer.at(id).scales);
  }
  use(name_of(index, "input_norm"), layer.input_norm);
  use(name_of(index, "post_attention_norm"), layer.post_attention_norm);
  if (layer.q_norm.defined()) use(name_of(index, "q_norm"), layer.q_norm);
  if (layer.k_norm.defined()) use(name_of(index, "k_norm"), layer.k_norm);
}

struct Named {
  std::string name;
  at::Tensor tensor;  // float32 on the CPU, contiguous
};

void write(const fs::path& file, const std::vector<Named>& tensors, const std::string& description) {
  fs::create_directories(file.parent_path());
  SafetensorsWriter writer(file);
  for (const Named& named : tensors) writer.declare(named.name, StoredType::f32, named.tensor.sizes().vec());
  writer.declare(kDescription, StoredType::u8, {static_cast<int64_t>(description.size())});
  for (const Named& named : tensors)
    writer.write(named.name, {static_cast<const std::byte*>(named.tensor.const_data_ptr()), named.tensor.nbytes()});
  writer.write(kDescription, std::as_bytes(std::span(description.data(), description.size())));
  writer.finish();
}

at::Tensor read(const TensorSource& source, const std::string& name) {
  const TensorInfo& info = source.at(name);
  if (info.type != StoredType::f32)
    throw Error(ErrorCode::bad_format, "'" + source.path() + "' is damaged: tensor " + name + " is not float32");
  at::Tensor result = at::empty(info.shape, at::TensorOptions().dtype(at::kFloat));
  const std::span<const std::byte> bytes = source.raw(info);
  std::memcpy(result.mutable_data_ptr(), bytes.data(), bytes.size());
  return result;
}

}  // namespace

fs::path tuned_scales_file(const fs::path& session, const std::string& plan_key) {
  return session / "tuned" / (plan_key + ".safetensors");
}

fs::path tuning_checkpoint_file(const fs::path& session) {
  return session / "tuned" / "unfinished.safetensors";
}

void save_tuned_scales(const fs::path& file, const std::vector<QuantizedLayer>& layers) {
  std::vector<Named> tensors;
  for (size_t i = 0; i < layers.size(); ++i) {
    for_each_learned(static_cast<int>(i), layers[i], [&](std::string name, const at::Tensor& tensor) {
      tensors.push_back({std::move(name), tensor.to(at::kCPU).contiguous()});
    });
  }
  write(file, tensors, R"({"format":"calm-tuned-scales","version":1})");
}

TunedScales::TunedScales(const fs::path& file) : source_(open_safetensors(file)) {}

QuantizedLayer TunedScales::apply(int index, QuantizedLayer layer) const {
  for_each_learned(index, layer, [&](const std::string& name, at::Tensor& tensor) {
    const at::Tensor learned = read(*source_, name);
    if (learned.sizes() != tensor.sizes()) {
      throw Error(ErrorCode::bad_format, source_->path() + ": tensor " + name +
                                             " does not fit the plan's layer; run calm tune again, or delete the file");
    }
    tensor = learned;
  });
  return layer;
}

void save_checkpoint(const fs::path& file, const std::string& key, const ScaleLearner::State& state,
                     const std::vector<double>& sums) {
  std::vector<Named> tensors;
  for (size_t i = 0; i < state.tensors.size(); ++i) tensors.push_back({std::to_string(i), state.tensors[i]});
  const nlohmann::json description = {
      {"key", key}, {"steps", state.steps}, {"tensors", state.tensors.size()}, {"kl", sums}};
  write(file, tensors, description.dump());
}

std::optional<TuningCheckpoint> load_checkpoint(const fs::path& file, const std::string& key) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return std::nullopt;
  try {
    const auto source = open_safetensors(file);
    const std::span<const std::byte> bytes = source->raw(source->at(kDescription));
    const nlohmann::json description =
        parse_json(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()), source->path());
    const JsonField field(description, file.string());
    if (field["key"].string() != key) return std::nullopt;
    TuningCheckpoint checkpoint;
    checkpoint.state.steps = field["steps"].int32(0);
    for (int i = 0; i < field["tensors"].int32(0); ++i)
      checkpoint.state.tensors.push_back(read(*source, std::to_string(i)));
    for (size_t i = 0; i < field["kl"].size(); ++i) checkpoint.sums.push_back(field["kl"].item(i).number());
    return checkpoint;
  } catch (const Error& e) {
    log(LogLevel::warning, "unfinished tuning ignored, it begins anew: " + std::string(e.what()));
    return std::nullopt;
  }
}

}  // namespace calm
