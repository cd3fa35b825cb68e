#include "calm/kernels/rms_norm.h"

#include <cmath>
#include <limits>

#include "calm/kernels/quantize_activations.h"
#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr int64_t kWidths[] = {1, 3, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 576, 1536, 4099};

struct Case {
  Case(int64_t tokens_, int64_t width_, uint32_t seed, bool with_add)
      : tokens(tokens_),
        width(width_),
        x(random_floats(tokens * width, seed, 2.0F)),
        add(random_floats(with_add ? tokens * width : 0, seed + 1)),
        weight(random_floats(width, seed + 2)) {}
  RmsNorm norm(float* stream) const {
    return {stream, add.empty() ? nullptr : add.data(), tokens, width, weight.data(), 1e-5F};
  }
  int64_t tokens, width;
  std::vector<float> x, add, weight;
};

/// Of the portable version, whatever set is being tested.
std::vector<float> oracle(const Case& c, Isa back) {
  force_isa(Isa::portable);
  std::vector<float> stream = c.x;
  std::vector<float> y(c.x.size());
  rms_norm(c.norm(stream.data()), y.data());
  force_isa(back);
  return y;
}

class RmsNormKernel : public EachIsa {};

TEST_P(RmsNormKernel, AgreesWithFloat64) {
  for (const int64_t width : kWidths) {
    for (const bool with_add : {false, true}) {
      SCOPED_TRACE(::testing::Message() << width << (with_add ? " with add" : ""));
      const Case c(3, width, 17, with_add);
      Guarded<float> stream(c.x);
      Guarded<float> y(c.tokens * width);
      rms_norm(c.norm(stream.data()), y.data());
      EXPECT_TRUE(stream.intact() && y.intact());
      for (int64_t t = 0; t < c.tokens; ++t) {
        double squares = 0.0;
        for (int64_t i = t * width; i < (t + 1) * width; ++i) {
          const float sum = with_add ? c.x[i] + c.add[i] : c.x[i];
          ASSERT_EQ(stream[i], sum);
          squares += static_cast<double>(sum) * static_cast<double>(sum);
        }
        const double factor = 1.0 / std::sqrt(squares / static_cast<double>(width) + static_cast<double>(1e-5F));
        for (int64_t i = t * width; i < (t + 1) * width; ++i) {
          const double expected = static_cast<double>(stream[i]) * factor * static_cast<double>(c.weight[i % width]);
          ASSERT_NEAR(y[i], expected, 6e-7 * std::fabs(expected));
        }
      }
    }
  }
}

TEST_P(RmsNormKernel, HasTheSameBitsOnEverySetThreadCutAndInPlace) {
  for (const int64_t width : kWidths) {
    SCOPED_TRACE(width);
    const Case c(7, width, 3, width % 2 == 0);
    const std::vector<float> expected = oracle(c, GetParam());
    std::vector<float> stream = c.x;
    std::vector<float> y(c.x.size());
    rms_norm(c.norm(stream.data()), y.data(), Threads{3, 2});
    EXPECT_TRUE(same_bits(y, expected));
    if (!c.add.empty()) continue;
    rms_norm(c.norm(stream.data()), stream.data());
    EXPECT_TRUE(same_bits(stream, expected));
  }
}

TEST_P(RmsNormKernel, QuantizesAsTheTwoCallsDo) {
  for (const int64_t width : kWidths) {
    for (const bool with_add : {false, true}) {
      SCOPED_TRACE(width);
      Case c(5, width, 29, with_add);
      std::fill(c.x.begin(), c.x.begin() + width, 0.0F);  // a token of zeros
      std::fill(c.add.begin(), c.add.begin() + (with_add ? width : 0), 0.0F);
      c.x[static_cast<std::size_t>(2 * width)] = kInf;
      c.x[static_cast<std::size_t>(4 * width - 1)] = kNaN;
      const std::vector<float> y = oracle(c, GetParam());
      std::vector<int8_t> codes(y.size());
      std::vector<float> scales(5);
      quantize_activations(y.data(), 5, width, width, codes.data(), scales.data());
      Guarded<float> stream(c.x);
      Guarded<int8_t> out_codes(5 * width);
      Guarded<float> out_scales(5);
      rms_norm_quantize(c.norm(stream.data()), out_codes.data(), out_scales.data(), Threads{2, 2});
      EXPECT_TRUE(stream.intact() && out_codes.intact() && out_scales.intact());
      EXPECT_EQ(out_codes.values(), codes);
      for (int64_t t = 0; t < 5; ++t) {
        EXPECT_TRUE(out_scales[t] == scales[t] || (std::isnan(out_scales[t]) && std::isnan(scales[t]))) << t;
        EXPECT_EQ(std::isnan(out_scales[t]), t == 2 || t == 3) << t;
      }
    }
  }
}

TEST_P(RmsNormKernel, WhatIsNotFinitePoisonsItsTokenOnly) {
  const int64_t width = 37;
  for (const float bad : {kNaN, kInf, -kInf, 1e30F}) {  // the square of the last overflows
    Case c(3, width, 5, false);
    c.x[static_cast<std::size_t>(width + 20)] = bad;
    std::vector<float> y(c.x.size());
    rms_norm(c.norm(c.x.data()), y.data());
    for (int64_t i = 0; i < 3 * width; ++i) EXPECT_EQ(std::isnan(y[i]), i / width == 1) << i;
  }
}

TEST_P(RmsNormKernel, TakesNoTokens) {
  Guarded<float> none(0);
  rms_norm({none.data(), nullptr, 0, 8, none.data(), 1e-5F}, none.data());
  EXPECT_TRUE(none.intact());
}

CALM_INSTANTIATE_EACH_ISA(RmsNormKernel);

}  // namespace
}  // namespace calm::kernels
