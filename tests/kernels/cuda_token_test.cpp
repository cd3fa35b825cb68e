// The token-wise, dense and Gram kernels for CUDA on the emulator, against the portable oracle.

#include "calm/kernels/dense_gemv.h"
#include "calm/kernels/fwht.h"
#include "calm/kernels/quantize_activations.h"
#include "calm/kernels/silu_multiply.h"
#include "half.h"
#include "kernels/cuda_test.h"

namespace calm::kernels {
namespace {

class CudaToken : public EachOrder {};

/// Rows with zeros, huge, tiny and bad values among them.
std::vector<float> rows_of(int64_t width, uint32_t seed) {
  std::vector<float> x;
  for (const float size : {1.0F, 0.0F, 1e-42F, 1e30F, 2.0F}) {
    for (const float v : random_floats(width, seed++)) x.push_back(v * size);
  }
  for (const float bad : {kNaN, -kInf}) {
    for (int64_t i = 0; i < width; ++i) x.push_back(i == width / 2 ? bad : 1.0F);
  }
  return x;
}

TEST_P(CudaToken, RmsNorm) {
  for (const int64_t width : {1, 3, 31, 32, 33, 100, 255, 576, 1536, 2048, 4099}) {
    for (const bool with_add : {false, true}) {
      SCOPED_TRACE(::testing::Message() << width << (with_add ? " with add" : ""));
      const std::vector<float> x = rows_of(width, 3);
      const auto count = static_cast<int64_t>(x.size());
      const std::vector<float> add = random_floats(count, 9), weight = random_floats(width, 8);
      std::vector<float> stream = x, y(x.size()), scales(7);
      std::vector<int8_t> codes(x.size());
      const auto norm = [&](float* s, const float* a, const float* w) {
        return RmsNorm{s, with_add ? a : nullptr, 7, width, w, 1e-5F};
      };
      rms_norm(norm(stream.data(), add.data(), weight.data()), y.data());
      std::vector<float> second = x;
      rms_norm_quantize(norm(second.data(), add.data(), weight.data()), codes.data(), scales.data());

      DeviceBuffer<float> d_stream(x), d_second(x), d_add(add), d_weight(weight), d_y(count), d_scales(7);
      DeviceBuffer<int8_t> d_codes(count);
      cuda::rms_norm(norm(d_stream.data(), d_add.data(), d_weight.data()), d_y.data(), nullptr);
      cuda::rms_norm_quantize(norm(d_second.data(), d_add.data(), d_weight.data()), d_codes.data(), d_scales.data(),
                              nullptr);
      EXPECT_TRUE(same_values(d_y.values(), y) && same_values(d_scales.values(), scales));
      EXPECT_EQ(d_codes.values(), codes);
      EXPECT_TRUE(same_values(d_stream.values(), stream) && same_values(d_second.values(), stream));
      EXPECT_TRUE(d_y.intact() && d_codes.intact() && d_scales.intact() && d_stream.intact());
      if (with_add) continue;
      cuda::rms_norm(norm(d_stream.data(), nullptr, d_weight.data()), d_stream.data(), nullptr);
      EXPECT_TRUE(same_values(d_stream.values(), y)) << "in place";
    }
  }
}

TEST_P(CudaToken, SiluMultiply) {
  for (const int64_t width : {1, 7, 33, 256, 257, 1536}) {
    for (const int64_t gap : {0, 5}) {
      SCOPED_TRACE(::testing::Message() << width << " gap " << gap);
      const int64_t stride = 2 * width + gap;
      std::vector<float> both = random_floats(6 * stride, 5, 30.0F);
      both[stride] = kNaN;
      both[2 * stride] = -kInf;
      std::fill(both.begin() + 3 * stride, both.begin() + 4 * stride, 0.0F);
      std::vector<float> y(static_cast<std::size_t>(6 * width)), scales(6);
      std::vector<int8_t> codes(y.size());
      silu_multiply_quantize(both.data(), both.data() + width, 6, width, stride, y.data(), codes.data(), scales.data());
      DeviceBuffer<float> d_both(both), d_y(6 * width), d_scratch(6 * width), d_scales(6);
      DeviceBuffer<int8_t> d_codes(6 * width);
      cuda::silu_multiply(d_both.data(), d_both.data() + width, 6, width, stride, d_y.data(), nullptr);
      cuda::silu_multiply_quantize(d_both.data(), d_both.data() + width, 6, width, stride, d_scratch.data(),
                                   d_codes.data(), d_scales.data(), nullptr);
      EXPECT_TRUE(same_values(d_y.values(), y) && same_values(d_scratch.values(), y));
      EXPECT_TRUE(same_values(d_scales.values(), scales));
      EXPECT_EQ(d_codes.values(), codes);
      EXPECT_TRUE(d_y.intact() && d_scratch.intact() && d_codes.intact() && d_scales.intact());
    }
  }
}

TEST_P(CudaToken, AddBias) {
  for (const int64_t width : {1, 255, 600}) {
    const int64_t stride = width + 3;
    std::vector<float> y = random_floats(5 * stride, 5);
    const std::vector<float> bias = random_floats(width, 6);
    DeviceBuffer<float> d_y(y), d_bias(bias);
    cuda::add_bias(d_bias.data(), 5, width, d_y.data(), stride, nullptr);
    for (int64_t i = 0; i < 5 * stride; ++i) {
      if (i % stride < width) y[static_cast<std::size_t>(i)] += bias[static_cast<std::size_t>(i % stride)];
    }
    EXPECT_TRUE(same_bits(d_y.values(), y) && d_y.intact());
  }
}

TEST_P(CudaToken, MovePosition) {
  DeviceBuffer<int32_t> positions(std::vector<int32_t>{41, 7});
  cuda::move_position(positions.data(), 5, positions.data() + 1, nullptr);
  cuda::move_position(positions.data(), 1, positions.data(), nullptr);
  EXPECT_EQ(positions.values(), (std::vector<int32_t>{42, 46}));
}

std::vector<uint8_t> stored(const std::vector<float>& values, DenseType type) {
  std::vector<uint8_t> bytes;
  for (const float v : values) {
    const uint32_t bits = type == DenseType::float32   ? bits_of(v)
                          : type == DenseType::float16 ? float_to_half(v)
                                                       : bits_of(v) >> 16;
    for (int i = 0; i < (type == DenseType::float32 ? 4 : 2); ++i) {
      bytes.push_back(static_cast<uint8_t>(bits >> (8 * i)));
    }
  }
  return bytes;
}

constexpr DenseType kTypes[] = {DenseType::float32, DenseType::float16, DenseType::bfloat16};

TEST_P(CudaToken, DenseGemv) {
  for (const DenseType type : kTypes) {
    for (const auto& [out, in] :
         {std::pair<int64_t, int64_t>{1, 1}, {9, 7}, {33, 64}, {40, 264}, {17, 576}, {8, 1003}}) {
      for (const int64_t tokens : {0, 1, 2, 3, 8, 11}) {
        SCOPED_TRACE(::testing::Message()
                     << out << " x " << in << ", " << tokens << " tokens, type " << static_cast<int>(type));
        const int64_t x_stride = in + (in % 8 == 0 ? 4 : 3), y_stride = out + 2;
        const std::vector<float> x = random_floats(tokens * x_stride + 1, 4);
        const std::vector<uint8_t> w = stored(random_floats(out * in, 6), type);
        std::vector<float> y(static_cast<std::size_t>(tokens * y_stride), -77.0F);
        dense_gemv({type, w.data(), out, in}, x.data(), x_stride, tokens, y.data(), y_stride);
        DeviceBuffer<float> d_x(x), d_y(std::vector<float>(y.size(), -77.0F));
        DeviceBuffer<uint8_t> d_w(w);
        cuda::dense_gemv({type, d_w.data(), out, in}, d_x.data(), x_stride, tokens, d_y.data(), y_stride, nullptr);
        const std::vector<float> got = d_y.values();
        const double bound = 4e-7 * static_cast<double>(in) + 1e-6;  // of sums in another order
        for (std::size_t i = 0; i < y.size(); ++i) ASSERT_NEAR(got[i], y[i], bound) << i;
        EXPECT_TRUE(d_y.intact());
      }
    }
  }
}

TEST_P(CudaToken, Embed) {
  for (const DenseType type : kTypes) {
    for (const int64_t width : {1, 300}) {
      const std::vector<uint8_t> table = stored(random_floats(5 * width, 6), type);
      const std::vector<int32_t> ids = {4, 0, -1, 5, 2, 2};
      std::vector<float> out(static_cast<std::size_t>(6 * width));
      embed({type, table.data(), 5, width}, ids.data(), 6, out.data());
      DeviceBuffer<uint8_t> d_table(table);
      DeviceBuffer<int32_t> d_ids(ids);
      DeviceBuffer<float> d_out(6 * width);
      cuda::embed({type, d_table.data(), 5, width}, d_ids.data(), 6, d_out.data(), nullptr);
      EXPECT_TRUE(same_values(d_out.values(), out) && d_out.intact());
    }
  }
}

TEST_P(CudaToken, Fwht) {
  for (const auto& [width, block] : {std::pair<int64_t, int64_t>{1, 1},
                                     {6, 2},
                                     {96, 32},
                                     {576, 64},
                                     {256, 256},
                                     {4096, 2048},
                                     {4096, 4096},
                                     {16384, 16384},
                                     {32768, 32768}}) {
    SCOPED_TRACE(::testing::Message() << width << " in blocks of " << block);
    const int64_t rows = width > 8000 ? 1 : 5, stride = width + 3;
    std::vector<float> x = random_floats(rows * stride, 12);
    DeviceBuffer<float> d_x(x);
    cuda::fwht(d_x.data(), rows, width, stride, block, 0.3F, nullptr);
    fwht(x.data(), rows, width, stride, block, 0.3F);
    EXPECT_TRUE(same_bits(d_x.values(), x) && d_x.intact());
  }
}

TEST_P(CudaToken, GramAndCrossGram) {
  for (const auto& [cols, other] : {std::pair<int64_t, int64_t>{1, 3}, {63, 64}, {65, 20}, {130, 70}}) {
    for (const int64_t rows : {0, 1, 31, 33, 200}) {
      for (const bool with_pivot : {false, true}) {
        SCOPED_TRACE(::testing::Message() << cols << " and " << other << " columns, " << rows << " rows");
        std::vector<float> x = random_floats(rows * (cols + 2) + 1, 1), y = random_floats(rows * other + 1, 2);
        for (float& v : x) v += 3.0F;
        const std::vector<float> p = random_floats(cols, 3), q = random_floats(other, 4);
        const auto of_x = [&, c = cols](const float* data, const float* pivot) {
          return GramRows{data, rows, c, c + 2, with_pivot ? pivot : nullptr};
        };
        const auto of_y = [&, c = other](const float* data, const float* pivot) {
          return GramRows{data, rows, c, c, with_pivot ? pivot : nullptr};
        };
        const int64_t stride = cols + 5;
        std::vector<double> gram(static_cast<std::size_t>(cols * stride), 0.5),
            sums(static_cast<std::size_t>(cols), 2.0);
        std::vector<double> cross(static_cast<std::size_t>(other * stride), 0.25);
        DeviceBuffer<float> d_x(x), d_y(y), d_p(p), d_q(q);
        DeviceBuffer<double> d_gram(gram), d_sums(sums), d_cross(cross);
        accumulate_gram(of_x(x.data(), p.data()), gram.data(), stride, sums.data());
        accumulate_cross_gram(of_y(y.data(), q.data()), of_x(x.data(), p.data()), cross.data(), stride);
        mirror_upper(gram.data(), cols, stride);
        cuda::accumulate_gram(of_x(d_x.data(), d_p.data()), d_gram.data(), stride, d_sums.data(), nullptr);
        cuda::accumulate_cross_gram(of_y(d_y.data(), d_q.data()), of_x(d_x.data(), d_p.data()), d_cross.data(), stride,
                                    nullptr);
        cuda::mirror_upper(d_gram.data(), cols, stride, nullptr);
        const auto near = [](const std::vector<double>& a, const std::vector<double>& b, double bound) {
          for (std::size_t i = 0; i < a.size(); ++i) ASSERT_NEAR(a[i], b[i], bound) << i;
        };
        near(d_gram.values(), gram, 1e-5 * static_cast<double>(rows));
        near(d_cross.values(), cross, 1e-5 * static_cast<double>(rows));
        near(d_sums.values(), sums, 1e-9);
        EXPECT_TRUE(d_gram.intact() && d_sums.intact() && d_cross.intact());
      }
    }
  }
}

/// Long sums do not drift: products of 1 + 2^-20 over many rows, whose exact sum is known.
TEST_P(CudaToken, GramOverManyRowsIsAccurate) {
  const int64_t rows = 20000;
  const std::vector<float> x(static_cast<std::size_t>(rows), 1.0F + 0x1p-12F);
  DeviceBuffer<float> d_x(x);
  DeviceBuffer<double> d_gram(std::vector<double>{0.0});
  cuda::accumulate_gram({d_x.data(), rows, 1, 1, nullptr}, d_gram.data(), 1, nullptr, nullptr);
  const double exact = 20000.0 * (1.0 + 0x1p-12) * (1.0 + 0x1p-12);
  EXPECT_NEAR(d_gram.values()[0] / exact, 1.0, 2e-7);  // the slabs' float32 sums
}

CALM_INSTANTIATE_EACH_ORDER(CudaToken);

}  // namespace
}  // namespace calm::kernels
