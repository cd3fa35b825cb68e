#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "storage/tensor_source.h"

namespace calm {

/// Bytes that a tensor of this shape takes; nothing where an extent is negative, the innermost one is not a whole
/// number of blocks, or the count overflows (extents of zero do not excuse the others, so that TensorInfo::elements()
/// is always safe).
std::optional<uint64_t> stored_bytes(StoredType type, const std::vector<int64_t>& shape);

}  // namespace calm
