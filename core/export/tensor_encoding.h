#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "calm/scheme.h"
#include "model/model_impl.h"
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

/// The embedding, the final norm or the head of a model as it is read (rotated where it is), rounded, in pieces of
/// rows: an embedding is larger than a layer. Errors as above, naming `name`.
void encode_rows(const Model::Impl& model, const std::string& name, StorageType storage,
                 const std::function<void(std::span<const std::byte>)>& take);

}  // namespace calm
