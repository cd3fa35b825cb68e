#include "storage/tensor_source.h"

#include <algorithm>
#include <array>

#include "calm/error.h"
#include "storage/dequantize.h"
#include "storage/stored_bytes.h"

namespace calm {
namespace {

// In the order of StoredType.
constexpr std::array<StoredTypeTraits, 18> kTraits = {{
    {"F64", 1, 8},
    {"F32", 1, 4},
    {"F16", 1, 2},
    {"BF16", 1, 2},
    {"I64", 1, 8},
    {"I32", 1, 4},
    {"I16", 1, 2},
    {"I8", 1, 1},
    {"U8", 1, 1},
    {"BOOL", 1, 1},
    {"Q8_0", 32, 34},
    {"Q4_0", 32, 18},
    {"Q4_1", 32, 20},
    {"Q5_0", 32, 22},
    {"Q5_1", 32, 24},
    {"Q4_K", 256, 144},
    {"Q5_K", 256, 176},
    {"Q6_K", 256, 210},
}};
static_assert(kTraits.size() == static_cast<size_t>(StoredType::q6_k) + 1);

constexpr int64_t kLargestBlock = 256;

}  // namespace

const StoredTypeTraits& traits(StoredType type) {
  return kTraits.at(static_cast<size_t>(type));
}

std::optional<uint64_t> stored_bytes(StoredType type, const std::vector<int64_t>& shape) {
  const StoredTypeTraits& block = traits(type);
  if (block.block_elements > 1 && (shape.empty() || shape.back() % block.block_elements != 0)) return std::nullopt;
  int64_t nonzero = 1;
  bool empty = false;
  for (const int64_t extent : shape) {
    if (extent < 0) return std::nullopt;
    empty = empty || extent == 0;
    if (extent != 0 && __builtin_mul_overflow(nonzero, extent, &nonzero)) return std::nullopt;
  }
  int64_t bytes = 0;
  if (__builtin_mul_overflow(nonzero / block.block_elements, block.block_bytes, &bytes)) return std::nullopt;
  return empty ? 0 : static_cast<uint64_t>(bytes);
}

int64_t TensorInfo::elements() const {
  int64_t count = 1;
  for (const int64_t extent : shape) count *= extent;
  return count;
}

std::string TensorInfo::describe() const {
  std::string text = name + " (" + std::string(traits(type).name) + " [";
  for (size_t i = 0; i < shape.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  return text + "])";
}

const TensorInfo* TensorSource::find(std::string_view name) const {
  const auto found = index_.find(std::string(name));
  return found == index_.end() ? nullptr : &tensors_[found->second];
}

const TensorInfo& TensorSource::at(std::string_view name) const {
  if (const TensorInfo* info = find(name)) return *info;
  throw Error(ErrorCode::not_found,
              path_ + ": has no tensor " + std::string(name) +
                  ". The file is incomplete, or its architecture is not the one its configuration names.");
}

void TensorSource::read_f32(const TensorInfo& info, int64_t first_row, int64_t rows, float* out) const {
  if (!is_float_convertible(info.type)) {
    throw Error(ErrorCode::unsupported, info.file + ": tensor " + info.describe() +
                                            " holds integers; floating-point or quantized weights are needed here.");
  }
  const int64_t all_rows = info.shape.empty() ? 1 : info.shape[0];
  if (first_row < 0 || rows < 0 || first_row > all_rows - rows) {
    throw Error(ErrorCode::invalid_argument, info.file + ": tensor " + info.describe() + " was asked for rows " +
                                                 std::to_string(first_row) + " + " + std::to_string(rows) +
                                                 "; it has " + std::to_string(all_rows) + ".");
  }
  const int64_t elements = info.elements();
  if (elements == 0 || rows == 0) return;
  const int64_t per_row = elements / all_rows;
  int64_t at = first_row * per_row;
  const int64_t end = at + rows * per_row;
  const StoredTypeTraits& block = traits(info.type);
  const std::byte* bytes = raw(info).data();

  // Rows of a matrix begin at block borders; rows of a quantized vector may not, so its ragged ends go through a
  // buffer.
  const auto ragged = [&](int64_t from, int64_t to) {
    float buffer[kLargestBlock];
    const int64_t index = from / block.block_elements;
    convert_blocks(info.type, bytes + index * block.block_bytes, 1, buffer);
    const int64_t skip = from - index * block.block_elements;
    out = std::copy(buffer + skip, buffer + skip + (to - from), out);
  };
  if (const int64_t inside = at % block.block_elements; inside != 0) {
    const int64_t stop = std::min(end, at - inside + block.block_elements);
    ragged(at, stop);
    at = stop;
  }
  const int64_t whole = (end - at) / block.block_elements;
  convert_blocks(info.type, bytes + at / block.block_elements * block.block_bytes, whole, out);
  out += whole * block.block_elements;
  at += whole * block.block_elements;
  if (at < end) ragged(at, end);
}

std::vector<float> TensorSource::read_f32(const TensorInfo& info) const {
  std::vector<float> values(static_cast<size_t>(info.elements()));
  read_f32(info, 0, info.shape.empty() ? 1 : info.shape[0], values.data());
  return values;
}

}  // namespace calm
