#include "storage/gguf_writer.h"

#include <array>
#include <unordered_set>
#include <utility>

#include "storage/declared_tensors.h"
#include "storage/ggml_types.h"
#include "storage/output_file.h"
#include "storage/stored_bytes.h"

namespace calm {
namespace {

constexpr uint32_t kVersion = 3;

uint64_t aligned(uint64_t offset) {
  return (offset + kGgufDefaultAlignment - 1) / kGgufDefaultAlignment * kGgufDefaultAlignment;
}

template <typename T>
void append(std::string& buffer, T value) {
  buffer.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append_string(std::string& buffer, std::string_view text) {
  append(buffer, uint64_t{text.size()});
  buffer.append(text);
}

}  // namespace

struct GgufWriter::Impl {
  explicit Impl(std::filesystem::path path) : tensors(path), out(std::move(path)) {}

  DeclaredTensors tensors;
  OutputFile out;
  std::string metadata;
  std::unordered_set<std::string> keys;
  uint64_t data_bytes = 0;  // that are declared so far, without the padding after the last
  bool header_written = false;

  std::string& add_key(const std::string& key, GgufType type) {
    if (header_written) tensors.misuse("metadata key " + key + " comes after the first tensor was written.");
    if (!keys.insert(key).second) tensors.misuse("metadata key " + key + " is set twice.");
    append_string(metadata, key);
    append(metadata, static_cast<uint32_t>(type));
    return metadata;
  }

  std::string& add_array(const std::string& key, GgufType element, size_t count) {
    std::string& buffer = add_key(key, GgufType::array);
    append(buffer, static_cast<uint32_t>(element));
    append(buffer, uint64_t{count});
    return buffer;
  }

  void write_header() {
    std::string header = "GGUF";
    append(header, kVersion);
    append(header, uint64_t{tensors.all().size()});
    append(header, uint64_t{keys.size()});
    header += metadata;
    for (const TensorInfo& info : tensors.all()) {
      append_string(header, info.name);
      append(header, static_cast<uint32_t>(info.shape.size()));
      for (size_t i = info.shape.size(); i-- > 0;) append(header, info.shape[i]);
      append(header, to_ggml_type(info.type).value());
      append(header, info.offset);
    }
    header.resize(aligned(header.size()), '\0');
    out.write(std::as_bytes(std::span(header.data(), header.size())));
    header_written = true;
  }
};

GgufWriter::GgufWriter(std::filesystem::path file) : impl_(std::make_unique<Impl>(std::move(file))) {}
GgufWriter::~GgufWriter() = default;

void GgufWriter::set_u32(const std::string& key, uint32_t value) {
  append(impl_->add_key(key, GgufType::u32), value);
}
void GgufWriter::set_i32(const std::string& key, int32_t value) {
  append(impl_->add_key(key, GgufType::i32), value);
}
void GgufWriter::set_u64(const std::string& key, uint64_t value) {
  append(impl_->add_key(key, GgufType::u64), value);
}
void GgufWriter::set_f32(const std::string& key, float value) {
  append(impl_->add_key(key, GgufType::f32), value);
}
void GgufWriter::set_bool(const std::string& key, bool value) {
  append(impl_->add_key(key, GgufType::boolean), static_cast<uint8_t>(value));
}
void GgufWriter::set_string(const std::string& key, std::string_view value) {
  append_string(impl_->add_key(key, GgufType::string), value);
}
void GgufWriter::set_strings(const std::string& key, const std::vector<std::string>& values) {
  std::string& buffer = impl_->add_array(key, GgufType::string, values.size());
  for (const std::string& value : values) append_string(buffer, value);
}
void GgufWriter::set_f32s(const std::string& key, const std::vector<float>& values) {
  std::string& buffer = impl_->add_array(key, GgufType::f32, values.size());
  for (const float value : values) append(buffer, value);
}
void GgufWriter::set_i32s(const std::string& key, const std::vector<int32_t>& values) {
  std::string& buffer = impl_->add_array(key, GgufType::i32, values.size());
  for (const int32_t value : values) append(buffer, value);
}

void GgufWriter::declare(const std::string& name, StoredType type, std::vector<int64_t> shape) {
  if (impl_->header_written) impl_->tensors.misuse("tensor " + name + " is declared after the first one was written.");
  if (!to_ggml_type(type))
    impl_->tensors.misuse("tensor " + name + ": GGUF has no type " + std::string(traits(type).name) + ".");
  const auto bytes = stored_bytes(type, shape);
  if (!bytes || shape.size() > 4) {
    impl_->tensors.misuse("tensor " + name + " has a shape that GGUF cannot hold as " + std::string(traits(type).name) +
                          ".");
  }
  TensorInfo& info = impl_->tensors.add(name, type, std::move(shape), *bytes);
  info.offset = aligned(impl_->data_bytes);
  impl_->data_bytes = info.offset + info.bytes;
}

void GgufWriter::write(const std::string& name, std::span<const std::byte> bytes) {
  if (!impl_->header_written) impl_->write_header();
  const DeclaredTensors::Part part = impl_->tensors.take(name, bytes.size());
  impl_->out.write(bytes);
  if (!part.last) return;
  // Every tensor is padded, the last one too: llama.cpp expects it.
  constexpr std::array<std::byte, kGgufDefaultAlignment> kZeros{};
  impl_->out.write(std::span(kZeros).first(aligned(part.tensor.bytes) - part.tensor.bytes));
}

void GgufWriter::finish() {
  if (!impl_->header_written) impl_->write_header();
  impl_->tensors.finish();
  impl_->out.commit();
}

}  // namespace calm
