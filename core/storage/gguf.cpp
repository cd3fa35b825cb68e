#include "storage/gguf.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "calm/error.h"
#include "storage/ggml_types.h"
#include "storage/mapped_file.h"
#include "storage/stored_bytes.h"

namespace calm {
namespace {

constexpr uint32_t kMaxDimensions = 4;
constexpr uint64_t kMaxAlignment = uint64_t{1} << 20;

/// Reads little-endian values in order; every read is checked against the end of the file.
class Cursor {
 public:
  Cursor(std::span<const std::byte> bytes, const std::string& path) : bytes_(bytes), path_(path) {}

  uint64_t position() const { return position_; }
  uint64_t remaining() const { return bytes_.size() - position_; }

  [[noreturn]] void fail(const std::string& what) const { throw Error(ErrorCode::bad_format, path_ + ": " + what); }

  /// Before anything of that size is allocated.
  void need(uint64_t count, uint64_t bytes_each, const std::string& what) const {
    if (count > remaining() / bytes_each) {
      fail(what + " claims " + std::to_string(count) + " entries, but only " + std::to_string(remaining()) +
           " bytes follow. The file is truncated or damaged: fetch it again.");
    }
  }

  template <typename T>
  T read(const std::string& what) {
    if (remaining() < sizeof(T)) fail("ends inside of " + what + ". The file is truncated: fetch it again.");
    T value;
    std::memcpy(&value, bytes_.data() + position_, sizeof value);
    position_ += sizeof value;
    return value;
  }

  std::string read_string(const std::string& what) {
    const auto length = read<uint64_t>(what);
    need(length, 1, what);
    std::string text(reinterpret_cast<const char*>(bytes_.data()) + position_, length);
    position_ += length;
    return text;
  }

  bool read_bool(const std::string& what) {
    const auto value = read<uint8_t>(what);
    if (value > 1) fail(what + " holds a truth value that is neither 0 nor 1.");
    return value == 1;
  }

 private:
  std::span<const std::byte> bytes_;
  const std::string& path_;
  uint64_t position_ = 0;
};

template <typename Stored, typename Wide>
std::vector<Wide> read_array(Cursor& in, uint64_t count, const std::string& what) {
  in.need(count, sizeof(Stored), what);
  std::vector<Wide> values(count);
  for (Wide& value : values) value = static_cast<Wide>(in.read<Stored>(what));
  return values;
}

GgufValue read_array_value(Cursor& in, const std::string& what, const std::string& path) {
  const auto type = in.read<uint32_t>(what);
  const auto count = in.read<uint64_t>(what);
  switch (static_cast<GgufType>(type)) {
    case GgufType::u8:
      return read_array<uint8_t, uint64_t>(in, count, what);
    case GgufType::i8:
      return read_array<int8_t, int64_t>(in, count, what);
    case GgufType::u16:
      return read_array<uint16_t, uint64_t>(in, count, what);
    case GgufType::i16:
      return read_array<int16_t, int64_t>(in, count, what);
    case GgufType::u32:
      return read_array<uint32_t, uint64_t>(in, count, what);
    case GgufType::i32:
      return read_array<int32_t, int64_t>(in, count, what);
    case GgufType::u64:
      return read_array<uint64_t, uint64_t>(in, count, what);
    case GgufType::i64:
      return read_array<int64_t, int64_t>(in, count, what);
    case GgufType::f32:
      return read_array<float, double>(in, count, what);
    case GgufType::f64:
      return read_array<double, double>(in, count, what);
    case GgufType::boolean: {
      in.need(count, 1, what);
      std::vector<bool> values(count);
      for (uint64_t i = 0; i < count; ++i) values[i] = in.read_bool(what);
      return values;
    }
    case GgufType::string: {
      in.need(count, sizeof(uint64_t), what);
      std::vector<std::string> values(count);
      for (std::string& value : values) value = in.read_string(what);
      return values;
    }
    case GgufType::array:
      throw Error(ErrorCode::unsupported, path + ": " + what + " is an array of arrays.");
  }
  in.fail(what + " has elements of unknown type " + std::to_string(type) + ".");
}

GgufValue read_value(Cursor& in, uint32_t type, const std::string& what, const std::string& path) {
  switch (static_cast<GgufType>(type)) {
    case GgufType::u8:
      return uint64_t{in.read<uint8_t>(what)};
    case GgufType::i8:
      return int64_t{in.read<int8_t>(what)};
    case GgufType::u16:
      return uint64_t{in.read<uint16_t>(what)};
    case GgufType::i16:
      return int64_t{in.read<int16_t>(what)};
    case GgufType::u32:
      return uint64_t{in.read<uint32_t>(what)};
    case GgufType::i32:
      return int64_t{in.read<int32_t>(what)};
    case GgufType::u64:
      return in.read<uint64_t>(what);
    case GgufType::i64:
      return in.read<int64_t>(what);
    case GgufType::f32:
      return double{in.read<float>(what)};
    case GgufType::f64:
      return in.read<double>(what);
    case GgufType::boolean:
      return in.read_bool(what);
    case GgufType::string:
      return in.read_string(what);
    case GgufType::array:
      return read_array_value(in, what, path);
  }
  in.fail(what + " has unknown type " + std::to_string(type) + ".");
}

class MappedGguf : public GgufFile {
 public:
  explicit MappedGguf(const std::filesystem::path& file) : mapped_(file) {
    path_ = file.string();
    Cursor in(mapped_.bytes(), path_);
    read_header(in);
    for (uint64_t i = 0; i < metadata_count_; ++i) read_metadata(in);
    check_metadata();
    for (uint64_t i = 0; i < tensor_count_; ++i) read_tensor_info(in);
    check_layout(in);
  }

  const std::map<std::string, GgufValue>& metadata() const override { return metadata_; }

  std::span<const std::byte> raw(const TensorInfo& info) const override {
    return mapped_.bytes().subspan(info.offset, info.bytes);
  }

  void release(const TensorInfo& info) const override { mapped_.release(info.offset, info.bytes); }

 private:
  void read_header(Cursor& in) {
    if (in.remaining() < 4 || std::memcmp(mapped_.bytes().data(), "GGUF", 4) != 0) {
      in.fail("does not begin with GGUF. This is not a GGUF file.");
    }
    in.read<uint32_t>("the magic number");
    const auto version = in.read<uint32_t>("the version");
    if ((version & 0xffffu) == 0 && version != 0) {
      throw Error(ErrorCode::unsupported,
                  path_ + ": is a big-endian GGUF file; only little-endian ones are supported.");
    }
    if (version != 2 && version != 3) {
      throw Error(ErrorCode::unsupported, path_ + ": is GGUF version " + std::to_string(version) +
                                              "; versions 2 and 3 are supported. Convert the model again.");
    }
    tensor_count_ = in.read<uint64_t>("the header");
    metadata_count_ = in.read<uint64_t>("the header");
    in.need(metadata_count_, 13, "the metadata");       // key length, type, one byte
    in.need(tensor_count_, 24, "the list of tensors");  // name length, dimension count, type, offset
  }

  void read_metadata(Cursor& in) {
    const std::string key = in.read_string("a metadata key");
    const std::string what = "metadata key " + key.substr(0, 200);
    const auto type = in.read<uint32_t>(what);
    GgufValue value = read_value(in, type, what, path_);
    if (!metadata_.emplace(key, std::move(value)).second) in.fail(what + " is there twice.");
  }

  void check_metadata() {
    const int64_t alignment = integer("general.alignment").value_or(kGgufDefaultAlignment);
    if (alignment <= 0 || static_cast<uint64_t>(alignment) > kMaxAlignment || (alignment & (alignment - 1)) != 0) {
      throw Error(ErrorCode::bad_format, path_ + ": general.alignment is " + std::to_string(alignment) +
                                             "; it must be a power of two up to " + std::to_string(kMaxAlignment) +
                                             ".");
    }
    alignment_ = static_cast<uint64_t>(alignment);
    if (const int64_t parts = integer("split.count").value_or(0); parts > 1) {
      throw Error(ErrorCode::unsupported, path_ + ": is one of " + std::to_string(parts) +
                                              " parts of a model. Merge them first, with llama-gguf-split --merge.");
    }
  }

  void read_tensor_info(Cursor& in) {
    TensorInfo info;
    info.file = path_;
    info.name = in.read_string("a tensor's name");
    const std::string what = "tensor " + info.name.substr(0, 200);
    const auto dimensions = in.read<uint32_t>(what);
    if (dimensions > kMaxDimensions) {
      in.fail(what + " has " + std::to_string(dimensions) + " dimensions; at most 4 are allowed.");
    }
    for (uint32_t i = 0; i < dimensions; ++i) {
      const auto extent = in.read<uint64_t>(what);
      if (extent > static_cast<uint64_t>(INT64_MAX))
        in.fail(what + " has a dimension of " + std::to_string(extent) + ".");
      info.shape.push_back(static_cast<int64_t>(extent));
    }
    std::reverse(info.shape.begin(), info.shape.end());  // GGUF lists the innermost first
    const auto number = in.read<uint32_t>(what);
    const auto type = from_ggml_type(number);
    if (!type) {
      throw Error(ErrorCode::unsupported, path_ + ": " + what + " is stored as " + ggml_type_name(number) +
                                              ", which is not supported. Use a file in F32, F16, BF16, Q8_0, Q4_0, "
                                              "Q4_1, Q5_0, Q5_1, Q4_K, Q5_K or Q6_K.");
    }
    info.type = *type;
    const auto size = stored_bytes(info.type, info.shape);
    if (!size) in.fail("tensor " + info.describe() + " has a shape that overflows or is not a whole number of blocks.");
    info.bytes = *size;
    info.offset =
        in.read<uint64_t>(what);  // from the start of the data; check_layout makes it one from the start of the file
    if (info.offset % alignment_ != 0) in.fail(what + " has an offset that is not a multiple of the alignment.");
    if (!index_.emplace(info.name, tensors_.size()).second) in.fail(what + " is there twice.");
    tensors_.push_back(std::move(info));
  }

  void check_layout(const Cursor& in) {
    const uint64_t start = (in.position() + alignment_ - 1) / alignment_ * alignment_;
    const uint64_t file_bytes = mapped_.bytes().size();
    const uint64_t data_bytes = file_bytes > start ? file_bytes - start : 0;
    for (const TensorInfo& info : tensors_) {
      if (info.offset > data_bytes || info.bytes > data_bytes - info.offset) {
        in.fail("tensor " + info.describe() + " lies outside of the file: it needs " + std::to_string(info.bytes) +
                " bytes at " + std::to_string(info.offset) + " of " + std::to_string(data_bytes) +
                ". The file is truncated: fetch it again.");
      }
    }
    std::vector<size_t> order(tensors_.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      return std::pair(tensors_[a].offset, tensors_[a].bytes) < std::pair(tensors_[b].offset, tensors_[b].bytes);
    });
    uint64_t end = 0;
    const TensorInfo* before = nullptr;
    for (const size_t i : order) {
      const TensorInfo& info = tensors_[i];
      if (info.offset < end) in.fail("tensor " + info.name + " overlaps tensor " + before->name + ".");
      end = info.offset + info.bytes;
      before = &info;
    }
    for (TensorInfo& info : tensors_) info.offset = std::min(info.offset + start, file_bytes);
  }

  MappedFile mapped_;
  std::map<std::string, GgufValue> metadata_;
  uint64_t metadata_count_ = 0;
  uint64_t tensor_count_ = 0;
  uint64_t alignment_ = kGgufDefaultAlignment;
};

}  // namespace

std::unique_ptr<GgufFile> open_gguf(const std::filesystem::path& file) {
  return std::make_unique<MappedGguf>(file);
}

}  // namespace calm
