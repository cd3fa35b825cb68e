// 16-bit products on tensor cores: w4a16_gemm and dense_gemm for CUDA, on the emulator.

#include <functional>
#include <stdexcept>

#include "calm/kernels/w4a16_gemm.h"
#include "half.h"
#include "kernels/cuda_test.h"
#include "kernels/linear_problem.h"

namespace calm::kernels {
namespace {

template <class T, class A>
std::vector<T> plain(const std::vector<T, A>& values) {
  return std::vector<T>(values.begin(), values.end());
}

float as_half(float value) {
  return half_to_float(float_to_half(value));
}
float as_bfloat(float value) {
  return float_of((bits_of(value) + 0x7FFFU + (bits_of(value) >> 16 & 1U)) & 0xFFFF0000U);
}

/// y[t, n] = sum of x[t, k] * w(n, k) in float64, and the sum of the magnitudes, which bounds the rounding of sums.
struct Expected {
  std::vector<double> values, magnitudes;
  Expected(const std::vector<float>& x, int64_t x_stride, int64_t tokens, int64_t out, int64_t in,
           const std::function<double(int64_t, int64_t)>& w) {
    for (int64_t t = 0; t < tokens; ++t) {
      for (int64_t n = 0; n < out; ++n) {
        double sum = 0.0, magnitude = 0.0;
        for (int64_t k = 0; k < in; ++k) {
          const double product = static_cast<double>(x[static_cast<std::size_t>(t * x_stride + k)]) * w(n, k);
          sum += product;
          magnitude += std::fabs(product);
        }
        values.push_back(sum);
        magnitudes.push_back(magnitude);
      }
    }
  }
  /// Rows of y are `stride` apart; what lies between keeps -77.
  void hold(const std::vector<float>& y, int64_t out, int64_t stride, double bound) const {
    for (std::size_t i = 0; i < y.size(); ++i) {
      const auto t = static_cast<int64_t>(i) / stride, n = static_cast<int64_t>(i) % stride;
      if (n >= out) {
        ASSERT_EQ(y[i], -77.0F) << i;
        continue;
      }
      const auto at = static_cast<std::size_t>(t * out + n);
      ASSERT_NEAR(y[i], values[at], bound * magnitudes[at] + 1e-30) << "token " << t << ", output " << n;
    }
  }
};

class CudaHalf : public EachOrder {};

void hold_w4a16(const LinearProblem& p, ScaleType type = ScaleType::float32) {
  SCOPED_TRACE(::testing::Message() << p.tokens << " tokens, " << p.out << " x " << p.in << ", group " << p.group
                                    << ", bits " << p.bits);
  const PackedWeights packed = p.pack(type);
  const bool wide = packed.bits > 4, half = !packed.half_scales.empty();
  const int64_t x_stride = p.in + 4, y_stride = p.out + 3;
  std::vector<float> x = random_floats(p.tokens * x_stride + 4, 3);
  DeviceBuffer<uint8_t> codes(plain(wide ? packed.wide : packed.nibbles));
  DeviceBuffer<float> scales(plain(packed.scales)), d_x(x);
  DeviceBuffer<uint16_t> half_scales(plain(packed.half_scales));
  DeviceBuffer<float> y(std::vector<float>(static_cast<std::size_t>(p.tokens * y_stride), -77.0F));
  cuda::w4a16_gemm({codes.data(), half ? nullptr : scales.data(), half ? half_scales.data() : nullptr, packed.out,
                    packed.in, packed.group, wide},
                   d_x.data(), x_stride, p.tokens, y.data(), y_stride, nullptr);
  EXPECT_TRUE(y.intact());
  if (p.tokens > 8) std::transform(x.begin(), x.end(), x.begin(), as_half);
  const Expected expected(x, x_stride, p.tokens, p.out, p.in, [&](int64_t n, int64_t k) {
    const float scale = p.scales[static_cast<std::size_t>(n * (p.in / p.group) + k / p.group)];
    return static_cast<double>(half ? as_half(scale) : scale) * p.codes[static_cast<std::size_t>(n * p.in + k)];
  });
  expected.hold(y.values(), p.out, y_stride, 2e-6);
}

TEST_P(CudaHalf, QuantizedWeightsOfAllSizes) {
  for (const int64_t tokens : {1, 2, 3, 8, 9, 64, 70}) {
    for (const auto& [out, in, group] : {std::tuple<int64_t, int64_t, int64_t>{1, 32, 32},
                                         {33, 96, 32},
                                         {70, 128, 128},
                                         {64, 576, 64},
                                         {40, 192, 96},
                                         {31, 512, 512}}) {
      hold_w4a16(LinearProblem(tokens, out, in, group));
    }
  }
}

TEST_P(CudaHalf, OtherBitsAndHalfScales) {
  for (const int bits : {2, 3, 5, 8}) {
    for (const ScaleType type : {ScaleType::float32, ScaleType::float16}) {
      for (const int64_t tokens : {4, 17}) hold_w4a16(LinearProblem(tokens, 45, 160, 32, bits), type);
    }
  }
}

/// Codes and small whole activations multiply without rounding: the CPU's bits.
TEST_P(CudaHalf, ExtremeCodesAreExact) {
  for (const int bits : {4, 8}) {
    for (const int64_t tokens : {3, 12}) {
      LinearProblem p(tokens, 34, 128, 64, bits);
      for (std::size_t i = 0; i < p.codes.size(); ++i) {
        p.codes[i] = static_cast<int8_t>(i % 3 == 0 ? (1 << (bits - 1)) - 1 : -(1 << (bits - 1)));
      }
      std::fill(p.scales.begin(), p.scales.end(), 0.25F);
      const std::vector<float> x(static_cast<std::size_t>(tokens * p.in), 3.0F);
      const PackedWeights packed = p.pack();
      std::vector<float> expected(static_cast<std::size_t>(tokens * p.out));
      w4a16_gemm(packed, x.data(), p.in, tokens, expected.data(), p.out);
      DeviceBuffer<uint8_t> codes(plain(bits > 4 ? packed.wide : packed.nibbles));
      DeviceBuffer<float> scales(plain(packed.scales)), d_x(x), y(tokens * p.out);
      cuda::w4a16_gemm({codes.data(), scales.data(), nullptr, p.out, p.in, p.group, bits > 4}, d_x.data(), p.in, tokens,
                       y.data(), p.out, nullptr);
      EXPECT_EQ(y.values(), expected);
    }
  }
}

TEST_P(CudaHalf, NotANumberStaysWithItsToken) {
  for (const int64_t tokens : {5, 11}) {
    const LinearProblem p(tokens, 33, 64, 32);
    std::vector<float> x = random_floats(tokens * 64, 3);
    x[2 * 64 + 5] = kNaN;
    const PackedWeights packed = p.pack();
    DeviceBuffer<uint8_t> codes(plain(packed.nibbles));
    DeviceBuffer<float> scales(plain(packed.scales)), d_x(x), y(tokens * 33);
    cuda::w4a16_gemm({codes.data(), scales.data(), nullptr, 33, 64, 32, false}, d_x.data(), 64, tokens, y.data(), 33,
                     nullptr);
    const std::vector<float> got = y.values();
    for (std::size_t i = 0; i < got.size(); ++i) EXPECT_EQ(std::isnan(got[i]), i / 33 == 2) << i;
  }
}

TEST_P(CudaHalf, DenseWeights) {
  for (const DenseType type : {DenseType::float16, DenseType::bfloat16, DenseType::float32}) {
    for (const int64_t tokens : {0, 1, 9, 16, 65}) {
      for (const auto& [out, in] : {std::pair<int64_t, int64_t>{1, 8}, {33, 40}, {65, 96}, {64, 576}, {20, 33}}) {
        if (tokens == 65 && out < 64) continue;
        SCOPED_TRACE(::testing::Message()
                     << tokens << " tokens, " << out << " x " << in << ", type " << static_cast<int>(type));
        const bool bfloat = type == DenseType::bfloat16;
        std::vector<float> w = random_floats(out * in, 6);
        std::vector<uint16_t> halves;
        if (type != DenseType::float32) {
          std::transform(w.begin(), w.end(), w.begin(), bfloat ? as_bfloat : as_half);
          for (const float v : w) {
            halves.push_back(bfloat ? static_cast<uint16_t>(bits_of(v) >> 16) : float_to_half(v));
          }
        }
        const int64_t x_stride = in + 4, y_stride = out + 2;
        std::vector<float> x = random_floats(tokens * x_stride + 1, 4);
        DeviceBuffer<float> d_w(w), d_x(x);
        DeviceBuffer<uint16_t> d_halves(halves);
        DeviceBuffer<float> y(std::vector<float>(static_cast<std::size_t>(tokens * y_stride), -77.0F));
        const void* data = type == DenseType::float32 ? static_cast<const void*>(d_w.data()) : d_halves.data();
        cuda::dense_gemm({type, data, out, in}, d_x.data(), x_stride, tokens, y.data(), y_stride, nullptr);
        EXPECT_TRUE(y.intact());
        const bool rounded = tokens > 8 && type != DenseType::float32 && in % 8 == 0;
        if (rounded) std::transform(x.begin(), x.end(), x.begin(), bfloat ? as_bfloat : as_half);
        Expected(x, x_stride, tokens, out, in, [&, width = in](int64_t n, int64_t k) {
          return static_cast<double>(w[static_cast<std::size_t>(n * width + k)]);
        }).hold(y.values(), out, y_stride, 2e-6);
      }
    }
  }
}

TEST_P(CudaHalf, RefusesBadSizes) {
  const float scale = 1.0F;
  const auto packed = [&](int64_t in, int64_t group, int64_t x_stride, int64_t y_stride) {
    cuda::w4a16_gemm({nullptr, &scale, nullptr, 32, in, group, false}, nullptr, x_stride, 1, nullptr, y_stride,
                     nullptr);
  };
  EXPECT_THROW(packed(96, 64, 96, 32), std::invalid_argument);
  EXPECT_THROW(packed(64, 64, 62, 32), std::invalid_argument);
  EXPECT_THROW(packed(64, 64, 66, 32), std::invalid_argument);
  EXPECT_THROW(packed(64, 64, 64, 31), std::invalid_argument);
  EXPECT_THROW(cuda::dense_gemm({DenseType::float16, nullptr, 8, 8}, nullptr, 7, 9, nullptr, 8, nullptr),
               std::invalid_argument);
  hold_w4a16(LinearProblem(1, 1, 32, 32));
}

CALM_INSTANTIATE_EACH_ORDER(CudaHalf);

}  // namespace
}  // namespace calm::kernels
