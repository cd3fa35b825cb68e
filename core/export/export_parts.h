#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "calm/export.h"
#include "storage/tensor_source.h"

namespace calm {

/// A tensor of an export that is not written yet, by its Hugging Face name.
struct PlannedTensor {
  std::string name;
  StoredType type;
  uint64_t bytes;
};

/// Bytes by kind, kinds that are not there left out.
std::vector<ExportPart> parts_of(const std::vector<PlannedTensor>& tensors);

}  // namespace calm
