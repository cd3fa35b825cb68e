#include "calm/kernels/silu_multiply.h"

#include <cmath>
#include <limits>

#include "calm/kernels/quantize_activations.h"
#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

/// Gate and up side by side, in rows of 2 * width + 3.
std::vector<float> rows_of(int64_t tokens, int64_t width, uint32_t seed) {
  std::vector<float> rows = random_floats(tokens * (2 * width + 3), seed, 6.0F);
  for (std::size_t i = 0; i < rows.size(); i += 11) rows[i] *= 20.0F;  // beyond where exp underflows and overflows
  return rows;
}

std::vector<float> oracle(const std::vector<float>& rows, int64_t tokens, int64_t width, Isa back) {
  force_isa(Isa::portable);
  std::vector<float> y(static_cast<std::size_t>(tokens * width));
  silu_multiply(rows.data(), rows.data() + width, tokens, width, 2 * width + 3, y.data());
  force_isa(back);
  return y;
}

class SiluMultiply : public EachIsa {};

TEST_P(SiluMultiply, AgreesWithFloat64) {
  std::vector<float> gate;
  for (float g = -120.0F; g < 120.0F; g += 0.0371F) gate.push_back(g);
  for (const float g : {0.0F, -0.0F, 1e-30F, -1e-45F, 1e38F, -1e38F}) gate.push_back(g);
  const auto width = static_cast<int64_t>(gate.size());
  const std::vector<float> up(gate.size(), 3.0F);
  Guarded<float> y(width);
  silu_multiply(gate.data(), up.data(), 1, width, width, y.data());
  EXPECT_TRUE(y.intact());
  for (int64_t i = 0; i < width; ++i) {
    const auto g = static_cast<double>(gate[i]);
    const double expected = g / (1.0 + std::exp(-g)) * 3.0;
    // exp(-g) overflows below -88.7, where the product is smaller than 1e-36.
    ASSERT_NEAR(y[i], expected, 4e-7 * std::fabs(expected) + 1e-35) << gate[i];
  }
}

TEST_P(SiluMultiply, HasTheSameBitsOnEverySetAndThreadCut) {
  for (const int64_t width : {1, 4, 7, 8, 9, 16, 31, 33, 100, 1536}) {
    SCOPED_TRACE(width);
    const std::vector<float> rows = rows_of(5, width, 2);
    Guarded<float> y(5 * width);
    silu_multiply(rows.data(), rows.data() + width, 5, width, 2 * width + 3, y.data(), Threads{2, 2});
    EXPECT_TRUE(y.intact());
    EXPECT_TRUE(same_bits(y.values(), oracle(rows, 5, width, GetParam())));
  }
}

TEST_P(SiluMultiply, QuantizesAsTheTwoCallsDo) {
  for (const int64_t width : {1, 9, 16, 33, 257}) {
    SCOPED_TRACE(width);
    const std::vector<float> rows = rows_of(4, width, 8);
    const std::vector<float> y = oracle(rows, 4, width, GetParam());
    std::vector<int8_t> codes(y.size());
    std::vector<float> scales(4);
    quantize_activations(y.data(), 4, width, width, codes.data(), scales.data());
    Guarded<float> scratch(4 * width), out_scales(4);
    Guarded<int8_t> out_codes(4 * width);
    silu_multiply_quantize(rows.data(), rows.data() + width, 4, width, 2 * width + 3, scratch.data(), out_codes.data(),
                           out_scales.data(), Threads{3, 1});
    EXPECT_TRUE(scratch.intact() && out_codes.intact() && out_scales.intact());
    EXPECT_TRUE(same_bits(scratch.values(), y));
    EXPECT_EQ(out_codes.values(), codes);
    EXPECT_TRUE(same_bits(out_scales.values(), scales));
  }
}

TEST_P(SiluMultiply, WhatIsNotFinitePoisonsItsTokenOnly) {
  const int64_t width = 21;
  for (const auto& [gate, up] : {std::pair{kNaN, 1.0F}, {1.0F, kNaN}, {-kInf, 1.0F}, {kInf, 1.0F}, {1.0F, -kInf}}) {
    std::vector<float> gates = random_floats(3 * width, 1), ups = random_floats(3 * width, 2);
    gates[static_cast<std::size_t>(width + 3)] = gate;
    ups[static_cast<std::size_t>(width + 3)] = up;
    std::vector<float> y(gates.size()), scales(3);
    std::vector<int8_t> codes(gates.size());
    silu_multiply_quantize(gates.data(), ups.data(), 3, width, width, y.data(), codes.data(), scales.data());
    for (int64_t i = 0; i < 3 * width; ++i) EXPECT_EQ(!std::isfinite(y[i]), i == width + 3) << i;
    for (int64_t t = 0; t < 3; ++t) EXPECT_EQ(std::isnan(scales[t]), t == 1) << t;
  }
}

TEST_P(SiluMultiply, TakesNoTokens) {
  Guarded<float> none(0);
  silu_multiply(none.data(), none.data(), 0, 5, 5, none.data());
  silu_multiply_quantize(none.data(), none.data(), 0, 5, 5, none.data(), nullptr, none.data());
  EXPECT_TRUE(none.intact());
}

CALM_INSTANTIATE_EACH_ISA(SiluMultiply);

}  // namespace
}  // namespace calm::kernels
