#include <string>

#include "calm/error.h"
#include "inference/engine_weights.h"

namespace calm {
namespace {

using Packed = const kernels::PackedWeights*;

const float* optional(const std::vector<float>& values) {
  return values.empty() ? nullptr : values.data();
}

SiteView<Packed> view_of(const EngineSite& site) {
  SiteView<Packed> view{
      {}, site.in, site.out, optional(site.bias), site.needs_codes, site.needs_fake, site.needs_plain};
  for (const EngineSite::Part& part : site.parts) {
    auto& to = view.parts.emplace_back();
    to.column = part.column;
    to.activation_bits = part.activation_bits;
    if (part.packed() != nullptr) {
      to.weights = part.packed();
    } else {
      to.weights = part.dense()->view();
    }
  }
  return view;
}

}  // namespace

ModelView<Packed> view_of(const EngineWeights& weights) {
  ModelView<Packed> view{weights.config, {}, weights.final_norm.data(), weights.embedding.view(), {}};
  for (const EngineLayer& layer : weights.layers) {
    view.layers.push_back({view_of(layer.qkv), view_of(layer.o), view_of(layer.gate_up), view_of(layer.down),
                           layer.input_norm.data(), layer.post_attention_norm.data(), optional(layer.q_norm),
                           optional(layer.k_norm), layer.sliding_window});
  }
  if (const auto* packed = std::get_if<kernels::PackedWeights>(&weights.own_head)) {
    view.head = packed;
  } else {
    const auto* own = std::get_if<DenseMatrix>(&weights.own_head);
    view.head = (own != nullptr ? *own : weights.embedding).view();
  }
  return view;
}

void check_feed(std::span<const int32_t> ids, int64_t position, int64_t capacity, int64_t vocab) {
  if (ids.empty()) throw Error(ErrorCode::invalid_argument, "the prompt is empty; give at least one token");
  const int64_t length = position + static_cast<int64_t>(ids.size());
  if (length > capacity) {
    throw Error(ErrorCode::invalid_argument, "a context of " + std::to_string(length) +
                                                 " tokens does not fit the cache of " + std::to_string(capacity));
  }
  for (const int32_t id : ids) {
    if (id < 0 || id >= vocab) {
      throw Error(ErrorCode::invalid_argument,
                  "token id " + std::to_string(id) + " is outside the vocabulary of " + std::to_string(vocab));
    }
  }
}

}  // namespace calm
