#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "quantization/quantized_layer.h"

namespace calm {

/// The large files of a session folder: quantized layers and checkpoints of the two streams. Each is named after the
/// layer and the prefix key under which it is valid, so that a file is either right or not found.
class Artifacts {
 public:
  explicit Artifacts(std::filesystem::path session) : session_(std::move(session)) {}

  std::filesystem::path layer_file(int layer, const std::string& prefix, const std::string& method) const;
  bool has_layer(int layer, const std::string& prefix, const std::string& method) const;
  void save_layer(int layer, const std::string& prefix, const QuantizedLayer& quantized) const;
  void remove_layer(int layer, const std::string& prefix, const std::string& method) const;
  QuantizedLayer load_layer(int layer, const std::string& prefix, const std::string& method) const;

  /// Streams in front of a layer, float32 [tokens, hidden] on the CPU.
  struct Streams {
    at::Tensor reference;  // undefined where only the quantized stream was kept
    at::Tensor quantized;
  };
  void save_streams(int layer, const std::string& prefix, const Streams& streams) const;
  /// nullopt where there is none, or where it has no reference stream although one is needed.
  std::optional<Streams> load_streams(int layer, const std::string& prefix, bool need_reference) const;
  bool has_streams(int layer, const std::string& prefix) const;
  void remove_streams(int layer, const std::string& prefix) const;
  /// A learned rotation of this analysis; undefined where there is none yet.
  at::Tensor load_rotation(const std::string& context) const;
  void save_rotation(const std::string& context, const at::Tensor& rotation) const;
  /// Parks a stream on disk while candidates are scored, and takes it back.
  void park(const at::Tensor& stream) const;
  at::Tensor take_parked(const at::Device& device) const;
  /// The parked stream without reading it: float32 on the CPU, backed by the file, which must not be taken meanwhile.
  at::Tensor map_parked() const;
  void drop_parked() const;
  /// Removes checkpoints other than those in front of layers that are multiples of `every` or equal `newest`.
  void thin_streams(int every, int newest) const;

 private:
  std::filesystem::path rotation_file(const std::string& context) const;
  std::filesystem::path stream_file(int layer, const std::string& prefix) const;
  std::filesystem::path session_;
};

}  // namespace calm
