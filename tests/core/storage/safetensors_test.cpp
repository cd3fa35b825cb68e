#include "storage/safetensors.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstring>

#include <nlohmann/json.hpp>

#include "support/error_of.h"
#include "support/files.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using test::TempFolder;

template <typename T>
std::vector<T> values_of(const TensorSource& source, const std::string& name) {
  const auto bytes = source.raw(source.at(name));
  std::vector<T> values(bytes.size() / sizeof(T));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

void write_numbers(const fs::path& file, size_t count) {
  const std::vector<float> values(count, 1.0f);
  SafetensorsWriter writer(file);
  writer.declare("numbers", StoredType::f32, {static_cast<int64_t>(count)});
  writer.write("numbers", std::as_bytes(std::span(values)));
  writer.finish();
}

TEST(Safetensors, ReadsWhatTheReferenceImplementationWrote) {
  const auto file = open_safetensors(CALM_TEST_DATA_DIR "/reference.safetensors");
  ASSERT_EQ(file->tensors().size(), 11u);
  EXPECT_EQ(file->at("matrix").describe(), "matrix (F32 [2, 3])");
  EXPECT_EQ(file->read_f32(file->at("matrix")), (std::vector<float>{0, 0.25, 0.5, 0.75, 1, 1.25}));
  EXPECT_EQ(file->read_f32(file->at("half")), (std::vector<float>{1.5, -2}));
  EXPECT_EQ(file->read_f32(file->at("double")), (std::vector<float>{0.1f}));
  EXPECT_EQ(file->read_f32(file->at("scalar")), (std::vector<float>{2.5}));
  EXPECT_TRUE(file->at("scalar").shape.empty());
  EXPECT_TRUE(file->read_f32(file->at("empty")).empty());
  EXPECT_EQ(values_of<int64_t>(*file, "long"), (std::vector<int64_t>{-5, 7}));
  EXPECT_EQ(values_of<int32_t>(*file, "int"), (std::vector<int32_t>{-5}));
  EXPECT_EQ(values_of<int16_t>(*file, "short"), (std::vector<int16_t>{-300}));
  EXPECT_EQ(values_of<int8_t>(*file, "byte"), (std::vector<int8_t>{-1, 2}));
  EXPECT_EQ(values_of<uint8_t>(*file, "unsigned"), (std::vector<uint8_t>{255}));
  EXPECT_EQ(file->at("truth").type, StoredType::boolean);
  EXPECT_EQ(file->find("nothing"), nullptr);
  const auto missing = error_of([&] { file->at("nothing"); });
  EXPECT_EQ(missing.code, ErrorCode::not_found);
  EXPECT_NE(missing.message.find("reference.safetensors: has no tensor nothing"), std::string::npos) << missing.message;
}

TEST(Safetensors, ReadsBackWhatItWrote) {
  const TempFolder folder;
  const fs::path path = folder / "model.safetensors";
  const std::vector<float> floats = {1, 2, 3, 4, 5, 6};
  const std::vector<uint8_t> bytes = {1, 2, 3};
  {
    SafetensorsWriter writer(path);
    writer.set_metadata({{"format", "pt"}});
    writer.declare("odd", StoredType::u8, {3});
    writer.declare("matrix \"quoted\"", StoredType::f32, {2, 3});
    writer.declare("none", StoredType::f16, {0});
    writer.write("odd", std::as_bytes(std::span(bytes)));
    writer.write("matrix \"quoted\"", std::as_bytes(std::span(floats)).first(5));
    writer.write("matrix \"quoted\"", std::as_bytes(std::span(floats)).subspan(5));
    writer.write("none", {});
    EXPECT_FALSE(fs::exists(path)) << "the final name holds a file before finish()";
    writer.finish();
  }
  const auto file = open_safetensors(folder.path());
  EXPECT_EQ(file->read_f32(file->at("matrix \"quoted\"")), floats);
  EXPECT_EQ(file->at("matrix \"quoted\"").offset % 4, 0u) << "data of wide types must stay aligned";
  EXPECT_EQ(values_of<uint8_t>(*file, "odd"), bytes);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
  file->release(file->at("odd"));
  EXPECT_EQ(values_of<uint8_t>(*file, "odd"), bytes);
}

TEST(SafetensorsWriter, RefusesMisuseAndLeavesNoFile) {
  const TempFolder folder;
  const fs::path path = folder / "m.safetensors";
  const std::vector<float> two = {1, 2};
  const auto bytes = std::as_bytes(std::span(two));
  struct Case {
    const char* about;
    std::function<void(SafetensorsWriter&)> call;
  };
  const Case cases[] = {
      {"is declared twice", [](auto& w) { w.declare("a", StoredType::f32, {1}); }},
      {"has no type Q4_0", [](auto& w) { w.declare("q", StoredType::q4_0, {32}); }},
      {"overflowing shape",
       [](auto& w) {
         w.declare("o", StoredType::f32, {INT64_MAX, 4});
       }},
      {"negative or", [](auto& w) { w.declare("n", StoredType::f32, {-1}); }},
      {"is written where a was declared", [&](auto& w) { w.write("b", bytes); }},
      {"takes 8 bytes, but 12", [&](auto& w) { w.write("a", bytes.first(4)), w.write("a", bytes); }},
      {"was declared, but not written whole", [&](auto& w) { w.write("a", bytes.first(4)), w.finish(); }},
      {"no more tensors", [&](auto& w) { w.write("a", bytes), w.write("a", bytes); }},
      {"after the first one", [&](auto& w) { w.write("a", bytes), w.declare("b", StoredType::f32, {1}); }},
      {"was declared, but not written.", [](auto& w) { w.finish(); }},
  };
  for (const Case& one : cases) {
    const auto error = error_of([&] {
      SafetensorsWriter writer(path);
      writer.declare("a", StoredType::f32, {2});
      one.call(writer);
    });
    EXPECT_EQ(error.code, ErrorCode::invalid_argument) << one.about;
    EXPECT_NE(error.message.find(one.about), std::string::npos) << one.about << " in: " << error.message;
    EXPECT_NE(error.message.find(path.string()), std::string::npos) << error.message;
    EXPECT_TRUE(fs::is_empty(folder.path())) << one.about;
  }
}

TEST(SafetensorsWriter, FullDiskIsOneErrorAndKeepsTheOldFile) {
  const TempFolder folder;
  const fs::path path = folder / "m.safetensors";
  write_numbers(path, 4);
  const std::string before = test::read_file(path);
  fs::create_symlink("/dev/full", path.string() + ".partial");  // every write to it reports ENOSPC
  const auto error = error_of([&] { write_numbers(path, 1000); });
  EXPECT_EQ(error.code, ErrorCode::io);
  EXPECT_NE(error.message.find(path.string()), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("No space left"), std::string::npos) << error.message;
  EXPECT_EQ(test::read_file(path), before);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(SafetensorsWriter, FileSizeLimitInTheMiddleIsOneError) {
  const TempFolder folder;
  const fs::path path = folder / "m.safetensors";
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{1 << 20, old.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto error = error_of([&] { write_numbers(path, 1 << 20); });
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
  std::signal(SIGXFSZ, old_handler);
  EXPECT_EQ(error.code, ErrorCode::io);
  EXPECT_NE(error.message.find(path.string()), std::string::npos) << error.message;
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(SafetensorsWriter, UnwritableFolderIsOneError) {
  const TempFolder folder;
  test::write_file(folder / "file", "x");
  for (const fs::path& path :
       {folder / "missing/m.safetensors", folder / "file/m.safetensors", fs::path("/proc/m.safetensors")}) {
    const auto error = error_of([&] { write_numbers(path, 4); });
    EXPECT_EQ(error.code, ErrorCode::io) << path;
    EXPECT_NE(error.message.find(path.string()), std::string::npos) << error.message;
  }
}

class Sharded : public ::testing::Test {
 protected:
  void SetUp() override {
    spec_.shards = 3;
    test::write_random_hf_model(folder_.path(), spec_);
  }
  nlohmann::json index() const { return nlohmann::json::parse(test::read_file(index_file_)); }
  test::ErrorOf open() const {
    return error_of([&] { open_safetensors(folder_.path()); });
  }

  TempFolder folder_;
  test::RandomModelSpec spec_;
  const fs::path index_file_ = folder_ / "model.safetensors.index.json";
};

TEST_F(Sharded, HoldsEveryTensor) {
  const auto source = open_safetensors(folder_.path());
  const auto expected = test::random_model_tensors(spec_);
  ASSERT_EQ(source->tensors().size(), expected.size());
  for (const test::RandomTensor& tensor : expected) {
    EXPECT_EQ(source->at(tensor.name).shape, tensor.shape);
    EXPECT_EQ(source->read_f32(source->at(tensor.name)), tensor.values) << tensor.name;
  }
}

TEST_F(Sharded, NamesAMissingShard) {
  fs::remove(folder_ / "model-00002-of-00003.safetensors");
  const auto error = open();
  EXPECT_EQ(error.code, ErrorCode::not_found);
  EXPECT_NE(error.message.find("model-00002-of-00003.safetensors: this shard is missing"), std::string::npos)
      << error.message;
}

TEST_F(Sharded, RefusesATensorThatIsNotInItsShard) {
  auto changed = index();
  changed["weight_map"]["model.norm.weight"] = "model-00001-of-00003.safetensors";
  test::write_file(index_file_, changed.dump());
  EXPECT_NE(open().message.find("model-00001-of-00003.safetensors: has no tensor model.norm.weight"),
            std::string::npos);
  changed = index();
  changed["weight_map"]["ghost"] = "model-00001-of-00003.safetensors";
  changed["weight_map"]["model.norm.weight"] = "model-00003-of-00003.safetensors";
  test::write_file(index_file_, changed.dump());
  EXPECT_NE(open().message.find("has no tensor ghost"), std::string::npos) << open().message;
}

TEST_F(Sharded, RefusesATensorInTwoShards) {
  fs::copy_file(folder_ / "model-00001-of-00003.safetensors", folder_ / "again.safetensors");
  auto changed = index();
  changed["weight_map"]["extra"] = "again.safetensors";
  test::write_file(index_file_, changed.dump());
  const auto error = open();
  EXPECT_EQ(error.code, ErrorCode::bad_format);
  EXPECT_NE(error.message.find("is in two shards, again.safetensors and model-00001"), std::string::npos)
      << error.message;
}

TEST_F(Sharded, RefusesABadIndex) {
  const std::pair<const char*, const char*> cases[] = {
      {"{}", "has no weight_map"},
      {"[]", "has no weight_map"},
      {"{\"weight_map\": {}}", "is empty"},
      {"{\"weight_map\": {\"a\": 3}}", "tensor a names no shard"},
      {"{\"weight_map\": {\"a\": \"../../secret.safetensors\"}}", "not a plain file name"},
      {"{\"weight_map\": {\"a\": \"x\", \"a\": \"y\"}}", "has the name a twice"},
      {"{\"weight_map\": {", "is not valid JSON"},
      {"", "is not valid JSON"},
  };
  for (const auto& [text, about] : cases) {
    test::write_file(index_file_, text);
    const auto error = open();
    EXPECT_EQ(error.code, ErrorCode::bad_format) << text;
    EXPECT_NE(error.message.find(about), std::string::npos) << error.message;
    EXPECT_NE(error.message.find("model.safetensors.index.json"), std::string::npos) << error.message;
  }
}

TEST(Safetensors, SaysWhatAFolderLacks) {
  const TempFolder folder;
  EXPECT_EQ(error_of([&] { open_safetensors(folder.path()); }).code, ErrorCode::not_found);
  EXPECT_EQ(error_of([&] { open_safetensors(folder / "no.safetensors"); }).code, ErrorCode::not_found);
  test::write_file(folder / "pytorch_model.bin", "x");
  EXPECT_NE(error_of([&] { open_safetensors(folder.path()); }).message.find("convert it to safetensors"),
            std::string::npos);
}

}  // namespace
}  // namespace calm
