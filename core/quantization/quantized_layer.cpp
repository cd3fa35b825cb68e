#include "quantization/quantized_layer.h"

#include "quantization/grouped.h"

namespace calm {

at::Tensor QuantizedLinear::dequantize() const {
  return quantized() ? dequantize_codes(codes, scales, group) : weight;
}

DecoderLayer QuantizedLayer::dequantize() const {
  DecoderLayer layer;
  layer.input_norm = input_norm;
  layer.post_attention_norm = post_attention_norm;
  layer.q_norm = q_norm;
  layer.k_norm = k_norm;
  layer.sliding_window = sliding_window;
  for (const LinearId id : kLinearIds) layer.at(id) = {at(id).dequantize(), at(id).bias};
  return layer;
}

ActivationBits QuantizedLayer::activation_bits() const {
  ActivationBits result = ActivationBits::full();
  for (const LinearId id : kLinearIds) result.bits[static_cast<size_t>(id)] = at(id).activation_bits;
  return result;
}

at::Tensor round_to_storage(const at::Tensor& x, StorageType storage) {
  switch (storage) {
    case StorageType::bfloat16:
      return x.to(at::kBFloat16).to(at::kFloat);
    case StorageType::float16:
      return x.to(at::kHalf).to(at::kFloat);
    case StorageType::automatic:
    case StorageType::float32:
      break;
  }
  return x;
}

}  // namespace calm
