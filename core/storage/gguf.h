#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "storage/tensor_source.h"

namespace calm {

/// A metadata value. Integers of every width arrive as int64_t/uint64_t, floats as double; arrays keep one element
/// type.
using GgufValue = std::variant<uint64_t, int64_t, double, bool, std::string, std::vector<uint64_t>,
                               std::vector<int64_t>, std::vector<double>, std::vector<bool>, std::vector<std::string>>;

/// A GGUF v2/v3 file (little-endian): https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
class GgufFile : public TensorSource {
 public:
  virtual const std::map<std::string, GgufValue>& metadata() const = 0;

  /// Typed look-ups; integers convert between signs when they fit. Wrong type: Error(bad_format) naming key and file.
  std::optional<std::string> string(const std::string& key) const;
  std::optional<int64_t> integer(const std::string& key) const;
  std::optional<double> number(const std::string& key) const;
  std::optional<bool> boolean(const std::string& key) const;
  const std::vector<std::string>* strings(const std::string& key) const;
  std::optional<std::vector<double>> numbers(const std::string& key) const;
  std::optional<std::vector<int64_t>> integers(const std::string& key) const;
};

std::unique_ptr<GgufFile> open_gguf(const std::filesystem::path& file);

}  // namespace calm
