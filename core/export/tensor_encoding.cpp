#include "export/tensor_encoding.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "calm/error.h"
#include "export/checkpoint_names.h"
#include "storage/float16.h"

namespace calm {
namespace {

uint16_t encode(float value, StorageType storage) {
  return storage == StorageType::bfloat16 ? f32_to_bf16(value) : f32_to_f16(value);
}

float decode(uint16_t bits, StorageType storage) {
  return storage == StorageType::bfloat16 ? bf16_to_f32(bits) : f16_to_f32(bits);
}

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw Error(ErrorCode::numeric, "Tensor " + name + " " + what);
}

}  // namespace

StoredType stored_type(StorageType storage) {
  if (storage == StorageType::bfloat16) return StoredType::bf16;
  return storage == StorageType::float16 ? StoredType::f16 : StoredType::f32;
}

std::vector<std::byte> encode_floats(const float* values, size_t count, StorageType storage, Rounding rounding,
                                     const std::string& name) {
  const std::string type(to_string(storage));
  const bool narrow = storage == StorageType::bfloat16 || storage == StorageType::float16;
  std::vector<std::byte> bytes(count * (narrow ? sizeof(uint16_t) : sizeof(float)));
  bool finite = true, same = true;
  for (size_t i = 0; i < count; ++i) {
    if (!narrow) {
      finite = finite && std::isfinite(values[i]);
      continue;
    }
    const uint16_t bits = encode(values[i], storage);
    const float back = decode(bits, storage);
    finite = finite && std::isfinite(back);
    same = same && back == values[i];
    std::memcpy(bytes.data() + i * sizeof bits, &bits, sizeof bits);
  }
  if (!finite) fail(name, "holds NaN, or values beyond the range of " + type + ". Choose another --dtype.");
  if (!same && rounding == Rounding::exact) {
    fail(name, "was not rounded to " + type + " before it was scored. Analyse again with this --dtype.");
  }
  if (!narrow && count > 0) std::memcpy(bytes.data(), values, bytes.size());
  return bytes;
}

std::vector<std::byte> encode_floats(const at::Tensor& tensor, StorageType storage, Rounding rounding,
                                     const std::string& name) {
  const at::Tensor plain = tensor.to(at::kCPU).to(at::kFloat).contiguous();
  return encode_floats(plain.const_data_ptr<float>(), static_cast<size_t>(plain.numel()), storage, rounding, name);
}

void encode_rows(const Model::Impl& model, const std::string& name, StorageType storage,
                 const std::function<void(std::span<const std::byte>)>& take) {
  if (name == kFinalNormName) return take(encode_floats(model.final_norm(at::kCPU), storage, Rounding::allowed, name));
  const int64_t rows = model.config.vocab_size;
  const int64_t piece = std::max<int64_t>(1, (int64_t{1} << 22) / model.config.hidden_size);
  for (int64_t row = 0; row < rows; row += piece) {
    const int64_t count = std::min(piece, rows - row);
    const at::Tensor part = model.table_rows(name, row, count, at::kCPU);
    take(encode_floats(part, storage, Rounding::allowed, name));
  }
}

}  // namespace calm
