#include "calm/kernels/w4a8_gemm.h"

#include <limits>
#include <stdexcept>

#include "kernels/linear_problem.h"

namespace calm::kernels {
namespace {

class W4A8Gemm : public EachIsa {};

TEST_P(W4A8Gemm, AgreesBitForBitForAllSizes) {
  for (const int64_t tokens : {0, 1, 2, 5, 8, 9, 10, 11, 13, 15, 18, 22, 23, 97}) {
    for (const int64_t out : {1, 15, 16, 17, 31, 32, 33, 70}) {
      for (const auto& [in, group] :
           {std::pair<int64_t, int64_t>{32, 32}, {96, 32}, {128, 64}, {128, 128}, {576, 64}}) {
        SCOPED_TRACE(::testing::Message() << tokens << " tokens, " << out << " x " << in << ", group " << group);
        const LinearProblem p(tokens, out, in, group);
        ASSERT_TRUE(same_bits(p.run(w4a8_gemm, p.pack()), p.reference()));
      }
    }
  }
}

TEST_P(W4A8Gemm, SeveralBlocksOfChannelsMakeOneChain) {
  for (const auto& [in, group] :
       {std::pair<int64_t, int64_t>{800, 32}, {1536, 128}, {2336, 32}, {1600, 64}, {1024, 1024}}) {
    for (const int64_t tokens : {1, 9, 14}) {
      SCOPED_TRACE(::testing::Message() << tokens << " tokens, in " << in << ", group " << group);
      const LinearProblem p(tokens, 45, in, group);
      ASSERT_TRUE(same_bits(p.run(w4a8_gemm, p.pack()), p.reference()));
    }
  }
}

/// Every product at its largest: any saturation or 16-bit overflow shows.
TEST_P(W4A8Gemm, ExtremeCodesDoNotOverflow) {
  for (const int code : {-8, 7, -128, 127}) {
    for (const int8_t activation : {int8_t{-128}, int8_t{127}}) {
      for (const int64_t tokens : {1, 9, 10, 11, 12}) {
        LinearProblem p(tokens, 33, 256, 128, code == -8 || code == 7 ? 4 : 8);
        std::fill(p.codes.begin(), p.codes.end(), static_cast<int8_t>(code));
        std::fill(p.x.begin(), p.x.end(), activation);
        std::fill(p.scales.begin(), p.scales.end(), 1.0F);
        std::fill(p.x_scales.begin(), p.x_scales.end(), 1.0F);
        const std::vector<float> expected(static_cast<std::size_t>(tokens * 33),
                                          256.0F * static_cast<float>(code * activation));
        EXPECT_EQ(p.run(w4a8_gemm, p.pack()), expected) << code << " * " << int{activation};
      }
    }
  }
}

TEST_P(W4A8Gemm, TakesAllBitsAndScaleTypes) {
  for (int bits = 2; bits <= 8; ++bits) {
    for (const ScaleType type : {ScaleType::float32, ScaleType::float16}) {
      for (const int64_t tokens : {3, 17, 29}) {
        for (const auto& [in, group] : {std::pair<int64_t, int64_t>{96, 32}, {256, 128}, {576, 576}, {1600, 64}}) {
          SCOPED_TRACE(::testing::Message() << bits << " bits, " << tokens << " tokens, in " << in);
          const LinearProblem p(tokens, 45, in, group, bits);  // its scales are exact in float16
          ASSERT_TRUE(same_bits(p.run(w4a8_gemm, p.pack(type)), p.reference()));
        }
      }
    }
  }
}

TEST_P(W4A8Gemm, AwkwardScales) {
  LinearProblem p(10, 40, 64, 32);
  std::fill(p.x.begin() + 64, p.x.begin() + 128, int8_t{0});
  p.x_scales = {1.0F, 0x1p-23F, std::numeric_limits<float>::quiet_NaN(), 1e-42F, 1e30F, 1.0F, 2.0F, 3.0F, 4.0F, 5.0F};
  p.scales[0] = 1e-42F;
  p.scales[1] = 1e30F;
  const std::vector<float> y = p.run(w4a8_gemm, p.pack());
  const std::vector<float> expected = p.reference();
  for (int64_t n = 0; n < 40; ++n) {
    EXPECT_EQ(y[40 + n], 0.0F);
    EXPECT_TRUE(std::isnan(y[80 + n]));
  }
  for (int64_t i = 0; i < 400; ++i) {
    if (i / 40 == 2) continue;
    EXPECT_EQ(y[i], expected[i]) << i;
  }
}

TEST_P(W4A8Gemm, WritesOnlyItsColumnsOfWiderRows) {
  const LinearProblem p(7, 37, 64, 64);
  const PackedWeights packed = pack_weights(p.codes.data(), p.scales.data(), p.out, p.in, p.group);
  std::vector<float> y(7 * 50, -5.0F);
  w4a8_gemm(packed, p.x.data(), p.x_scales.data(), 7, y.data(), 50);
  const std::vector<float> expected = p.reference();
  for (int64_t m = 0; m < 7; ++m) {
    for (int64_t n = 0; n < 50; ++n) ASSERT_EQ(y[m * 50 + n], n < 37 ? expected[m * 37 + n] : -5.0F);
  }
}

TEST_P(W4A8Gemm, DoesNotDependOnTheThreads) {
  const LinearProblem p(205, 70, 4096, 128);  // wide enough that the tokens are cut into several chunks
  EXPECT_TRUE(same_bits(p.run(w4a8_gemm, p.pack()), p.reference()));
  EXPECT_TRUE(same_bits(p.run(w4a8_gemm, p.pack(), Threads{3, 1}), p.run(w4a8_gemm, p.pack())));
  EXPECT_TRUE(same_bits(p.run(w4a8_gemm, p.pack(), Threads{2, 4}), p.run(w4a8_gemm, p.pack())));
}

TEST(PackWeights, RefusesOtherSizesAndCodes) {
  LinearProblem p(1, 2, 64, 32);
  EXPECT_THROW(pack_weights(p.codes.data(), p.scales.data(), 2, 64, 16), std::invalid_argument);
  EXPECT_THROW(pack_weights(p.codes.data(), p.scales.data(), 2, 48, 32), std::invalid_argument);
  EXPECT_THROW(pack_weights(p.codes.data(), p.scales.data(), 2, 64, 32, 1), std::invalid_argument);
  EXPECT_THROW(pack_weights(p.codes.data(), p.scales.data(), 2, 64, 32, 9), std::invalid_argument);
  EXPECT_THROW(pack_weights(p.codes.data(), p.scales.data(), 2, 64, 32, 4, ScaleType::bfloat16), std::invalid_argument);
  p.codes[70] = 8;
  EXPECT_THROW(pack_weights(p.codes.data(), p.scales.data(), 2, 64, 32), std::invalid_argument);
  EXPECT_NO_THROW(pack_weights(p.codes.data(), p.scales.data(), 2, 64, 32, 5));
}

TEST(PackWeights, StoresWhatItSays) {
  const auto bytes = [](int bits, ScaleType type) { return LinearProblem(0, 64, 128, 64, bits).pack(type).bytes(); };
  EXPECT_EQ(bytes(4, ScaleType::float32), 64 * 64 + 64 * 2 * 4);
  EXPECT_EQ(bytes(2, ScaleType::float16), 64 * 64 + 64 * 2 * 2);
  EXPECT_EQ(bytes(8, ScaleType::float16), 64 * 128 + 64 * 2 * 2);
}

CALM_INSTANTIATE_EACH_ISA(W4A8Gemm);

}  // namespace
}  // namespace calm::kernels
