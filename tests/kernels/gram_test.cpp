#include "calm/kernels/gram.h"

#include <cmath>

#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

/// y^T x in float64 after the pivots are subtracted in float64.
std::vector<double> reference(const GramRows& y, const GramRows& x) {
  std::vector<double> out(static_cast<std::size_t>(y.cols * x.cols));
  for (int64_t r = 0; r < x.rows; ++r) {
    for (int64_t i = 0; i < y.cols; ++i) {
      const double left =
          static_cast<double>(y.x[r * y.row_stride + i]) - (y.pivot ? static_cast<double>(y.pivot[i]) : 0.0);
      for (int64_t j = 0; j < x.cols; ++j) {
        const double right =
            static_cast<double>(x.x[r * x.row_stride + j]) - (x.pivot ? static_cast<double>(x.pivot[j]) : 0.0);
        out[i * x.cols + j] += left * right;
      }
    }
  }
  return out;
}

double norm(const std::vector<double>& a) {
  double sum = 0.0;
  for (const double v : a) sum += v * v;
  return std::sqrt(sum);
}

GramRows rows_of(const std::vector<float>& x, int64_t cols, int64_t stride, const float* pivot = nullptr) {
  return {x.data(), static_cast<int64_t>(x.size()) / stride, cols, stride, pivot};
}

class GramKernels : public EachIsa {};

TEST_P(GramKernels, AddsTheUpperTriangleAndTheSumsForRaggedSizes) {
  for (const int64_t cols : {1, 5, 12, 24, 25, 48, 49, 70, 97}) {
    for (const int64_t rows : {0, 1, 31, 32, 33, 100, 513}) {
      SCOPED_TRACE(::testing::Message() << rows << " x " << cols);
      const int64_t stride = cols + 2;
      const std::vector<float> x = random_floats(rows * stride, 5);
      const std::vector<float> pivot = random_floats(cols, 6);
      const GramRows samples = rows_of(x, cols, stride, pivot.data());
      const std::vector<double> expected = reference(samples, samples);
      const int64_t gram_stride = cols + 1;
      Guarded<double> gram(std::vector<double>(static_cast<std::size_t>(cols * gram_stride), 3.0));
      Guarded<double> sums(std::vector<double>(static_cast<std::size_t>(cols), 7.0));
      accumulate_gram(samples, gram.data(), gram_stride, sums.data());
      EXPECT_TRUE(gram.intact() && sums.intact());
      for (int64_t i = 0; i < cols; ++i) {
        double sum = 7.0;
        for (int64_t r = 0; r < rows; ++r) sum += static_cast<double>(x[r * stride + i] - pivot[i]);
        ASSERT_NEAR(sums[i], sum, 1e-9);
        for (int64_t j = 0; j < gram_stride; ++j) {
          const bool upper = j >= i && j < cols;
          ASSERT_NEAR(gram[i * gram_stride + j], upper ? 3.0 + expected[i * cols + j] : 3.0,
                      1e-5 * (1.0 + std::sqrt(rows)));
        }
      }
      mirror_upper(gram.data(), cols, gram_stride, Threads{2, 1});
      for (int64_t i = 0; i < cols; ++i) {
        for (int64_t j = 0; j < i; ++j) ASSERT_EQ(gram[i * gram_stride + j], gram[j * gram_stride + i]);
      }
      EXPECT_TRUE(gram.intact());
    }
  }
}

TEST_P(GramKernels, CrossGramTakesTwoWidthsAndTwoPivots) {
  for (const auto& [left, right] : {std::pair<int64_t, int64_t>{1, 1}, {7, 50}, {50, 7}, {48, 24}, {65, 99}}) {
    SCOPED_TRACE(::testing::Message() << left << ", " << right);
    const std::vector<float> y = random_floats(130 * left, 1);
    const std::vector<float> x = random_floats(130 * right, 2);
    const std::vector<float> q = random_floats(left, 3);
    const std::vector<float> p = random_floats(right, 4);
    const GramRows ys = rows_of(y, left, left, q.data());
    const GramRows xs = rows_of(x, right, right, p.data());
    const std::vector<double> expected = reference(ys, xs);
    Guarded<double> cross(std::vector<double>(static_cast<std::size_t>(left * right)));
    accumulate_cross_gram(ys, xs, cross.data(), right, Threads{3, 2});
    EXPECT_TRUE(cross.intact());
    for (int64_t i = 0; i < left * right; ++i) ASSERT_NEAR(cross[i], expected[i], 2e-4) << i;
  }
}

/// The promise that CKA rests on: ||G||_F to 1e-8, also with columns 1000 times larger and means far from zero.
TEST_P(GramKernels, TheNormHoldsEightDigits) {
  const int64_t rows = 4096;
  const int64_t cols = 96;
  for (const bool uneven : {false, true}) {
    for (const uint32_t seed : {1U, 2U, 3U}) {
      std::vector<float> x = random_floats(rows * cols, seed);
      std::vector<float> pivot(cols, 0.0F);
      if (uneven) {
        for (int64_t i = 0; i < rows * cols; ++i) {
          if (i % cols % 24 == 5) x[i] *= 1000.0F;
          x[i] += i % cols % 24 == 5 ? 20000.0F : 30.0F;
        }
        for (int64_t i = 0; i < cols; ++i) {
          double mean = 0.0;
          for (int64_t r = 0; r < 256; ++r) mean += static_cast<double>(x[r * cols + i]) / 256.0;
          pivot[i] = static_cast<float>(mean);
        }
      }
      const GramRows samples = rows_of(x, cols, cols, pivot.data());
      std::vector<double> gram(static_cast<std::size_t>(cols * cols));
      accumulate_gram(samples, gram.data(), cols, nullptr);
      mirror_upper(gram.data(), cols, cols);
      const double expected = norm(reference(samples, samples));
      const double error = std::fabs(norm(gram) / expected - 1.0);
      EXPECT_LT(error, 1e-8) << "uneven " << uneven << " seed " << seed;
    }
  }
}

/// A million rows, fed as a calibration feeds them: Gram, sums and cross-Gram stay within 1e-6 of float64.
TEST_P(GramKernels, HoldsSixDigitsOverAMillionRows) {
  constexpr int64_t kRows = 1 << 20, kBatch = 1 << 14, kCols = 8, kOthers = 3;
  const std::vector<float> noise = random_floats(kBatch * (kCols + kOthers), 12);
  std::vector<float> rows(noise.size());
  const GramRows x{rows.data(), kBatch, kCols, kCols + kOthers, nullptr};
  const GramRows y{rows.data() + kCols, kBatch, kOthers, kCols + kOthers, nullptr};
  std::vector<double> gram(kCols * kCols), sums(kCols), cross(kOthers * kCols);
  std::vector<double> gram_expected(gram.size()), sums_expected(sums.size()), cross_expected(cross.size());
  for (int64_t first = 0; first < kRows; first += kBatch) {
    // Means far from zero, one column much larger, and every batch at a scale of its own.
    const float scale = 1.0F + static_cast<float>(first / kBatch % 7);
    for (int64_t i = 0; i < kBatch * (kCols + kOthers); ++i) {
      const int64_t column = i % (kCols + kOthers);
      rows[i] = (noise[i] + 0.5F * static_cast<float>(column)) * scale * (column == 5 ? 100.0F : 1.0F);
    }
    accumulate_gram(x, gram.data(), kCols, sums.data());
    accumulate_cross_gram(y, x, cross.data(), kCols);
    for (int64_t r = 0; r < kBatch; ++r) {
      const float* row = rows.data() + r * (kCols + kOthers);
      double values[kCols + kOthers];
      for (int64_t i = 0; i < kCols + kOthers; ++i) values[i] = static_cast<double>(row[i]);
      for (int64_t i = 0; i < kCols; ++i) {
        sums_expected[i] += values[i];
        for (int64_t j = i; j < kCols; ++j) gram_expected[i * kCols + j] += values[i] * values[j];
      }
      for (int64_t i = 0; i < kOthers; ++i) {
        for (int64_t j = 0; j < kCols; ++j) cross_expected[i * kCols + j] += values[kCols + i] * values[j];
      }
    }
  }
  const auto relative = [](const std::vector<double>& got, const std::vector<double>& expected) {
    double difference = 0.0;
    for (std::size_t i = 0; i < got.size(); ++i) difference += (got[i] - expected[i]) * (got[i] - expected[i]);
    return std::sqrt(difference) / norm(expected);
  };
  EXPECT_LT(relative(gram, gram_expected), 1e-6);
  EXPECT_LT(relative(sums, sums_expected), 1e-6);
  EXPECT_LT(relative(cross, cross_expected), 1e-6);
}

TEST_P(GramKernels, DoesNotDependOnTheThreads) {
  const std::vector<float> x = random_floats(700 * 130, 9);
  const GramRows samples = rows_of(x, 130, 130);
  std::vector<double> one(130 * 130), many(130 * 130), one_sums(130), many_sums(130);
  accumulate_gram(samples, one.data(), 130, one_sums.data());
  accumulate_gram(samples, many.data(), 130, many_sums.data(), Threads{3, 2});
  EXPECT_TRUE(same_bits(one, many));
  EXPECT_TRUE(same_bits(one_sums, many_sums));
}

CALM_INSTANTIATE_EACH_ISA(GramKernels);

}  // namespace
}  // namespace calm::kernels
