#include "ui/panels/quantized_size.h"

#include <algorithm>
#include <string>

#include "calm/error.h"
#include "calm/plan_size.h"

namespace calm::ui {

uint64_t expectedQuantizedBytes(const calm::ModelInfo& model, const calm::Scheme& scheme,
                                const calm::Transform& transform, const calm::Plan& plan) {
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
  const double plain = scheme.storage == calm::StorageType::float32 ? 4 : 2;
  const bool untied = model.tied_embeddings && transform.kind != calm::Transform::Kind::none;
  const double head = untied ? static_cast<double>(model.vocab) * static_cast<double>(model.hidden) : 0;
  const double rest = std::max(0.0, static_cast<double>(model.parameters) + head - stored.weights) * plain;
  return static_cast<uint64_t>(stored.total() / 8 + rest);
}

}  // namespace calm::ui
