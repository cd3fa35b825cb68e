#include "quantization/quantized_layer.h"

#include "calm/kernels/w4a8_gemm.h"
#include "quantization/grouped.h"

namespace calm {

at::Tensor QuantizedLinear::dequantize() const {
  return quantized() ? dequantize_codes(codes, scales, group, zeros) : weight;
}

std::optional<QuantizedLinear::Integers> QuantizedLinear::integers() const {
  if (!quantized() || group % kKernelGroupStep != 0) return std::nullopt;
  if (!zeros.defined()) return Integers{codes, bits};
  if (bits > 7) return std::nullopt;
  const at::Tensor shifted = codes.view({codes.size(0), -1, group}).sub(zeros.unsqueeze(-1)).view(codes.sizes());
  return Integers{shifted, bits <= 3 ? 4 : 8};
}

DecoderLayer QuantizedLayer::dequantize() const {
  DecoderLayer layer;
  layer.input_norm = input_norm;
  layer.post_attention_norm = post_attention_norm;
  layer.q_norm = q_norm;
  layer.k_norm = k_norm;
  layer.sliding_window = sliding_window;
  for (const LinearId id : kLinearIds) layer.at(id) = {at(id).dequantize(), nullptr, at(id).bias};
  return layer;
}

ActivationBits QuantizedLayer::activation_bits() const {
  ActivationBits result = ActivationBits::full();
  for (const LinearId id : kLinearIds) result.bits[static_cast<size_t>(id)] = at(id).activation_bits;
  return result;
}

RunnableLayer make_runnable(const QuantizedLayer& layer, const at::Device& device, Arithmetic arithmetic) {
  RunnableLayer result;
  result.activations = layer.activation_bits();
  DecoderLayer& weights = result.weights;
  weights.input_norm = layer.input_norm;
  weights.post_attention_norm = layer.post_attention_norm;
  weights.q_norm = layer.q_norm;
  weights.k_norm = layer.k_norm;
  weights.sliding_window = layer.sliding_window;
  weights.arithmetic = arithmetic;
  for (const LinearId id : kLinearIds) {
    const QuantizedLinear& linear = layer.at(id);
    LinearWeights& out = weights.at(id);
    out.bias = linear.bias;
    const bool packs = arithmetic == Arithmetic::kernels && device.is_cpu() && linear.activation_bits == 8;
    if (const std::optional<QuantizedLinear::Integers> integers = packs ? linear.integers() : std::nullopt) {
      const at::Tensor codes = integers->codes.contiguous();
      const at::Tensor scales = linear.scales.contiguous();
      out.packed = std::make_shared<kernels::PackedWeights>(
          kernels::pack_weights(codes.const_data_ptr<int8_t>(), scales.const_data_ptr<float>(), codes.size(0),
                                codes.size(1), linear.group, integers->bits));
    } else {
      out.weight = linear.dequantize();
    }
  }
  move_layer(weights, device);
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
