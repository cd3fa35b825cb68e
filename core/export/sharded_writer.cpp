#include "export/sharded_writer.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "calm/error.h"
#include "session/atomic_file.h"

namespace calm {
namespace {

uint64_t bytes_of(StoredType type, const std::vector<int64_t>& shape) {
  uint64_t bytes = static_cast<uint64_t>(traits(type).block_bytes);
  for (const int64_t n : shape) bytes *= static_cast<uint64_t>(n);
  return bytes;
}

}  // namespace

void ShardedWriter::declare(const std::string& name, StoredType type, std::vector<int64_t> shape) {
  const uint64_t bytes = bytes_of(type, shape);
  if (shards_ == 0 || (in_shard_ > 0 && in_shard_ + bytes > shard_bytes_)) {
    ++shards_;
    in_shard_ = 0;
  }
  in_shard_ += bytes;
  total_ += bytes;
  tensors_.push_back({name, type, std::move(shape), shards_ - 1});
}

uint64_t ShardedWriter::header_bytes_at_most() const {
  constexpr std::string_view kFile = R"({"__metadata__":{"format":"pt"}})";
  constexpr std::string_view kEntry = R"(,"":{"dtype":"","shape":[],"data_offsets":[,]})";
  constexpr uint64_t kLengthAndPadding = 8 + 8;
  const uint64_t offsets = 2 * std::to_string(total_).size();
  uint64_t bytes = shards_ * (kFile.size() + kLengthAndPadding);
  for (const Tensor& tensor : tensors_) {
    bytes += kEntry.size() + tensor.name.size() + std::string_view(traits(tensor.type).name).size() + offsets;
    for (const int64_t n : tensor.shape) bytes += std::to_string(n).size() + 1;
  }
  return bytes;
}

std::string ShardedWriter::shard_name(size_t shard) const {
  if (shards_ == 1) return "model.safetensors";
  char name[64];
  std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", shard + 1, shards_);
  return name;
}

void ShardedWriter::open_shard(size_t shard) {
  if (writer_) writer_->finish();
  writer_ = std::make_unique<SafetensorsWriter>(folder_ / shard_name(shard));
  writer_->set_metadata({{"format", "pt"}});  // transformers refuses files without it
  for (const Tensor& tensor : tensors_) {
    if (tensor.shard == shard) writer_->declare(tensor.name, tensor.type, tensor.shape);
  }
  open_ = shard;
}

void ShardedWriter::write(const std::string& name, std::span<const std::byte> bytes) {
  if (next_ >= tensors_.size()) {
    throw Error(ErrorCode::invalid_argument, "Tensor " + name + " is written, but was not declared.");
  }
  const Tensor& tensor = tensors_[next_];
  if (!writer_ || tensor.shard != open_) open_shard(tensor.shard);
  writer_->write(name, bytes);
  ++next_;
}

std::vector<PlannedTensor> ShardedWriter::planned_tensors() const {
  std::vector<PlannedTensor> result;
  for (const Tensor& tensor : tensors_)
    result.push_back({tensor.name, tensor.type, bytes_of(tensor.type, tensor.shape)});
  return result;
}

std::vector<ExportFile> ShardedWriter::planned_files() const {
  std::vector<ExportFile> result;
  for (size_t shard = 0; shard < shards_; ++shard) result.push_back({shard_name(shard), 0});
  for (const Tensor& tensor : tensors_) result[tensor.shard].bytes += bytes_of(tensor.type, tensor.shape);
  if (shards_ > 1) result.push_back({"model.safetensors.index.json", 0});
  return result;
}

void ShardedWriter::finish() {
  if (next_ != tensors_.size()) {
    throw Error(ErrorCode::invalid_argument, "Tensor " + tensors_[next_].name + " was declared, but not written.");
  }
  if (!writer_) open_shard(0);
  writer_->finish();
  writer_.reset();
  if (shards_ <= 1) return;
  nlohmann::ordered_json map = nlohmann::ordered_json::object();
  for (const Tensor& tensor : tensors_) map[tensor.name] = shard_name(tensor.shard);
  const nlohmann::ordered_json index = {{"metadata", {{"total_size", total_}}}, {"weight_map", map}};
  write_file_atomically(folder_ / "model.safetensors.index.json", index.dump(2) + "\n");
}

}  // namespace calm
