#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace calm {

/// What is kept at 16 bit (scales, norms, embeddings, head) is stored as this; `automatic` keeps the checkpoint's own
/// type (float16 where the checkpoint is a quantized GGUF).
enum class StorageType { automatic, float32, bfloat16, float16 };

std::string_view to_string(StorageType type);
/// "auto", "float32", "bfloat16", "float16" (also f32/bf16/f16). Throws Error(invalid_argument).
StorageType parse_storage_type(std::string_view text);

/// What multiplies: the int8 x int4 kernels of the engine where they apply (CPU, 8-bit activations), or
/// dequantized weights with activations rounded to int8 and back, in float32, operation by operation as transformers
/// with compressed-tensors does it. They agree per layer to float32 rounding, which can flip an int8 code.
enum class Arithmetic { kernels, reference };

std::string_view to_string(Arithmetic arithmetic);
/// "kernels" or "reference". Throws Error(invalid_argument).
Arithmetic parse_arithmetic(std::string_view text);

/// Symmetric integer weights with one scale per group of input channels; symmetric int8 activations with one scale per
/// token.
struct Scheme {
  int weight_bits = 4;
  int activation_bits = 8;  // 16: activations stay as they are
  int group_size = 128;
  StorageType storage = StorageType::automatic;
  /// Scales must be exact in float16 (GGUF Q4_0 export); implies float16 rounding of scales whatever `storage` says.
  bool float16_scales = false;

  bool operator==(const Scheme&) const = default;
};

/// The group used for a linear with this many inputs: group_size, or the largest of {64, 32} below it that divides
/// in_features; 0 where none does (the linear then stays 16 bit and is listed).
int effective_group(const Scheme& scheme, int64_t in_features);

}  // namespace calm
