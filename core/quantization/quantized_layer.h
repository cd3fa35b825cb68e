#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calm/scheme.h"
#include "model/decoder_layer.h"

namespace calm {

struct SpqrWeights;

/// One linear after quantization. Stored values are the contract: dequantized weight = (code - zero) * scale.
struct QuantizedLinear {
  at::Tensor codes;   // int8 [out, in], in [-2^(bits-1), 2^(bits-1) - 1]; undefined where the linear stays 16 bit
  at::Tensor scales;  // float32 [out, in / group], already rounded to the storage type
  at::Tensor zeros;   // int8 [out, in / group], in the codes' range; undefined where weights are symmetric
  at::Tensor weight;  // float32 [out, in], rounded to the storage type: only where the linear stays 16 bit
  at::Tensor bias;    // float32 [out] or undefined (biases change where a fold goes through the linear)
  int group = 0;      // 0: stays 16 bit
  int bits = 16;
  int activation_bits = 16;

  /// What the linear is stored as instead where a method has a form of its own; `weight` is then what it stands for,
  /// and `bits` its codes'.
  std::shared_ptr<const SpqrWeights> spqr;

  bool quantized() const { return group > 0; }
  at::Tensor dequantize() const;  // float32 [out, in]

  /// code - zero as the integer kernels take it: exact in 4 bits up to 3 bits, in 8 bits up to 7; nothing at 8 bits
  /// with zero points, where the difference needs nine; nothing in groups that are no multiple of kKernelGroupStep.
  struct Integers {
    at::Tensor codes;  // int8 [out, in]
    int bits;
  };
  std::optional<Integers> integers() const;
};

/// A decoder layer after a method was applied: codes, scales and folded norms, and what made them. Plain value (tensors
/// are shared).
struct QuantizedLayer {
  std::array<QuantizedLinear, kLinearsPerLayer> linears;
  at::Tensor input_norm, post_attention_norm, q_norm, k_norm;  // float32, rounded to the storage type
  int64_t sliding_window = 0;
  std::string method;              // canonical spec that made it
  std::vector<std::string> notes;  // "down_proj: damping raised to 0.1", "v -> o not folded: grouped-query attention"
  StorageType storage = StorageType::float32;  // never automatic

  QuantizedLinear& at(LinearId id) { return linears[static_cast<size_t>(id)]; }
  const QuantizedLinear& at(LinearId id) const { return linears[static_cast<size_t>(id)]; }

  /// Dequantized weights to run through forward_layer with activation_bits().
  DecoderLayer dequantize() const;
  ActivationBits activation_bits() const;
};

RunnableLayer make_runnable(const QuantizedLayer& layer, const at::Device& device,
                            Arithmetic arithmetic = Arithmetic::kernels);

/// One .safetensors file a layer (codes packed as int4 where bits are 4), written atomically. Throws Error(io).
void save_quantized_layer(const std::filesystem::path& file, const QuantizedLayer& layer);
QuantizedLayer load_quantized_layer(const std::filesystem::path& file);

/// Rounds to the storage type and back to float32.
at::Tensor round_to_storage(const at::Tensor& x, StorageType storage);

}  // namespace calm
