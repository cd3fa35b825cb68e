#include "ui/panels/quantized_size.h"

#include <algorithm>

namespace calm::ui {

uint64_t expectedQuantizedBytes(const calm::ModelInfo& model, const calm::Scheme& scheme) {
  const double plain = scheme.storage == calm::StorageType::float32 ? 4 : 2;
  double bytes = 0;
  double counted = 0;
  for (const calm::LinearInfo& linear : model.linears) {
    const double weights = static_cast<double>(linear.out_features) * static_cast<double>(linear.in_features);
    bytes += weights * calm::bits_per_weight(scheme, linear.in_features, 8 * plain, 8 * plain) / 8;
    counted += weights;
  }
  bytes += std::max(0.0, static_cast<double>(model.parameters) - counted) * plain;
  return static_cast<uint64_t>(bytes);
}

}  // namespace calm::ui
