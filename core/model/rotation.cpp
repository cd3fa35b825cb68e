#include "model/rotation.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_qr.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones_like.h>

#include <cmath>
#include <random>

#include "calm/kernels/fwht.h"
#include "model/parallel.h"

namespace calm {
namespace {

/// Standard normal numbers, the same on every standard library: Box-Muller on 53 random bits each.
double normal(std::mt19937_64& random) {
  const double u = (static_cast<double>(random() >> 11) + 1) * 0x1p-53;
  const double v = static_cast<double>(random() >> 11) * 0x1p-53;
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * v);
}

/// Haar distributed: the QR factor of a Gaussian matrix with R's diagonal made positive (Mezzadri 2007).
at::Tensor random_orthogonal(int64_t n, std::mt19937_64& random) {
  at::Tensor gaussian = at::empty({n, n}, at::TensorOptions().dtype(at::kDouble));
  double* values = gaussian.mutable_data_ptr<double>();
  for (int64_t i = 0; i < n * n; ++i) values[i] = normal(random);
  const auto [q, r] = at::linalg_qr(gaussian);
  return q.mul(r.diagonal().sign().unsqueeze(0)).to(at::kFloat).contiguous();
}

}  // namespace

Rotation::Rotation(int64_t n, uint64_t seed) : power_(n & -n), signs_(at::empty({n})) {
  power_ = std::min<int64_t>(power_, 32768);  // what the kernel takes at once
  std::mt19937_64 random(seed);
  float* signs = signs_.mutable_data_ptr<float>();
  for (int64_t i = 0; i < n; ++i) signs[i] = random() >> 63 != 0 ? -1.0F : 1.0F;
  if (n > power_) mixing_ = random_orthogonal(n / power_, random);
}

Rotation::Rotation(at::Tensor matrix) : matrix_(std::move(matrix)) {}

Rotation Rotation::haar(int64_t n, uint64_t seed) {
  std::mt19937_64 random(seed);
  return Rotation(random_orthogonal(n, random));
}

at::Tensor Rotation::matrix() const {
  return matrix_.defined() ? matrix_ : rotate(at::eye(size()));
}

at::Tensor Rotation::rotate(const at::Tensor& x) const {
  if (matrix_.defined()) return at::matmul(x, matrix_);
  const int64_t n = size();
  at::Tensor y = x.mul(signs_).contiguous();
  const int64_t rows = y.numel() / n;
  kernels::fwht(y.mutable_data_ptr<float>(), rows, n, n, power_, 1.0F / std::sqrt(static_cast<float>(power_)),
                parallel_for);
  if (!mixing_.defined()) return y;
  // Row vector: [n / p, p] seen as y^T Q on the outer index.
  const at::Tensor mixed = at::matmul(mixing_.t(), y.view({rows, n / power_, power_}));
  return mixed.reshape(x.sizes());
}

at::Tensor Rotation::rotate_rows(const at::Tensor& w) const {
  if (w.dim() == 1) return rotate(w);
  return rotate(w.t().contiguous()).t().contiguous();
}

at::Tensor Rotation::rotate_blocks(const at::Tensor& x) const {
  return rotate(x.contiguous().view({-1, size()})).view(x.sizes());
}

void ModelRotation::apply(DecoderLayer& layer) const {
  const auto read = [&](LinearId id, const at::Tensor& norm) {
    at::Tensor& weight = layer.at(id).weight;
    weight = residual.rotate(weight.mul(norm));
  };
  const auto write = [&](LinearId id) {
    LinearWeights& linear = layer.at(id);
    linear.weight = residual.rotate_rows(linear.weight);
    if (linear.bias.defined()) linear.bias = residual.rotate(linear.bias);
  };
  for (const LinearId id : linears_of(InputSite::attention_in)) read(id, layer.input_norm);
  for (const LinearId id : linears_of(InputSite::ffn_in)) read(id, layer.post_attention_norm);
  write(LinearId::o);
  write(LinearId::down);
  layer.input_norm = at::ones_like(layer.input_norm);
  layer.post_attention_norm = at::ones_like(layer.post_attention_norm);
  if (!head) return;
  LinearWeights& v = layer.at(LinearId::v);
  v.weight = head->rotate_blocks(v.weight.t()).t().contiguous();
  if (v.bias.defined()) v.bias = head->rotate_blocks(v.bias);
  LinearWeights& o = layer.at(LinearId::o);
  o.weight = head->rotate_blocks(o.weight);
}

}  // namespace calm
