#include "calm/kernels/dense_gemv.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

/// A matrix in one of the three types, and the float64 values that it holds.
struct Dense {
  DenseType type;
  int64_t out, in;
  std::vector<float> values;
  std::vector<unsigned char> bytes;

  Dense(DenseType type_, int64_t out_, int64_t in_, std::vector<float> values_)
      : type(type_), out(out_), in(in_), values(std::move(values_)) {
    for (float& value : values) {
      if (type == DenseType::float32) {
        append(value);
      } else if (type == DenseType::bfloat16) {
        uint32_t bits;
        std::memcpy(&bits, &value, sizeof bits);
        bits &= 0xFFFF0000U;
        std::memcpy(&value, &bits, sizeof value);
        append(static_cast<uint16_t>(bits >> 16));
      } else {
        const auto half = static_cast<_Float16>(value);
        value = static_cast<float>(half);
        append(half);
      }
    }
  }
  template <class T>
  void append(T value) {
    const auto* p = reinterpret_cast<const unsigned char*>(&value);
    bytes.insert(bytes.end(), p, p + sizeof value);
  }
  DenseWeights weights() const { return {type, bytes.data(), out, in}; }
};

constexpr DenseType kTypes[] = {DenseType::float32, DenseType::float16, DenseType::bfloat16};

class DenseGemv : public EachIsa {
 protected:
  template <class Parallel = Serial>
  static std::vector<float> run(const Dense& w, const std::vector<float>& x, int64_t tokens,
                                const Parallel& parallel = {}) {
    Guarded<unsigned char> bytes(w.bytes);
    Guarded<float> guarded_x(x);
    Guarded<float> y(std::vector<float>(static_cast<std::size_t>(tokens * w.out), -77.0F));
    dense_gemv({w.type, bytes.data(), w.out, w.in}, guarded_x.data(), w.in, tokens, y.data(), w.out, parallel);
    EXPECT_TRUE(y.intact());
    return y.values();
  }

  /// A chain of in additions of rounded products: each of at most in + 1 roundings is off by 2^-24 of the sum of sizes.
  static void expect_close(const Dense& w, const std::vector<float>& x, int64_t tokens) {
    const std::vector<float> y = run(w, x, tokens);
    for (int64_t t = 0; t < tokens; ++t) {
      for (int64_t n = 0; n < w.out; ++n) {
        double sum = 0.0, sizes = 0.0;
        for (int64_t k = 0; k < w.in; ++k) {
          const double product = double{w.values[n * w.in + k]} * double{x[t * w.in + k]};
          sum += product;
          sizes += std::abs(product);
        }
        ASSERT_NEAR(y[t * w.out + n], sum, static_cast<double>(w.in + 1) * 0x1p-24 * sizes) << t << ' ' << n;
      }
    }
  }
};

TEST_P(DenseGemv, IsWithinTheRoundingOfItsSums) {
  for (const DenseType type : kTypes) {
    for (const int64_t tokens : {0, 1, 2, 3, 4, 5, 6, 7, 8, 11}) {
      for (const auto& [out, in] :
           {std::pair<int64_t, int64_t>{1, 1}, {3, 7}, {16, 16}, {17, 33}, {35, 47}, {40, 576}, {5, 1031}, {64, 96}}) {
        SCOPED_TRACE(::testing::Message() << int(type) << ": " << tokens << " tokens, " << out << " x " << in);
        const Dense w(type, out, in, random_floats(out * in, 7));
        expect_close(w, random_floats(tokens * in, 8), tokens);
      }
    }
  }
}

TEST_P(DenseGemv, ATokenDoesNotDependOnTheOthersNorOnTheThreads) {
  for (const DenseType type : kTypes) {
    const Dense w(type, 53, 203, random_floats(53 * 203, 5));
    const std::vector<float> x = random_floats(8 * 203, 6);
    const std::vector<float> all = run(w, x, 8);
    for (int64_t tokens = 1; tokens < 8; ++tokens) {
      const std::vector<float> some = run(w, {x.begin(), x.begin() + tokens * 203}, tokens);
      EXPECT_TRUE(same_bits(some, {all.begin(), all.begin() + tokens * 53})) << tokens;
    }
    EXPECT_TRUE(same_bits(run(w, x, 8, Threads{3, 1}), all));
    EXPECT_TRUE(same_bits(run(w, x, 8, Threads{2, 3}), all));
  }
}

TEST_P(DenseGemv, SpecialWeightsAndActivations) {
  constexpr float kInf = std::numeric_limits<float>::infinity();
  for (const DenseType type : kTypes) {
    std::vector<float> values(3 * 40, 1.0F);
    values[41] = kInf;
    values[82] = 0x1p-24F;  // float16's smallest
    std::vector<float> x(40, 1.0F);
    x[2] = 0x1p24F;
    const std::vector<float> y = run(Dense(type, 3, 40, values), x, 1);
    EXPECT_EQ(y[1], kInf);
    EXPECT_EQ(y[2], 40.0F);
    x[7] = std::numeric_limits<float>::quiet_NaN();
    for (const float value : run(Dense(type, 3, 40, values), x, 1)) EXPECT_TRUE(std::isnan(value));
  }
}

TEST_P(DenseGemv, RowsMayBeWider) {
  const Dense w(DenseType::bfloat16, 19, 24, random_floats(19 * 24, 2));
  const std::vector<float> x = random_floats(3 * 24, 3);
  std::vector<float> wide(3 * 30, std::numeric_limits<float>::quiet_NaN());
  for (int64_t t = 0; t < 3; ++t) std::copy_n(x.begin() + t * 24, 24, wide.begin() + t * 30);
  std::vector<float> y(3 * 25, -5.0F);
  dense_gemv(w.weights(), wide.data(), 30, 3, y.data(), 25);
  const std::vector<float> expected = run(w, x, 3);
  for (int64_t t = 0; t < 3; ++t) {
    for (int64_t n = 0; n < 25; ++n) ASSERT_EQ(y[t * 25 + n], n < 19 ? expected[t * 19 + n] : -5.0F);
  }
}

TEST(Embed, CopiesRowsAndMarksUnknownIds) {
  for (const DenseType type : kTypes) {
    std::vector<float> values = random_floats(5 * 9, 4);
    values[3] = 0.0F;
    values[4] = -0x1.4p-18F;  // subnormal in float16
    values[5] = std::numeric_limits<float>::infinity();
    const Dense table(type, 5, 9, values);
    Guarded<float> out(4 * 9);
    const int32_t ids[] = {4, 0, -1, 5};
    embed(table.weights(), ids, 4, out.data());
    ASSERT_TRUE(out.intact());
    for (int64_t k = 0; k < 9; ++k) {
      EXPECT_EQ(out[k], table.values[36 + k]);
      EXPECT_EQ(out[9 + k], table.values[k]);
      EXPECT_TRUE(std::isnan(out[18 + k]) && std::isnan(out[27 + k]));
    }
  }
}

TEST(Embed, ConvertsEveryHalf) {
  for (const DenseType type : {DenseType::float16, DenseType::bfloat16}) {
    for (uint32_t bits = 0; bits < 0x10000; ++bits) {
      const auto half = static_cast<uint16_t>(bits);
      const int32_t id = 0;
      float out = 0.0F;
      embed({type, &half, 1, 1}, &id, 1, &out);
      _Float16 known;
      std::memcpy(&known, &half, sizeof known);
      const uint32_t shifted = bits << 16;
      float expected = static_cast<float>(known);
      if (type == DenseType::bfloat16) std::memcpy(&expected, &shifted, sizeof expected);
      ASSERT_TRUE(out == expected || (std::isnan(out) && std::isnan(expected))) << bits;
    }
  }
}

CALM_INSTANTIATE_EACH_ISA(DenseGemv);

}  // namespace
}  // namespace calm::kernels
