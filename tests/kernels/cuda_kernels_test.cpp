// The CUDA kernels as they are, launched through their public functions on the emulator, against the portable oracle.

#include "calm/kernels/gptq_update.h"
#include "calm/kernels/pack_int4.h"
#include "calm/kernels/quantize_activations.h"
#include "kernels/cuda_test.h"

namespace calm::kernels {
namespace {

class CudaKernels : public EachOrder {};

std::vector<float> awkward_rows(int64_t width) {
  std::vector<float> x;
  for (const float size : {1.0F, 1e-3F, 1e30F, 3e38F, 1e-40F, 1e-44F, 1e-45F, 0.0F}) {
    std::vector<float> row = random_floats(width, 7, 1.0F);
    float largest = 0.0F;
    for (const float v : row) largest = std::max(largest, std::fabs(v));
    for (float& v : row) v = v / largest * size;
    x.insert(x.end(), row.begin(), row.end());
  }
  for (int64_t i = 0; i < width; ++i) x.push_back(static_cast<float>(i % 256) - 127.5F);
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
    for (int64_t i = 0; i < width; ++i) x.push_back(i == width / 2 ? bad : 1.0F);
  }
  return x;
}

TEST_P(CudaKernels, QuantizeActivations) {
  for (const int64_t width : {1, 7, 8, 15, 16, 17, 31, 33, 64, 255, 256, 257, 576, 1000}) {
    for (const int64_t gap : {0, 21}) {
      SCOPED_TRACE(::testing::Message() << width << " gap " << gap);
      const std::vector<float> rows = awkward_rows(width);
      const auto tokens = static_cast<int64_t>(rows.size()) / width;
      std::vector<float> x(static_cast<std::size_t>((tokens - 1) * (width + gap) + width), 1e9F);
      for (int64_t t = 0; t < tokens; ++t) std::copy_n(&rows[t * width], width, &x[t * (width + gap)]);
      std::vector<int8_t> codes(rows.size());
      std::vector<float> scales(static_cast<std::size_t>(tokens));
      quantize_activations(x.data(), tokens, width, width + gap, codes.data(), scales.data());
      DeviceBuffer<float> device_x(x), device_scales(tokens);
      DeviceBuffer<int8_t> device_codes(tokens * width);
      cuda::quantize_activations(device_x.data(), tokens, width, width + gap, device_codes.data(), device_scales.data(),
                                 nullptr);
      EXPECT_EQ(device_codes.values(), codes);
      EXPECT_TRUE(same_values(device_scales.values(), scales));
      EXPECT_TRUE(device_codes.intact() && device_scales.intact() && same_bits(device_x.values(), x));
    }
  }
}

TEST_P(CudaKernels, FakeQuantizeActivationsAlsoInPlace) {
  for (const int64_t width : {1, 77, 300}) {
    std::vector<float> x = awkward_rows(width);
    const auto tokens = static_cast<int64_t>(x.size()) / width;
    DeviceBuffer<float> device_x(x), out(tokens * width);
    cuda::fake_quantize_activations(device_x.data(), tokens, width, out.data(), nullptr);
    cuda::fake_quantize_activations(device_x.data(), tokens, width, device_x.data(), nullptr);
    fake_quantize_activations(x.data(), tokens, width, x.data());
    EXPECT_TRUE(same_values(out.values(), x) && same_values(device_x.values(), x)) << width;
    EXPECT_TRUE(out.intact() && device_x.intact());
  }
}

TEST_P(CudaKernels, PackAndUnpackInt4) {
  for (const int64_t rows : {1, 2, 3, 40}) {
    for (const int64_t cols : {1, 7, 8, 9, 64, 77}) {
      SCOPED_TRACE(::testing::Message() << rows << " x " << cols);
      std::vector<int8_t> codes;
      for (int64_t i = 0; i < rows * cols; ++i) codes.push_back(static_cast<int8_t>((i * 7) % 16 - 8));
      std::vector<int32_t> words(static_cast<std::size_t>(rows * packed_int4_words(cols)));
      pack_int4(codes.data(), rows, cols, words.data());
      DeviceBuffer<int8_t> device_codes(codes), back(rows * cols);
      DeviceBuffer<int32_t> device_words(static_cast<int64_t>(words.size()));
      cuda::pack_int4(device_codes.data(), rows, cols, device_words.data(), nullptr);
      cuda::unpack_int4(device_words.data(), rows, cols, back.data(), nullptr);
      EXPECT_EQ(device_words.values(), words);
      EXPECT_EQ(back.values(), codes);
      EXPECT_TRUE(device_words.intact() && back.intact());
    }
  }
}

TEST_P(CudaKernels, QuantizeGroups) {
  for (const int bits : {2, 3, 4, 5, 6, 7, 8}) {
    for (const int64_t group : {1, 5, 16, 32, 64, 100}) {
      SCOPED_TRACE(::testing::Message() << "bits " << bits << " group " << group);
      const int64_t rows = 5, cols = group * 3;
      std::vector<float> w = random_floats(rows * cols, 17);
      for (int64_t i = 0; i < group; ++i) w[i] = 0.0F;
      w.back() = std::numeric_limits<float>::quiet_NaN();
      w.front() = std::numeric_limits<float>::infinity();
      std::vector<float> scales(static_cast<std::size_t>(rows * 3));
      find_group_scales(w.data(), rows, cols, group, bits, ScaleType::float32, scales.data());
      scales.front() = scales.back() = 0.5F;
      std::vector<int8_t> codes(w.size());
      quantize_groups(w.data(), rows, cols, group, scales.data(), codes.data(), bits);
      DeviceBuffer<float> device_w(w), device_scales(scales);
      DeviceBuffer<int8_t> device_codes(rows * cols);
      cuda::quantize_groups(device_w.data(), rows, cols, group, device_scales.data(), device_codes.data(), bits,
                            nullptr);
      EXPECT_EQ(device_codes.values(), codes);
      EXPECT_TRUE(device_codes.intact());
    }
  }
}

struct Gptq {
  int64_t rows, columns, group, stride;
  int bits;
  std::vector<float> w, hinv, scales, errors;
  std::vector<int32_t> column_group;
  std::vector<int8_t> codes;

  Gptq(int64_t rows_, int64_t columns_, int64_t group_, int bits_)
      : rows(rows_), columns(columns_), group(group_), stride(columns_ + 3), bits(bits_) {
    w = random_floats(rows * stride, 23, 0.1F);
    hinv = random_floats(columns * (columns + 5), 29, 0.2F);
    for (int64_t i = 0; i < columns; ++i) hinv[i * (columns + 5) + i] = 0.5F + std::fabs(hinv[i * (columns + 5) + i]);
    for (int64_t i = 0; i < rows * groups(); ++i) scales.push_back(0.02F + 0.001F * static_cast<float>(i % 7));
    for (int64_t i = 0; i < columns; ++i) column_group.push_back(static_cast<int32_t>(i / group));
    codes.assign(static_cast<std::size_t>(rows * columns), 99);
    errors.assign(codes.size(), 99.0F);
  }

  int64_t groups() const { return (columns + group - 1) / group; }

  GptqBlock block(float* w_, const float* hinv_, const float* scales_, const int32_t* column_group_, int8_t* codes_,
                  float* errors_) const {
    GptqBlock b;
    b.w = w_;
    b.rows = rows;
    b.row_stride = stride;
    b.columns = columns;
    b.hinv = hinv_;
    b.hinv_stride = columns + 5;
    b.scales = scales_;
    b.scale_stride = groups();
    b.column_group = column_group_;
    b.bits = bits;
    b.codes = codes_;
    b.code_stride = columns;
    b.errors = errors_;
    return b;
  }

  /// On the emulator and by the oracle: all outputs alike.
  void compare(bool find, ScaleType type) {
    DeviceBuffer<float> d_w(w), d_hinv(hinv), d_scales(scales), d_errors(errors);
    DeviceBuffer<int32_t> d_group(column_group);
    DeviceBuffer<int8_t> d_codes(codes);
    const GptqBlock device =
        block(d_w.data(), d_hinv.data(), d_scales.data(), d_group.data(), d_codes.data(), d_errors.data());
    const GptqBlock host =
        block(w.data(), hinv.data(), scales.data(), column_group.data(), codes.data(), errors.data());
    if (find) {
      cuda::gptq_quantize_block(device, {d_scales.data(), group, type}, nullptr);
      gptq_quantize_block(host, {scales.data(), group, type});
    } else {
      cuda::gptq_quantize_block(device, nullptr);
      gptq_quantize_block(host);
    }
    EXPECT_EQ(d_codes.values(), codes);
    EXPECT_TRUE(same_bits(d_scales.values(), scales));
    EXPECT_TRUE(same_bits(d_errors.values(), errors));
    EXPECT_TRUE(same_bits(d_w.values(), w));  // the gaps between rows too
    EXPECT_TRUE(d_w.intact() && d_codes.intact() && d_errors.intact() && d_scales.intact());
  }
};

TEST_P(CudaKernels, GptqUpdate) {
  for (const int64_t rows : {1, 7, 16, 17, 35}) {
    for (const int64_t columns : {1, 3, 8, 13, 31, 32, 33, 64, 128}) {
      SCOPED_TRACE(::testing::Message() << rows << " x " << columns);
      Gptq(rows, columns, 32, 4).compare(false, ScaleType::float32);
    }
  }
  for (const int64_t columns : {129, 250, 256}) {
    SCOPED_TRACE(columns);
    Gptq(9, columns, 64, 4).compare(false, ScaleType::float32);
    Gptq(9, columns, 64, 4).compare(true, ScaleType::float16);
  }
}

TEST_P(CudaKernels, GptqUpdateFindsScales) {
  for (const ScaleType type : {ScaleType::float32, ScaleType::float16, ScaleType::bfloat16}) {
    for (const int64_t columns : {20, 64, 100, 128}) {
      for (const int bits : {3, 4, 8}) {
        SCOPED_TRACE(::testing::Message() << columns << " columns, bits " << bits);
        Gptq(11, columns, 32, bits).compare(true, type);
      }
    }
  }
}

CALM_INSTANTIATE_EACH_ORDER(CudaKernels);

}  // namespace
}  // namespace calm::kernels
