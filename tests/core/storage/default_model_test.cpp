// The default model's weights against gguf-py's dequantization of the same file.
#include <gtest/gtest.h>

#include <bit>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "storage/gguf.h"
#include "support/files.h"

namespace calm {
namespace {

std::filesystem::path default_model() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  const std::filesystem::path root = cache != nullptr && *cache != '\0'
                                         ? std::filesystem::path(cache)
                                         : std::filesystem::path(home != nullptr ? home : "") / ".cache";
  return root / "calm-workbench/models/SmolLM2-135M-Instruct.Q4_1.gguf";
}

TEST(DefaultModel, EveryWeightEqualsGgufPy) {
  if (!std::filesystem::exists(default_model())) {
    GTEST_SKIP() << "the default model is not at " << default_model() << "; packaging/setup.sh fetches it";
  }
  const auto file = open_gguf(default_model());
  const auto golden = nlohmann::json::parse(test::read_file(CALM_TEST_DATA_DIR "/default_model_sums.json"));
  ASSERT_EQ(file->tensors().size(), golden.size());
  for (const auto& [name, expected] : golden.items()) {
    const TensorInfo& info = file->at(name);
    EXPECT_EQ(info.shape, expected["shape"].get<std::vector<int64_t>>()) << name;
    EXPECT_EQ(traits(info.type).name, expected["type"].get<std::string>()) << name;
    uint64_t plain = 0;
    uint64_t weighted = 0;
    uint64_t position = 0;
    for (const float value : file->read_f32(info)) {
      const uint64_t bits = std::bit_cast<uint32_t>(value);
      plain += bits;
      weighted += bits * (position++ % 65521 + 1);
    }
    EXPECT_EQ(plain, expected["plain"].get<uint64_t>()) << name;
    EXPECT_EQ(weighted, expected["weighted"].get<uint64_t>()) << name;
    file->release(info);
  }
  EXPECT_EQ(file->string("general.architecture"), "llama");
  EXPECT_EQ(file->strings("tokenizer.ggml.tokens")->size(), 49152u);
}

}  // namespace
}  // namespace calm
