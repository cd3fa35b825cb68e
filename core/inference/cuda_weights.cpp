#include <algorithm>
#include <cmath>
#include <cstring>

#include "inference/cuda_engine.h"
#include "storage/float16.h"

namespace calm {
namespace {

constexpr float kLargestHalf = 65504.0F;

}  // namespace

CudaWeights::CudaWeights(const EngineWeights& weights, std::shared_ptr<CudaDevice> device, bool narrow)
    : device_(std::move(device)), has_dense_(weights.has_dense_linears()) {
  device_->enter();
  view_.config = weights.config;
  view_.final_norm = copy(weights.final_norm);
  view_.embedding = copy(weights.embedding, narrow);
  for (const EngineLayer& layer : weights.layers) {
    view_.layers.push_back({copy(layer.qkv, narrow), copy(layer.o, narrow), copy(layer.gate_up, narrow),
                            copy(layer.down, narrow), copy(layer.input_norm), copy(layer.post_attention_norm),
                            copy(layer.q_norm), copy(layer.k_norm), layer.sliding_window});
  }
  if (const auto* packed = std::get_if<kernels::PackedWeights>(&weights.own_head)) {
    view_.head = copy(*packed);
  } else if (const auto* own = std::get_if<DenseMatrix>(&weights.own_head)) {
    view_.head = copy(*own, narrow);
  } else {
    view_.head = view_.embedding;
  }
}

std::string CudaWeights::head_precision() const {
  const auto* dense = std::get_if<kernels::DenseWeights>(&view_.head);
  if (dense == nullptr) return "int8";
  return dense->type == kernels::DenseType::float16    ? "float16"
         : dense->type == kernels::DenseType::bfloat16 ? "bfloat16"
                                                       : "float32";
}

const void* CudaWeights::copy(const void* from, size_t bytes) {
  if (bytes == 0) return nullptr;
  const CudaArray& array = arrays_.emplace_back(device_, bytes);
  device_->upload(array.data(), from, bytes);
  bytes_ += static_cast<int64_t>(bytes);
  return array.data();
}

const float* CudaWeights::copy(const std::vector<float>& values) {
  return static_cast<const float*>(copy(values.data(), values.size() * sizeof(float)));
}

CudaWeights::Packed CudaWeights::copy(const kernels::PackedWeights& weights) {
  const bool wide = weights.bits > 4;
  const auto& codes = wide ? weights.wide : weights.nibbles;
  return {static_cast<const uint8_t*>(copy(codes.data(), codes.size())),
          static_cast<const float*>(copy(weights.scales.data(), weights.scales.size() * sizeof(float))),
          static_cast<const uint16_t*>(copy(weights.half_scales.data(), weights.half_scales.size() * sizeof(uint16_t))),
          weights.out,
          weights.in,
          weights.group,
          wide};
}

kernels::DenseWeights CudaWeights::copy(const DenseMatrix& matrix, bool narrow) {
  kernels::DenseWeights result{matrix.type, nullptr, matrix.out, matrix.in};
  if (!narrow || matrix.type != kernels::DenseType::float32) {
    result.data = copy(matrix.data.data(), matrix.data.size());
    return result;
  }
  const auto* values = reinterpret_cast<const float*>(matrix.data.data());
  const auto count = static_cast<size_t>(matrix.out * matrix.in);
  const bool fits = std::all_of(values, values + count, [](float v) { return std::fabs(v) <= kLargestHalf; });
  std::vector<uint16_t> halves(count);
  std::transform(values, values + count, halves.begin(), fits ? f32_to_f16 : f32_to_bf16);
  result.type = fits ? kernels::DenseType::float16 : kernels::DenseType::bfloat16;
  result.data = copy(halves.data(), count * sizeof(uint16_t));
  return result;
}

SiteView<CudaWeights::Packed> CudaWeights::copy(const EngineSite& site, bool narrow) {
  SiteView<Packed> view{{}, site.in, site.out, copy(site.bias), site.needs_codes, site.needs_fake, site.needs_plain};
  for (const EngineSite::Part& part : site.parts) {
    auto& to = view.parts.emplace_back();
    to.column = part.column;
    to.activation_bits = part.activation_bits;
    if (part.packed() != nullptr) {
      to.weights = copy(*part.packed());
    } else {
      to.weights = copy(*part.dense(), narrow);
    }
  }
  return view;
}

}  // namespace calm
