#pragma once

#include <cmath>

#include "calm/kernels/w4a8_gemm.h"
#include "kernels/kernel_test.h"

namespace calm::kernels {

/// Random codes, activations and scales of one quantized linear, and what the kernels must make of them.
struct LinearProblem {
  int64_t tokens, out, in, group;
  int bits;
  std::vector<int8_t> x, codes;
  std::vector<float> x_scales, scales;

  LinearProblem(int64_t tokens_, int64_t out_, int64_t in_, int64_t group_, int bits_ = 4, uint32_t seed = 1)
      : tokens(tokens_), out(out_), in(in_), group(group_), bits(bits_) {
    std::mt19937 engine(seed);
    const int half = 1 << (bits - 1);
    const auto below = [&engine](int count) { return static_cast<int>(engine() % static_cast<unsigned>(count)); };
    for (int64_t i = 0; i < tokens * in; ++i) x.push_back(static_cast<int8_t>(below(256) - 128));
    for (int64_t i = 0; i < out * in; ++i) codes.push_back(static_cast<int8_t>(below(2 * half) - half));
    for (int64_t i = 0; i < out * in / group; ++i) scales.push_back(0x1p-10F * static_cast<float>(1 + below(1000)));
    for (int64_t i = 0; i < tokens; ++i) x_scales.push_back(1e-3F * static_cast<float>(1 + below(1000)));
  }

  PackedWeights pack(ScaleType type = ScaleType::float32) const {
    return pack_weights(codes.data(), scales.data(), out, in, group, bits, type);
  }

  /// The header's formula on the unpacked codes.
  std::vector<float> reference() const {
    std::vector<float> y(static_cast<std::size_t>(tokens * out));
    for (int64_t m = 0; m < tokens; ++m) {
      for (int64_t n = 0; n < out; ++n) {
        float total = 0.0F;
        for (int64_t g = 0; g < in / group; ++g) {
          int32_t sum = 0;
          for (int64_t k = g * group; k < (g + 1) * group; ++k) sum += int32_t{x[m * in + k]} * codes[n * in + k];
          total = std::fma(static_cast<float>(sum), scales[n * (in / group) + g], total);
        }
        y[m * out + n] = total * x_scales[m];
      }
    }
    return y;
  }

  /// Runs w4a8_gemm or w4a8_gemv on guarded copies of everything.
  template <class Kernel, class Parallel = Serial>
  std::vector<float> run(Kernel kernel, const PackedWeights& packed, const Parallel& parallel = {}) const {
    Guarded<int8_t> guarded_x(x);
    Guarded<float> guarded_scales(x_scales);
    Guarded<float> y(std::vector<float>(static_cast<std::size_t>(tokens * out), -77.0F));
    kernel(packed, guarded_x.data(), guarded_scales.data(), tokens, y.data(), out, parallel);
    EXPECT_TRUE(y.intact() && guarded_x.intact() && guarded_scales.intact());
    return y.values();
  }
};

}  // namespace calm::kernels
