#include "storage/safetensors.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>

#include "calm/error.h"
#include "storage/mapped_file.h"
#include "storage/safetensors_header.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class SafetensorsSource : public TensorSource {
 public:
  explicit SafetensorsSource(std::string path) { path_ = std::move(path); }

  void add(const fs::path& file) {
    MappedFile mapped(file);
    std::vector<TensorInfo> infos = parse_safetensors(mapped.bytes(), file.string());
    for (TensorInfo& info : infos) {
      const auto [at, fresh] = index_.emplace(info.name, tensors_.size());
      if (!fresh) {
        throw Error(ErrorCode::bad_format, path_ + ": tensor " + info.name + " is in two shards, " +
                                               fs::path(tensors_[at->second].file).filename().string() + " and " +
                                               file.filename().string() + ".");
      }
      tensors_.push_back(std::move(info));
    }
    files_.emplace(file.string(), std::move(mapped));
  }

  std::span<const std::byte> raw(const TensorInfo& info) const override {
    return files_.at(info.file).bytes().subspan(info.offset, info.bytes);
  }

  void release(const TensorInfo& info) const override { files_.at(info.file).release(info.offset, info.bytes); }

 private:
  std::map<std::string, MappedFile> files_;
};

// tensor name -> shard file name
std::map<std::string, std::string> read_weight_map(const fs::path& index_file) {
  const MappedFile mapped(index_file);
  const auto* text = reinterpret_cast<const char*>(mapped.bytes().data());
  const json index = parse_strict_json(text, text + mapped.bytes().size(), index_file.string());
  const auto bad = [&](const std::string& what) -> Error {
    return Error(ErrorCode::bad_format, index_file.string() + ": " + what);
  };
  if (!index.is_object() || !index.contains("weight_map") || !index["weight_map"].is_object()) {
    throw bad("has no weight_map.");
  }
  std::map<std::string, std::string> weight_map;
  for (const auto& [tensor, shard] : index["weight_map"].items()) {
    if (!shard.is_string()) throw bad("tensor " + tensor + " names no shard.");
    const auto name = shard.get<std::string>();
    // An index from the internet must not reach outside of its folder.
    if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos ||
        name.find('\0') != std::string::npos) {
      throw bad("tensor " + tensor + " names a shard that is not a plain file name: " + name);
    }
    weight_map.emplace(tensor, name);
  }
  if (weight_map.empty()) throw bad("its weight_map is empty.");
  return weight_map;
}

std::unique_ptr<TensorSource> open_sharded(const fs::path& folder, const fs::path& index_file) {
  const auto weight_map = read_weight_map(index_file);
  std::set<std::string> shards;
  for (const auto& [tensor, shard] : weight_map) shards.insert(shard);
  for (const std::string& shard : shards) {
    if (!fs::exists(folder / shard)) {
      throw Error(ErrorCode::not_found, (folder / shard).string() + ": this shard is missing, though " +
                                            index_file.filename().string() + " names it. Download the model again.");
    }
  }
  auto source = std::make_unique<SafetensorsSource>(folder.string());
  for (const std::string& shard : shards) source->add(folder / shard);
  for (const auto& [tensor, shard] : weight_map) {
    const TensorInfo* info = source->find(tensor);
    if (info == nullptr || info->file != (folder / shard).string()) {
      throw Error(ErrorCode::bad_format, (folder / shard).string() + ": has no tensor " + tensor + ", though " +
                                             index_file.filename().string() + " says so.");
    }
  }
  return source;
}

}  // namespace

std::unique_ptr<TensorSource> open_safetensors(const fs::path& file_or_folder) {
  std::error_code ignored;
  if (!fs::is_directory(file_or_folder, ignored)) {
    auto source = std::make_unique<SafetensorsSource>(file_or_folder.string());
    source->add(file_or_folder);
    return source;
  }
  const fs::path single = file_or_folder / "model.safetensors";
  const fs::path index = file_or_folder / "model.safetensors.index.json";
  if (fs::exists(single)) {
    auto source = std::make_unique<SafetensorsSource>(file_or_folder.string());
    source->add(single);
    return source;
  }
  if (fs::exists(index)) return open_sharded(file_or_folder, index);
  std::string hint = "Give the folder of a Hugging Face model.";
  if (fs::exists(file_or_folder / "pytorch_model.bin") || fs::exists(file_or_folder / "pytorch_model.bin.index.json")) {
    hint = "It holds pytorch_model.bin, which is not supported: convert it to safetensors first.";
  }
  throw Error(ErrorCode::not_found,
              file_or_folder.string() + ": has neither model.safetensors nor model.safetensors.index.json. " + hint);
}

}  // namespace calm
