#include "similarity/cka.h"

#include <ATen/ops/cosine_similarity.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/zeros.h>

#include <cmath>
#include <limits>

#include "calm/kernels/gram.h"
#include "model/parallel.h"

namespace calm {
namespace {

/// The kernels' products are float32: over this many rows their rounding averages out to below 1e-8 of the score.
/// Fewer rows are cheap in float64.
constexpr int64_t kRowsThatAverage = 8192;

kernels::GramRows rows_of(const at::Tensor& x, const at::Tensor& pivot) {
  return {x.const_data_ptr<float>(), x.size(0), x.size(1), x.stride(0),
          pivot.defined() ? pivot.const_data_ptr<float>() : nullptr};
}

/// gram += (x - p)^T (x - p), sum += column sums of x - p. `fast`: the kernel, which fills the upper triangle only.
void add_centred(const at::Tensor& x, const at::Tensor& pivot, bool fast, at::Tensor& gram, at::Tensor& sum) {
  if (fast) {
    kernels::accumulate_gram(rows_of(x, pivot), gram.mutable_data_ptr<double>(), gram.size(1),
                             sum.mutable_data_ptr<double>(), parallel_for);
    return;
  }
  const at::Tensor centred = x.to(at::kDouble).sub_(pivot);
  gram.addmm_(centred.t(), centred);
  sum.add_(centred.sum(0));
}

void add_cross(const at::Tensor& y, const at::Tensor& y_pivot, const at::Tensor& x, const at::Tensor& x_pivot,
               bool fast, at::Tensor& cross) {
  if (fast) {
    kernels::accumulate_cross_gram(rows_of(y, y_pivot), rows_of(x, x_pivot), cross.mutable_data_ptr<double>(),
                                   cross.size(1), parallel_for);
    return;
  }
  cross.addmm_(y.to(at::kDouble).sub_(y_pivot).t(), x.to(at::kDouble).sub_(x_pivot));
}

void complete(at::Tensor& gram) {
  kernels::mirror_upper(gram.mutable_data_ptr<double>(), gram.size(0), gram.size(1), parallel_for);
}

/// x x^T of the centred rows, float64 [n, n].
at::Tensor kernel_matrix(const at::Tensor& rows) {
  at::Tensor centred = rows.to(at::kDouble);
  centred.sub_(centred.mean(0, /*keepdim=*/true));
  return at::mm(centred, centred.t());
}

double norm(const at::Tensor& x) {
  return at::linalg_vector_norm(x).item<double>();
}

}  // namespace

CkaTarget::CkaTarget(at::Tensor target) : target_(target.contiguous()) {
  const int64_t n = target_.size(0);
  const int64_t d = target_.size(1);
  mean_ = target_.mean(0, /*keepdim=*/false, at::kDouble).to(at::kFloat);
  gram_form_ = n <= d;
  fast_ = target_.is_cpu() && n >= kRowsThatAverage;
  if (gram_form_) {
    kernel_ = kernel_matrix(target_);
    norm_ = norm(kernel_);
    return;
  }
  at::Tensor gram = at::zeros({d, d}, target_.options().dtype(at::kDouble));
  residual_sum_ = at::zeros({d}, target_.options().dtype(at::kDouble));
  add_centred(target_, mean_, fast_, gram, residual_sum_);
  if (fast_) complete(gram);
  gram.sub_(at::outer(residual_sum_, residual_sum_).div_(static_cast<double>(n)));
  norm_ = norm(gram);
}

CkaScorer::CkaScorer(const CkaTarget& target) : target_(target) {
  const int64_t d = target.width();
  const at::TensorOptions wide = target.target_.options().dtype(at::kDouble);
  if (target.gram_form_) {
    rows_ = at::empty({target.count(), d}, target.target_.options());
    return;
  }
  gram_ = at::zeros({d, d}, wide);
  cross_ = at::zeros({d, d}, wide);
  sum_ = at::zeros({d}, wide);
}

void CkaScorer::add(int64_t first_row, const at::Tensor& rows) {
  if (target_.gram_form_) {
    rows_.narrow(0, first_row, rows.size(0)).copy_(rows);
    return;
  }
  const at::Tensor y = rows.stride(1) == 1 ? rows : rows.contiguous();
  // The candidate's own pivot: its means may lie far from the target's.
  if (!pivot_.defined()) pivot_ = y.mean(0, /*keepdim=*/false, at::kDouble).to(at::kFloat);
  add_centred(y, pivot_, target_.fast_, gram_, sum_);
  add_cross(y, pivot_, target_.target_.narrow(0, first_row, rows.size(0)), target_.mean_, target_.fast_, cross_);
}

double CkaScorer::value() const {
  double product = 0;
  double own = 0;
  if (target_.gram_form_) {
    const at::Tensor kernel = kernel_matrix(rows_);
    product = kernel.mul(target_.kernel_).sum().item<double>();
    own = norm(kernel);
  } else {
    const auto n = static_cast<double>(target_.count());
    at::Tensor gram = gram_.clone();
    if (target_.fast_) complete(gram);
    own = norm(gram.sub_(at::outer(sum_, sum_).div_(n)));
    const double cross = norm(cross_.sub(at::outer(sum_, target_.residual_sum_).div_(n)));
    product = cross * cross;
  }
  const double value = product / (own * target_.norm_);
  return std::isfinite(value) && own > 0 && target_.norm_ > 0 ? value : std::numeric_limits<double>::quiet_NaN();
}

void ErrorScorer::add(int64_t first_row, const at::Tensor& rows) {
  const at::Tensor x = target_.narrow(0, first_row, rows.size(0));
  signal_ += x.square().sum(at::kDouble).item<double>();
  noise_ += x.sub(rows).square_().sum(at::kDouble).item<double>();
  cosines_ += at::cosine_similarity(x, rows, 1).sum(at::kDouble).item<double>();
  count_ += rows.size(0);
}

double ErrorScorer::sqnr() const {
  return 10 * std::log10(signal_ / noise_);
}
double ErrorScorer::cosine() const {
  return cosines_ / static_cast<double>(count_);
}

}  // namespace calm
