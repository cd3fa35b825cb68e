#include "calm/calibration.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "calibration/token_windows.h"
#include "calm/error.h"
#include "model/model_impl.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

/// One id a byte; a bos of 1 in front where special tokens are asked for.
class ByteTokenizer : public Tokenizer {
 public:
  std::vector<int32_t> encode(std::string_view text, bool add_special) const override {
    std::vector<int32_t> ids;
    if (add_special) ids.push_back(1);
    for (const char c : text) ids.push_back(static_cast<unsigned char>(c));
    return ids;
  }
  std::string decode(const std::vector<int32_t>& ids, bool) const override { return {ids.begin(), ids.end()}; }
  std::string piece(int32_t id) const override { return std::string(1, static_cast<char>(id)); }
  int64_t vocab_size() const override { return 256; }
  std::optional<int32_t> bos() const override { return 1; }
  std::optional<int32_t> eos() const override { return std::nullopt; }
  std::string describe() const override { return "bytes"; }
};

Model byte_model() {
  auto impl = std::make_shared<Model::Impl>();
  impl->info.vocab = 256;
  impl->tokenizer = std::make_shared<ByteTokenizer>();
  return Model(impl);
}

class CalibrationTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("calm-calibration-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  CalibrationOptions source(TextSource kind, const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    CalibrationOptions options;
    options.source = kind;
    options.file = folder_ / name;
    return options;
  }

  fs::path folder_;
};

template <typename Call>
std::string complaint(Call call, ErrorCode code) {
  try {
    call();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), code) << e.what();
    return e.what();
  }
  ADD_FAILURE() << "no error";
  return "";
}

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST(DrawWithoutReplacement, EqualsTheIndependentReading) {
  // tests/data/calibration_windows.py
  using Ids = std::vector<int64_t>;
  EXPECT_EQ(draw_without_replacement(100, 8, 0), (Ids{6, 8, 19, 49, 70, 80, 89, 94}));
  EXPECT_EQ(draw_without_replacement(100, 8, 1), (Ids{0, 10, 28, 45, 59, 62, 79, 80}));
  EXPECT_EQ(draw_without_replacement(5, 5, 7), (Ids{0, 1, 2, 3, 4}));
  EXPECT_EQ(draw_without_replacement(1000, 10, ~0ULL), (Ids{62, 388, 499, 539, 820, 838, 866, 870, 904, 942}));
}

TEST(CalibrationPresets, AreTheThreeSizes) {
  ASSERT_EQ(calibration_presets().size(), 3u);
  EXPECT_EQ(calibration_presets()[0].sequences * calibration_presets()[0].length, 16 * 256);
  EXPECT_EQ(calibration_presets()[1].sequences * calibration_presets()[1].length, 32 * 512);
  EXPECT_EQ(calibration_presets()[2].sequences * calibration_presets()[2].length, 128 * 1024);
}

TEST_F(CalibrationTest, TextIsTakenByteForByte) {
  const std::string text = "\xEF\xBB\xBFline\r\n\n  tail \xF0\x9F\x98\x80\n";
  EXPECT_EQ(read_text(source(TextSource::text, "a.txt", text)), text);
}

TEST_F(CalibrationTest, JsonLinesAreJoinedByBlankLines) {
  const std::string lines =
      "{\"text\": \"one\\n\"}\n\n{\"id\": 3, \"text\": \"zwei \\u00fc\"}\r\n   \n{\"text\": \"\"}\n{\"text\":\"end\"}";
  EXPECT_EQ(read_text(source(TextSource::text, "a.jsonl", lines)), "one\n\n\nzwei \xC3\xBC\n\n\n\nend");
}

TEST_F(CalibrationTest, ABadLineIsNamedByItsNumber) {
  const auto read = [&](const std::string& lines) {
    return complaint([&] { read_text(source(TextSource::text, "a.jsonl", lines)); }, ErrorCode::bad_format);
  };
  EXPECT_HAS(read("{\"text\":\"a\"}\n\n{\"text\":\"b\"\n"), "Line 3 of '" + (folder_ / "a.jsonl").string());
  EXPECT_HAS(read("{\"content\":\"a\"}\n"), "Line 1 of");
  EXPECT_HAS(read("{\"text\":\"a\"}\n{\"text\":7}\n"), "Line 2 of");
  EXPECT_HAS(read("[\"text\"]\n"), "no object with a \"text\" string");
}

TEST_F(CalibrationTest, TextThatCannotServeIsRefused) {
  const auto read = [&](const std::string& name, const std::string& bytes, ErrorCode code) {
    return complaint([&] { read_text(source(TextSource::text, name, bytes)); }, code);
  };
  EXPECT_HAS(read("empty.txt", "", ErrorCode::invalid_argument), "holds no text");
  EXPECT_HAS(read("blank.jsonl", "\n\n", ErrorCode::invalid_argument), "holds no text");
  EXPECT_HAS(read("latin1.txt", "caf\xE9 au lait", ErrorCode::bad_format), "offset 3");
  EXPECT_HAS(read("surrogate.txt", "ab\xED\xA0\x80", ErrorCode::bad_format), "offset 2");
  EXPECT_HAS(read("overlong.txt", "\xC0\xAF", ErrorCode::bad_format), "offset 0");
  EXPECT_HAS(read("cut.txt", "abc\xE2\x82", ErrorCode::bad_format), "offset 3");
  CalibrationOptions missing;
  missing.source = TextSource::text;
  missing.file = folder_ / "nowhere.txt";
  EXPECT_HAS(complaint([&] { read_text(missing); }, ErrorCode::not_found), "nowhere.txt");
  missing.file = folder_;
  EXPECT_HAS(complaint([&] { read_text(missing); }, ErrorCode::io), "is a folder");
  EXPECT_HAS(complaint([&] { read_text(source(TextSource::tokens, "t.json", "{}")); }, ErrorCode::invalid_argument),
             "file of token ids");
}

TEST_F(CalibrationTest, TheBundledTextsAreThereAndDiffer) {
  const std::string calibration = read_text({}), evaluation = read_text({}, true);
  EXPECT_GT(calibration.size(), 100000u);
  EXPECT_GT(evaluation.size(), 100000u);
  EXPECT_NE(calibration, evaluation);
}

TEST_F(CalibrationTest, WindowsAreConsecutiveSlicesInFileOrder) {
  std::string text;
  for (int i = 0; i < 26 * 4; ++i) text += static_cast<char>('A' + i / 4);
  CalibrationOptions options = source(TextSource::text, "a.txt", text + "zz");
  options.sequences = 8;
  options.length = 4;
  options.seed = 5;
  const TokenSequences first = load_calibration(byte_model(), options);
  ASSERT_EQ(first.sequences.size(), 8u);
  EXPECT_EQ(first.tokens(), 32);
  int32_t last = 0;
  for (const auto& ids : first.sequences) {
    EXPECT_EQ(ids, std::vector<int32_t>(4, ids[0])) << "a window starts at a multiple of its length";
    EXPECT_GT(ids[0], last) << "in file order, none twice";
    last = ids[0];
  }
  EXPECT_EQ(load_calibration(byte_model(), options).fingerprint, first.fingerprint);
  options.seed = 6;
  const TokenSequences other = load_calibration(byte_model(), options);
  EXPECT_NE(other.sequences, first.sequences);
  EXPECT_NE(other.fingerprint, first.fingerprint);
}

TEST_F(CalibrationTest, SpecialTokensStandOnceInFront) {
  CalibrationOptions options = source(TextSource::text, "a.txt", "abcdefg");
  options.sequences = 2;
  options.length = 4;
  options.add_special = true;
  EXPECT_EQ(load_calibration(byte_model(), options).sequences,
            (std::vector<std::vector<int32_t>>{{1, 'a', 'b', 'c'}, {'d', 'e', 'f', 'g'}}));
}

TEST_F(CalibrationTest, TooShortATextSaysHowManyWindowsThereAre) {
  CalibrationOptions options = source(TextSource::text, "a.txt", std::string(1000, 'x'));
  options.sequences = 4;
  options.length = 300;
  const std::string text = complaint([&] { load_calibration(byte_model(), options); }, ErrorCode::invalid_argument);
  EXPECT_HAS(text, "has 1000 tokens, that is 3 windows of 300; 4 were asked for");
  EXPECT_HAS(text, options.file.string());
  options.sequences = 0;
  EXPECT_HAS(complaint([&] { load_calibration(byte_model(), options); }, ErrorCode::invalid_argument),
             "must be at least 1");
}

TEST_F(CalibrationTest, TokenFilesAreTakenWithoutSampling) {
  CalibrationOptions options = source(TextSource::tokens, "t.json", R"({"ids": [[1,2,3],[4,5,6,7],[8,9,255]]})");
  options.sequences = options.length = 0;
  using Lists = std::vector<std::vector<int32_t>>;
  EXPECT_EQ(load_calibration(byte_model(), options).sequences, (Lists{{1, 2, 3}, {4, 5, 6, 7}, {8, 9, 255}}));
  options.sequences = 2;
  options.length = 2;
  options.seed = 99;
  EXPECT_EQ(load_calibration(byte_model(), options).sequences, (Lists{{1, 2}, {4, 5}}));
  options.length = 4;
  EXPECT_HAS(complaint([&] { load_calibration(byte_model(), options); }, ErrorCode::invalid_argument),
             "has 3 ids; 4 were asked for");
  options.sequences = 4;
  EXPECT_HAS(complaint([&] { load_calibration(byte_model(), options); }, ErrorCode::invalid_argument),
             "has 3 sequences; 4 were asked for");
  CalibrationOptions flat = source(TextSource::tokens, "flat.json", R"({"ids": [7, 0, 9]})");
  flat.sequences = 1;
  flat.length = 3;
  EXPECT_EQ(load_calibration(byte_model(), flat).sequences, (Lists{{7, 0, 9}}));
}

TEST_F(CalibrationTest, TheSequencesBoundariesAreInTheFingerprint) {
  EXPECT_NE(fingerprint({{1, 2}, {3}}), fingerprint({{1}, {2, 3}}));
  EXPECT_NE(fingerprint({{1, 2, 3}}), fingerprint({{1, 2}, {3}}));
}

TEST_F(CalibrationTest, DamagedTokenFilesAreNamed) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"ids": [1, 256]})", "ids[1] should be a token id from 0 up to 255"},
      {R"({"ids": [[1], [2, -1]]})", "ids[1][1] should be a token id"},
      {R"({"ids": [1, 2.5]})", "ids[1] should be a token id"},
      {R"({"ids": [[1], 2]})", "ids[1] should be an array"},
      {R"({"ids": [1, [2]]})", "ids[1] should be a token id"},
      {R"({"ids": [[1], []]})", "ids[1] should be a list of at least one"},
      {R"({"ids": []})", "ids should be a list of token ids"},
      {R"({"ids": "1 2"})", "ids should be an array"},
      {R"({"tokens": [1]})", "ids is missing"},
      {R"([1, 2])", "the file should be an object"},
      {R"({"ids": [1, 2)", "is not valid JSON"},
  };
  for (const auto& [bytes, expected] : cases) {
    SCOPED_TRACE(bytes);
    const CalibrationOptions options = source(TextSource::tokens, "t.json", bytes);
    const std::string text = complaint([&] { read_token_file(options.file, 256); }, ErrorCode::bad_format);
    EXPECT_HAS(text, expected);
    EXPECT_HAS(text, options.file.string());
  }
}

}  // namespace
}  // namespace calm
