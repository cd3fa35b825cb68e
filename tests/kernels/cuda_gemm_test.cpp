// The W4A8 GEMM for CUDA, launched through its public function on the emulator, against the portable oracle.

#include <cmath>
#include <limits>
#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "calm/kernels/w4a8_gemm.h"
#include "cuda_emulation/memory.h"
#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

using cuda_emulation::DeviceBuffer;
using cuda_emulation::Schedule;

struct Problem {
  int64_t tokens, out, in, group;
  std::vector<int8_t> x, codes;
  std::vector<float> x_scales, scales;

  Problem(int64_t tokens_, int64_t out_, int64_t in_, int64_t group_)
      : tokens(tokens_), out(out_), in(in_), group(group_) {
    std::mt19937 engine(1);
    for (int64_t i = 0; i < tokens * in; ++i) x.push_back(static_cast<int8_t>(static_cast<int>(engine() % 256) - 128));
    for (int64_t i = 0; i < out * in; ++i) codes.push_back(static_cast<int8_t>(static_cast<int>(engine() % 16) - 8));
    for (int64_t i = 0; i < out * in / group; ++i) scales.push_back(1e-3F * static_cast<float>(1 + engine() % 1000));
    for (int64_t i = 0; i < tokens; ++i) x_scales.push_back(1e-3F * static_cast<float>(1 + engine() % 1000));
  }

  /// The device's rows with `gap` untouched values after each.
  std::vector<float> run(int64_t gap = 0) const {
    const PackedWeights packed = pack_weights(codes.data(), scales.data(), out, in, group);
    DeviceBuffer<uint8_t> nibbles(packed.nibbles);
    DeviceBuffer<float> device_scales(packed.scales), device_x_scales(x_scales);
    DeviceBuffer<int8_t> device_x(x);
    DeviceBuffer<float> y(std::vector<float>(static_cast<std::size_t>(tokens * (out + gap)), -77.0F));
    cuda::w4a8_gemm({nibbles.data(), device_scales.data(), out, in, group}, device_x.data(), device_x_scales.data(),
                    tokens, y.data(), out + gap, nullptr);
    EXPECT_TRUE(y.intact());
    return y.values();
  }

  std::vector<float> oracle(int64_t gap = 0) const {
    force_isa(Isa::portable);
    std::vector<float> y(static_cast<std::size_t>(tokens * (out + gap)), -77.0F);
    const PackedWeights packed = pack_weights(codes.data(), scales.data(), out, in, group);
    w4a8_gemm(packed, x.data(), x_scales.data(), tokens, y.data(), out + gap);
    return y;
  }
};

TEST(CudaW4A8Gemm, AgreesBitForBitForAllSizes) {
  for (const int64_t tokens : {0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 13, 63, 64, 65, 97}) {
    for (const int64_t out : {1, 15, 16, 17, 31, 32, 33, 70}) {
      for (const auto& [in, group] :
           {std::pair<int64_t, int64_t>{32, 32}, {96, 32}, {128, 64}, {128, 128}, {576, 64}}) {
        if (in == 576 && tokens % 3 != 0) continue;  // the slowest here
        SCOPED_TRACE(::testing::Message() << tokens << " tokens, " << out << " x " << in << ", group " << group);
        const Problem p(tokens, out, in, group);
        ASSERT_TRUE(same_bits(p.run(), p.oracle()));
      }
    }
  }
}

TEST(CudaW4A8Gemm, LongChainsAndEveryOrderOfThreads) {
  for (const Schedule order : {Schedule::forward, Schedule::reverse, Schedule::shuffled}) {
    cuda_emulation::schedule(order);
    for (const auto& [in, group] :
         {std::pair<int64_t, int64_t>{800, 32}, {1536, 128}, {2336, 32}, {1600, 64}, {1024, 1024}}) {
      SCOPED_TRACE(::testing::Message() << "in " << in << ", group " << group);
      const Problem p(10, 45, in, group);
      EXPECT_TRUE(same_bits(p.run(), p.oracle()));
    }
  }
  cuda_emulation::schedule(Schedule::forward);
}

/// Every product at its largest: any saturation or overflow shows.
TEST(CudaW4A8Gemm, ExtremeCodesDoNotOverflow) {
  for (const int8_t code : {int8_t{-8}, int8_t{7}}) {
    for (const int8_t activation : {int8_t{-128}, int8_t{127}}) {
      Problem p(66, 33, 256, 128);
      std::fill(p.codes.begin(), p.codes.end(), code);
      std::fill(p.x.begin(), p.x.end(), activation);
      std::fill(p.scales.begin(), p.scales.end(), 1.0F);
      std::fill(p.x_scales.begin(), p.x_scales.end(), 1.0F);
      const std::vector<float> expected(66 * 33, 256.0F * static_cast<float>(code * activation));
      EXPECT_EQ(p.run(), expected) << int{code} << " * " << int{activation};
    }
  }
}

TEST(CudaW4A8Gemm, TheWidestGroupDoesNotOverflow) {
  Problem p(1, 1, 65536, 65536);
  std::fill(p.codes.begin(), p.codes.end(), int8_t{-8});
  std::fill(p.x.begin(), p.x.end(), int8_t{-128});
  p.scales = p.x_scales = {1.0F};
  EXPECT_EQ(p.run(), std::vector<float>{67108864.0F});
  p = Problem(1, 1, 65568, 65568);
  EXPECT_THROW(p.run(), std::invalid_argument);
}

TEST(CudaW4A8Gemm, AwkwardScales) {
  Problem p(5, 40, 64, 32);
  std::fill(p.x.begin() + 64, p.x.begin() + 128, int8_t{0});
  p.x_scales = {1.0F, 0x1p-23F, std::numeric_limits<float>::quiet_NaN(), 1e-42F, 1e30F};
  p.scales[0] = 1e-42F;
  p.scales[1] = 1e30F;
  const std::vector<float> y = p.run();
  const std::vector<float> expected = p.oracle();
  for (int64_t i = 0; i < 200; ++i) {
    if (i / 40 == 2) {
      EXPECT_TRUE(std::isnan(y[i]));
    } else {
      EXPECT_EQ(y[i], expected[i]) << i;
    }
  }
}

TEST(CudaW4A8Gemm, WritesOnlyItsColumnsOfWiderRows) {
  const Problem p(70, 37, 64, 64);
  EXPECT_TRUE(same_bits(p.run(13), p.oracle(13)));
}

}  // namespace
}  // namespace calm::kernels
