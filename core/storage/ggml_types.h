#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/tensor_source.h"

namespace calm {

/// ggml_type numbers of a GGUF file: https://github.com/ggml-org/ggml/blob/master/include/ggml.h
std::optional<StoredType> from_ggml_type(uint32_t number);
/// Nothing for types that ggml lacks (U8, BOOL).
std::optional<uint32_t> to_ggml_type(StoredType type);
/// "IQ2_XS"; "type 99" for a number that is not known.
std::string ggml_type_name(uint32_t number);

/// Types of metadata values.
enum class GgufType : uint32_t { u8, i8, u16, i16, u32, i32, f32, boolean, string, array, u64, i64, f64 };

inline constexpr uint32_t kGgufDefaultAlignment = 32;

}  // namespace calm
