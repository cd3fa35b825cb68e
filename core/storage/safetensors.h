#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "storage/tensor_source.h"

namespace calm {

/// Opens one .safetensors file, or a Hugging Face folder: model.safetensors, or the shards that
/// model.safetensors.index.json names. Format: https://github.com/huggingface/safetensors (8-byte little-endian header
/// length, JSON header, data).
std::unique_ptr<TensorSource> open_safetensors(const std::filesystem::path& file_or_folder);

/// Writes one .safetensors file: declare every tensor, then write their bytes in the declared order, then finish().
/// The file is not valid before finish(), which flushes it to disk. Throws Error(io) naming the path (full disk,
/// permissions).
class SafetensorsWriter {
 public:
  explicit SafetensorsWriter(std::filesystem::path file);
  ~SafetensorsWriter();
  SafetensorsWriter(const SafetensorsWriter&) = delete;
  SafetensorsWriter& operator=(const SafetensorsWriter&) = delete;

  void declare(const std::string& name, StoredType type, std::vector<int64_t> shape);
  void set_metadata(const std::map<std::string, std::string>& metadata);
  /// The next declared tensor's bytes, whole or part after part. The name is checked against the declaration.
  void write(const std::string& name, std::span<const std::byte> bytes);
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace calm
