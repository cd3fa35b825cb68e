#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>

#include <algorithm>
#include <random>
#include <vector>

#include "support/matrix.h"

namespace calm::test {

/// 1-d tensors become one row.
inline Matrix to_matrix(const at::Tensor& x) {
  const at::Tensor wide = x.to(at::kDouble).contiguous();
  Matrix out(wide.dim() == 1 ? 1 : wide.size(0), wide.size(-1));
  std::copy_n(wide.const_data_ptr<double>(), out.values.size(), out.values.begin());
  return out;
}

inline at::Tensor to_tensor(const Matrix& x) {
  at::Tensor out = at::empty({x.rows, x.cols}, at::TensorOptions().dtype(at::kFloat));
  std::transform(x.values.begin(), x.values.end(), out.mutable_data_ptr<float>(),
                 [](double v) { return static_cast<float>(v); });
  return out;
}

inline at::Tensor to_tensor(const std::vector<double>& x) {
  Matrix row(1, static_cast<int64_t>(x.size()));
  row.values = x;
  return to_tensor(row).view({-1});
}

/// N(0, 1) float32, the same on every run.
inline at::Tensor random_tensor(std::vector<int64_t> shape, uint64_t seed) {
  at::Tensor out = at::empty(shape, at::TensorOptions().dtype(at::kFloat));
  std::mt19937_64 engine(seed);
  std::normal_distribution<double> normal;
  float* values = out.mutable_data_ptr<float>();
  for (int64_t i = 0; i < out.numel(); ++i) values[i] = static_cast<float>(normal(engine));
  return out;
}

inline bool same_bits(const at::Tensor& a, const at::Tensor& b) {
  if (!a.defined() || !b.defined()) return a.defined() == b.defined();
  return a.sizes() == b.sizes() && at::equal(a, b);
}

}  // namespace calm::test
