// Logits and perplexity against transformers' (tests/data/make_model_goldens.py), through the public interface.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>

#include "calm/evaluation.h"
#include "storage/safetensors.h"
#include "support/golden_models.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

const TensorSource& goldens() {
  static const auto source = open_safetensors(CALM_TEST_DATA_DIR "/model_goldens.safetensors");
  return *source;
}

std::vector<float> golden(const std::string& name) {
  return goldens().read_f32(goldens().at(name));
}

std::vector<float> logits_of(const Model& model, const std::vector<int32_t>& ids) {
  test::TempFolder folder;
  RunControl control;
  write_logits(
      model, {ids}, folder / "logits.safetensors", {"cpu", 0}, [](const Progress&) {}, control);
  const auto source = open_safetensors(folder / "logits.safetensors");
  return source->read_f32(source->at("logits"));
}

/// Largest difference over the standard deviation of the expected values.
double relative_difference(const std::vector<float>& actual, const std::vector<float>& expected) {
  double mean = 0, square = 0, worst = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    mean += expected[i] / static_cast<double>(expected.size());
    worst = std::max(worst, std::fabs(static_cast<double>(actual[i]) - expected[i]));
  }
  for (const float v : expected) square += (v - mean) * (v - mean) / static_cast<double>(expected.size());
  return worst / std::sqrt(square);
}

constexpr double kBound = 2e-3;  // what is promised
constexpr double kAim = 1e-4;    // what float32 gives on models this small

class SmallModel : public testing::TestWithParam<test::GoldenModel> {};

TEST_P(SmallModel, HasTransformersLogits) {
  test::TempFolder folder;
  test::write_random_hf_model(folder.path(), GetParam().spec);
  const std::vector<int32_t> ids = test::golden_ids(GetParam());
  const std::vector<float> all = logits_of(*Model::open(folder.path()), ids);
  const auto vocab = static_cast<size_t>(GetParam().spec.vocab);
  ASSERT_EQ(all.size(), ids.size() * vocab);
  const std::vector<float> expected = golden(GetParam().name + ".logits");
  ASSERT_EQ(expected.size(), 4 * vocab);
  std::vector<float> actual;
  for (const size_t row : {size_t{0}, ids.size() / 3, 2 * ids.size() / 3, ids.size() - 1}) {
    actual.insert(actual.end(), all.begin() + static_cast<std::ptrdiff_t>(row * vocab),
                  all.begin() + static_cast<std::ptrdiff_t>((row + 1) * vocab));
  }
  const double difference = relative_difference(actual, expected);
  RecordProperty("difference", std::to_string(difference));
  EXPECT_LT(difference, kAim);
}

class SmallGguf : public SmallModel {};

TEST_P(SmallGguf, HasTransformersLogitsToo) {
  test::TempFolder folder;
  test::write_random_gguf_model(folder / "model.gguf", GetParam().spec);
  const std::vector<int32_t> ids = test::golden_ids(GetParam());
  const std::vector<float> all = logits_of(*Model::open(folder / "model.gguf"), ids);
  const auto vocab = static_cast<std::ptrdiff_t>(GetParam().spec.vocab);
  const std::vector<float> expected = golden(GetParam().name + ".logits");
  const std::vector<float> last(all.end() - vocab, all.end());
  EXPECT_LT(relative_difference(last, std::vector<float>(expected.end() - vocab, expected.end())), kAim);
}

INSTANTIATE_TEST_SUITE_P(Models, SmallModel, testing::ValuesIn(test::golden_models()),
                         [](const auto& p) { return p.param.name; });

/// GGUF files of these architectures cannot say that there are windows or more biases than usual.
auto models_for_gguf() {
  auto models = test::golden_models();
  std::erase_if(models, [](const auto& model) { return model.spec.sliding_window || model.spec.biases; });
  return models;
}

INSTANTIATE_TEST_SUITE_P(Models, SmallGguf, testing::ValuesIn(models_for_gguf()),
                         [](const auto& p) { return p.param.name; });

fs::path default_model() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  const fs::path root =
      cache != nullptr && *cache != '\0' ? fs::path(cache) : fs::path(home != nullptr ? home : "") / ".cache";
  return root / "calm-workbench/models/SmolLM2-135M-Instruct.Q4_1.gguf";
}

TEST(DefaultModelGoldens, LogitsAreTransformers) {
  if (!fs::exists(default_model()))
    GTEST_SKIP() << "the default model is not at " << default_model() << "; packaging/setup.sh fetches it";
  const auto model = Model::open(default_model());
  std::vector<int32_t> ids;
  for (const float id : golden("default.ids")) ids.push_back(static_cast<int32_t>(id));
  const std::vector<float> all = logits_of(*model, ids);
  const auto vocab = static_cast<size_t>(model->info().vocab);
  std::vector<float> actual;
  for (const size_t row : {size_t{0}, size_t{7}, size_t{15}}) {
    for (size_t column = 0; column < vocab; column += 97) actual.push_back(all[row * vocab + column]);
  }
  const std::vector<float> expected = golden("default.logits");
  ASSERT_EQ(actual.size(), expected.size());
  const double difference = relative_difference(actual, expected);
  RecordProperty("difference", std::to_string(difference));
  EXPECT_LT(difference, kBound);
}

TEST(DefaultModelGoldens, PerplexityIsTransformers) {
  if (!fs::exists(default_model()))
    GTEST_SKIP() << "the default model is not at " << default_model() << "; packaging/setup.sh fetches it";
  PerplexityRequest request;
  request.text.source = TextSource::text;
  request.text.file = CALM_TEST_DATA_DIR "/perplexity_text.txt";
  request.window = 128;
  request.max_windows = 2;
  RunControl control;
  const PerplexityResult result = perplexity(
      *Model::open(default_model()), request, {"cpu", 0}, [](const Progress&) {}, control);
  const TensorInfo& info = goldens().at("default.window_nll");
  ASSERT_EQ(info.type, StoredType::f64);
  double expected[2];
  std::memcpy(expected, goldens().raw(info).data(), sizeof expected);
  ASSERT_EQ(result.window_nll.size(), 2U);
  EXPECT_EQ(result.tokens, 254);
  for (size_t i = 0; i < 2; ++i) EXPECT_NEAR(result.window_nll[i], expected[i], 1e-3 * expected[i]);
  const double ppl = std::exp((expected[0] + expected[1]) / 2);
  RecordProperty("relative_error", std::to_string(result.ppl / ppl - 1));
  EXPECT_NEAR(result.ppl / ppl, 1, 1e-3);
}

}  // namespace
}  // namespace calm
