#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "export/export_parts.h"
#include "storage/safetensors.h"

namespace calm {

/// A checkpoint as Hugging Face lays it out: model.safetensors, or where that would be larger than a shard may be,
/// model-00001-of-0000N.safetensors and model.safetensors.index.json. Declare every tensor, then write them in that
/// order, then finish.
class ShardedWriter {
 public:
  static constexpr uint64_t kShardBytes = 5'000'000'000;

  explicit ShardedWriter(std::filesystem::path folder, uint64_t shard_bytes = kShardBytes)
      : folder_(std::move(folder)), shard_bytes_(shard_bytes) {}

  void declare(const std::string& name, StoredType type, std::vector<int64_t> shape);
  void write(const std::string& name, std::span<const std::byte> bytes);
  void finish();

  /// Of the tensors declared so far.
  uint64_t total_bytes() const { return total_; }
  /// Of the files' headers; the writer's order of tensors may save some digits.
  uint64_t header_bytes_at_most() const;
  std::vector<PlannedTensor> planned_tensors() const;
  std::vector<ExportFile> planned_files() const;

 private:
  struct Tensor {
    std::string name;
    StoredType type;
    std::vector<int64_t> shape;
    size_t shard;
  };
  std::string shard_name(size_t shard) const;
  void open_shard(size_t shard);

  std::filesystem::path folder_;
  uint64_t shard_bytes_;
  std::vector<Tensor> tensors_;
  size_t shards_ = 0;
  uint64_t in_shard_ = 0, total_ = 0;
  size_t next_ = 0;
  size_t open_ = 0;  // shard of writer_
  std::unique_ptr<SafetensorsWriter> writer_;
};

}  // namespace calm
