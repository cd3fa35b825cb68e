#include "calm/kernels/pack_int4.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

TEST(PackInt4, WordFromTheFormatsDescription) {
  const std::vector<int8_t> codes = {-1, 1, -1, -5, 7, -1, 0, 4};
  int32_t word = 0;
  pack_int4(codes.data(), 1, 8, &word);
  EXPECT_EQ(static_cast<uint32_t>(word), 0xC87F3797U);
  std::vector<int8_t> back(8);
  unpack_int4(&word, 1, 8, back.data());
  EXPECT_EQ(back, codes);
}

TEST(PackInt4, RaggedRowsStartAtAWordAndPadWithZeroBits) {
  const std::vector<int8_t> codes = {-8, 7, 0, -8, 7, 0, 1, 2, 3, -8, -8, -8, -8, -8, -8, -8, -8, 5};  // 2 rows of 9
  Guarded<int32_t> words(4);
  pack_int4(codes.data(), 2, 9, words.data());
  EXPECT_EQ(static_cast<uint32_t>(words[0]), 0xA98F08F0U);
  EXPECT_EQ(words[1], 0xB);
  EXPECT_EQ(words[2], 0);
  EXPECT_EQ(words[3], 0xD);
  EXPECT_TRUE(words.intact());
  Guarded<int8_t> back(18);
  unpack_int4(words.data(), 2, 9, back.data(), Threads{2, 1});
  EXPECT_EQ(back.values(), codes);
  EXPECT_TRUE(back.intact());
}

TEST(PackInt4, RefusesCodesOfMoreThanFourBits) {
  for (const int8_t bad : {int8_t{8}, int8_t{-9}, int8_t{127}, int8_t{-128}}) {
    std::vector<int8_t> codes(16, 0);
    codes[11] = bad;
    std::vector<int32_t> words(2);
    EXPECT_THROW(pack_int4(codes.data(), 1, 16, words.data()), std::invalid_argument) << int{bad};
  }
}

TEST(ScaleType, RoundsToNearestEvenAndSaturates) {
  EXPECT_EQ(round_to(0.1F, ScaleType::float32), 0.1F);
  EXPECT_EQ(round_to(1.0F + 0x1p-11F, ScaleType::float16), 1.0F);  // a tie goes to the even neighbour
  EXPECT_EQ(round_to(1.0F + 0x3p-11F, ScaleType::float16), 1.0F + 0x2p-10F);
  EXPECT_EQ(round_to(1.0F + 0x1.1p-11F, ScaleType::float16), 1.0F + 0x1p-10F);
  EXPECT_EQ(round_to(1.0F + 0x1p-8F, ScaleType::bfloat16), 1.0F);
  EXPECT_EQ(round_to(1.0F + 0x3p-8F, ScaleType::bfloat16), 1.0F + 0x2p-7F);
  EXPECT_EQ(round_to(0x1.4p-24F, ScaleType::float16), 0x1p-24F);  // halves below 2^-14 are multiples of 2^-24
  EXPECT_EQ(round_to(0x1.8p-24F, ScaleType::float16), 0x1p-23F);
  EXPECT_EQ(round_to(0x1p-26F, ScaleType::float16), 0.0F);
  EXPECT_EQ(round_to(0x1.FFFp-15F, ScaleType::float16), 0x1p-14F);
  EXPECT_EQ(round_to(1e6F, ScaleType::float16), 65504.0F);
  EXPECT_EQ(round_to(65520.0F, ScaleType::float16), 65504.0F);
  EXPECT_EQ(round_to(std::numeric_limits<float>::max(), ScaleType::bfloat16), 0x1.FEp127F);
  EXPECT_EQ(scale_of(0.0F, 4, ScaleType::float16), 0x1p-10F);
  EXPECT_EQ(scale_of(0.0F, 4, ScaleType::bfloat16), 0x1p-7F);
  EXPECT_EQ(scale_of(7.5F, 4, ScaleType::float32), 1.0F);
}

TEST(FindGroupScales, NaNWeightsGiveNaNAndLeaveOtherGroupsAlone) {
  for (const std::size_t at : {0U, 1U, 3U}) {
    std::vector<float> w = {1.0F, -7.5F, 2.0F, 3.0F, 0.5F, 15.0F, 1.0F, 1.0F};
    w[at] = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> scales(2);
    find_group_scales(w.data(), 1, 8, 4, 4, ScaleType::float32, scales.data());
    EXPECT_TRUE(std::isnan(scales[0])) << at;
    EXPECT_EQ(scales[1], 2.0F);
  }
}

class QuantizeGroups : public EachIsa {};

TEST_P(QuantizeGroups, AgreesWithTheDefinition) {
  for (const int bits : {2, 3, 4, 5, 6, 7, 8}) {
    for (const int64_t group : {1, 5, 16, 32, 64, 100}) {
      SCOPED_TRACE(::testing::Message() << "bits " << bits << " group " << group);
      const int64_t rows = 5;
      const int64_t cols = group * 3;
      std::vector<float> w = random_floats(rows * cols, 17);
      for (int64_t i = 0; i < group; ++i) w[i] = 0.0F;
      std::vector<float> scales(rows * 3);
      find_group_scales(w.data(), rows, cols, group, bits, ScaleType::float32, scales.data());
      EXPECT_EQ(scales[0], std::numeric_limits<float>::epsilon());
      Guarded<int8_t> codes(rows * cols);
      quantize_groups(w.data(), rows, cols, group, scales.data(), codes.data(), bits, Threads{2, 2});
      EXPECT_TRUE(codes.intact());
      const float high = std::exp2(static_cast<float>(bits - 1)) - 1.0F;
      std::vector<float> back(w.size());
      dequantize_groups(codes.data(), rows, cols, group, scales.data(), back.data());
      for (int64_t i = 0; i < rows * cols; ++i) {
        const float scale = scales[i / group];
        const float code = std::clamp(std::nearbyint(w[i] / scale), -high - 1.0F, high);
        ASSERT_EQ(static_cast<float>(codes[i]), code) << i;
        ASSERT_EQ(back[i], code * scale) << i;
      }
    }
  }
}

TEST_P(QuantizeGroups, TiesGoToEvenAndTheExtremesClamp) {
  const std::vector<float> w = {-7.5F,
                                -8.5F,
                                -100.0F,
                                6.5F,
                                7.4F,
                                7.5F,
                                99.0F,
                                0.5F,
                                1.5F,
                                2.5F,
                                -0.5F,
                                -1.5F,
                                std::numeric_limits<float>::quiet_NaN(),
                                std::numeric_limits<float>::infinity(),
                                -1e38F,
                                0.0F};
  const std::vector<int8_t> expected = {-8, -8, -8, 6, 7, 7, 7, 0, 2, 2, 0, -2, 0, 7, -8, 0};
  const float scale = 1.0F;
  std::vector<int8_t> codes(16);
  quantize_groups(w.data(), 1, 16, 16, &scale, codes.data());
  EXPECT_EQ(codes, expected);
}

TEST_P(QuantizeGroups, RefusesAGroupThatDoesNotDivide) {
  const std::vector<float> w(48), scales(2);
  std::vector<int8_t> codes(48);
  EXPECT_THROW(quantize_groups(w.data(), 1, 48, 32, scales.data(), codes.data()), std::invalid_argument);
  EXPECT_THROW(quantize_groups(w.data(), 1, 48, 16, scales.data(), codes.data(), 9), std::invalid_argument);
}

CALM_INSTANTIATE_EACH_ISA(QuantizeGroups);

}  // namespace
}  // namespace calm::kernels
