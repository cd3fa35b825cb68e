#include "search/artifacts.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

#include <cstdio>
#include <cstring>

#include "calm/error.h"
#include "calm/log.h"
#include "search/stable_hash.h"
#include "storage/safetensors.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

std::string layer_number(int layer) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d", layer);
  return text;
}

std::span<const std::byte> bytes_of(const at::Tensor& x) {
  return {static_cast<const std::byte*>(x.const_data_ptr()), x.nbytes()};
}

at::Tensor read_matrix(const TensorSource& source, const char* name) {
  const TensorInfo& info = source.at(name);
  at::Tensor result = at::empty(info.shape, at::TensorOptions().dtype(at::kFloat));
  source.read_f32(info, 0, info.shape.front(), result.mutable_data_ptr<float>());
  return result;
}

}  // namespace

fs::path Artifacts::layer_file(int layer, const std::string& prefix, const std::string& method) const {
  StableHash hash;
  hash.add_field(prefix);
  hash.add_field(method);
  return session_ / "layers" / (layer_number(layer) + "-" + hash.hex() + ".safetensors");
}

bool Artifacts::has_layer(int layer, const std::string& prefix, const std::string& method) const {
  std::error_code ignored;
  return fs::exists(layer_file(layer, prefix, method), ignored);
}

void Artifacts::save_layer(int layer, const std::string& prefix, const QuantizedLayer& quantized) const {
  const fs::path file = layer_file(layer, prefix, quantized.method);
  fs::create_directories(file.parent_path());
  save_quantized_layer(file, quantized);
}

void Artifacts::remove_layer(int layer, const std::string& prefix, const std::string& method) const {
  std::error_code ignored;
  fs::remove(layer_file(layer, prefix, method), ignored);
}

QuantizedLayer Artifacts::load_layer(int layer, const std::string& prefix, const std::string& method) const {
  try {
    return load_quantized_layer(layer_file(layer, prefix, method));
  } catch (const Error& e) {
    if (e.code() != ErrorCode::bad_format) throw;
    throw Error(e.code(), std::string(e.what()) + " Delete that file: the layer is then quantized again.");
  }
}

fs::path Artifacts::stream_file(int layer, const std::string& prefix) const {
  return session_ / "streams" / (layer_number(layer) + "-" + prefix + ".safetensors");
}

void Artifacts::save_streams(int layer, const std::string& prefix, const Streams& streams) const {
  const fs::path file = stream_file(layer, prefix);
  fs::create_directories(file.parent_path());
  SafetensorsWriter writer(file);
  const auto declare = [&](const char* name, const at::Tensor& x) {
    if (x.defined()) writer.declare(name, StoredType::f32, x.sizes().vec());
  };
  declare("reference", streams.reference);
  declare("quantized", streams.quantized);
  if (streams.reference.defined()) writer.write("reference", bytes_of(streams.reference.cpu().contiguous()));
  writer.write("quantized", bytes_of(streams.quantized.cpu().contiguous()));
  writer.finish();
}

std::optional<Artifacts::Streams> Artifacts::load_streams(int layer, const std::string& prefix,
                                                          bool need_reference) const {
  const fs::path file = stream_file(layer, prefix);
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return std::nullopt;
  try {
    const auto source = open_safetensors(file);
    Streams streams;
    if (need_reference) {
      if (source->find("reference") == nullptr) return std::nullopt;
      streams.reference = read_matrix(*source, "reference");
    }
    streams.quantized = read_matrix(*source, "quantized");
    return streams;
  } catch (const Error& e) {
    log(LogLevel::warning, "stream checkpoint ignored, its layers are run again: " + std::string(e.what()));
    return std::nullopt;
  }
}

fs::path Artifacts::rotation_file(const std::string& context) const {
  return session_ / ("rotation-" + context + ".safetensors");
}

at::Tensor Artifacts::load_rotation(const std::string& context) const {
  const fs::path file = rotation_file(context);
  std::error_code ignored;
  return fs::exists(file, ignored) ? read_matrix(*open_safetensors(file), "rotation") : at::Tensor();
}

void Artifacts::save_rotation(const std::string& context, const at::Tensor& rotation) const {
  fs::create_directories(session_);
  SafetensorsWriter writer(rotation_file(context));
  writer.declare("rotation", StoredType::f32, rotation.sizes().vec());
  writer.write("rotation", bytes_of(rotation.cpu().contiguous()));
  writer.finish();
}

bool Artifacts::has_streams(int layer, const std::string& prefix) const {
  std::error_code ignored;
  return fs::exists(stream_file(layer, prefix), ignored);
}

void Artifacts::remove_streams(int layer, const std::string& prefix) const {
  std::error_code ignored;
  fs::remove(stream_file(layer, prefix), ignored);
}

void Artifacts::park(const at::Tensor& stream) const {
  const fs::path file = session_ / "parked-stream.safetensors";
  SafetensorsWriter writer(file);
  writer.declare("stream", StoredType::f32, stream.sizes().vec());
  writer.write("stream", bytes_of(stream.cpu().contiguous()));
  writer.finish();
}

at::Tensor Artifacts::take_parked(const at::Device& device) const {
  const fs::path file = session_ / "parked-stream.safetensors";
  at::Tensor stream = read_matrix(*open_safetensors(file), "stream").to(device);
  std::error_code ignored;
  fs::remove(file, ignored);
  return stream;
}

void Artifacts::drop_parked() const {
  std::error_code ignored;
  fs::remove(session_ / "parked-stream.safetensors", ignored);
}

at::Tensor Artifacts::map_parked() const {
  const std::shared_ptr<TensorSource> source = open_safetensors(session_ / "parked-stream.safetensors");
  const TensorInfo& info = *source->find("stream");
  return at::from_blob(
      const_cast<std::byte*>(source->raw(info).data()), info.shape, [source](void*) {},
      at::TensorOptions().dtype(at::kFloat));
}

void Artifacts::thin_streams(int every, int newest) const {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(session_ / "streams", ignored)) {
    int layer = 0;
    if (std::sscanf(entry.path().filename().c_str(), "%d-", &layer) != 1) continue;
    if (layer != newest && (every <= 0 || layer % every != 0)) fs::remove(entry.path(), ignored);
  }
}

}  // namespace calm
