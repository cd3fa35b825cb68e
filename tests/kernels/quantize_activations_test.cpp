#include "calm/kernels/quantize_activations.h"

#include <cmath>
#include <limits>

#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

/// The definition, with the C library's rounding.
void reference(const std::vector<float>& x, int64_t width, std::vector<int8_t>& codes, std::vector<float>& scales) {
  const int64_t tokens = static_cast<int64_t>(x.size()) / width;
  for (int64_t t = 0; t < tokens; ++t) {
    float largest = 0.0F;
    bool finite = true;
    for (int64_t i = 0; i < width; ++i) {
      finite = finite && std::isfinite(x[t * width + i]);
      largest = std::max(largest, std::fabs(x[t * width + i]));
    }
    float scale = largest / 127.5F;
    if (scale == 0.0F) scale = std::numeric_limits<float>::epsilon();
    scales.push_back(finite ? scale : kNaN);
    for (int64_t i = 0; i < width; ++i) {
      const float code = finite ? std::clamp(std::nearbyint(x[t * width + i] / scale), -128.0F, 127.0F) : 0.0F;
      codes.push_back(static_cast<int8_t>(code));
    }
  }
}

std::vector<float> awkward_rows(int64_t width) {
  std::vector<float> x;
  for (const float size : {1.0F, 1e-3F, 1e30F, 3e38F, 1e-40F, 1e-44F, 1e-45F, 0.0F}) {
    std::vector<float> row = random_floats(width, 7, 1.0F);
    float largest = 0.0F;
    for (const float v : row) largest = std::max(largest, std::fabs(v));
    for (float& v : row) v = v / largest * size;
    x.insert(x.end(), row.begin(), row.end());
  }
  for (int64_t i = 0; i < width; ++i) x.push_back(static_cast<float>(i % 256) - 127.5F);  // ties, -127.5 -> -128
  return x;
}

class QuantizeActivations : public EachIsa {};

TEST_P(QuantizeActivations, AgreesWithTheDefinitionBitForBit) {
  for (const int64_t width : {1, 7, 8, 15, 16, 17, 31, 33, 64, 255, 576}) {
    SCOPED_TRACE(width);
    const std::vector<float> x = awkward_rows(width);
    const auto tokens = static_cast<int64_t>(x.size()) / width;
    std::vector<int8_t> codes;
    std::vector<float> scales;
    reference(x, width, codes, scales);
    Guarded<int8_t> out_codes(tokens * width);
    Guarded<float> out_scales(tokens);
    quantize_activations(x.data(), tokens, width, width, out_codes.data(), out_scales.data());
    EXPECT_EQ(out_codes.values(), codes);
    EXPECT_TRUE(same_bits(out_scales.values(), scales));
    EXPECT_TRUE(out_codes.intact() && out_scales.intact());
  }
}

TEST_P(QuantizeActivations, FakeQuantizesToCodeTimesScaleAlsoInPlace) {
  const int64_t width = 77;
  const std::vector<float> x = awkward_rows(width);
  const auto tokens = static_cast<int64_t>(x.size()) / width;
  std::vector<int8_t> codes;
  std::vector<float> scales;
  reference(x, width, codes, scales);
  std::vector<float> expected(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    expected[i] = static_cast<float>(codes[i]) * scales[i / static_cast<std::size_t>(width)];
  }
  Guarded<float> out(tokens * width);
  fake_quantize_activations(x.data(), tokens, width, out.data());
  EXPECT_TRUE(same_bits(out.values(), expected));
  EXPECT_TRUE(out.intact());
  Guarded<float> in_place(x);
  fake_quantize_activations(in_place.data(), tokens, width, in_place.data());
  EXPECT_TRUE(same_bits(in_place.values(), expected));
}

TEST_P(QuantizeActivations, NonFiniteTokensGetScaleNaNAndLeaveTheirNeighboursAlone) {
  const int64_t width = 37;
  for (const float bad : {kNaN, -kNaN, kInf, -kInf}) {
    for (const int64_t at : {int64_t{0}, int64_t{20}, width - 1}) {
      std::vector<float> x = random_floats(3 * width, 3);
      std::vector<int8_t> codes;
      std::vector<float> scales;
      x[static_cast<std::size_t>(width + at)] = bad;
      reference(x, width, codes, scales);
      std::vector<int8_t> out_codes(x.size(), 99);
      std::vector<float> out_scales(3);
      quantize_activations(x.data(), 3, width, width, out_codes.data(), out_scales.data());
      EXPECT_EQ(out_codes, codes);
      EXPECT_TRUE(std::isnan(out_scales[1]));
      EXPECT_EQ(out_scales[0], scales[0]);
      EXPECT_EQ(out_scales[2], scales[2]);
      fake_quantize_activations(x.data(), 3, width, x.data());
      EXPECT_TRUE(std::all_of(x.begin() + width, x.begin() + 2 * width, [](float v) { return std::isnan(v); }));
      EXPECT_TRUE(std::isfinite(x[0]) && std::isfinite(x.back()));
    }
  }
}

TEST_P(QuantizeActivations, TakesARowStrideAndNoTokens) {
  const int64_t width = 19;
  const int64_t stride = 40;
  const std::vector<float> x = random_floats(5 * stride, 5);
  std::vector<float> dense;
  for (int64_t t = 0; t < 5; ++t) dense.insert(dense.end(), x.begin() + t * stride, x.begin() + t * stride + width);
  std::vector<int8_t> codes;
  std::vector<float> scales;
  reference(dense, width, codes, scales);
  std::vector<int8_t> out_codes(dense.size());
  std::vector<float> out_scales(5);
  quantize_activations(x.data(), 5, width, stride, out_codes.data(), out_scales.data());
  EXPECT_EQ(out_codes, codes);
  EXPECT_EQ(out_scales, scales);
  Guarded<int8_t> none(0);
  quantize_activations(x.data(), 0, width, stride, none.data(), nullptr);
  EXPECT_TRUE(none.intact());
}

TEST_P(QuantizeActivations, DoesNotDependOnTheThreads) {
  const int64_t width = 100;
  const int64_t tokens = 41;
  const std::vector<float> x = random_floats(tokens * width, 11);
  std::vector<int8_t> one(x.size()), many(x.size());
  std::vector<float> one_scales(tokens), many_scales(tokens);
  quantize_activations(x.data(), tokens, width, width, one.data(), one_scales.data());
  quantize_activations(x.data(), tokens, width, width, many.data(), many_scales.data(), Threads{3, 4});
  EXPECT_EQ(one, many);
  EXPECT_EQ(one_scales, many_scales);
}

CALM_INSTANTIATE_EACH_ISA(QuantizeActivations);

}  // namespace
}  // namespace calm::kernels
