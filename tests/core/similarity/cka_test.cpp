#include "similarity/cka.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "support/tensors.h"

namespace calm {
namespace {

using test::Matrix;
using test::random_tensor;
using test::to_matrix;
using test::to_tensor;

/// Both matrices at once.
double linear_cka(const at::Tensor& x, const at::Tensor& y) {
  const CkaTarget target(x);
  CkaScorer scorer(target);
  scorer.add(0, y);
  return scorer.value();
}

/// y = x plus noise: what a quantized layer gives.
at::Tensor noisy(const at::Tensor& x, double noise, uint64_t seed) {
  return x.add(random_tensor({x.size(0), x.size(1)}, seed).mul_(noise)).contiguous();
}

/// Orthogonal by Gram-Schmidt, in double.
Matrix rotation(int64_t n, uint64_t seed) {
  Matrix q = to_matrix(random_tensor({n, n}, seed));
  for (int64_t i = 0; i < n; ++i) {
    for (int64_t j = 0; j <= i; ++j) {
      double dot = 0;
      for (int64_t k = 0; k < n; ++k) dot += q(i, k) * q(j, k);
      for (int64_t k = 0; k < n; ++k) q(i, k) = j < i ? q(i, k) - dot * q(j, k) : q(i, k) / std::sqrt(dot);
    }
  }
  return q;
}

struct Shape {
  int64_t rows, width;
};

class Cka : public testing::TestWithParam<Shape> {
 protected:
  at::Tensor x() const { return random_tensor({GetParam().rows, GetParam().width}, 1); }
};

TEST_P(Cka, EqualsItsDefinition) {
  for (const double noise : {0.01, 0.5, 10.0}) {
    const at::Tensor y = noisy(x(), noise, 2);
    EXPECT_NEAR(linear_cka(x(), y), test::slow_cka(to_matrix(x()), to_matrix(y)), 1e-8) << noise;
  }
}

TEST_P(Cka, EqualsTheFormOfRowsTimesRows) {
  const at::Tensor y = noisy(x(), 0.7, 3);
  EXPECT_NEAR(linear_cka(x(), y), test::slow_kernel_cka(to_matrix(x()), to_matrix(y)), 1e-8);
}

TEST_P(Cka, IsOneOnItself) {
  EXPECT_NEAR(linear_cka(x(), x()), 1, 1e-12);
}

TEST_P(Cka, IsSymmetric) {
  const at::Tensor y = noisy(x(), 1.0, 4);
  EXPECT_NEAR(linear_cka(x(), y), linear_cka(y, x()), 1e-8);
}

TEST_P(Cka, DoesNotChangeUnderRotationScaleAndShift) {
  const at::Tensor y = noisy(x(), 1.0, 5);
  const double plain = linear_cka(x(), y);
  // Rounding the rotated matrix to float32 is what limits this one.
  const Matrix rotated = test::times_transposed(to_matrix(y), rotation(GetParam().width, 6));
  EXPECT_NEAR(linear_cka(x(), to_tensor(rotated)), plain, 1e-7);
  EXPECT_NEAR(linear_cka(x(), y.mul(1024)), plain, 1e-8);
  EXPECT_NEAR(linear_cka(x(), y.mul(-0.25)), plain, 1e-8);
  EXPECT_NEAR(linear_cka(x(), y.add(2.0)), plain, 1e-6);
}

TEST_P(Cka, SurvivesColumnsAThousandTimesLarger) {
  at::Tensor a = x().clone();
  at::Tensor b = noisy(a, 0.3, 7);
  for (const int64_t column : {int64_t{3}, GetParam().width - 2}) {
    a.select(1, column).mul_(1000);
    b.select(1, column).mul_(1000);
  }
  EXPECT_NEAR(linear_cka(a, b), test::slow_cka(to_matrix(a), to_matrix(b)), 1e-8);
}

TEST_P(Cka, SurvivesLargeMeans) {
  at::Tensor a = x().clone();
  at::Tensor b = noisy(a, 0.3, 8);
  for (int64_t column = 0; column < GetParam().width; ++column) {
    const double mean = (column % 2 == 0 ? 1 : -1) * (column % 5 == 0 ? 1000.0 : 50.0);
    a.select(1, column).add_(mean);
    b.select(1, column).add_(mean * 1.01);
  }
  EXPECT_NEAR(linear_cka(a, b), test::slow_cka(to_matrix(a), to_matrix(b)), 1e-8);
}

TEST_P(Cka, SurvivesAMassiveTokenAndLargeMeansTogether) {
  at::Tensor a = x().clone();
  a.add_(300.0);
  a.select(0, 0).mul_(100);
  const at::Tensor b = noisy(a, 0.5, 9);
  EXPECT_NEAR(linear_cka(a, b), test::slow_cka(to_matrix(a), to_matrix(b)), 1e-8);
}

TEST_P(Cka, TakesBatchesInAnyOrder) {
  const at::Tensor target = x().add(5.0);
  const at::Tensor y = noisy(target, 0.4, 10);
  const CkaTarget prepared(target);
  EXPECT_EQ(prepared.count(), GetParam().rows);
  EXPECT_EQ(prepared.width(), GetParam().width);
  const double expected = test::slow_cka(to_matrix(target), to_matrix(y));
  std::mt19937_64 random(11);
  for (int repeat = 0; repeat < 4; ++repeat) {
    std::vector<std::pair<int64_t, int64_t>> batches;
    for (int64_t first = 0; first < target.size(0);) {
      const int64_t count = std::min<int64_t>(target.size(0) - first, 1 + static_cast<int64_t>(random() % 17));
      batches.emplace_back(first, count);
      first += count;
    }
    std::shuffle(batches.begin(), batches.end(), random);
    CkaScorer scorer(prepared);
    for (const auto& [first, count] : batches) scorer.add(first, y.narrow(0, first, count));
    EXPECT_NEAR(scorer.value(), expected, 1e-8);
  }
}

TEST_P(Cka, TakesRowsThatAreNotContiguous) {
  const at::Tensor y = noisy(x(), 0.4, 12);
  const at::Tensor sideways = y.t().contiguous().t();
  const CkaTarget target(x());
  CkaScorer scorer(target);
  scorer.add(0, sideways);
  EXPECT_NEAR(scorer.value(), test::slow_cka(to_matrix(x()), to_matrix(y)), 1e-8);
}

TEST_P(Cka, HasNoValueWithoutVarianceOrWithNaN) {
  EXPECT_TRUE(std::isnan(linear_cka(x(), x().mul(0).add(3.0))));
  EXPECT_TRUE(std::isnan(linear_cka(x().mul(0), x())));
  at::Tensor broken = x().clone();
  broken.select(0, 2).fill_(std::nan(""));
  EXPECT_TRUE(std::isnan(linear_cka(x(), broken)));
}

// ---- the other forms, each against its definition in float64 ----

/// The rows that the sink rule leaves, by sorting.
std::vector<int64_t> slow_others(const Matrix& x) {
  std::vector<double> norms;
  for (int64_t i = 0; i < x.rows; ++i) {
    double sum = 0;
    for (int64_t j = 0; j < x.cols; ++j) sum += x(i, j) * x(i, j);
    norms.push_back(std::sqrt(sum));
  }
  std::vector<double> sorted = norms;
  std::sort(sorted.begin(), sorted.end());
  std::vector<int64_t> rows;
  for (int64_t i = 0; i < x.rows; ++i) {
    if (norms[static_cast<size_t>(i)] <= 10 * sorted[sorted.size() / 2]) rows.push_back(i);
  }
  return rows;
}

Matrix rows_of(const Matrix& x, const std::vector<int64_t>& rows) {
  Matrix result(static_cast<int64_t>(rows.size()), x.cols);
  for (size_t i = 0; i < rows.size(); ++i) {
    for (int64_t j = 0; j < x.cols; ++j) result(static_cast<int64_t>(i), j) = x(rows[i], j);
  }
  return result;
}

Matrix z_scores(const Matrix& x) {
  Matrix result(x.rows, x.cols);
  for (int64_t j = 0; j < x.cols; ++j) {
    double mean = 0, variance = 0;
    for (int64_t i = 0; i < x.rows; ++i) mean += x(i, j) / static_cast<double>(x.rows);
    for (int64_t i = 0; i < x.rows; ++i) variance += (x(i, j) - mean) * (x(i, j) - mean) / static_cast<double>(x.rows);
    for (int64_t i = 0; i < x.rows; ++i) result(i, j) = variance > 0 ? (x(i, j) - mean) / std::sqrt(variance) : 0;
  }
  return result;
}

/// HSIC_1 of Song et al. 2012, eq. 5, on the kernels of the rows as they are: with the diagonals set to zero,
/// [tr(KL) + 1'K1 1'L1 / ((n-1)(n-2)) - 2/(n-2) 1'KL1] / (n (n-3)).
struct SlowHsic {
  double trace = 0, product = 0, sum_k = 0, sum_l = 0;
  double value(double n) const {
    return (trace + sum_k * sum_l / ((n - 1) * (n - 2)) - 2 / (n - 2) * product) / (n * (n - 3));
  }
};
double slow_debiased(const Matrix& x, const Matrix& y) {
  SlowHsic both, xs, ys;
  for (int64_t i = 0; i < x.rows; ++i) {
    double row_k = 0, row_l = 0;
    for (int64_t j = 0; j < x.rows; ++j) {
      if (i == j) continue;
      double k = 0, l = 0;
      for (int64_t c = 0; c < x.cols; ++c) {
        k += x(i, c) * x(j, c);
        l += y(i, c) * y(j, c);
      }
      both.trace += k * l;
      xs.trace += k * k;
      ys.trace += l * l;
      row_k += k;
      row_l += l;
    }
    both.sum_k = xs.sum_k = xs.sum_l += row_k;
    both.sum_l = ys.sum_k = ys.sum_l += row_l;
    both.product += row_k * row_l;
    xs.product += row_k * row_k;
    ys.product += row_l * row_l;
  }
  const auto n = static_cast<double>(x.rows);
  return both.value(n) / std::sqrt(xs.value(n) * ys.value(n));
}

CkaScorer::Values all_forms(const at::Tensor& x, const at::Tensor& y) {
  const CkaTarget target(x);
  CkaScorer scorer(target);
  const int64_t half = x.size(0) / 2;
  scorer.add(half, y.narrow(0, half, x.size(0) - half));
  scorer.add(0, y.narrow(0, 0, half));
  return scorer.values();
}

void expect_definitions(const at::Tensor& x, const at::Tensor& y, double tolerance) {
  const Matrix a = to_matrix(x), b = to_matrix(y);
  const CkaScorer::Values values = all_forms(x, y);
  const std::vector<int64_t> others = slow_others(a);
  EXPECT_NEAR(values.cka, test::slow_cka(a, b), tolerance);
  EXPECT_NEAR(values.no_sinks, test::slow_cka(rows_of(a, others), rows_of(b, others)), tolerance);
  EXPECT_NEAR(values.standardized, test::slow_cka(z_scores(a), z_scores(b)), tolerance);
  EXPECT_NEAR(values.debiased, slow_debiased(a, b), tolerance);
}

TEST_P(Cka, OtherFormsEqualTheirDefinitions) {
  for (const double noise : {0.05, 1.0}) {
    SCOPED_TRACE(noise);
    const at::Tensor target = x().add(0.5);
    expect_definitions(target, noisy(target, noise, 20).add(0.1), 1e-7);
  }
}

TEST_P(Cka, OtherFormsHoldWithSinksOutlierChannelsAndConstantColumns) {
  at::Tensor target = x().clone();
  target.select(1, 2).mul_(30);
  at::Tensor y = noisy(target, 0.4, 21);
  const int64_t last = target.size(0) - 1;
  for (const int64_t row : {int64_t{0}, last}) {
    target.select(0, row).mul_(200);
    y.select(0, row).copy_(target.select(0, row).mul(0.9));
  }
  target.select(1, 4).fill_(1.5);
  EXPECT_EQ(CkaTarget(target).sinks(), (std::vector<int64_t>{0, last}));
  expect_definitions(target, y, 1e-7);
  // What the two tokens hid shows without them.
  const CkaScorer::Values values = all_forms(target, y);
  EXPECT_GT(values.cka, 0.999);
  if (target.size(0) < 1000) {
    EXPECT_LT(values.no_sinks, values.cka);
  }
}

TEST(CkaForms, DebiasedIsAboutZeroForIndependentRowsWhereCkaIsNot) {
  const at::Tensor a = random_tensor({60, 200}, 30), b = random_tensor({60, 200}, 31);
  const CkaScorer::Values values = all_forms(a, b);
  EXPECT_GT(values.cka, 0.5);
  EXPECT_LT(std::fabs(values.debiased), 0.1);
  EXPECT_NEAR(all_forms(a, a).debiased, 1, 1e-9);
}

// Both forms: fewer rows than columns, more, about as many; and enough rows for float32 products.
INSTANTIATE_TEST_SUITE_P(Shapes, Cka,
                         testing::Values(Shape{20, 33}, Shape{47, 47}, Shape{48, 47}, Shape{300, 31}, Shape{8200, 24}),
                         [](const auto& p) {
                           return std::to_string(p.param.rows) + "x" + std::to_string(p.param.width);
                         });

TEST(ErrorScorer, EqualsItsDefinitions) {
  const at::Tensor x = random_tensor({50, 24}, 1).add(0.3);
  const at::Tensor y = noisy(x, 0.2, 2);
  const Matrix a = to_matrix(x);
  const Matrix b = to_matrix(y);
  double signal = 0, noise = 0, cosines = 0;
  for (int64_t i = 0; i < a.rows; ++i) {
    double dot = 0, aa = 0, bb = 0;
    for (int64_t j = 0; j < a.cols; ++j) {
      signal += a(i, j) * a(i, j);
      noise += (a(i, j) - b(i, j)) * (a(i, j) - b(i, j));
      dot += a(i, j) * b(i, j);
      aa += a(i, j) * a(i, j);
      bb += b(i, j) * b(i, j);
    }
    cosines += dot / std::sqrt(aa * bb);
  }
  ErrorScorer scorer(x);
  scorer.add(30, y.narrow(0, 30, 20));
  scorer.add(0, y.narrow(0, 0, 30));
  EXPECT_NEAR(scorer.sqnr(), 10 * std::log10(signal / noise), 1e-5);
  EXPECT_NEAR(scorer.cosine(), cosines / static_cast<double>(a.rows), 1e-6);
}

}  // namespace
}  // namespace calm
