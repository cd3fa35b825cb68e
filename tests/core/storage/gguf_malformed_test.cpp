#include <gtest/gtest.h>

#include <random>

#include "storage/dequantize.h"
#include "storage/gguf.h"
#include "support/error_of.h"
#include "support/files.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

using test::error_of;

template <typename T>
std::string le(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

std::string text(const std::string& value) {
  return le<uint64_t>(value.size()) + value;
}

constexpr uint32_t kU8 = 0, kU32 = 4, kBool = 7, kString = 8, kArray = 9;

std::string header(uint32_t version, uint64_t tensors, uint64_t keys) {
  return "GGUF" + le(version) + le(tensors) + le(keys);
}

std::string u32_key(const std::string& key, uint32_t value) {
  return text(key) + le(kU32) + le(value);
}

std::string tensor(const std::string& name, const std::vector<uint64_t>& dimensions, uint32_t type, uint64_t offset) {
  std::string info = text(name) + le<uint32_t>(static_cast<uint32_t>(dimensions.size()));
  for (const uint64_t extent : dimensions) info += le(extent);
  return info + le(type) + le(offset);
}

std::string with_data(std::string file, size_t bytes, size_t alignment = 32) {
  file.resize((file.size() + alignment - 1) / alignment * alignment, '\0');
  return file + std::string(bytes, '\1');
}

std::string one(const std::vector<uint64_t>& dimensions, uint32_t type, uint64_t offset, size_t data_bytes) {
  return with_data(header(3, 1, 0) + tensor("t", dimensions, type, offset), data_bytes);
}

std::string two(uint64_t a, uint64_t b, size_t data_bytes) {
  return with_data(header(3, 2, 0) + tensor("a", {16}, 0, a) + tensor("b", {16}, 0, b), data_bytes);
}

std::string one_key(const std::string& rest) {
  return header(3, 0, 1) + text("k") + rest;
}

constexpr uint64_t kHuge = uint64_t{1} << 60;

struct Case {
  const char* name;
  std::string file;
  const char* about;  // in the message
  ErrorCode code = ErrorCode::bad_format;
};

const Case kCases[] = {
    {"Empty", "", "does not begin with GGUF"},
    {"OtherMagic", "GGML" + std::string(40, '\0'), "does not begin with GGUF"},
    {"OnlyMagic", "GGUF", "ends inside of the version"},
    {"HeaderCutShort", header(3, 0, 0).substr(0, 20), "ends inside of the header"},
    {"VersionOne", header(1, 0, 0), "is GGUF version 1", ErrorCode::unsupported},
    {"VersionFour", header(4, 0, 0), "is GGUF version 4", ErrorCode::unsupported},
    {"VersionZero", header(0, 0, 0), "is GGUF version 0", ErrorCode::unsupported},
    {"BigEndian", header(0x03000000u, 0, 0), "is a big-endian GGUF file", ErrorCode::unsupported},
    {"KeyCountTooLarge", header(3, 0, kHuge), "the metadata claims 1152921504606846976 entries"},
    {"TensorCountTooLarge", header(3, kHuge, 0), "the list of tensors claims 1152921504606846976 entries"},
    {"KeyTooLong", header(3, 0, 1) + le(kHuge) + std::string(64, 'k'), "a metadata key claims"},
    {"KeyCutShort", header(3, 0, 2) + u32_key("a", 1) + u32_key("bb", 1).substr(0, 13), "metadata key bb"},
    {"KeyTwice", header(3, 0, 2) + u32_key("a", 1) + u32_key("a", 2), "metadata key a is there twice"},
    {"ValueTypeUnknown", one_key(le<uint32_t>(13) + std::string(16, '\0')), "metadata key k has unknown type 13"},
    {"ValueCutShort", one_key(le(kU32) + "12"), "ends inside of metadata key k"},
    {"StringTooLong", one_key(le(kString) + le(kHuge) + "abc"), "metadata key k claims"},
    {"StringLengthWraps", one_key(le(kString) + le(UINT64_MAX) + "abc"), "metadata key k claims"},
    {"BoolOutOfRange", one_key(le(kBool) + "\2"), "neither 0 nor 1"},
    {"ArrayTooLong", one_key(le(kArray) + le(kU32) + le(kHuge) + "abcd"), "metadata key k claims"},
    {"ArrayLengthWraps", one_key(le(kArray) + le(kU32) + le(uint64_t{1} << 62) + "abcd"), "metadata key k claims"},
    {"ArrayOfBytesTooLong", one_key(le(kArray) + le(kU8) + le<uint64_t>(5) + "abcd"),
     "metadata key k claims 5 entries"},
    {"ArrayOfStringsTooLong", one_key(le(kArray) + le(kString) + le<uint64_t>(3) + text("")),
     "metadata key k claims 3"},
    {"ArrayOfStringsInsideTooLong", one_key(le(kArray) + le(kString) + le<uint64_t>(1) + le(kHuge)),
     "metadata key k claims"},
    {"ArrayOfBoolsOutOfRange", one_key(le(kArray) + le(kBool) + le<uint64_t>(1) + "\7"), "neither 0 nor 1"},
    {"ArrayElementUnknown", one_key(le(kArray) + le<uint32_t>(99) + le<uint64_t>(1) + "abcd"),
     "elements of unknown type 99"},
    {"ArrayOfArrays", one_key(le(kArray) + le(kArray) + le<uint64_t>(1) + le(kU8) + le<uint64_t>(1) + "a"),
     "metadata key k is an array of arrays", ErrorCode::unsupported},
    {"AlignmentZero", header(3, 0, 1) + u32_key("general.alignment", 0), "general.alignment is 0"},
    {"AlignmentOdd", header(3, 0, 1) + u32_key("general.alignment", 24), "general.alignment is 24"},
    {"AlignmentHuge", header(3, 0, 1) + u32_key("general.alignment", 1u << 31), "general.alignment is 2147483648"},
    {"AlignmentText", header(3, 0, 1) + text("general.alignment") + le(kString) + text("32"),
     "general.alignment is not an integer"},
    {"Split", header(3, 0, 1) + u32_key("split.count", 3), "is one of 3 parts", ErrorCode::unsupported},
    {"TensorCutShort", header(3, 1, 0) + tensor("tensor", {4, 4}, 0, 0).substr(0, 30), "ends inside of tensor tensor"},
    {"TensorNameTooLong", header(3, 1, 0) + le(kHuge) + std::string(64, 't'), "a tensor's name claims"},
    {"FiveDimensions", one({1, 1, 1, 1, 1}, 0, 0, 64), "tensor t has 5 dimensions"},
    {"ManyDimensions", header(3, 1, 0) + text("t") + le(UINT32_MAX) + std::string(40, '\0'),
     "tensor t has 4294967295 dimensions"},
    {"DimensionNegative", one({UINT64_MAX}, 0, 0, 64), "tensor t has a dimension of"},
    {"ShapeOverflows", one({kHuge, kHuge}, 0, 0, 64), "overflows or is not"},
    {"BytesOverflow", one({uint64_t{1} << 62}, 0, 0, 64), "overflows or is not"},
    {"ShapeOverflowsBesideZero", one({kHuge, kHuge, 0}, 0, 0, 64), "overflows or is not"},
    {"RaggedBlocks", one({48, 2}, 2, 0, 64),
     "tensor t (Q4_0 [2, 48]) has a shape that overflows or is not a whole number of blocks"},
    {"RaggedKBlocks", one({128}, 12, 0, 144), "not a whole number of blocks"},
    {"ScalarBlock", one({}, 2, 0, 64), "not a whole number of blocks"},
    {"TypeQ2K", one({256}, 10, 0, 512), "tensor t is stored as Q2_K, which is not supported", ErrorCode::unsupported},
    {"TypeQ3K", one({256}, 11, 0, 512), "tensor t is stored as Q3_K", ErrorCode::unsupported},
    {"TypeIq2Xs", one({256}, 17, 0, 512), "tensor t is stored as IQ2_XS", ErrorCode::unsupported},
    {"TypeMxfp4", one({256}, 39, 0, 512), "tensor t is stored as MXFP4", ErrorCode::unsupported},
    {"TypeUnknown", one({256}, 1000, 0, 512), "tensor t is stored as type 1000", ErrorCode::unsupported},
    {"OffsetUnaligned", one({4}, 0, 4, 64), "not a multiple of the alignment"},
    {"OffsetOutside", one({16}, 0, 32, 64), "tensor t (F32 [16]) lies outside of the file"},
    {"OffsetWraps", one({16}, 0, UINT64_MAX - 31, 64), "tensor t (F32 [16]) lies outside of the file"},
    {"NoData", header(3, 1, 0) + tensor("t", {16}, 0, 0), "lies outside of the file"},
    {"DataCutShort", one({16}, 0, 0, 63), "The file is truncated"},
    {"Overlap", two(0, 32, 128), "tensor b overlaps tensor a"},
    {"SameOffset", two(0, 0, 128), "overlaps tensor"},
    {"OverlapOutOfOrder", two(32, 0, 128), "tensor a overlaps tensor b"},
    {"TensorTwice", with_data(header(3, 2, 0) + tensor("t", {8}, 0, 0) + tensor("t", {8}, 0, 32), 64),
     "tensor t is there twice"},
};

class MalformedGguf : public ::testing::TestWithParam<Case> {};

TEST_P(MalformedGguf, IsOneClearError) {
  const test::TempFolder folder;
  const auto path = folder / "bad.gguf";
  test::write_file(path, GetParam().file);
  const auto error = error_of([&] { open_gguf(path); });
  ASSERT_TRUE(error.thrown);
  EXPECT_EQ(error.code, GetParam().code);
  EXPECT_NE(error.message.find(GetParam().about), std::string::npos) << error.message;
  EXPECT_EQ(error.message.find(path.string()), 0u) << error.message;
}

INSTANTIATE_TEST_SUITE_P(Cases, MalformedGguf, ::testing::ValuesIn(kCases),
                         [](const auto& param) { return std::string(param.param.name); });

TEST(Gguf, AcceptsVersionTwoOtherAlignmentsAndDataOutOfOrder) {
  const test::TempFolder folder;
  const auto path = folder / "good.gguf";
  test::write_file(path, with_data(header(2, 2, 1) + u32_key("general.alignment", 64) + tensor("a", {16}, 0, 64) +
                                       tensor("b", {4, 2}, 0, 0),
                                   128, 64));
  const auto file = open_gguf(path);
  EXPECT_EQ(file->tensors()[0].name, "a");
  EXPECT_EQ(file->at("a").offset, file->at("b").offset + 64);
  EXPECT_EQ(file->at("b").offset % 64, 0u);
  EXPECT_EQ(file->at("b").shape, (std::vector<int64_t>{2, 4}));
  EXPECT_EQ(error_of([&] { open_gguf(folder / "no.gguf"); }).code, ErrorCode::not_found);
  EXPECT_EQ(error_of([&] { open_gguf(folder.path()); }).code, ErrorCode::io);
}

TEST(GgufFuzz, MutationsOpenOrThrow) {
  const test::TempFolder folder;
  const auto path = folder / "fuzz.gguf";
  test::RandomModelSpec spec;
  spec.layers = 1;
  spec.hidden = spec.intermediate = 32;
  spec.heads = spec.kv_heads = 2;
  spec.vocab = 8;
  spec.dtype = StoredType::q8_0;
  test::write_random_gguf_model(path, spec);
  const std::string seeds[] = {test::read_file(path), test::read_file(CALM_TEST_DATA_DIR "/reference.gguf"),
                               two(0, 64, 128)};
  ASSERT_TRUE(open_gguf(path)->string("general.architecture"));
  std::mt19937_64 random(11);
  int opened = 0;
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string file = seeds[round % 3];
    // Most of the flips hit the header, which is what is parsed.
    const size_t reach = random() % 4 == 0 ? file.size() : std::min<size_t>(file.size(), 1200);
    for (uint64_t flips = 1 + random() % 4; flips > 0; --flips) file[random() % reach] = static_cast<char>(random());
    if (random() % 4 == 0) file.resize(random() % (file.size() + 1));
    test::write_file(path, file);
    const auto error = error_of([&] {
      const auto source = open_gguf(path);
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
  EXPECT_GT(opened, 100);  // flips in values are harmless
  EXPECT_GT(refused, 700);
}

}  // namespace
}  // namespace calm
