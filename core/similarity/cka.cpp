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

kernels::GramRows rows_of(const at::Tensor& x, const at::Tensor& pivot) {
  return {x.const_data_ptr<float>(), x.size(0), x.size(1), x.stride(0),
          pivot.defined() ? pivot.const_data_ptr<float>() : nullptr};
}

/// gram += (x - p)^T (x - p) with both halves filled, sum += column sums of x - p.
void add_centred(const at::Tensor& x, const at::Tensor& pivot, at::Tensor& gram, at::Tensor& sum) {
  if (x.is_cpu()) {
    kernels::accumulate_gram(rows_of(x, pivot), gram.mutable_data_ptr<double>(), gram.size(1),
                             sum.mutable_data_ptr<double>(), parallel_for);
    return;
  }
  const at::Tensor centred = x.sub(pivot).to(at::kDouble);
  gram.addmm_(centred.t(), centred);
  sum.add_(centred.sum(0));
}

void add_cross(const at::Tensor& y, const at::Tensor& x, const at::Tensor& pivot, at::Tensor& cross) {
  if (x.is_cpu()) {
    kernels::accumulate_cross_gram(rows_of(y, pivot), rows_of(x, pivot), cross.mutable_data_ptr<double>(),
                                   cross.size(1), parallel_for);
    return;
  }
  cross.addmm_(y.sub(pivot).to(at::kDouble).t(), x.sub(pivot).to(at::kDouble));
}

/// The kernel fills the upper triangle only.
void complete(at::Tensor& gram) {
  if (gram.is_cpu()) kernels::mirror_upper(gram.mutable_data_ptr<double>(), gram.size(0), gram.size(1), parallel_for);
}

/// x x^T of centred rows, float64 [n, n].
at::Tensor kernel_matrix(const at::Tensor& centred) {
  const int64_t n = centred.size(0);
  at::Tensor result = at::zeros({n, n}, centred.options().dtype(at::kDouble));
  if (centred.is_cpu()) {
    const at::Tensor columns = centred.t().contiguous();
    kernels::accumulate_gram(rows_of(columns, {}), result.mutable_data_ptr<double>(), n, nullptr, parallel_for);
    complete(result);
    return result;
  }
  const at::Tensor wide = centred.to(at::kDouble);
  return at::mm(wide, wide.t());
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
  if (gram_form_) {
    at::Tensor centred = target_.sub(mean_);
    kernel_ = kernel_matrix(centred);
    norm_ = norm(kernel_);
    return;
  }
  at::Tensor gram = at::zeros({d, d}, target_.options().dtype(at::kDouble));
  residual_sum_ = at::zeros({d}, target_.options().dtype(at::kDouble));
  add_centred(target_, mean_, gram, residual_sum_);
  complete(gram);
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
  add_centred(y, target_.mean_, gram_, sum_);
  add_cross(y, target_.target_.narrow(0, first_row, rows.size(0)), target_.mean_, cross_);
}

double CkaScorer::value() const {
  double product = 0;
  double own = 0;
  if (target_.gram_form_) {
    const at::Tensor centred = rows_.sub(rows_.mean(0, /*keepdim=*/true, at::kDouble).to(at::kFloat));
    const at::Tensor kernel = kernel_matrix(centred);
    product = kernel.mul(target_.kernel_).sum().item<double>();
    own = norm(kernel);
  } else {
    const auto n = static_cast<double>(target_.count());
    at::Tensor gram = gram_.clone();
    complete(gram);
    own = norm(gram.sub_(at::outer(sum_, sum_).div_(n)));
    const double cross = norm(cross_.sub(at::outer(sum_, target_.residual_sum_).div_(n)));
    product = cross * cross;
  }
  const double value = product / (own * target_.norm_);
  return std::isfinite(value) && own > 0 && target_.norm_ > 0 ? value : std::numeric_limits<double>::quiet_NaN();
}

double linear_cka(const at::Tensor& x, const at::Tensor& y) {
  const CkaTarget target(x);
  CkaScorer scorer(target);
  scorer.add(0, y);
  return scorer.value();
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
