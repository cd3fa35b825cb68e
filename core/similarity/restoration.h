#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "calm/analyses.h"

namespace calm {

/// M = argmin_M ||X - X_q M||_F^2, from sums over tokens; columns not centred. Solved for D = M - I in float64:
///     (X_q^T X_q + r I) D = X_q^T (X - X_q),   r = 1e-10 of the mean diagonal of X_q^T X_q
/// r only decides directions that the tokens do not show: M leaves them as they are.
class RestorationFit {
 public:
  explicit RestorationFit(int64_t width, const at::Device& device);
  /// x, x_q: float32 [k, d]. `held_out` rows are not fitted to; they judge M.
  void add(const at::Tensor& x, const at::Tensor& x_q, bool held_out);

  struct Solution {
    at::Tensor difference;  // float64 [d, d], M - I
    double distance = 0;    // ||M - I||_F / ||I||_F
    double error = 0;       // ||X - X_q||_F^2 / ||X||_F^2 over the held-out rows
    double restored_error = 0;
    int64_t fitted = 0, held_out = 0;  // rows
  };
  /// Throws Error(numeric) where the sums are not finite.
  Solution solve() const;

 private:
  struct Sums {
    at::Tensor gram;   // X_q^T X_q
    at::Tensor cross;  // X_q^T (X - X_q)
    double signal = 0, noise = 0;
    int64_t rows = 0;
  };
  Sums fitted_, held_out_;
};

/// |x| averaged over a grid of equal blocks, at most `most` a side.
struct BlockImage {
  int side = 0;
  std::vector<float> values;  // row-major [side * side]
};
BlockImage block_image(const at::Tensor& x, int most = 128);

}  // namespace calm
