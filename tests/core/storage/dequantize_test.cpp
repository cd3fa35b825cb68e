#include "storage/dequantize.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "storage/float16.h"
#include "storage/gguf.h"
#include "storage/gguf_writer.h"
#include "storage/safetensors.h"
#include "support/error_of.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

using test::error_of;

constexpr StoredType kQuantized[] = {StoredType::q8_0, StoredType::q4_0, StoredType::q4_1, StoredType::q5_0,
                                     StoredType::q5_1, StoredType::q4_k, StoredType::q5_k, StoredType::q6_k};

// The format's definition, apart from the bit tricks under test.
float half_by_definition(uint16_t bits) {
  const int exponent = bits >> 10 & 31;
  const int mantissa = bits & 1023;
  const float sign = (bits & 0x8000) != 0 ? -1.0f : 1.0f;
  if (exponent == 31) return mantissa != 0 ? std::numeric_limits<float>::quiet_NaN() : sign * INFINITY;
  if (exponent == 0) return sign * std::ldexp(static_cast<float>(mantissa), -24);
  return sign * std::ldexp(static_cast<float>(1024 + mantissa), exponent - 25);
}

class GoldenBlocks : public ::testing::TestWithParam<StoredType> {
 protected:
  const std::unique_ptr<TensorSource> golden_ = open_safetensors(CALM_TEST_DATA_DIR "/dequantize_golden.safetensors");
};

TEST_P(GoldenBlocks, EqualGgufPyBitForBit) {
  const std::string name(traits(GetParam()).name);
  const TensorInfo& blocks = golden_->at(name + ".blocks");
  const std::vector<float> expected = golden_->read_f32(golden_->at(name + ".values"));
  ASSERT_EQ(blocks.shape[1], traits(GetParam()).block_bytes);
  ASSERT_EQ(static_cast<int64_t>(expected.size()), blocks.shape[0] * traits(GetParam()).block_elements);
  std::vector<float> values(expected.size());
  convert_blocks(GetParam(), golden_->raw(blocks).data(), blocks.shape[0], values.data());
  for (size_t i = 0; i < values.size(); ++i) {
    ASSERT_EQ(std::bit_cast<uint32_t>(values[i]), std::bit_cast<uint32_t>(expected[i]))
        << name << " element " << i << ": " << values[i] << " instead of " << expected[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Types, GoldenBlocks,
                         ::testing::Values(StoredType::q8_0, StoredType::q4_0, StoredType::q4_1, StoredType::q5_0,
                                           StoredType::q5_1, StoredType::q4_k, StoredType::q5_k, StoredType::q6_k,
                                           StoredType::f16, StoredType::bf16),
                         [](const auto& param) { return std::string(traits(param.param).name); });

TEST(Float16, EveryHalfConverts) {
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {
    const float expected = half_by_definition(static_cast<uint16_t>(bits));
    const float value = f16_to_f32(static_cast<uint16_t>(bits));
    if (std::isnan(expected)) {
      ASSERT_TRUE(std::isnan(value)) << bits;
      ASSERT_TRUE(std::isnan(f16_to_f32(f32_to_f16(value)))) << bits;
      continue;
    }
    ASSERT_EQ(std::bit_cast<uint32_t>(value), std::bit_cast<uint32_t>(expected)) << bits;
    ASSERT_EQ(f32_to_f16(value), bits);
  }
}

TEST(Float16, RoundsToTheNearestAndTiesToEven) {
  for (uint32_t bits = 0; bits < 0x7bff; ++bits) {
    const float low = half_by_definition(static_cast<uint16_t>(bits));
    const float high = half_by_definition(static_cast<uint16_t>(bits + 1));
    const float middle = (low + high) / 2;  // exact: one more bit than a half has
    const auto even = static_cast<uint16_t>(bits + (bits & 1));
    ASSERT_EQ(f32_to_f16(middle), even) << bits;
    ASSERT_EQ(f32_to_f16(std::nextafter(middle, 0.0f)), bits);
    ASSERT_EQ(f32_to_f16(std::nextafter(middle, INFINITY)), bits + 1);
  }
  EXPECT_EQ(f32_to_f16(65519.0f), 0x7bff);
  EXPECT_EQ(f32_to_f16(65520.0f), 0x7c00);
  EXPECT_EQ(f32_to_f16(-INFINITY), 0xfc00);
  EXPECT_EQ(f32_to_f16(-0.0f), 0x8000);
}

TEST(Float16, Bfloat16RoundsTiesToEven) {
  EXPECT_EQ(f32_to_bf16(1.0f), 0x3f80);
  EXPECT_EQ(f32_to_bf16(std::bit_cast<float>(0x3f808000u)), 0x3f80);
  EXPECT_EQ(f32_to_bf16(std::bit_cast<float>(0x3f818000u)), 0x3f82);
  EXPECT_EQ(f32_to_bf16(std::bit_cast<float>(0x3f808001u)), 0x3f81);
  EXPECT_TRUE(std::isnan(bf16_to_f32(f32_to_bf16(std::bit_cast<float>(0x7f800001u)))));
}

TEST(ReadF32, EveryRowRangeIsAPartOfTheWhole) {
  const auto golden = open_safetensors(CALM_TEST_DATA_DIR "/dequantize_golden.safetensors");
  const test::TempFolder folder;
  for (const StoredType type : kQuantized) {
    const StoredTypeTraits& block = traits(type);
    const TensorInfo& blocks = golden->at(std::string(block.name) + ".blocks");
    const int64_t elements = blocks.shape[0] * block.block_elements;
    GgufWriter writer(folder / "m.gguf");
    writer.declare("matrix", type, {blocks.shape[0] / 2, 2 * block.block_elements});
    writer.declare("vector", type, {elements});  // its rows are single weights: ranges cut blocks
    writer.write("matrix", golden->raw(blocks));
    writer.write("vector", golden->raw(blocks));
    writer.finish();
    const auto file = open_gguf(folder / "m.gguf");
    for (const char* name : {"matrix", "vector"}) {
      const TensorInfo& info = file->at(name);
      const std::vector<float> whole = file->read_f32(info);
      const int64_t per_row = elements / info.shape[0];
      const int64_t step = std::max<int64_t>(1, info.shape[0] / 13);
      for (int64_t first = 0; first <= info.shape[0]; first += step) {
        for (int64_t rows = 0; first + rows <= info.shape[0]; rows += step) {
          const auto size = static_cast<size_t>(rows * per_row);
          std::vector<float> part(size + 1, -77.0f);  // the last one must stay
          file->read_f32(info, first, rows, part.data());
          ASSERT_EQ(part.back(), -77.0f);
          ASSERT_EQ(std::memcmp(part.data(), whole.data() + first * per_row, size * sizeof(float)), 0)
              << info.describe() << " rows " << first << " + " << rows;
        }
      }
    }
  }
}

TEST(ReadF32, RefusesIntegersAndRowsThatAreNotThere) {
  const auto file = open_safetensors(CALM_TEST_DATA_DIR "/reference.safetensors");
  float out[8];
  const auto integers = error_of([&] { file->read_f32(file->at("int"), 0, 1, out); });
  EXPECT_EQ(integers.code, ErrorCode::unsupported);
  EXPECT_NE(integers.message.find("int (I32 [1])"), std::string::npos) << integers.message;
  for (const auto& [first, rows] :
       std::vector<std::pair<int64_t, int64_t>>{{-1, 1}, {0, 3}, {2, 1}, {1, -1}, {1, INT64_MAX}}) {
    const auto range = error_of([&] { file->read_f32(file->at("matrix"), first, rows, out); });
    EXPECT_TRUE(range.thrown) << first << " + " << rows;
    EXPECT_EQ(range.code, ErrorCode::invalid_argument);
  }
}

}  // namespace
}  // namespace calm
