#include "ui/panels/quantized_size.h"

#include <string>

#include "calm/error.h"
#include "calm/plan_size.h"

namespace calm::ui {

calm::Scheme storedScheme(const calm::ModelInfo& model, calm::Scheme scheme) {
  if (scheme.storage == calm::StorageType::automatic && model.dtype == "F32") {
    scheme.storage = calm::StorageType::float32;
  }
  return scheme;
}

uint64_t expectedQuantizedBytes(const calm::ModelInfo& model, const calm::Scheme& chosen,
                                const calm::Transform& transform, const calm::Plan& plan) {
  const calm::Scheme scheme = storedScheme(model, chosen);
  calm::StorageBits stored;
  for (const calm::LinearInfo& linear : model.linears) {
    const auto layer = static_cast<size_t>(linear.layer);
    std::string method;
    if (linear.layer >= 0 && layer < plan.layers.size()) method = plan.layers[layer].method;
    try {
      stored.add(linear_storage(linear, scheme, method));
    } catch (const calm::Error&) {  // a session of a version that knew more methods
      stored.add(linear_storage(linear, scheme, {}));
    }
  }
  return quantized_model_bytes(model_size(model), stored, scheme, transform);
}

}  // namespace calm::ui
