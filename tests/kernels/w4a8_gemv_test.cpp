#include "calm/kernels/w4a8_gemv.h"

#include <limits>
#include <stdexcept>

#include "kernels/linear_problem.h"

namespace calm::kernels {
namespace {

class W4A8Gemv : public EachIsa {};

TEST_P(W4A8Gemv, AgreesBitForBitForAllSizes) {
  for (int64_t tokens = 0; tokens <= kGemvTokens; ++tokens) {
    for (const int64_t out : {1, 15, 16, 17, 31, 32, 33, 70}) {
      for (const auto& [in, group] : {std::pair<int64_t, int64_t>{32, 32},
                                      {96, 32},
                                      {128, 64},
                                      {256, 128},
                                      {576, 64},
                                      {576, 576},
                                      {1056, 1056}}) {
        SCOPED_TRACE(::testing::Message() << tokens << " tokens, " << out << " x " << in << ", group " << group);
        const LinearProblem p(tokens, out, in, group);
        ASSERT_TRUE(same_bits(p.run(w4a8_gemv, p.pack()), p.reference()));
      }
    }
  }
}

TEST_P(W4A8Gemv, TakesAllBitsAndScaleTypes) {
  for (int bits = 2; bits <= 8; ++bits) {
    for (const ScaleType type : {ScaleType::float32, ScaleType::float16}) {
      for (const int64_t tokens : {1, 2, 3, 4, 5, 8}) {
        for (const auto& [in, group] : {std::pair<int64_t, int64_t>{96, 32}, {256, 128}, {576, 576}}) {
          SCOPED_TRACE(::testing::Message() << bits << " bits, " << tokens << " tokens, in " << in);
          const LinearProblem p(tokens, 45, in, group, bits);  // its scales are exact in float16
          ASSERT_TRUE(same_bits(p.run(w4a8_gemv, p.pack(type)), p.reference()));
        }
      }
    }
  }
}

/// More groups than fit into one chunk of corrections.
TEST_P(W4A8Gemv, ManyGroups) {
  for (const int64_t tokens : {1, 7}) {
    for (const int bits : {4, 8}) {
      const LinearProblem p(tokens, 33, 32 * 1100, 32, bits);
      EXPECT_TRUE(same_bits(p.run(w4a8_gemv, p.pack()), p.reference())) << tokens << " tokens, " << bits << " bits";
    }
  }
}

/// Every product at its largest: any saturation or 16-bit overflow shows.
TEST_P(W4A8Gemv, ExtremeCodesDoNotOverflow) {
  for (const int bits : {4, 8}) {
    const int half = 1 << (bits - 1);
    for (const int code : {-half, half - 1}) {
      for (const int8_t activation : {int8_t{-128}, int8_t{127}}) {
        for (int64_t tokens = 1; tokens <= kGemvTokens; ++tokens) {
          LinearProblem p(tokens, 33, 1024, 1024, bits);
          std::fill(p.codes.begin(), p.codes.end(), static_cast<int8_t>(code));
          std::fill(p.x.begin(), p.x.end(), activation);
          std::fill(p.scales.begin(), p.scales.end(), 1.0F);
          std::fill(p.x_scales.begin(), p.x_scales.end(), 1.0F);
          const std::vector<float> expected(static_cast<std::size_t>(tokens * 33),
                                            1024.0F * static_cast<float>(code * activation));
          EXPECT_EQ(p.run(w4a8_gemv, p.pack()), expected) << code << " * " << int{activation};
        }
      }
    }
  }
}

TEST_P(W4A8Gemv, AwkwardScales) {
  LinearProblem p(5, 40, 64, 32);
  std::fill(p.x.begin() + 64, p.x.begin() + 128, int8_t{0});
  p.x_scales = {1.0F, 0x1p-23F, std::numeric_limits<float>::quiet_NaN(), 1e-42F, 1e30F};
  p.scales[0] = 1e-42F;
  p.scales[1] = 1e30F;
  p.scales[2] = -0.5F;
  const std::vector<float> y = p.run(w4a8_gemv, p.pack());
  const std::vector<float> expected = p.reference();
  for (int64_t i = 0; i < 200; ++i) {
    if (i / 40 == 2) {
      EXPECT_TRUE(std::isnan(y[i])) << i;
    } else {
      EXPECT_EQ(y[i], expected[i]) << i;
    }
  }
  for (int64_t n = 0; n < 40; ++n) EXPECT_EQ(y[40 + n], 0.0F);
}

TEST_P(W4A8Gemv, HalfScalesAreRoundedOnce) {
  LinearProblem p(2, 40, 64, 32);
  p.scales = random_floats(80, 3);
  p.scales[0] = 0x1.8p-20F;  // subnormal in float16
  const PackedWeights packed = p.pack(ScaleType::float16);
  for (float& scale : p.scales) scale = std::copysign(round_to(std::abs(scale), ScaleType::float16), scale);
  EXPECT_TRUE(same_bits(p.run(w4a8_gemv, packed), p.reference()));
}

TEST_P(W4A8Gemv, WritesOnlyItsColumnsOfWiderRows) {
  const LinearProblem p(7, 37, 64, 64);
  std::vector<float> y(7 * 50, -5.0F);
  w4a8_gemv(p.pack(), p.x.data(), p.x_scales.data(), 7, y.data(), 50);
  const std::vector<float> expected = p.reference();
  for (int64_t m = 0; m < 7; ++m) {
    for (int64_t n = 0; n < 50; ++n) ASSERT_EQ(y[m * 50 + n], n < 37 ? expected[m * 37 + n] : -5.0F);
  }
}

TEST_P(W4A8Gemv, DoesNotDependOnTheThreads) {
  const LinearProblem p(3, 201, 1536, 128);
  const PackedWeights packed = p.pack();
  EXPECT_TRUE(same_bits(p.run(w4a8_gemv, packed), p.reference()));
  EXPECT_TRUE(same_bits(p.run(w4a8_gemv, packed, Threads{3, 1}), p.reference()));
  EXPECT_TRUE(same_bits(p.run(w4a8_gemv, packed, Threads{2, 4}), p.reference()));
}

TEST(W4A8GemvSizes, MoreThanEightTokensAreRefused) {
  const LinearProblem p(9, 32, 32, 32);
  EXPECT_THROW(p.run(w4a8_gemv, p.pack()), std::invalid_argument);
}

CALM_INSTANTIATE_EACH_ISA(W4A8Gemv);

}  // namespace
}  // namespace calm::kernels
