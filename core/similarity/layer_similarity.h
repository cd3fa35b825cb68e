#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace calm {

/// Linear CKA between all pairs of matrices over the same n tokens, in the Gram form
///     CKA(X_i, X_j) = <K_i, K_j> / (||K_i||_F ||K_j||_F),  K = Xc Xc^T,
/// Xc: columns centred. Each matrix is seen once: what is kept of it is the upper triangle of K / ||K||, float32, so a
/// pair costs n^2 and not n d^2. Products and sums in float64.
class PairwiseCka {
 public:
  /// x: float32 [n, d]; d may differ from matrix to matrix.
  void add(const at::Tensor& x);
  /// [count * count], row-major, symmetric, 1 on the diagonal; NaN where a matrix has no variance.
  std::vector<double> values() const;
  int count() const { return static_cast<int>(triangles_.size()); }

  /// How many tokens keep the triangles of `matrices` matrices within the memory that this may take, and are enough
  /// for a width (CKA of few tokens is inflated): 4 d, at least 2048.
  static int64_t affordable_tokens(int matrices, int64_t width);

 private:
  std::vector<at::Tensor> triangles_;  // float32 [n (n + 1) / 2], off-diagonal entries times sqrt 2
};

/// Which tokens stand for all: evenly spaced whole sequences of at most `limit` tokens together (of one that is longer,
/// its beginning).
std::vector<std::vector<int32_t>> sample_sequences(const std::vector<std::vector<int32_t>>& sequences, int64_t limit);

}  // namespace calm
