// The scalar functions that the token-wise kernels share.

#include <cmath>
#include <limits>

#include "exp.h"
#include "half.h"
#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

/// Distance in units of the last place of the result's binade, subnormal ones included.
double ulps(float result, double exact) {
  const double place = std::ldexp(1.0, std::max(std::ilogb(exact), -126) - 23);
  return std::fabs(static_cast<double>(result) - exact) / place;
}

TEST(Exp, IsWithinTwoUlps) {
  double worst = 0.0;
  for (uint32_t bits = 0; bits <= bits_of(104.0F); bits += 97) {
    for (const float x : {float_of(bits), -float_of(bits)}) {
      const double exact = std::exp(static_cast<double>(x));
      if (exact > static_cast<double>(std::numeric_limits<float>::max())) {
        ASSERT_EQ(exp_of(x), kInf) << x;
      } else {
        worst = std::max(worst, ulps(exp_of(x), exact));
      }
    }
  }
  RecordProperty("ulps", std::to_string(worst));
  EXPECT_LT(worst, 2.0);
}

TEST(Exp, HoldsAtTheExtremes) {
  EXPECT_EQ(exp_of(0.0F), 1.0F);
  EXPECT_EQ(exp_of(-0.0F), 1.0F);
  EXPECT_EQ(exp_of(-kInf), 0.0F);
  EXPECT_EQ(exp_of(-1e38F), 0.0F);
  EXPECT_EQ(exp_of(-104.0F), 0.0F);
  EXPECT_EQ(exp_of(-103.0F), 0x1p-149F);
  EXPECT_EQ(exp_of(88.8F), kInf);
  EXPECT_EQ(exp_of(1e38F), kInf);
  EXPECT_EQ(exp_of(kInf), kInf);
  EXPECT_TRUE(std::isfinite(exp_of(88.7F)));
  EXPECT_TRUE(std::isnan(exp_of(kNaN)) && std::isnan(exp_of(-kNaN)));
}

/// From the format's definition.
double value_of(int half) {
  const double sign = (half & 0x8000) != 0 ? -1.0 : 1.0;
  const int exponent = half >> 10 & 31;
  const int fraction = half & 0x3FF;
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  return sign * std::ldexp(fraction + 1024, exponent - 25);
}

TEST(Half, EveryFiniteValueSurvives) {
  for (int half = 0; half < 0x10000; ++half) {
    if ((half & 0x7C00) == 0x7C00) continue;
    const float value = half_to_float(static_cast<uint16_t>(half));
    ASSERT_EQ(static_cast<double>(value), value_of(half)) << half;
    ASSERT_EQ(std::signbit(value), (half & 0x8000) != 0);
    ASSERT_EQ(float_to_half(value), half);
  }
}

TEST(Half, RoundsToNearestTiesToEven) {
  for (int half = 0; half < 0x7BFF; ++half) {
    const double low = value_of(half);
    const double high = value_of(half + 1);
    const auto middle = static_cast<float>((low + high) / 2.0);
    ASSERT_EQ(float_to_half(middle), half % 2 == 0 ? half : half + 1) << half;
    ASSERT_EQ(float_to_half(std::nextafter(middle, 0.0F)), half);
    ASSERT_EQ(float_to_half(-std::nextafter(middle, kInf)), (half + 1) | 0x8000);
  }
}

TEST(Half, OverflowsToInfAndKeepsNaN) {
  EXPECT_EQ(float_to_half(65519.0F), 0x7BFF);
  EXPECT_EQ(float_to_half(65520.0F), 0x7C00);
  EXPECT_EQ(float_to_half(-1e30F), 0xFC00);
  EXPECT_EQ(float_to_half(kInf), 0x7C00);
  EXPECT_EQ(half_to_float(0x7C00), kInf);
  EXPECT_EQ(half_to_float(0xFC00), -kInf);
  EXPECT_TRUE(std::isnan(half_to_float(float_to_half(kNaN))));
  EXPECT_TRUE(std::isnan(half_to_float(float_to_half(float_of(0x7F800001U)))));  // its payload lies in the lost bits
}

}  // namespace
}  // namespace calm::kernels
