#include "calm/kernels/fwht.h"

#include <bit>
#include <cmath>
#include <limits>

#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

/// Sylvester's matrix: the sign of entry (i, j) is the parity of i & j.
double hadamard_times(const float* x, int64_t block, int64_t i) {
  double sum = 0.0;
  for (int64_t j = 0; j < block; ++j) {
    const bool odd = std::popcount(static_cast<uint64_t>(i & j)) % 2 != 0;
    sum += odd ? -static_cast<double>(x[j]) : static_cast<double>(x[j]);
  }
  return sum;
}

class Fwht : public EachIsa {};

TEST_P(Fwht, IsSylvestersMatrixOnEveryBlock) {
  for (const int64_t block : {1, 2, 4, 8, 16, 32, 64, 128, 512}) {
    for (const int64_t blocks : {1, 3}) {
      SCOPED_TRACE(::testing::Message() << blocks << " x " << block);
      const int64_t width = block * blocks;
      const int64_t stride = width + 5;
      const std::vector<float> x = random_floats(2 * stride, 4);
      const float factor = 1.0F / std::sqrt(static_cast<float>(block));
      Guarded<float> y(x);
      fwht(y.data(), 2, width, stride, block, factor);
      EXPECT_TRUE(y.intact());
      for (int64_t i = 0; i < 2 * stride; ++i) {
        const int64_t column = i % stride;
        if (column >= width) {
          ASSERT_EQ(y[i], x[i]) << "touched between the rows";
          continue;
        }
        const int64_t first = i - column % block;
        const double expected = hadamard_times(x.data() + first, block, column % block) * static_cast<double>(factor);
        ASSERT_NEAR(y[i], expected, 3e-6) << i;
      }
    }
  }
}

TEST_P(Fwht, HasTheSameBitsOnEverySetAndThreadCut) {
  for (const int64_t block : {2, 8, 16, 64, 256, 2048, 8192, 32768}) {
    SCOPED_TRACE(block);
    const int64_t width = block * 3;
    const std::vector<float> x = random_floats(2 * width, 6);
    std::vector<float> expected = x, y = x;
    force_isa(Isa::portable);
    fwht(expected.data(), 2, width, width, block, 0.3F);
    force_isa(GetParam());
    fwht(y.data(), 2, width, width, block, 0.3F, Threads{2, 2});
    EXPECT_TRUE(same_bits(y, expected));
  }
}

TEST_P(Fwht, TwiceIsTheIdentity) {
  const int64_t block = 32768;
  const std::vector<float> x = random_floats(block, 5);
  std::vector<float> y = x;
  const float factor = 1.0F / std::sqrt(static_cast<float>(block));
  for (int i = 0; i < 2; ++i) fwht(y.data(), 1, block, block, block, factor);
  for (int64_t i = 0; i < block; ++i) ASSERT_NEAR(y[i], x[i], 4e-6);
}

TEST_P(Fwht, NaNPoisonsItsBlockOnly) {
  std::vector<float> x = random_floats(96, 5);
  x[40] = std::numeric_limits<float>::quiet_NaN();
  fwht(x.data(), 1, 96, 96, 32, 1.0F);
  for (int64_t i = 0; i < 96; ++i) EXPECT_EQ(std::isnan(x[i]), i / 32 == 1) << i;
}

TEST_P(Fwht, TakesNoRowsAndRefusesOtherBlocks) {
  Guarded<float> none(0);
  fwht(none.data(), 0, 64, 64, 64, 1.0F);
  EXPECT_TRUE(none.intact());
  std::vector<float> x(96);
  EXPECT_THROW(fwht(x.data(), 1, 96, 96, 96, 1.0F), std::invalid_argument);
  EXPECT_THROW(fwht(x.data(), 1, 96, 96, 64, 1.0F), std::invalid_argument);
  EXPECT_THROW(fwht(x.data(), 1, 96, 96, 0, 1.0F), std::invalid_argument);
}

CALM_INSTANTIATE_EACH_ISA(Fwht);

}  // namespace
}  // namespace calm::kernels
