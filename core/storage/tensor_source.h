#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace calm {

/// How a tensor's elements are stored in a file. The q*_ types are GGUF's blocks of 32 or 256 weights.
enum class StoredType {
  f64,
  f32,
  f16,
  bf16,
  i64,
  i32,
  i16,
  i8,
  u8,
  boolean,
  q8_0,
  q4_0,
  q4_1,
  q5_0,
  q5_1,
  q4_k,
  q5_k,
  q6_k,
};

/// Block geometry: how many elements a block holds and how many bytes it takes (1 element a block for plain types).
struct StoredTypeTraits {
  std::string_view name;  // as users know it: "F32", "BF16", "Q4_K"
  int64_t block_elements;
  int64_t block_bytes;
};
const StoredTypeTraits& traits(StoredType type);

struct TensorInfo {
  std::string name;
  StoredType type;
  std::vector<int64_t> shape;  // row-major, outermost first: [out, in] for a linear (GGUF's order reversed)
  uint64_t offset = 0;         // of the first byte in `file`
  uint64_t bytes = 0;
  std::string file;  // path of the file that holds it
  int64_t elements() const;
  std::string describe() const;  // "model.layers.0.mlp.up_proj.weight (BF16 [1536, 576])" for messages
};

/// A set of named tensors in memory-mapped files. Every header is checked when it is opened: offsets inside the file,
/// sizes that agree with shape and type, no overlap, no name twice. Thread-safe for reading.
class TensorSource {
 public:
  virtual ~TensorSource() = default;

  /// In file order.
  const std::vector<TensorInfo>& tensors() const { return tensors_; }
  /// nullptr where there is none.
  const TensorInfo* find(std::string_view name) const;
  /// Throws Error(not_found) that names the tensor and the file or folder.
  const TensorInfo& at(std::string_view name) const;

  /// The mapped bytes, valid as long as the source lives.
  virtual std::span<const std::byte> raw(const TensorInfo& info) const = 0;
  /// A hint that these bytes are not needed soon: their pages leave this process's memory and are read again when
  /// touched.
  virtual void release(const TensorInfo&) const {}

  /// Converts rows [first_row, first_row + rows) of dimension 0 to float32 (dequantizing blocks); out holds rows *
  /// (elements per row). A 0-d tensor has one row. Throws Error(unsupported) for a type that is not a floating-point or
  /// quantized one.
  void read_f32(const TensorInfo& info, int64_t first_row, int64_t rows, float* out) const;
  /// The whole tensor as float32.
  std::vector<float> read_f32(const TensorInfo& info) const;

  /// The file or folder that was opened.
  const std::string& path() const { return path_; }

 protected:
  std::string path_;
  std::vector<TensorInfo> tensors_;
  std::unordered_map<std::string, size_t> index_;
};

}  // namespace calm
