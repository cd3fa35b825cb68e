#include "calm/kernels/w4a16_gemm.h"

#include <limits>
#include <stdexcept>

#include "kernels/linear_problem.h"

namespace calm::kernels {
namespace {

class W4A16Gemm : public EachIsa {
 protected:
  static std::vector<float> reference(const LinearProblem& p, const std::vector<float>& x) {
    std::vector<float> y(static_cast<std::size_t>(p.tokens * p.out));
    for (int64_t m = 0; m < p.tokens; ++m) {
      for (int64_t n = 0; n < p.out; ++n) {
        float total = 0.0F;
        for (int64_t k = 0; k < p.in; ++k) {
          const float weight = static_cast<float>(p.codes[n * p.in + k]) * p.scales[n * (p.in / p.group) + k / p.group];
          total = std::fma(x[m * p.in + k], weight, total);
        }
        y[m * p.out + n] = total;
      }
    }
    return y;
  }

  template <class Parallel = Serial>
  static std::vector<float> run(const LinearProblem& p, const PackedWeights& packed, const std::vector<float>& x,
                                const Parallel& parallel = {}) {
    Guarded<float> guarded_x(x);
    Guarded<float> y(std::vector<float>(static_cast<std::size_t>(p.tokens * p.out), -77.0F));
    w4a16_gemm(packed, guarded_x.data(), p.in, p.tokens, y.data(), p.out, parallel);
    EXPECT_TRUE(y.intact());
    return y.values();
  }
};

TEST_P(W4A16Gemm, AgreesBitForBitForAllSizes) {
  for (const int64_t tokens : {0, 1, 2, 5, 6, 7, 11, 12, 13, 31}) {
    for (const int64_t out : {1, 16, 17, 32, 33, 70}) {
      for (const auto& [in, group] : {std::pair<int64_t, int64_t>{32, 32}, {160, 32}, {384, 128}, {576, 64}}) {
        SCOPED_TRACE(::testing::Message() << tokens << " tokens, " << out << " x " << in << ", group " << group);
        const LinearProblem p(tokens, out, in, group);
        const std::vector<float> x = random_floats(tokens * in, 9);
        ASSERT_TRUE(same_bits(run(p, p.pack(), x), reference(p, x)));
      }
    }
  }
}

TEST_P(W4A16Gemm, TakesAllBitsAndScaleTypes) {
  for (int bits = 2; bits <= 8; ++bits) {
    for (const ScaleType type : {ScaleType::float32, ScaleType::float16}) {
      const LinearProblem p(7, 45, 192, 96, bits);  // its scales are exact in float16
      const std::vector<float> x = random_floats(7 * 192, 9);
      EXPECT_TRUE(same_bits(run(p, p.pack(type), x), reference(p, x))) << bits << " bits";
    }
  }
}

TEST_P(W4A16Gemm, DoesNotDependOnTheThreadsAndSpreadsNaN) {
  const LinearProblem p(37, 70, 4096, 128);  // wide enough that the tokens are cut into several chunks
  std::vector<float> x = random_floats(37 * 4096, 9);
  x[5 * 4096 + 17] = std::numeric_limits<float>::quiet_NaN();
  const PackedWeights packed = p.pack();
  const std::vector<float> y = run(p, packed, x);
  for (int64_t i = 0; i < 37 * 70; ++i) ASSERT_EQ(std::isnan(y[i]), i / 70 == 5) << i;
  EXPECT_TRUE(same_bits(run(p, packed, x, Threads{3, 1}), y));
  EXPECT_TRUE(same_bits(run(p, packed, x, Threads{2, 4}), y));
}

CALM_INSTANTIATE_EACH_ISA(W4A16Gemm);

}  // namespace
}  // namespace calm::kernels
