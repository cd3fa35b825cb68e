#include "calm/scheme.h"

#include "calm/error.h"

namespace calm {

std::string_view to_string(StorageType type) {
  switch (type) {
    case StorageType::automatic:
      return "auto";
    case StorageType::float32:
      return "float32";
    case StorageType::bfloat16:
      return "bfloat16";
    case StorageType::float16:
      return "float16";
  }
  return "unknown";
}

StorageType parse_storage_type(std::string_view text) {
  if (text == "auto") return StorageType::automatic;
  if (text == "float32" || text == "f32") return StorageType::float32;
  if (text == "bfloat16" || text == "bf16") return StorageType::bfloat16;
  if (text == "float16" || text == "f16") return StorageType::float16;
  throw Error(ErrorCode::invalid_argument,
              "Storage type '" + std::string(text) + "' is unknown: choose auto, float32, bfloat16 or float16.");
}

std::string_view to_string(Arithmetic arithmetic) {
  return arithmetic == Arithmetic::kernels ? "kernels" : "reference";
}

Arithmetic parse_arithmetic(std::string_view text) {
  if (text == "kernels") return Arithmetic::kernels;
  if (text == "reference") return Arithmetic::reference;
  throw Error(ErrorCode::invalid_argument,
              "Arithmetic '" + std::string(text) + "' is unknown: choose kernels or reference.");
}

int effective_group(const Scheme& scheme, int64_t in_features) {
  if (scheme.group_size <= 0 || in_features <= 0) return 0;
  if (in_features % scheme.group_size == 0) return scheme.group_size;
  for (const int smaller : {64, 32}) {
    if (smaller < scheme.group_size && in_features % smaller == 0) return smaller;
  }
  return 0;
}

}  // namespace calm
