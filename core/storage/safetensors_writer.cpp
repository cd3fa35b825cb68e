#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include <nlohmann/json.hpp>

#include "storage/declared_tensors.h"
#include "storage/output_file.h"
#include "storage/safetensors.h"
#include "storage/stored_bytes.h"

namespace calm {

struct SafetensorsWriter::Impl {
  explicit Impl(std::filesystem::path path) : declared(path), out(std::move(path)) {}

  DeclaredTensors declared;  // offsets are set when the header is written
  OutputFile out;
  std::map<std::string, std::string> metadata;
  bool header_written = false;

  // Data goes in order of falling element size, which keeps every tensor aligned for readers that map the file.
  void write_header() {
    std::vector<TensorInfo>& tensors = declared.all();
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
      declared.misuse("a tensor name or the metadata is not UTF-8.");
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
  if (impl_->header_written) impl_->declared.misuse("tensor " + name + " is declared after the first one was written.");
  if (type > StoredType::boolean) {
    impl_->declared.misuse("tensor " + name + ": safetensors has no type " + std::string(traits(type).name) + ".");
  }
  const auto bytes = stored_bytes(type, shape);
  if (!bytes) impl_->declared.misuse("tensor " + name + " has a negative or overflowing shape.");
  if (name == "__metadata__") impl_->declared.misuse("tensor " + name + " has the name of the metadata.");
  impl_->declared.add(name, type, std::move(shape), *bytes);
}

void SafetensorsWriter::set_metadata(const std::map<std::string, std::string>& metadata) {
  if (impl_->header_written) impl_->declared.misuse("metadata come after the first tensor was written.");
  impl_->metadata = metadata;
}

void SafetensorsWriter::write(const std::string& name, std::span<const std::byte> bytes) {
  if (!impl_->header_written) impl_->write_header();
  const DeclaredTensors::Part part = impl_->declared.take(name, bytes.size());
  impl_->out.write_at(part.tensor.offset + part.first, bytes);
}

void SafetensorsWriter::finish() {
  if (!impl_->header_written) impl_->write_header();
  impl_->declared.finish();
  impl_->out.commit();
}

}  // namespace calm
