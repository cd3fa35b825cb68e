#include "similarity/cka.h"

#include <ATen/ops/cosine_similarity.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "calm/kernels/gram.h"
#include "model/parallel.h"
#include "similarity/row_sums.h"

namespace calm {
namespace {

/// The kernels' products are float32: over this many rows their rounding averages out to below 1e-8 of the score.
/// Fewer rows are cheap in float64.
constexpr int64_t kRowsThatAverage = 8192;
constexpr int64_t kWideRows = 4096;  // rows that are widened to float64 at a time

kernels::GramRows rows_of(const at::Tensor& x, const at::Tensor& pivot) {
  return {x.const_data_ptr<float>(), x.size(0), x.size(1), x.stride(0),
          pivot.defined() ? pivot.const_data_ptr<float>() : nullptr};
}

FloatRows float_rows(const at::Tensor& x) {
  return {x.const_data_ptr<float>(), x.size(0), x.size(1), x.stride(0)};
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

double norm(const at::Tensor& x) {
  return at::linalg_vector_norm(x).item<double>();
}
double dot(const at::Tensor& a, const at::Tensor& b) {
  return a.mul(b).sum().item<double>();
}

/// Float64, every column's mean taken off.
at::Tensor centred_columns(const at::Tensor& rows) {
  at::Tensor wide = rows.to(at::kDouble);
  return wide.sub_(wide.mean(0, /*keepdim=*/true));
}

/// 1 / x, and 0 where x is 0: constant columns are left out.
at::Tensor inverse_or_zero(const at::Tensor& x) {
  return x.reciprocal().masked_fill_(x.eq(0), 0);
}

at::Tensor kernel_matrix(const at::Tensor& centred) {
  return at::mm(centred, centred.t());
}

at::Tensor standardized(const at::Tensor& centred) {
  return centred.mul(inverse_or_zero(at::linalg_vector_norm(centred, 2, at::IntArrayRef{0})));
}

/// The kernel over some of the rows, centred again over them.
at::Tensor sub_kernel(const at::Tensor& kernel, const at::Tensor& rows) {
  at::Tensor part = kernel.index_select(0, rows).index_select(1, rows);
  part.sub_(part.mean(0, /*keepdim=*/true));
  return part.sub_(part.mean(1, /*keepdim=*/true));
}

/// HSIC_1 (Song et al. 2012, eq. 5) times n (n - 3), for kernels of centred rows: <K, L>, sum of k_i l_i and the
/// traces, k_i and l_i being the diagonals. Rows that sum to zero turn 1^T K~ L~ 1 into the sum of k_i l_i.
double unbiased(double n, double product, double diagonal, double trace_k, double trace_l) {
  return product - n / (n - 2) * diagonal + trace_k * trace_l / ((n - 1) * (n - 2));
}

double ratio(double product, double own, double target) {
  const double value = product / (own * target);
  return std::isfinite(value) && own > 0 && target > 0 ? value : std::numeric_limits<double>::quiet_NaN();
}
double debiased_ratio(double cross, double own, double target) {
  return own > 0 && target > 0 ? cross / std::sqrt(own * target) : std::numeric_limits<double>::quiet_NaN();
}

std::vector<int64_t> find_sinks(const at::Tensor& target) {
  const at::Tensor norms =
      at::linalg_vector_norm(target, 2, at::IntArrayRef{1}, /*keepdim=*/false, at::kDouble).cpu().contiguous();
  const double* first = norms.const_data_ptr<double>();
  std::vector<double> sorted(first, first + norms.numel());
  if (!std::all_of(sorted.begin(), sorted.end(), [](double x) { return std::isfinite(x); })) return {};
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  std::vector<int64_t> sinks;
  for (int64_t i = 0; i < norms.numel(); ++i) {
    if (first[i] > kSinkMultiple * *middle) sinks.push_back(i);
  }
  return sinks;
}

}  // namespace

CkaTarget::CkaTarget(at::Tensor target) : target_(target.contiguous()), sinks_(find_sinks(target_)) {
  const int64_t n = count();
  std::vector<int64_t> others;
  auto sink = sinks_.begin();
  for (int64_t i = 0; i < n; ++i) {
    if (sink != sinks_.end() && *sink == i) {
      ++sink;
    } else {
      others.push_back(i);
    }
  }
  others_ = at::tensor(others, at::kLong).to(target_.device());
  gram_form_ = n <= width();
  fast_ = target_.is_cpu() && n >= kRowsThatAverage;
  if (gram_form_) {
    prepare_kernels();
  } else {
    prepare_features();
  }
}

void CkaTarget::prepare_kernels() {
  const auto n = static_cast<double>(count());
  const at::Tensor centred = centred_columns(target_);
  kernel_ = kernel_matrix(centred);
  norm_ = norm(kernel_);
  standard_kernel_ = kernel_matrix(standardized(centred));
  standard_norm_ = norm(standard_kernel_);
  other_kernel_ = sinks_.empty() ? kernel_ : sub_kernel(kernel_, others_);
  other_norm_ = norm(other_kernel_);
  row_norms_ = kernel_.diagonal().clone();
  const double trace = row_norms_.sum().item<double>();
  hsic_ = unbiased(n, norm_ * norm_, dot(row_norms_, row_norms_), trace, trace);
}

void CkaTarget::prepare_features() {
  const auto n = static_cast<double>(count());
  const int64_t d = width();
  const at::TensorOptions wide = target_.options().dtype(at::kDouble);
  // Sinks are added by themselves, in float64: beside them, float32 sums would lose the other rows.
  const at::Tensor others = sinks_.empty() ? target_ : target_.index_select(0, others_);
  mean_ = others.mean(0, /*keepdim=*/false, at::kDouble).to(at::kFloat);
  at::Tensor gram = at::zeros({d, d}, wide);
  sum_ = at::zeros({d}, wide);
  add_centred(others, mean_, fast_, gram, sum_);
  if (fast_) complete(gram);
  other_norm_ = norm(gram.sub(at::outer(sum_, sum_).div_(static_cast<double>(others.size(0)))));
  sink_sum_ = at::zeros({d}, wide);
  for (const int64_t row : sinks_) {
    const at::Tensor x = target_.select(0, row).to(at::kDouble).sub_(mean_);
    gram.addr_(x, x);
    sink_sum_.add_(x);
  }
  const at::Tensor all = sum_.add(sink_sum_);
  gram.sub_(at::outer(all, all).div_(n));
  norm_ = norm(gram);
  deviation_ = gram.diagonal().clamp_min(0).sqrt();
  const at::Tensor scale = inverse_or_zero(deviation_);
  standard_norm_ = norm(gram.mul_(at::outer(scale, scale)));

  const at::Tensor centre = all.div(n).add_(mean_);
  row_norms_ = at::empty({count()}, wide);
  for (int64_t first = 0; first < count(); first += kWideRows) {
    const int64_t rows = std::min(kWideRows, count() - first);
    row_norms_.narrow(0, first, rows)
        .copy_(target_.narrow(0, first, rows).to(at::kDouble).sub_(centre).square_().sum(1));
  }
  const double trace = row_norms_.sum().item<double>();
  hsic_ = unbiased(n, norm_ * norm_, dot(row_norms_, row_norms_), trace, trace);
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
  weighted_ = at::zeros({2, d}, wide);
  sink_sum_ = at::zeros({d}, wide);
  if (target.sinks_.empty()) return;
  sink_gram_ = at::zeros({d, d}, wide);
  sink_cross_ = at::zeros({d, d}, wide);
}

void CkaScorer::add(int64_t first_row, const at::Tensor& rows) {
  if (target_.gram_form_) {
    rows_.narrow(0, first_row, rows.size(0)).copy_(rows);
    return;
  }
  add_features(first_row, rows.stride(1) == 1 ? rows : rows.contiguous());
}

void CkaScorer::add_features(int64_t first_row, const at::Tensor& y) {
  const int64_t n = y.size(0);
  const std::vector<int64_t>& sinks = target_.sinks_;
  const auto begin = std::lower_bound(sinks.begin(), sinks.end(), first_row);
  const auto end = std::lower_bound(begin, sinks.end(), first_row + n);
  at::Tensor own = y;
  at::Tensor reference = target_.target_.narrow(0, first_row, n);
  if (begin != end) {
    std::vector<int64_t> kept;
    auto sink = begin;
    for (int64_t i = 0; i < n; ++i) {
      if (sink != end && *sink == first_row + i) {
        ++sink;
      } else {
        kept.push_back(i);
      }
    }
    const at::Tensor index = at::tensor(kept, at::kLong).to(y.device());
    own = y.index_select(0, index);
    reference = reference.index_select(0, index);
  }
  // The candidate's own pivot: its means may lie far from the target's.
  if (!pivot_.defined()) pivot_ = (own.size(0) > 0 ? own : y).mean(0, /*keepdim=*/false, at::kDouble).to(at::kFloat);
  add_centred(own, pivot_, target_.fast_, gram_, sum_);
  add_cross(own, pivot_, reference, target_.mean_, target_.fast_, cross_);
  for (auto sink = begin; sink != end; ++sink) {
    const at::Tensor u = y.select(0, *sink - first_row).to(at::kDouble).sub_(pivot_);
    sink_gram_.addr_(u, u);
    sink_cross_.addr_(u, target_.target_.select(0, *sink).to(at::kDouble).sub_(target_.mean_));
    sink_sum_.add_(u);
  }

  const at::Tensor weights = target_.row_norms_.narrow(0, first_row, n);
  if (y.is_cpu()) {
    const RowMoments moments = sum_row_moments(float_rows(y), pivot_.const_data_ptr<float>(),
                                               weights.const_data_ptr<double>(), weighted_.mutable_data_ptr<double>());
    norms_ += moments.norms;
    squared_norms_ += moments.squared_norms;
    norm_products_ += moments.weighted_norms;
    return;
  }
  const at::Tensor u = y.to(at::kDouble).sub_(pivot_);
  const at::Tensor norms = at::linalg_vector_norm(u, 2, at::IntArrayRef{1}).square_();
  norms_ += norms.sum().item<double>();
  squared_norms_ += dot(norms, norms);
  norm_products_ += dot(weights, norms);
  weighted_.add_(at::mm(at::stack({weights, norms}), u));
}

CkaScorer::Values CkaScorer::values() const {
  if (target_.gram_form_) return kernel_values();
  const auto n = static_cast<double>(target_.count());
  const double others = n - static_cast<double>(target_.sinks_.size());
  // Small beside the rows: on the CPU in any case.
  const at::Tensor gram = gram_.cpu(), cross = cross_.cpu(), sum = sum_.cpu(), all = sum_.add(sink_sum_).cpu();
  const at::Tensor sink_gram = sink_gram_.defined() ? sink_gram_.cpu() : at::Tensor();
  const at::Tensor sink_cross = sink_cross_.defined() ? sink_cross_.cpu() : at::Tensor();
  const at::Tensor target_sum = target_.sum_.cpu(), target_all = target_.sum_.add(target_.sink_sum_).cpu();
  at::Tensor variance = gram.diagonal().sub(all.square().div(n));
  if (sink_gram.defined()) variance.add_(sink_gram.diagonal());
  const at::Tensor scale = inverse_or_zero(variance.clamp_min_(0).sqrt_());
  const at::Tensor target_scale = inverse_or_zero(target_.deviation_).cpu();

  const auto data = [](const at::Tensor& x) { return x.defined() ? x.const_data_ptr<double>() : nullptr; };
  const MatrixSide mine{data(sum), data(all), data(scale)};
  const MatrixSide theirs{data(target_sum), data(target_all), data(target_scale)};
  const int64_t d = target_.width();
  const MatrixSums own = sum_matrix({data(gram), data(sink_gram), d, true}, mine, mine, others, n);
  const MatrixSums both = sum_matrix({data(cross), data(sink_cross), d, false}, mine, theirs, others, n);
  Values result{};
  result.no_sinks = ratio(both.others, std::sqrt(own.others), target_.other_norm_);
  result.cka = ratio(both.all, std::sqrt(own.all), target_.norm_);
  result.standardized = ratio(both.scaled, std::sqrt(own.scaled), target_.standard_norm_);

  // Row norms around the mean follow from those around the pivot: l = ||u||^2 - 2 u.s + s.s, s = shift.
  const at::Tensor shift = all.div(n), weighted = weighted_.cpu();  // from the pivot to the mean
  const double ss = dot(shift, shift), us = dot(all, shift);
  const double uus = own.quadratic / (n * n) + us * us / n;  // sum of (u.s)^2
  const double ks = dot(weighted[0], shift), as = dot(weighted[1], shift);
  const double trace_target = target_.row_norms_.sum().item<double>();
  const double trace = norms_ - 2 * us + n * ss;
  const double diagonal = norm_products_ - 2 * ks + ss * trace_target;
  const double own_diagonal = squared_norms_ + 4 * uus + n * ss * ss - 4 * as + 2 * ss * norms_ - 4 * ss * us;
  result.debiased = debiased_ratio(unbiased(n, both.all, diagonal, trace_target, trace),
                                   unbiased(n, own.all, own_diagonal, trace, trace), target_.hsic_);
  return result;
}

CkaScorer::Values CkaScorer::kernel_values() const {
  const auto n = static_cast<double>(target_.count());
  const at::Tensor centred = centred_columns(rows_);
  const at::Tensor kernel = kernel_matrix(centred);
  const double own = norm(kernel), product = dot(kernel, target_.kernel_);
  Values result{};
  result.cka = ratio(product, own, target_.norm_);
  const at::Tensor standard = kernel_matrix(standardized(centred));
  result.standardized = ratio(dot(standard, target_.standard_kernel_), norm(standard), target_.standard_norm_);
  const at::Tensor others = target_.sinks_.empty() ? kernel : sub_kernel(kernel, target_.others_);
  result.no_sinks = ratio(dot(others, target_.other_kernel_), norm(others), target_.other_norm_);
  const at::Tensor diagonal = kernel.diagonal();
  const double trace = diagonal.sum().item<double>();
  result.debiased = debiased_ratio(
      unbiased(n, product, dot(diagonal, target_.row_norms_), trace, target_.row_norms_.sum().item<double>()),
      unbiased(n, own * own, dot(diagonal, diagonal), trace, trace), target_.hsic_);
  return result;
}

void ErrorScorer::add(int64_t first_row, const at::Tensor& rows) {
  const at::Tensor x = target_.narrow(0, first_row, rows.size(0));
  count_ += rows.size(0);
  if (rows.is_cpu()) {
    const RowErrors errors = sum_row_errors(float_rows(x), float_rows(rows.stride(1) == 1 ? rows : rows.contiguous()));
    signal_ += errors.signal;
    noise_ += errors.noise;
    cosines_ += errors.cosines;
    return;
  }
  signal_ += x.square().sum(at::kDouble).item<double>();
  noise_ += x.sub(rows).square_().sum(at::kDouble).item<double>();
  cosines_ += at::cosine_similarity(x, rows, 1).sum(at::kDouble).item<double>();
}

double ErrorScorer::sqnr() const {
  return 10 * std::log10(signal_ / noise_);
}
double ErrorScorer::cosine() const {
  return cosines_ / static_cast<double>(count_);
}

}  // namespace calm
