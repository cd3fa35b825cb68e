#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "storage/dequantize.h"
#include "storage/safetensors.h"
#include "support/error_of.h"
#include "support/files.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

using test::error_of;

std::string file_of(const std::string& header, size_t data_bytes) {
  const uint64_t length = header.size();
  std::string file(8, '\0');
  std::memcpy(file.data(), &length, 8);
  return file + header + std::string(data_bytes, '\1');
}

std::string with_length(std::string file, uint64_t length) {
  std::memcpy(file.data(), &length, 8);
  return file;
}

// One tensor "t", as its header entry says.
std::string one(const std::string& dtype, const std::string& shape, const std::string& offsets, size_t data_bytes) {
  return file_of(R"({"t":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}",
                 data_bytes);
}

std::string two(const std::string& a, const std::string& b, size_t data_bytes) {
  return file_of(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":)" + a +
                     R"(},"b":{"dtype":"F32","shape":[2],"data_offsets":)" + b + "}}",
                 data_bytes);
}

const std::string kGood = two("[0,8]", "[8,16]", 16);

struct Case {
  const char* name;
  std::string file;
  const char* about;  // in the message
  ErrorCode code = ErrorCode::bad_format;
};

const Case kCases[] = {
    {"Empty", "", "0 bytes long"},
    {"SevenBytes", "1234567", "7 bytes long"},
    {"NoHeader", with_length(kGood, 0), "does not begin with '{'"},
    {"HugeHeader", with_length(kGood, UINT64_MAX), "claims a header of 18446744073709551615 bytes"},
    {"HeaderOverTheLimit", with_length(kGood, 100'000'001), "at most 100000000"},
    {"HeaderBeyondTheFile", with_length(kGood, kGood.size() - 7), "The file is truncated"},
    {"HeaderCutShort", with_length(kGood, 20), "is not valid JSON"},
    {"NotJson", file_of("{nonsense}", 0), "is not valid JSON"},
    {"NotAnObject", file_of("[1]", 0), "does not begin with '{'"},
    {"TextAfterJson", file_of("{} x", 0), "is not valid JSON"},
    {"BrokenUtf8", file_of("{\"\xff\":1}", 0), "is not valid JSON"},
    {"DuplicateTensor",
     file_of(
         R"({"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
         1),
     "has the name t twice"},
    {"DuplicateField", file_of(R"({"t":{"dtype":"F32","dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1),
     "has the name dtype twice"},
    {"MetadataNotStrings", file_of(R"({"__metadata__":{"a":1}})", 0), "__metadata__"},
    {"EntryNotAnObject", file_of(R"({"t":3})", 0), "tensor t: its header entry is not an object"},
    {"NoDtype", file_of(R"({"t":{"shape":[1],"data_offsets":[0,1]}})", 1), "tensor t: its header entry has no dtype"},
    {"NoShape", file_of(R"({"t":{"dtype":"U8","data_offsets":[0,1]}})", 1), "tensor t: its header entry has no shape"},
    {"NoOffsets", file_of(R"({"t":{"dtype":"U8","shape":[1]}})", 1), "tensor t: its header entry has no data_offsets"},
    {"DtypeNotText", file_of(R"({"t":{"dtype":4,"shape":[1],"data_offsets":[0,1]}})", 1),
     "tensor t: dtype is not a string"},
    {"DtypeUnknown", one("F33", "[1]", "[0,4]", 4), "tensor t: unknown dtype F33"},
    {"DtypeGguf", one("Q4_0", "[32]", "[0,18]", 18), "tensor t: unknown dtype Q4_0"},
    {"DtypeUnsupported", one("F8_E4M3", "[1]", "[0,1]", 1), "tensor t: dtype F8_E4M3 is not supported",
     ErrorCode::unsupported},
    {"ShapeNotAnArray", one("F32", "4", "[0,4]", 4), "tensor t: shape is not an array"},
    {"ShapeNegative", one("F32", "[-1]", "[0,4]", 4), "tensor t: shape has an extent"},
    {"ShapeFraction", one("F32", "[1.5]", "[0,4]", 4), "tensor t: shape has an extent"},
    {"ShapeBeyondInt64", one("U8", "[9223372036854775808]", "[0,4]", 4), "tensor t: shape has an extent"},
    {"ShapeOverflows", one("F32", "[4294967296,4294967296,4294967296]", "[0,4]", 4), "overflows 64 bits"},
    {"ShapeOverflowsToTheRightSize", one("F32", "[4611686018427387905]", "[0,4]", 4), "overflows 64 bits"},
    {"ShapeOverflowsBesideZero", one("F32", "[4294967296,4294967296,0]", "[0,0]", 0), "overflows 64 bits"},
    {"OffsetsNotAPair", one("F32", "[1]", "[0,4,8]", 4), "tensor t: data_offsets is not a pair"},
    {"OffsetsNegative", one("F32", "[1]", "[-4,0]", 4), "tensor t: data_offsets is not a pair"},
    {"OffsetsReversed", one("F32", "[1]", "[4,0]", 4), "tensor t: data_offsets [4, 0] end before they begin"},
    {"OffsetsOutside", one("F32", "[2]", "[0,8]", 4), "tensor t: data_offsets [0, 8] lie outside"},
    {"OffsetsFarOutside", one("F32", "[1]", "[18446744073709551611,18446744073709551615]", 4), "lie outside"},
    {"SizeTooSmall", one("F32", "[2]", "[0,4]", 4), "hold 4 bytes, but t (F32 [2]) takes 8"},
    {"SizeTooLarge", one("F32", "[1]", "[0,8]", 8), "hold 8 bytes, but t (F32 [1]) takes 4"},
    {"Overlap", two("[0,8]", "[4,12]", 12), "tensor b overlaps tensor a"},
    {"SameRange", two("[0,8]", "[0,8]", 8), "overlaps tensor"},
    {"Hole", two("[0,8]", "[12,20]", 20), "tensor b leaves a hole of 4 bytes"},
    {"HoleInFront", one("F32", "[1]", "[4,8]", 8), "tensor t leaves a hole of 4 bytes"},
    {"TrailingBytes", kGood + "x", "1 bytes after the last tensor"},
    {"TruncatedData", kGood.substr(0, kGood.size() - 1), "tensor b: data_offsets [8, 16] lie outside"},
};

class MalformedSafetensors : public ::testing::TestWithParam<Case> {};

TEST_P(MalformedSafetensors, IsOneClearError) {
  const test::TempFolder folder;
  const auto path = folder / "bad.safetensors";
  test::write_file(path, GetParam().file);
  const auto error = error_of([&] { open_safetensors(path); });
  ASSERT_TRUE(error.thrown);
  EXPECT_EQ(error.code, GetParam().code);
  EXPECT_NE(error.message.find(GetParam().about), std::string::npos) << error.message;
  EXPECT_EQ(error.message.find(path.string()), 0u) << error.message;
}

INSTANTIATE_TEST_SUITE_P(Cases, MalformedSafetensors, ::testing::ValuesIn(kCases),
                         [](const auto& param) { return std::string(param.param.name); });

TEST(SafetensorsFuzz, MutationsOpenOrThrow) {
  const test::TempFolder folder;
  const auto path = folder / "fuzz.safetensors";
  test::write_file(path, kGood);
  ASSERT_EQ(open_safetensors(path)->tensors().size(), 2u);
  const std::string seeds[] = {kGood, test::read_file(CALM_TEST_DATA_DIR "/reference.safetensors")};
  std::mt19937_64 random(7);
  int opened = 0;
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string file = seeds[round % 2];
    for (uint64_t flips = 1 + random() % 4; flips > 0; --flips)
      file[random() % file.size()] = static_cast<char>(random());
    if (random() % 4 == 0) file.resize(random() % (file.size() + 1));
    if (random() % 16 == 0) file += file;
    test::write_file(path, file);
    const auto error = error_of([&] {
      const auto source = open_safetensors(path);
      for (const TensorInfo& info : source->tensors()) {
        ASSERT_EQ(source->raw(info).size(), info.bytes);
        if (is_float_convertible(info.type)) source->read_f32(info);
      }
    });
    (error.thrown ? refused : opened)++;
    if (error.thrown) {
      ASSERT_EQ(error.message.find(path.string()), 0u) << error.message;
    }
  }
  EXPECT_GT(opened, 20);  // flips in the data are harmless
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace calm
