#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

#include "model/decoder_layer.h"

namespace calm {

/// A random orthogonal matrix R [n, n] that is applied in O(n log n): R = D (Q kron H), where H is the Hadamard matrix
/// of n's largest power of two p (Sylvester's order, divided by sqrt(p)), Q a Haar random orthogonal matrix of n / p (1
/// where n is a power of two), D random signs. The same seed gives the same matrix.
class Rotation {
 public:
  Rotation(int64_t n, uint64_t seed);

  int64_t size() const { return signs_.size(0); }
  /// x R over the last dimension: float32 [..., n], on the CPU.
  at::Tensor rotate(const at::Tensor& x) const;
  /// R^T w: float32 [n, columns]; a vector [n] is taken as v R.
  at::Tensor rotate_rows(const at::Tensor& w) const;
  /// As rotate, of each of the last dimension's blocks of n.
  at::Tensor rotate_blocks(const at::Tensor& x) const;

 private:
  int64_t power_;      // p
  at::Tensor signs_;   // float32 [n]
  at::Tensor mixing_;  // float32 [n / p, n / p], undefined where that is 1
};

/// QuaRot's R1 of the residual stream and R2 of the value heads (undefined in the absence of `heads`).
struct ModelRotation {
  Rotation residual;
  std::shared_ptr<const Rotation> head;

  /// The norms become 1, their weights are fused into the linears behind them; the layer then computes the same
  /// function between rotated streams.
  void apply(DecoderLayer& layer) const;
};

}  // namespace calm
