#pragma once

#include <cstddef>
#include <cstdint>

#include "storage/tensor_source.h"

namespace calm {

/// Whether convert_blocks knows the type.
bool is_float_convertible(StoredType type);

/// Converts `blocks` whole blocks (elements, for plain types) to float32. Block layouts and the order of the float
/// operations are those of ggml's dequantize_row_*: https://github.com/ggml-org/ggml/blob/master/src/ggml-quants.c.
/// `in` needs no alignment.
void convert_blocks(StoredType type, const std::byte* in, int64_t blocks, float* out);

}  // namespace calm
