#include <algorithm>
#include <cstring>
#include <numeric>
#include <unordered_set>
#include <utility>

#include <nlohmann/json.hpp>

#include "calm/error.h"
#include "storage/output_file.h"
#include "storage/safetensors.h"
#include "storage/stored_bytes.h"

namespace calm {

struct SafetensorsWriter::Impl {
  explicit Impl(std::filesystem::path path) : file(path), out(std::move(path)) {}

  std::filesystem::path file;
  OutputFile out;
  std::vector<TensorInfo> tensors;  // as declared; offsets are set when the header is written
  std::unordered_set<std::string> names;
  std::map<std::string, std::string> metadata;
  size_t next = 0;
  uint64_t part = 0;  // bytes of tensors[next] written so far
  bool header_written = false;
  bool finished = false;

  [[noreturn]] void misuse(const std::string& what) const {
    throw Error(ErrorCode::invalid_argument, file.string() + ": " + what);
  }

  // Data goes in order of falling element size, which keeps every tensor aligned for readers that map the file.
  void write_header() {
    std::vector<size_t> order(tensors.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      return traits(tensors[a].type).block_bytes > traits(tensors[b].type).block_bytes;
    });
    uint64_t offset = 0;
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    for (const size_t i : order) {
      TensorInfo& info = tensors[i];
      info.offset = offset;
      offset += info.bytes;
      header[info.name] = {
          {"dtype", traits(info.type).name}, {"shape", info.shape}, {"data_offsets", {info.offset, offset}}};
    }
    std::string text;
    try {
      text = header.dump();
    } catch (const nlohmann::json::exception&) {
      misuse("a tensor name or the metadata is not UTF-8.");
    }
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const uint64_t length = text.size();
    out.write(std::as_bytes(std::span(&length, 1)));
    out.write(std::as_bytes(std::span(text.data(), text.size())));
    for (TensorInfo& info : tensors) info.offset += sizeof length + length;
    header_written = true;
  }
};

SafetensorsWriter::SafetensorsWriter(std::filesystem::path file) : impl_(std::make_unique<Impl>(std::move(file))) {}
SafetensorsWriter::~SafetensorsWriter() = default;

void SafetensorsWriter::declare(const std::string& name, StoredType type, std::vector<int64_t> shape) {
  if (impl_->header_written) impl_->misuse("tensor " + name + " is declared after the first one was written.");
  if (type > StoredType::boolean) {
    impl_->misuse("tensor " + name + ": safetensors has no type " + std::string(traits(type).name) + ".");
  }
  const auto bytes = stored_bytes(type, shape);
  if (!bytes) impl_->misuse("tensor " + name + " has a negative or overflowing shape.");
  if (name == "__metadata__" || !impl_->names.insert(name).second)
    impl_->misuse("tensor " + name + " is declared twice.");
  TensorInfo info;
  info.name = name;
  info.type = type;
  info.shape = std::move(shape);
  info.bytes = *bytes;
  impl_->tensors.push_back(std::move(info));
}

void SafetensorsWriter::set_metadata(const std::map<std::string, std::string>& metadata) {
  if (impl_->header_written) impl_->misuse("metadata come after the first tensor was written.");
  impl_->metadata = metadata;
}

void SafetensorsWriter::write(const std::string& name, std::span<const std::byte> bytes) {
  if (!impl_->header_written) impl_->write_header();
  const std::string expected =
      impl_->next < impl_->tensors.size() ? impl_->tensors[impl_->next].name : "no more tensors";
  if (name != expected) impl_->misuse("tensor " + name + " is written where " + expected + " was declared.");
  const TensorInfo& info = impl_->tensors[impl_->next];
  if (bytes.size() > info.bytes - impl_->part) {
    impl_->misuse("tensor " + info.describe() + " takes " + std::to_string(info.bytes) + " bytes, but " +
                  std::to_string(impl_->part + bytes.size()) + " were given.");
  }
  impl_->out.write_at(info.offset + impl_->part, bytes);
  impl_->part += bytes.size();
  if (impl_->part == info.bytes) {
    impl_->part = 0;
    ++impl_->next;
  }
}

void SafetensorsWriter::finish() {
  if (impl_->finished) impl_->misuse("is finished twice.");
  if (!impl_->header_written) impl_->write_header();
  if (impl_->next != impl_->tensors.size()) {
    impl_->misuse("tensor " + impl_->tensors[impl_->next].name + " was declared, but not written" +
                  (impl_->part > 0 ? " whole." : "."));
  }
  impl_->out.commit();
  impl_->finished = true;
}

}  // namespace calm
