#include "calm/kernels/w4a8_gemm.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

struct Problem {
  int64_t tokens, out, in, group;
  std::vector<int8_t> x, codes;
  std::vector<float> x_scales, scales;

  Problem(int64_t tokens_, int64_t out_, int64_t in_, int64_t group_, uint32_t seed = 1)
      : tokens(tokens_), out(out_), in(in_), group(group_) {
    std::mt19937 engine(seed);
    for (int64_t i = 0; i < tokens * in; ++i) x.push_back(static_cast<int8_t>(static_cast<int>(engine() % 256) - 128));
    for (int64_t i = 0; i < out * in; ++i) codes.push_back(static_cast<int8_t>(static_cast<int>(engine() % 16) - 8));
    for (int64_t i = 0; i < out * in / group; ++i) scales.push_back(1e-3F * static_cast<float>(1 + engine() % 1000));
    for (int64_t i = 0; i < tokens; ++i) x_scales.push_back(1e-3F * static_cast<float>(1 + engine() % 1000));
  }

  /// The header's formula on the unpacked codes.
  std::vector<float> reference() const {
    std::vector<float> y(static_cast<std::size_t>(tokens * out));
    for (int64_t m = 0; m < tokens; ++m) {
      for (int64_t n = 0; n < out; ++n) {
        float total = 0.0F;
        for (int64_t g = 0; g < in / group; ++g) {
          int32_t sum = 0;
          for (int64_t k = g * group; k < (g + 1) * group; ++k) sum += int32_t{x[m * in + k]} * codes[n * in + k];
          total = std::fma(static_cast<float>(sum), scales[n * (in / group) + g], total);
        }
        y[m * out + n] = total * x_scales[m];
      }
    }
    return y;
  }

  template <class Parallel = Serial>
  std::vector<float> run(const Parallel& parallel = {}) const {
    const PackedWeights packed = pack_weights(codes.data(), scales.data(), out, in, group);
    Guarded<float> y(std::vector<float>(static_cast<std::size_t>(tokens * out), -77.0F));
    w4a8_gemm(packed, x.data(), x_scales.data(), tokens, y.data(), out, parallel);
    EXPECT_TRUE(y.intact());
    return y.values();
  }
};

class W4A8Gemm : public EachIsa {};

TEST_P(W4A8Gemm, AgreesBitForBitForAllSizes) {
  for (const int64_t tokens : {0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 13, 97}) {
    for (const int64_t out : {1, 15, 16, 17, 31, 32, 33, 70}) {
      for (const auto& [in, group] :
           {std::pair<int64_t, int64_t>{32, 32}, {96, 32}, {128, 64}, {128, 128}, {576, 64}}) {
        SCOPED_TRACE(::testing::Message() << tokens << " tokens, " << out << " x " << in << ", group " << group);
        const Problem p(tokens, out, in, group);
        ASSERT_TRUE(same_bits(p.run(), p.reference()));
      }
    }
  }
}

TEST_P(W4A8Gemm, SeveralBlocksOfChannelsMakeOneChain) {
  for (const auto& [in, group] :
       {std::pair<int64_t, int64_t>{800, 32}, {1536, 128}, {2336, 32}, {1600, 64}, {1024, 1024}}) {
    for (const int64_t tokens : {1, 3, 10}) {
      SCOPED_TRACE(::testing::Message() << tokens << " tokens, in " << in << ", group " << group);
      const Problem p(tokens, 45, in, group);
      ASSERT_TRUE(same_bits(p.run(), p.reference()));
    }
  }
}

/// Every product at its largest: any saturation or 16-bit overflow shows.
TEST_P(W4A8Gemm, ExtremeCodesDoNotOverflow) {
  for (const int8_t code : {int8_t{-8}, int8_t{7}}) {
    for (const int8_t activation : {int8_t{-128}, int8_t{127}}) {
      for (const int64_t tokens : {1, 6, 12}) {
        Problem p(tokens, 33, 256, 128);
        std::fill(p.codes.begin(), p.codes.end(), code);
        std::fill(p.x.begin(), p.x.end(), activation);
        std::fill(p.scales.begin(), p.scales.end(), 1.0F);
        std::fill(p.x_scales.begin(), p.x_scales.end(), 1.0F);
        const std::vector<float> expected(static_cast<std::size_t>(tokens * 33),
                                          256.0F * static_cast<float>(code * activation));
        EXPECT_EQ(p.run(), expected) << int{code} << " * " << int{activation};
      }
    }
  }
}

TEST_P(W4A8Gemm, AwkwardScales) {
  Problem p(5, 40, 64, 32);
  std::fill(p.x.begin() + 64, p.x.begin() + 128, int8_t{0});
  p.x_scales = {1.0F, 0x1p-23F, std::numeric_limits<float>::quiet_NaN(), 1e-42F, 1e30F};
  p.scales[0] = 1e-42F;
  p.scales[1] = 1e30F;
  const std::vector<float> y = p.run();
  const std::vector<float> expected = p.reference();
  for (int64_t n = 0; n < 40; ++n) {
    EXPECT_EQ(y[40 + n], 0.0F);
    EXPECT_TRUE(std::isnan(y[80 + n]));
  }
  for (int64_t i = 0; i < 200; ++i) {
    if (i / 40 == 2) continue;
    EXPECT_EQ(y[i], expected[i]) << i;
  }
}

TEST_P(W4A8Gemm, WritesOnlyItsColumnsOfWiderRows) {
  const Problem p(7, 37, 64, 64);
  const PackedWeights packed = pack_weights(p.codes.data(), p.scales.data(), p.out, p.in, p.group);
  std::vector<float> y(7 * 50, -5.0F);
  w4a8_gemm(packed, p.x.data(), p.x_scales.data(), 7, y.data(), 50);
  const std::vector<float> expected = p.reference();
  for (int64_t m = 0; m < 7; ++m) {
    for (int64_t n = 0; n < 50; ++n) ASSERT_EQ(y[m * 50 + n], n < 37 ? expected[m * 37 + n] : -5.0F);
  }
}

TEST_P(W4A8Gemm, DoesNotDependOnTheThreads) {
  const Problem p(205, 70, 4096, 128);  // wide enough that the tokens are cut into several chunks
  EXPECT_TRUE(same_bits(p.run(), p.reference()));
  EXPECT_TRUE(same_bits(p.run(Threads{3, 1}), p.run()));
  EXPECT_TRUE(same_bits(p.run(Threads{2, 4}), p.run()));
}

TEST(PackWeights, RefusesOtherSizesAndCodes) {
  Problem p(1, 2, 64, 32);
  EXPECT_THROW(pack_weights(p.codes.data(), p.scales.data(), 2, 64, 16), std::invalid_argument);
  EXPECT_THROW(pack_weights(p.codes.data(), p.scales.data(), 2, 48, 32), std::invalid_argument);
  p.codes[70] = 8;
  EXPECT_THROW(pack_weights(p.codes.data(), p.scales.data(), 2, 64, 32), std::invalid_argument);
}

CALM_INSTANTIATE_EACH_ISA(W4A8Gemm);

}  // namespace
}  // namespace calm::kernels
