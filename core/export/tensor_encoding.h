#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "calm/scheme.h"
#include "storage/tensor_source.h"

namespace calm {

StoredType stored_type(StorageType storage);

enum class Rounding {
  allowed,  // values become the nearest of the type
  exact,    // values were rounded before: a change would mean that what is stored is not what was scored
};

/// float32 values as they stand in a file. Throws Error(numeric) naming the tensor where a value is NaN, overflows the
/// type, or changes although it must not.
std::vector<std::byte> encode_floats(const float* values, size_t count, StorageType storage, Rounding rounding,
                                     const std::string& name);
std::vector<std::byte> encode_floats(const at::Tensor& tensor, StorageType storage, Rounding rounding,
                                     const std::string& name);

/// A tensor of a file, rounded, in pieces of rows: an embedding is larger than a layer. Errors as above, naming `name`.
void encode_rows(const TensorSource& source, const TensorInfo& info, StorageType storage, const std::string& name,
                 const std::function<void(std::span<const std::byte>)>& take);

}  // namespace calm
