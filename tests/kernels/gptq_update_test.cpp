#include "calm/kernels/gptq_update.h"

#include <cmath>

#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

struct Problem {
  int64_t rows, columns, group, stride;
  std::vector<float> w, hinv, scales;
  std::vector<int32_t> column_group;
  std::vector<int8_t> codes;
  std::vector<float> errors;
  int bits = 4;

  Problem(int64_t rows_, int64_t columns_, int64_t group_)
      : rows(rows_), columns(columns_), group(group_), stride(columns_ + 3) {
    w = random_floats(rows * stride, 23, 0.1F);
    hinv = random_floats(columns * (columns + 5), 29, 0.2F);
    for (int64_t i = 0; i < columns; ++i) hinv[i * (columns + 5) + i] = 0.5F + std::fabs(hinv[i * (columns + 5) + i]);
    const int64_t groups = (columns + group - 1) / group;
    scales.assign(rows * groups, 0.0F);
    for (int64_t i = 0; i < rows * groups; ++i) scales[i] = 0.02F + 0.001F * static_cast<float>(i % 7);
    for (int64_t i = 0; i < columns; ++i) column_group.push_back(static_cast<int32_t>(i / group));
    codes.assign(rows * columns, 99);
    errors.assign(rows * columns, 99.0F);
  }

  GptqBlock block() {
    GptqBlock b;
    b.w = w.data();
    b.rows = rows;
    b.row_stride = stride;
    b.columns = columns;
    b.hinv = hinv.data();
    b.hinv_stride = columns + 5;
    b.scales = scales.data();
    b.scale_stride = (columns + group - 1) / group;
    b.column_group = column_group.data();
    b.bits = bits;
    b.codes = codes.data();
    b.code_stride = columns;
    b.errors = errors.data();
    return b;
  }
};

/// gptq.py's inner loop, each product rounded before the subtraction (volatile forbids contraction).
void reference(Problem& p, bool find_scales, ScaleType type) {
  const float high = static_cast<float>((1 << (p.bits - 1)) - 1);
  const int64_t groups = (p.columns + p.group - 1) / p.group;
  for (int64_t r = 0; r < p.rows; ++r) {
    float* w = p.w.data() + r * p.stride;
    for (int64_t i = 0; i < p.columns; ++i) {
      float& scale = p.scales[r * groups + p.column_group[i]];
      if (find_scales && i % p.group == 0) {
        float largest = 0.0F;
        for (int64_t j = i; j < std::min(i + p.group, p.columns); ++j) largest = std::max(largest, std::fabs(w[j]));
        scale = round_to(largest / ((std::exp2(static_cast<float>(p.bits)) - 1.0F) / 2.0F), type);
      }
      const float code = std::clamp(std::nearbyint(w[i] / scale), -high - 1.0F, high);
      const volatile float quantized = code * scale;
      const float* hinv = p.hinv.data() + i * (p.columns + 5);
      const float error = (w[i] - quantized) / hinv[i];
      p.codes[r * p.columns + i] = static_cast<int8_t>(code);
      p.errors[r * p.columns + i] = error;
      for (int64_t j = i; j < p.columns; ++j) {
        const volatile float product = error * hinv[j];
        w[j] -= product;
      }
    }
  }
}

class GptqUpdate : public EachIsa {};

TEST_P(GptqUpdate, AgreesBitForBitWithTheSequentialLoop) {
  for (const int64_t rows : {1, 7, 16, 17, 35}) {
    for (const int64_t columns : {1, 3, 8, 13, 64, 128}) {
      SCOPED_TRACE(::testing::Message() << rows << " x " << columns);
      Problem expected(rows, columns, 32);
      Problem actual = expected;
      reference(expected, false, ScaleType::float32);
      gptq_quantize_block(actual.block());
      EXPECT_EQ(actual.codes, expected.codes);
      EXPECT_TRUE(same_bits(actual.errors, expected.errors));
      EXPECT_TRUE(same_bits(actual.w, expected.w));  // the gaps between rows too
    }
  }
}

TEST_P(GptqUpdate, GroupsMayComeInAnyOrder) {
  Problem expected(9, 40, 8);
  for (std::size_t i = 0; i < 40; ++i) expected.column_group[i] = static_cast<int32_t>((i * 7) % 5);
  Problem actual = expected;
  reference(expected, false, ScaleType::float32);
  gptq_quantize_block(actual.block());
  EXPECT_EQ(actual.codes, expected.codes);
  EXPECT_TRUE(same_bits(actual.w, expected.w));
}

TEST_P(GptqUpdate, FindsScalesOnTheUpdatedWeights) {
  for (const ScaleType type : {ScaleType::float32, ScaleType::float16, ScaleType::bfloat16}) {
    for (const int64_t columns : {20, 64, 100, 128}) {
      for (const int bits : {3, 4, 8}) {
        Problem expected(21, columns, 32);
        expected.bits = bits;
        Problem actual = expected;
        std::fill(actual.scales.begin(), actual.scales.end(), -1.0F);
        reference(expected, true, type);
        gptq_quantize_block(actual.block(), {actual.scales.data(), 32, type});
        EXPECT_TRUE(same_bits(actual.scales, expected.scales));
        EXPECT_EQ(actual.codes, expected.codes);
        EXPECT_TRUE(same_bits(actual.errors, expected.errors));
        EXPECT_TRUE(same_bits(actual.w, expected.w));
      }
    }
  }
}

TEST_P(GptqUpdate, WritesNothingPastItsOutputsAndIgnoresTheThreads) {
  Problem one(53, 37, 37);
  Problem many = one;
  Guarded<int8_t> codes(53 * 37);
  Guarded<float> errors(53 * 37);
  GptqBlock b = many.block();
  b.codes = codes.data();
  b.errors = errors.data();
  gptq_quantize_block(one.block());
  gptq_quantize_block(b, Threads{3, 1});
  EXPECT_EQ(codes.values(), one.codes);
  EXPECT_TRUE(same_bits(errors.values(), one.errors));
  EXPECT_TRUE(codes.intact() && errors.intact());
}

CALM_INSTANTIATE_EACH_ISA(GptqUpdate);

}  // namespace
}  // namespace calm::kernels
