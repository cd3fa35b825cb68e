#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "storage/tensor_source.h"

namespace calm {

/// Parses JSON strictly: a name given twice in one object, trailing text and broken UTF-8 are errors.
/// Throws Error(bad_format) that begins with `where`.
nlohmann::json parse_strict_json(const char* begin, const char* end, const std::string& where);

/// Checks a whole .safetensors file and lists its tensors in the order of their data. Throws Error(bad_format |
/// unsupported) naming the file and the tensor.
std::vector<TensorInfo> parse_safetensors(std::span<const std::byte> file, const std::string& path);

/// "BF16" to StoredType::bf16; throws Error(unsupported) for a type that safetensors has and we do not, else
/// Error(bad_format).
StoredType safetensors_type(const std::string& dtype, const std::string& where);

}  // namespace calm
