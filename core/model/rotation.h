#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

#include "model/decoder_layer.h"

namespace calm {

/// An orthogonal matrix R [n, n].
class Rotation {
 public:
  /// A random one that is applied in O(n log n): R = D (Q kron H), where H is the Hadamard matrix of n's largest power
  /// of two p (Sylvester's order, divided by sqrt(p)), Q a Haar random orthogonal matrix of n / p (1 where n is a power
  /// of two), D random signs. The same seed gives the same matrix.
  Rotation(int64_t n, uint64_t seed);
  /// Any other, float32 [n, n].
  explicit Rotation(at::Tensor matrix);
  /// A Haar random one; the same seed gives the same matrix.
  static Rotation haar(int64_t n, uint64_t seed);

  int64_t size() const { return matrix_.defined() ? matrix_.size(0) : signs_.size(0); }
  at::Tensor matrix() const;  // float32 [n, n]
  /// x R over the last dimension: float32 [..., n], on the CPU.
  at::Tensor rotate(const at::Tensor& x) const;
  /// R^T w: float32 [n, columns]; a vector [n] is taken as v R.
  at::Tensor rotate_rows(const at::Tensor& w) const;
  /// As rotate, of each of the last dimension's blocks of n.
  at::Tensor rotate_blocks(const at::Tensor& x) const;

 private:
  at::Tensor matrix_;  // undefined: the factors below
  int64_t power_ = 0;  // p
  at::Tensor signs_;   // float32 [n]
  at::Tensor mixing_;  // float32 [n / p, n / p], undefined where that is 1
};

/// R1 of the residual stream and R2 of the value heads (undefined in the absence of `heads`).
struct ModelRotation {
  Rotation residual;
  std::shared_ptr<const Rotation> head;

  /// The norms become 1, their weights are fused into the linears behind them; the layer then computes the same
  /// function between rotated streams.
  void apply(DecoderLayer& layer) const;
};

}  // namespace calm
