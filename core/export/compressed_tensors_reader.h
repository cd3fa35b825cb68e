#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "model/config.h"
#include "quantization/quantized_layer.h"
#include "storage/tensor_source.h"

namespace calm {

/// The decoder layers of a compressed-tensors checkpoint.
struct ExportedLayers {
  std::function<QuantizedLayer(int layer)> layer;
  std::function<int(int layer, LinearId)> group;  // 0 where the linear stays 16 bit
  std::function<int(int layer, LinearId)> bits;   // 16 there
};

/// nullopt where config.json has no quantization_config; throws Error(unsupported) naming what this version does not
/// read.
std::optional<ExportedLayers> open_compressed_tensors(const std::filesystem::path& folder,
                                                      std::shared_ptr<TensorSource> source, const ModelConfig& config);

}  // namespace calm
