#include "storage/gguf_writer.h"

#include <array>
#include <unordered_set>
#include <utility>

#include "calm/error.h"
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
  explicit Impl(std::filesystem::path path) : file(path), out(std::move(path)) {}

  std::filesystem::path file;
  OutputFile out;
  std::string metadata;
  std::unordered_set<std::string> keys;
  std::vector<TensorInfo> tensors;
  std::unordered_set<std::string> names;
  uint64_t data_bytes = 0;  // that are declared so far, without the padding after the last
  size_t next = 0;
  uint64_t part = 0;  // bytes of tensors[next] written so far
  bool header_written = false;
  bool finished = false;

  [[noreturn]] void misuse(const std::string& what) const {
    throw Error(ErrorCode::invalid_argument, file.string() + ": " + what);
  }

  std::string& add_key(const std::string& key, GgufType type) {
    if (header_written) misuse("metadata key " + key + " comes after the first tensor was written.");
    if (!keys.insert(key).second) misuse("metadata key " + key + " is set twice.");
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
    append(header, uint64_t{tensors.size()});
    append(header, uint64_t{keys.size()});
    header += metadata;
    for (const TensorInfo& info : tensors) {
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
  if (impl_->header_written) impl_->misuse("tensor " + name + " is declared after the first one was written.");
  if (!to_ggml_type(type))
    impl_->misuse("tensor " + name + ": GGUF has no type " + std::string(traits(type).name) + ".");
  const auto bytes = stored_bytes(type, shape);
  if (!bytes || shape.size() > 4) {
    impl_->misuse("tensor " + name + " has a shape that GGUF cannot hold as " + std::string(traits(type).name) + ".");
  }
  if (!impl_->names.insert(name).second) impl_->misuse("tensor " + name + " is declared twice.");
  TensorInfo info;
  info.name = name;
  info.type = type;
  info.shape = std::move(shape);
  info.offset = aligned(impl_->data_bytes);
  info.bytes = *bytes;
  impl_->data_bytes = info.offset + info.bytes;
  impl_->tensors.push_back(std::move(info));
}

void GgufWriter::write(const std::string& name, std::span<const std::byte> bytes) {
  if (!impl_->header_written) impl_->write_header();
  const std::string expected =
      impl_->next < impl_->tensors.size() ? impl_->tensors[impl_->next].name : "no more tensors";
  if (name != expected) impl_->misuse("tensor " + name + " is written where " + expected + " was declared.");
  const TensorInfo& info = impl_->tensors[impl_->next];
  if (bytes.size() > info.bytes - impl_->part) {
    impl_->misuse("tensor " + info.describe() + " takes " + std::to_string(info.bytes) + " bytes, but " +
                  std::to_string(impl_->part + bytes.size()) + " were given.");
  }
  impl_->out.write(bytes);
  impl_->part += bytes.size();
  if (impl_->part < info.bytes) return;
  // Every tensor is padded, the last one too: llama.cpp expects it.
  constexpr std::array<std::byte, kGgufDefaultAlignment> kZeros{};
  impl_->out.write(std::span(kZeros).first(aligned(info.bytes) - info.bytes));
  impl_->part = 0;
  ++impl_->next;
}

void GgufWriter::finish() {
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
