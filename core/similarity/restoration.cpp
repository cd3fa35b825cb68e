#include "similarity/restoration.h"

#include <ATen/ops/cholesky_solve.h>
#include <ATen/ops/linalg_cholesky_ex.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>

#include "calm/error.h"

namespace calm {
namespace {

constexpr double kDamping = 1e-10;
/// Rows turned into float64 at a time.
constexpr int64_t kBlockRows = 2048;

}  // namespace

RestorationFit::RestorationFit(int64_t width, const at::Device& device) {
  const at::TensorOptions wide = at::TensorOptions().dtype(at::kDouble).device(device);
  for (Sums* sums : {&fitted_, &held_out_}) {
    sums->gram = at::zeros({width, width}, wide);
    sums->cross = at::zeros({width, width}, wide);
  }
}

void RestorationFit::add(const at::Tensor& x, const at::Tensor& x_q, bool held_out) {
  Sums& sums = held_out ? held_out_ : fitted_;
  for (int64_t first = 0; first < x.size(0); first += kBlockRows) {
    const int64_t rows = std::min(kBlockRows, x.size(0) - first);
    const at::Tensor target = x.narrow(0, first, rows).to(at::kDouble);
    const at::Tensor got = x_q.narrow(0, first, rows).to(at::kDouble);
    const at::Tensor missing = target.sub(got);
    sums.gram.addmm_(got.t(), got);
    sums.cross.addmm_(got.t(), missing);
    sums.signal += target.square().sum().item<double>();
    sums.noise += missing.square().sum().item<double>();
    sums.rows += rows;
  }
}

RestorationFit::Solution RestorationFit::solve() const {
  const int64_t d = fitted_.gram.size(0);
  const double mean_diagonal = fitted_.gram.diagonal().mean().item<double>();
  if (!std::isfinite(mean_diagonal) || !std::isfinite(fitted_.noise) || !std::isfinite(held_out_.noise))
    throw Error(ErrorCode::numeric, "the layer's outputs are not finite");
  at::Tensor factor;
  for (double damping = kDamping;; damping *= 10) {
    at::Tensor damped = fitted_.gram.clone();
    damped.diagonal().add_(std::max(damping * mean_diagonal, 1e-300));
    auto [lower, info] = at::linalg_cholesky_ex(damped);
    if (info.item<int>() == 0) {
      factor = lower;
      break;
    }
    if (damping > 1) throw Error(ErrorCode::numeric, "the layer's outputs have no Cholesky factor");
  }
  Solution result;
  result.difference = at::cholesky_solve(fitted_.cross, factor);
  result.distance = at::linalg_vector_norm(result.difference).item<double>() / std::sqrt(static_cast<double>(d));
  result.fitted = fitted_.rows;
  result.held_out = held_out_.rows;
  // Without held-out rows (one sequence of one token) the fit judges itself.
  const Sums& judge = held_out_.rows > 0 ? held_out_ : fitted_;
  // ||E - X_q D||^2 = ||E||^2 - 2 <X_q^T E, D> + <D, G D>, E = X - X_q
  const double explained = judge.cross.mul(result.difference).sum().item<double>();
  const double moved = result.difference.mul(at::mm(judge.gram, result.difference)).sum().item<double>();
  result.error = judge.noise / judge.signal;
  result.restored_error = std::max(0.0, judge.noise - 2 * explained + moved) / judge.signal;
  return result;
}

BlockImage block_image(const at::Tensor& x, int most) {
  const int64_t d = x.size(0);
  BlockImage image;
  image.side = static_cast<int>(std::min<int64_t>(d, most));
  const at::Tensor magnitude = x.abs().to(at::kCPU, at::kDouble).contiguous();
  const double* const values = magnitude.const_data_ptr<double>();
  const auto edge = [&](int i) { return d * i / image.side; };
  for (int row = 0; row < image.side; ++row) {
    for (int column = 0; column < image.side; ++column) {
      double sum = 0;
      for (int64_t i = edge(row); i < edge(row + 1); ++i) {
        for (int64_t j = edge(column); j < edge(column + 1); ++j) sum += values[i * d + j];
      }
      const int64_t cells = (edge(row + 1) - edge(row)) * (edge(column + 1) - edge(column));
      image.values.push_back(static_cast<float>(sum / static_cast<double>(cells)));
    }
  }
  return image;
}

}  // namespace calm
