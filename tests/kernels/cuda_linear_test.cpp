// The W4A8 GEMM and GEMV for CUDA, launched through their public functions on the emulator, against the portable
// oracle.

#include <stdexcept>

#include "calm/kernels/w4a8_gemv.h"
#include "kernels/cuda_test.h"
#include "kernels/linear_problem.h"

namespace calm::kernels {
namespace {

using Function = decltype(&cuda::w4a8_gemm);

template <class T, class A>
std::vector<T> plain(const std::vector<T, A>& values) {
  return std::vector<T>(values.begin(), values.end());
}

/// The device's rows with `gap` untouched values after each.
std::vector<float> run(Function function, const LinearProblem& p, const PackedWeights& packed, int64_t gap = 0) {
  const bool wide = packed.bits > 4;
  DeviceBuffer<uint8_t> codes(plain(wide ? packed.wide : packed.nibbles));
  DeviceBuffer<float> scales(plain(packed.scales)), x_scales(p.x_scales);
  DeviceBuffer<uint16_t> half_scales(plain(packed.half_scales));
  DeviceBuffer<int8_t> x(p.x);
  DeviceBuffer<float> y(std::vector<float>(static_cast<std::size_t>(p.tokens * (p.out + gap)), -77.0F));
  const bool half = !packed.half_scales.empty();
  function({codes.data(), half ? nullptr : scales.data(), half ? half_scales.data() : nullptr, packed.out, packed.in,
            packed.group, wide},
           x.data(), x_scales.data(), p.tokens, y.data(), p.out + gap, nullptr);
  EXPECT_TRUE(y.intact());
  return y.values();
}

std::vector<float> oracle(const LinearProblem& p, const PackedWeights& packed, int64_t gap = 0) {
  force_isa(Isa::portable);
  std::vector<float> y(static_cast<std::size_t>(p.tokens * (p.out + gap)), -77.0F);
  w4a8_gemm(packed, p.x.data(), p.x_scales.data(), p.tokens, y.data(), p.out + gap);
  return y;
}

void expect_same(Function function, const LinearProblem& p, ScaleType type = ScaleType::float32, int64_t gap = 0) {
  SCOPED_TRACE(::testing::Message() << p.tokens << " tokens, " << p.out << " x " << p.in << ", group " << p.group
                                    << ", bits " << p.bits);
  const PackedWeights packed = p.pack(type);
  EXPECT_TRUE(same_bits(run(function, p, packed, gap), oracle(p, packed, gap)));
}

struct Named {
  const char* name;
  Function function;
  int64_t most_tokens;
};
void PrintTo(const Named& named, std::ostream* out) {
  *out << named.name;
}

class CudaLinear : public ::testing::TestWithParam<Named> {
 protected:
  static bool takes(int64_t tokens) { return tokens <= GetParam().most_tokens; }
};
INSTANTIATE_TEST_SUITE_P(, CudaLinear,
                         ::testing::Values(Named{"gemm", &cuda::w4a8_gemm, 1 << 20},
                                           Named{"gemv", &cuda::w4a8_gemv, 8}),
                         [](const auto& each) { return std::string(each.param.name); });

TEST_P(CudaLinear, AgreesBitForBitForAllSizes) {
  for (const int64_t tokens : {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 63, 64, 65, 97}) {
    if (!takes(tokens)) continue;
    for (const int64_t out : {1, 15, 16, 17, 31, 32, 33, 70}) {
      for (const auto& [in, group] :
           {std::pair<int64_t, int64_t>{32, 32}, {96, 32}, {128, 64}, {128, 128}, {192, 96}, {576, 64}}) {
        if (in == 576 && tokens % 3 != 0) continue;  // the slowest here
        expect_same(GetParam().function, LinearProblem(tokens, out, in, group));
      }
    }
  }
}

TEST_P(CudaLinear, LongChainsAndEveryOrderOfThreads) {
  for (const Schedule order : {Schedule::forward, Schedule::reverse, Schedule::shuffled}) {
    cuda_emulation::schedule(order);
    for (const auto& [in, group] :
         {std::pair<int64_t, int64_t>{800, 32}, {1536, 128}, {2336, 32}, {1600, 64}, {1024, 1024}, {2016, 672}}) {
      for (const int64_t tokens : {1, 3, 8, 10}) {
        if (takes(tokens)) expect_same(GetParam().function, LinearProblem(tokens, 45, in, group));
      }
    }
  }
  cuda_emulation::schedule(Schedule::forward);
}

TEST_P(CudaLinear, OtherBitsAndHalfScales) {
  for (const int bits : {2, 3, 4, 5, 6, 8}) {
    for (const ScaleType type : {ScaleType::float32, ScaleType::float16}) {
      for (const int64_t tokens : {1, 7, 66}) {
        if (!takes(tokens)) continue;
        expect_same(GetParam().function, LinearProblem(tokens, 70, 96, 32, bits), type);
        expect_same(GetParam().function, LinearProblem(tokens, 33, 1280, 128, bits), type);
      }
    }
  }
}

/// Every product at its largest: any saturation or overflow shows.
TEST_P(CudaLinear, ExtremeCodesDoNotOverflow) {
  for (const int bits : {4, 8}) {
    for (const int code : {-(1 << (bits - 1)), (1 << (bits - 1)) - 1}) {
      for (const int activation : {-128, 127}) {
        LinearProblem p(takes(66) ? 66 : 8, 33, 256, 128, bits);
        std::fill(p.codes.begin(), p.codes.end(), static_cast<int8_t>(code));
        std::fill(p.x.begin(), p.x.end(), static_cast<int8_t>(activation));
        std::fill(p.scales.begin(), p.scales.end(), 1.0F);
        std::fill(p.x_scales.begin(), p.x_scales.end(), 1.0F);
        const std::vector<float> expected(static_cast<std::size_t>(p.tokens * 33),
                                          256.0F * static_cast<float>(code * activation));
        EXPECT_EQ(run(GetParam().function, p, p.pack()), expected) << code << " * " << activation;
      }
    }
  }
}

TEST_P(CudaLinear, TheWidestGroupDoesNotOverflow) {
  for (const int bits : {4, 8}) {
    LinearProblem p(1, 1, 65536, 65536, bits);
    std::fill(p.codes.begin(), p.codes.end(), static_cast<int8_t>(-(1 << (bits - 1))));
    std::fill(p.x.begin(), p.x.end(), int8_t{-128});
    p.scales = p.x_scales = {1.0F};
    EXPECT_EQ(run(GetParam().function, p, p.pack()), std::vector<float>{bits == 4 ? 0x1p26F : 0x1p30F});
  }
}

TEST_P(CudaLinear, RefusesBadSizes) {
  const auto call = [](int64_t in, int64_t group, int64_t y_stride) {
    const float scale = 1.0F;
    GetParam().function({nullptr, &scale, nullptr, 32, in, group, false}, nullptr, nullptr, 1, nullptr, y_stride,
                        nullptr);
  };
  EXPECT_THROW(call(65568, 65568, 32), std::invalid_argument);
  EXPECT_THROW(call(96, 64, 32), std::invalid_argument);
  EXPECT_THROW(call(40, 40, 32), std::invalid_argument);
  EXPECT_THROW(call(64, 64, 31), std::invalid_argument);
}

TEST_P(CudaLinear, AwkwardScales) {
  LinearProblem p(5, 40, 64, 32);
  std::fill(p.x.begin() + 64, p.x.begin() + 128, int8_t{0});
  p.x_scales = {1.0F, 0x1p-23F, std::numeric_limits<float>::quiet_NaN(), 1e-42F, 1e30F};
  p.scales[0] = 1e-42F;
  p.scales[1] = 1e30F;
  const PackedWeights packed = p.pack();
  const std::vector<float> y = run(GetParam().function, p, packed);
  const std::vector<float> expected = oracle(p, packed);
  for (std::size_t i = 0; i < 200; ++i) {
    if (i / 40 == 2) {
      EXPECT_TRUE(std::isnan(y[i]));
    } else {
      EXPECT_EQ(y[i], expected[i]) << i;
    }
  }
}

TEST_P(CudaLinear, WritesOnlyItsColumnsOfWiderRows) {
  expect_same(GetParam().function, LinearProblem(takes(70) ? 70 : 5, 37, 64, 64), ScaleType::float32, 13);
}

}  // namespace
}  // namespace calm::kernels
