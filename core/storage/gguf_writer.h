#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/tensor_source.h"

namespace calm {

/// Writes one GGUF v3 file: metadata and declarations first, then the tensors' bytes in the declared order, then
/// finish(). The final name appears in finish(), which flushes to disk. The widths are the caller's: llama.cpp wants
/// u32 counts, f32 numbers and i32 token types. Throws Error(io) naming the path, Error(invalid_argument) on misuse.
class GgufWriter {
 public:
  explicit GgufWriter(std::filesystem::path file);
  ~GgufWriter();
  GgufWriter(const GgufWriter&) = delete;
  GgufWriter& operator=(const GgufWriter&) = delete;

  void set_u32(const std::string& key, uint32_t value);
  void set_i32(const std::string& key, int32_t value);
  void set_u64(const std::string& key, uint64_t value);
  void set_f32(const std::string& key, float value);
  void set_bool(const std::string& key, bool value);
  void set_string(const std::string& key, std::string_view value);
  void set_strings(const std::string& key, const std::vector<std::string>& values);
  void set_f32s(const std::string& key, const std::vector<float>& values);
  void set_i32s(const std::string& key, const std::vector<int32_t>& values);

  /// Row-major shape, outermost first, as in TensorInfo: [out, in] for a linear.
  void declare(const std::string& name, StoredType type, std::vector<int64_t> shape);
  /// The next declared tensor's bytes, whole or part after part: blocks row by row for the q*_ types.
  void write(const std::string& name, std::span<const std::byte> bytes);
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace calm
