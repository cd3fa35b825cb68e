#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace calm {

/// A change of the whole model that leaves its function as it is, made before the layers are quantized and merged into
/// the weights: it costs nothing at run time.
struct Transform {
  enum class Kind {
    none,
    /// QuaRot (arXiv 2404.00456, sections 3 and 4.1): norms are fused into the linears, then the residual stream is
    /// rotated by a random Hadamard matrix R1, and with `heads` each value head by another one, R2. No online rotation.
    quarot,
  };
  Kind kind = Kind::none;
  bool heads = true;
  uint64_t seed = 0;

  bool operator==(const Transform&) const = default;
};

/// "none", "quarot", "quarot:no-heads:seed=7". Throws Error(invalid_argument).
Transform parse_transform(std::string_view text);
std::string to_string(const Transform& transform);

}  // namespace calm
