// w4a8_linear, which chooses between the GEMV, the GEMM and the GEMM in ranges of channels, on the emulator.

#include "kernels/cuda_test.h"
#include "kernels/linear_problem.h"

namespace calm::kernels {
namespace {

template <class T, class A>
std::vector<T> plain(const std::vector<T, A>& values) {
  return std::vector<T>(values.begin(), values.end());
}

struct Result {
  std::vector<float> y;
  int64_t launches;
};

Result run(const LinearProblem& p, ScaleType type = ScaleType::float32, bool with_workspace = true, int64_t gap = 0) {
  const PackedWeights packed = p.pack(type);
  const bool wide = packed.bits > 4, half = !packed.half_scales.empty();
  DeviceBuffer<uint8_t> codes(plain(wide ? packed.wide : packed.nibbles));
  DeviceBuffer<float> scales(plain(packed.scales)), x_scales(p.x_scales);
  DeviceBuffer<uint16_t> half_scales(plain(packed.half_scales));
  DeviceBuffer<int8_t> x(p.x);
  DeviceBuffer<float> y(std::vector<float>(static_cast<std::size_t>(p.tokens * (p.out + gap)), -77.0F));
  static DeviceBuffer<float> workspace(cuda::kLinearWorkspace);
  const int64_t before = cuda_emulation::launches();
  cuda::w4a8_linear({codes.data(), half ? nullptr : scales.data(), half ? half_scales.data() : nullptr, packed.out,
                     packed.in, packed.group, wide},
                    x.data(), x_scales.data(), p.tokens, y.data(), p.out + gap,
                    with_workspace ? workspace.data() : nullptr, nullptr);
  const int64_t launches = cuda_emulation::launches() - before;
  EXPECT_TRUE(y.intact() && workspace.intact());
  return {y.values(), launches};
}

std::vector<float> oracle(const LinearProblem& p, ScaleType type = ScaleType::float32, int64_t gap = 0) {
  std::vector<float> y(static_cast<std::size_t>(p.tokens * (p.out + gap)), -77.0F);
  w4a8_gemm(p.pack(type), p.x.data(), p.x_scales.data(), p.tokens, y.data(), p.out + gap);
  return y;
}

class CudaSplit : public EachOrder {};

/// With scales of one every float32 sum is exact, in any order: the int32 sums must be right to the last bit.
TEST_P(CudaSplit, IntegerSumsAreExactForAllSizes) {
  for (const auto& [in, group] :
       {std::pair<int64_t, int64_t>{512, 32}, {1024, 128}, {1536, 64}, {576, 64}, {2016, 672}, {1024, 1024}}) {
    for (const int64_t tokens : {1, 8, 9, 16, 17, 33, 65}) {
      for (const int64_t out : {1, 31, 97, 130}) {
        if ((tokens + out + in) % 3 != 0) continue;  // a third of them is enough
        SCOPED_TRACE(::testing::Message() << tokens << " tokens, " << out << " x " << in << ", group " << group);
        LinearProblem p(tokens, out, in, group);
        std::fill(p.scales.begin(), p.scales.end(), 1.0F);
        std::fill(p.x_scales.begin(), p.x_scales.end(), 0.5F);
        EXPECT_TRUE(same_bits(run(p).y, oracle(p)));
      }
    }
  }
}

/// Other sums than the oracle's, within the rounding of `groups` terms.
TEST_P(CudaSplit, AnyScalesAgreeToRounding) {
  for (const int bits : {4, 8}) {
    for (const ScaleType type : {ScaleType::float32, ScaleType::float16}) {
      const LinearProblem p(13, 70, 1536, 64, bits);
      const Result got = run(p, type, true, 3);
      const std::vector<float> expected = oracle(p, type, 3);
      EXPECT_EQ(got.launches, 2) << "one for the ranges, one to add them";
      double largest = 0.0;
      for (const float v : expected) largest = std::max(largest, std::fabs(static_cast<double>(v)));
      for (std::size_t i = 0; i < expected.size(); ++i) ASSERT_NEAR(got.y[i], expected[i], 2e-6 * largest) << i;
    }
  }
}

TEST_P(CudaSplit, WhatIsNotSplitHasTheOraclesBits) {
  const LinearProblem few(7, 40, 1024, 128), many(20, 40, 1024, 128), one_group(20, 40, 1024, 1024);
  for (const LinearProblem* p : {&few, &one_group}) {
    const Result got = run(*p);
    EXPECT_TRUE(same_bits(got.y, oracle(*p)));
    EXPECT_EQ(got.launches, 1);
  }
  const Result whole = run(many, ScaleType::float32, false);
  EXPECT_TRUE(same_bits(whole.y, oracle(many)));
  EXPECT_EQ(whole.launches, 1);
}

TEST_P(CudaSplit, TheSameBitsInEveryOrderOfThreads) {
  const LinearProblem p(11, 45, 2048, 32);
  const std::vector<float> first = run(p).y;
  cuda_emulation::schedule(Schedule::forward);
  EXPECT_TRUE(same_bits(first, run(p).y));
}

TEST_P(CudaSplit, ATokenWithoutAScaleIsNaNAndNoOther) {
  LinearProblem p(9, 40, 1024, 128);
  p.x_scales[3] = kNaN;
  const std::vector<float> y = run(p).y;
  for (std::size_t i = 0; i < y.size(); ++i) EXPECT_EQ(std::isnan(y[i]), i / 40 == 3) << i;
}

CALM_INSTANTIATE_EACH_ORDER(CudaSplit);

}  // namespace
}  // namespace calm::kernels
