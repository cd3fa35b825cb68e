#include "similarity/restoration.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/mm.h>
#include <gtest/gtest.h>

#include "similarity/layer_similarity.h"
#include "support/tensors.h"

namespace calm {
namespace {

using test::Matrix;
using test::random_tensor;
using test::to_matrix;

Matrix product(const Matrix& a, const Matrix& b) {
  return test::times_transposed(a, test::transposed(b));
}

/// (Xq^T Xq)^-1 Xq^T X by Gauss-Jordan.
Matrix slow_restoration(const Matrix& x, const Matrix& x_q) {
  const Matrix xt = test::transposed(x), qt = test::transposed(x_q);
  return product(test::inverse(test::gram_of(x_q)), test::times_transposed(qt, xt));
}

double slow_error(const Matrix& x, const Matrix& y) {
  const double difference = test::frobenius(test::minus(x, y)), own = test::frobenius(x);
  return difference * difference / (own * own);
}

TEST(Restoration, EqualsItsDefinition) {
  const at::Tensor x = random_tensor({300, 12}, 1).add_(0.5);
  const at::Tensor x_q = at::mm(x, random_tensor({12, 12}, 2)).add_(random_tensor({300, 12}, 3).mul_(0.1));
  RestorationFit fit(12, at::kCPU);
  fit.add(x.narrow(0, 0, 100), x_q.narrow(0, 0, 100), false);
  fit.add(x.narrow(0, 100, 120), x_q.narrow(0, 100, 120), true);
  fit.add(x.narrow(0, 220, 80), x_q.narrow(0, 220, 80), false);
  const auto got = fit.solve();

  const auto rows = [&](const at::Tensor& t) {
    return to_matrix(at::cat({t.narrow(0, 0, 100), t.narrow(0, 220, 80)}));
  };
  Matrix m = slow_restoration(rows(x), rows(x_q));
  const Matrix judged = to_matrix(x.narrow(0, 100, 120)), judged_q = to_matrix(x_q.narrow(0, 100, 120));
  EXPECT_NEAR(got.error, slow_error(judged, judged_q), 1e-9);
  EXPECT_NEAR(got.restored_error, slow_error(judged, product(judged_q, m)), 1e-7);
  for (int64_t i = 0; i < 12; ++i) m(i, i) -= 1;
  EXPECT_NEAR(got.distance, test::frobenius(m) / std::sqrt(12.0), 1e-6);
  EXPECT_LT(test::frobenius(test::minus(to_matrix(got.difference), m)), 1e-6);
  EXPECT_EQ(got.fitted, 180);
  EXPECT_EQ(got.held_out, 120);
}

TEST(Restoration, OfEqualStreamsIsTheIdentity) {
  const at::Tensor x = random_tensor({40, 8}, 5);
  RestorationFit fit(8, at::kCPU);
  fit.add(x, x, false);
  const auto got = fit.solve();
  EXPECT_EQ(got.distance, 0);
  EXPECT_EQ(got.error, 0);
  EXPECT_EQ(got.restored_error, 0);
}

TEST(Restoration, FindsTheMixingOfChannels) {
  const at::Tensor x = random_tensor({200, 10}, 6);
  const at::Tensor mixing =
      random_tensor({10, 10}, 7).mul_(0.2).add(at::mm(random_tensor({10, 1}, 8), random_tensor({1, 10}, 9)));
  const at::Tensor x_q = at::mm(x, mixing);
  RestorationFit fit(10, at::kCPU);
  fit.add(x.narrow(0, 0, 150), x_q.narrow(0, 0, 150), false);
  fit.add(x.narrow(0, 150, 50), x_q.narrow(0, 150, 50), true);
  const auto got = fit.solve();
  EXPECT_GT(got.error, 0.5);
  EXPECT_LT(got.restored_error, 1e-6 * got.error);
}

TEST(Restoration, LeavesWhatTooFewTokensDoNotShowAsItIs) {
  const at::Tensor x = random_tensor({4, 16}, 10);
  const at::Tensor x_q = x.add(random_tensor({4, 16}, 11).mul_(0.1));
  RestorationFit fit(16, at::kCPU);
  fit.add(x, x_q, false);
  const auto got = fit.solve();
  // The smallest D with X_q D = X - X_q, from the 4 x 4 kernel: D = X_q^T (X_q X_q^T)^-1 (X - X_q).
  const Matrix q = to_matrix(x_q);
  const Matrix d =
      product(product(test::transposed(q), test::inverse(test::times_transposed(q, q))), test::minus(to_matrix(x), q));
  EXPECT_NEAR(got.distance, test::frobenius(d) / 4, 1e-6);
}

TEST(Restoration, RefusesWhatIsNotFinite) {
  at::Tensor x = random_tensor({4, 4}, 12);
  x[0][0] = std::numeric_limits<float>::infinity();
  RestorationFit fit(4, at::kCPU);
  fit.add(x, x, false);
  EXPECT_THROW(fit.solve(), std::exception);
}

TEST(BlockImage, AveragesMagnitudesOverEqualBlocks) {
  const at::Tensor x = random_tensor({7, 7}, 13);
  const BlockImage same = block_image(x, 10);
  EXPECT_EQ(same.side, 7);
  EXPECT_EQ(same.values[9], std::fabs(x[1][2].item<float>()));
  const BlockImage image = block_image(x, 3);  // edges 0, 2, 4, 7
  ASSERT_EQ(image.side, 3);
  double sum = 0;
  for (int64_t i = 2; i < 4; ++i) {
    for (int64_t j = 4; j < 7; ++j) sum += std::fabs(x[i][j].item<double>());
  }
  EXPECT_NEAR(image.values[3 + 2], sum / 6, 1e-6);
}

TEST(PairwiseCka, EqualsTheDefinitionOfEachPair) {
  std::vector<at::Tensor> streams;
  streams.push_back(random_tensor({60, 9}, 1).add_(2));
  streams.push_back(streams[0].add(random_tensor({60, 9}, 2).mul_(0.3)));
  streams.push_back(random_tensor({60, 17}, 3));
  streams[2].select(0, 0).mul_(200);  // an attention sink
  PairwiseCka pairs;
  for (const at::Tensor& x : streams) pairs.add(x);
  const std::vector<double> got = pairs.values();
  for (size_t i = 0; i < 3; ++i) {
    for (size_t j = 0; j < 3; ++j) {
      EXPECT_NEAR(got[i * 3 + j], test::slow_cka(to_matrix(streams[i]), to_matrix(streams[j])), 1e-6) << i << j;
      EXPECT_EQ(got[i * 3 + j], got[j * 3 + i]);
    }
    EXPECT_EQ(got[i * 3 + i], 1);
  }
}

TEST(PairwiseCka, OfAConstantIsNotANumber) {
  PairwiseCka pairs;
  pairs.add(random_tensor({5, 3}, 1).zero_());
  pairs.add(random_tensor({5, 3}, 2));
  for (const size_t i : {0U, 1U, 2U}) EXPECT_TRUE(std::isnan(pairs.values()[i])) << i;
  EXPECT_EQ(pairs.values()[3], 1);
}

TEST(PairwiseCka, TakesTheTokensThatFitItsMemory) {
  EXPECT_EQ(PairwiseCka::affordable_tokens(31, 576), 4 * 576);
  EXPECT_EQ(PairwiseCka::affordable_tokens(5, 64), 2048);
  const int64_t large = PairwiseCka::affordable_tokens(81, 8192);
  EXPECT_GE(large, 2048);
  EXPECT_LE(81 * large * (large + 1) / 2 * 4, int64_t{1} << 30);
}

TEST(SampleSequences, SpreadsWholeSequencesOverAll) {
  std::vector<std::vector<int32_t>> all;
  for (int32_t i = 0; i < 10; ++i) all.emplace_back(20, i);
  EXPECT_EQ(sample_sequences(all, 200), all);
  const auto some = sample_sequences(all, 90);
  ASSERT_EQ(some.size(), 4U);
  EXPECT_EQ(some[0][0], 0);
  EXPECT_EQ(some[1][0], 2);
  EXPECT_EQ(some[2][0], 5);
  EXPECT_EQ(some[3][0], 7);
  const auto cut = sample_sequences(all, 7);
  ASSERT_EQ(cut.size(), 1U);
  EXPECT_EQ(cut[0].size(), 7U);
}

}  // namespace
}  // namespace calm
