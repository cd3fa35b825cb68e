#include "storage/gguf.h"

#include <gtest/gtest.h>

#include <cstring>

#include "storage/gguf_writer.h"
#include "support/error_of.h"
#include "support/files.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

using test::error_of;

TEST(Gguf, ReadsMetadataThatGgufPyWrote) {
  const auto file = open_gguf(CALM_TEST_DATA_DIR "/reference.gguf");
  EXPECT_EQ(file->string("general.architecture"), "llama");
  EXPECT_EQ(file->integer("t.u8"), 200);
  EXPECT_EQ(file->integer("t.i8"), -100);
  EXPECT_EQ(file->integer("t.u16"), 60000);
  EXPECT_EQ(file->integer("t.i16"), -30000);
  EXPECT_EQ(file->integer("t.u32"), 4000000000);
  EXPECT_EQ(file->integer("t.i32"), -2000000000);
  EXPECT_EQ(file->integer("t.i64"), -(int64_t{1} << 62));
  EXPECT_EQ(std::get<uint64_t>(file->metadata().at("t.u64")), (uint64_t{1} << 63) + 5);
  EXPECT_EQ(file->number("t.f32"), double{0.1f});
  EXPECT_EQ(file->number("t.f64"), 0.1);
  EXPECT_EQ(file->number("t.i8"), -100.0);
  EXPECT_EQ(file->boolean("t.bool"), true);
  EXPECT_EQ(file->string("t.string"), "grüße");
  ASSERT_NE(file->strings("t.strings"), nullptr);
  EXPECT_EQ(*file->strings("t.strings"), (std::vector<std::string>{"a", "", "日本"}));
  EXPECT_EQ(file->numbers("t.floats"), (std::vector<double>{0.5, -1.25}));
  EXPECT_EQ(file->integers("t.bytes"), (std::vector<int64_t>{1, 2, 255}));
  EXPECT_EQ(file->integers("t.ints"), (std::vector<int64_t>{-1, 2}));
  EXPECT_EQ(std::get<std::vector<bool>>(file->metadata().at("t.bools")), (std::vector<bool>{true, false, true}));
}

TEST(Gguf, ReadsTensorsThatGgufPyWrote) {
  const auto file = open_gguf(CALM_TEST_DATA_DIR "/reference.gguf");
  ASSERT_EQ(file->tensors().size(), 3u);
  const TensorInfo& matrix = file->at("matrix");
  EXPECT_EQ(matrix.describe(), "matrix (F32 [3, 4])");
  std::vector<float> row(4);
  file->read_f32(matrix, 1, 1, row.data());
  EXPECT_EQ(row, (std::vector<float>{4, 5, 6, 7}));
  const TensorInfo& cube = file->at("cube");
  EXPECT_EQ(cube.shape, (std::vector<int64_t>{2, 3, 4}));
  EXPECT_EQ(file->read_f32(cube)[23], 23.0f);
  EXPECT_EQ(file->at("blocks").describe(), "blocks (Q4_0 [2, 64])");
}

TEST(Gguf, LookUpsNameTheKeyAndTheFile) {
  const auto file = open_gguf(CALM_TEST_DATA_DIR "/reference.gguf");
  EXPECT_EQ(file->string("no.such.key"), std::nullopt);
  EXPECT_EQ(file->integer("no.such.key"), std::nullopt);
  EXPECT_EQ(file->strings("no.such.key"), nullptr);
  const std::function<void()> wrong[] = {[&] { file->string("t.u8"); },   [&] { file->integer("t.f32"); },
                                         [&] { file->integer("t.u64"); }, [&] { file->number("t.string"); },
                                         [&] { file->boolean("t.u8"); },  [&] { file->strings("t.floats"); },
                                         [&] { file->numbers("t.f32"); }, [&] { file->integers("t.floats"); }};
  for (const auto& call : wrong) {
    const auto error = error_of(call);
    EXPECT_EQ(error.code, ErrorCode::bad_format);
    EXPECT_NE(error.message.find("reference.gguf: metadata key t."), std::string::npos) << error.message;
  }
}

TEST(GgufWriter, ReadsBackWhatItWrote) {
  const test::TempFolder folder;
  const std::vector<float> values = {1, 2, 3, 4, 5, 6};
  const std::vector<std::byte> blocks(2 * 144, std::byte{7});
  GgufWriter writer(folder / "m.gguf");
  writer.set_string("general.architecture", "llama");
  writer.set_u32("u", 7);
  writer.set_i32("i", -7);
  writer.set_u64("long", uint64_t{1} << 40);
  writer.set_f32("f", 1e-5f);
  writer.set_bool("b", false);
  writer.set_strings("s", {"x", "yy"});
  writer.set_f32s("fs", {0.5f});
  writer.set_i32s("is", {-1, 3});
  writer.declare("m", StoredType::f32, {2, 3});
  writer.declare("k", StoredType::q4_k, {2, 256});
  writer.write("m", std::as_bytes(std::span(values)).first(10));
  writer.write("m", std::as_bytes(std::span(values)).subspan(10));
  writer.write("k", blocks);
  EXPECT_FALSE(std::filesystem::exists(folder / "m.gguf"));
  writer.finish();
  const auto file = open_gguf(folder / "m.gguf");
  EXPECT_EQ(file->integer("u"), 7);
  EXPECT_EQ(file->integer("i"), -7);
  EXPECT_EQ(file->integer("long"), int64_t{1} << 40);
  EXPECT_EQ(file->number("f"), double{1e-5f});
  EXPECT_EQ(file->boolean("b"), false);
  EXPECT_EQ(*file->strings("s"), (std::vector<std::string>{"x", "yy"}));
  EXPECT_EQ(file->numbers("fs"), (std::vector<double>{0.5}));
  EXPECT_EQ(file->integers("is"), (std::vector<int64_t>{-1, 3}));
  EXPECT_EQ(file->read_f32(file->at("m")), values);
  EXPECT_EQ(file->at("k").describe(), "k (Q4_K [2, 256])");
  EXPECT_TRUE(std::ranges::equal(file->raw(file->at("k")), blocks));
  EXPECT_EQ(test::read_file(folder / "m.gguf").size() % 32, 0u) << "the last tensor is padded as well";
}

TEST(GgufWriter, RefusesMisuseAndLeavesNoFile) {
  const test::TempFolder folder;
  const std::vector<float> two = {1, 2};
  const auto bytes = std::as_bytes(std::span(two));
  const std::pair<const char*, std::function<void(GgufWriter&)>> cases[] = {
      {"is declared twice", [](auto& w) { w.declare("a", StoredType::f32, {1}); }},
      {"has no type BOOL", [](auto& w) { w.declare("b", StoredType::boolean, {32}); }},
      {"cannot hold as Q4_0",
       [](auto& w) {
         w.declare("q", StoredType::q4_0, {2, 33});
       }},
      {"cannot hold as F32",
       [](auto& w) {
         w.declare("five", StoredType::f32, {1, 1, 1, 1, 1});
       }},
      {"is set twice", [](auto& w) { w.set_u32("k", 1), w.set_u32("k", 1); }},
      {"is written where a was declared", [&](auto& w) { w.write("b", bytes); }},
      {"takes 8 bytes, but 12", [&](auto& w) { w.write("a", bytes.first(4)), w.write("a", bytes); }},
      {"was declared, but not written whole", [&](auto& w) { w.write("a", bytes.first(4)), w.finish(); }},
      {"after the first tensor", [&](auto& w) { w.write("a", bytes), w.set_bool("k", true); }},
      {"was declared, but not written.", [](auto& w) { w.finish(); }},
  };
  for (const auto& [about, call] : cases) {
    const auto error = error_of([&, &act = call] {
      GgufWriter writer(folder / "m.gguf");
      writer.declare("a", StoredType::f32, {2});
      act(writer);
    });
    EXPECT_EQ(error.code, ErrorCode::invalid_argument) << about;
    EXPECT_NE(error.message.find(about), std::string::npos) << error.message;
    EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << about;
  }
}

}  // namespace
}  // namespace calm
