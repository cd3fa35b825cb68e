#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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

/// Scheme::group_size of one scale per output channel, over all inputs of a linear.
inline constexpr int kPerChannel = -1;

/// Integer weights with one scale per group of input channels; symmetric int8 activations with one scale per token.
struct Scheme {
  int weight_bits = 4;
  int activation_bits = 8;  // 16: activations stay as they are
  int group_size = 128;     // or kPerChannel
  StorageType storage = StorageType::automatic;
  /// Scales must be exact in float16 (GGUF Q4_0 export); implies float16 rounding of scales whatever `storage` says.
  /// Asymmetric 4-bit weights: scale times any zero point too (Q4_1), which leaves a scale seven significant bits.
  bool float16_scales = false;
  /// Each group has a zero point beside its scale: weight = (code - zero point) * scale.
  bool asymmetric = false;

  bool operator==(const Scheme&) const = default;
};

/// The group used for a linear with this many inputs: group_size, or the largest of {64, 32} below it that divides
/// in_features; in_features themselves where the scheme is per channel and 32 divides them. 0 where nothing fits (the
/// linear then stays 16 bit and is listed).
int effective_group(const Scheme& scheme, int64_t in_features);

/// "128", or "channel": what --group takes.
std::string group_text(int group_size);
/// The inverse. Throws Error(invalid_argument).
int parse_group(std::string_view text);
/// "W4A8"
std::string widths_text(const Scheme& scheme);
/// "W4A8, symmetric, group 128"
std::string describe(const Scheme& scheme);

/// A named choice of what numbers weights and activations are.
struct SchemePreset {
  std::string id;     // "w4a16-asymmetric": --scheme
  std::string title;  // "W4A16, asymmetric"
  int weight_bits, activation_bits, group_size;
  bool asymmetric;
};
/// The first one is the default.
const std::vector<SchemePreset>& scheme_presets();
/// Throws Error(invalid_argument) listing the ids.
const SchemePreset& parse_scheme_preset(std::string_view id);
/// Storage stays.
void apply_preset(const SchemePreset& preset, Scheme& scheme);
/// The preset that this is, or nullptr.
const SchemePreset* matching_preset(const Scheme& scheme);

}  // namespace calm
