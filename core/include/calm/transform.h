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
    /// SpinQuant (arXiv 2405.16406) without its online rotations: R1 learned by Cayley SGD from QuaRot's, on the
    /// calibration tokens; R2 as QuaRot's.
    spinquant,
  };
  Kind kind = Kind::none;
  bool heads = true;
  /// Haar random orthogonal matrices in place of Hadamard ones: what of QuIP's incoherence processing (arXiv
  /// 2307.13304) can be merged into the weights. Not with `spinquant`.
  bool orthogonal = false;
  int steps = 100;  // of Kind::spinquant
  uint64_t seed = 0;

  bool operator==(const Transform&) const = default;
};

/// "none", "quarot", "quarot:no-heads:orthogonal:seed=7", "spinquant:steps=50"; "quip" is "quarot:orthogonal". Throws
/// Error(invalid_argument).
Transform parse_transform(std::string_view text);
std::string to_string(const Transform& transform);

}  // namespace calm
