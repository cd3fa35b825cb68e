// The random models themselves, because every other part's tests stand on them.
#include "support/model_factory.h"

#include <gtest/gtest.h>

#include <cmath>

#include <nlohmann/json.hpp>

#include "storage/gguf.h"
#include "storage/safetensors.h"
#include "support/files.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

using test::RandomModelSpec;

class RandomModel : public ::testing::TestWithParam<const char*> {
 protected:
  RandomModelSpec spec() const {
    RandomModelSpec spec;
    spec.architecture = GetParam();
    spec.dtype = StoredType::bf16;
    spec.tokenizer = true;
    return spec;
  }
  test::TempFolder folder_;
};

TEST_P(RandomModel, IsTheSameInBothFormats) {
  const RandomModelSpec spec = this->spec();
  test::write_random_hf_model(folder_.path(), spec);
  test::write_random_gguf_model(folder_ / "m.gguf", spec);
  const auto hf = open_safetensors(folder_.path());
  const auto gguf = open_gguf(folder_ / "m.gguf");
  ASSERT_EQ(hf->tensors().size(), gguf->tensors().size());
  const bool permuted = spec.architecture == "llama" || spec.architecture == "mistral";
  EXPECT_EQ(gguf->string("general.architecture"), permuted ? "llama" : spec.architecture);
  const std::pair<const char*, const char*> same[] = {
      {"model.embed_tokens.weight", "token_embd.weight"},
      {"lm_head.weight", "output.weight"},
      {"model.norm.weight", "output_norm.weight"},
      {"model.layers.1.input_layernorm.weight", "blk.1.attn_norm.weight"},
      {"model.layers.1.post_attention_layernorm.weight", "blk.1.ffn_norm.weight"},
      {"model.layers.1.self_attn.v_proj.weight", "blk.1.attn_v.weight"},
      {"model.layers.1.self_attn.o_proj.weight", "blk.1.attn_output.weight"},
      {"model.layers.1.mlp.gate_proj.weight", "blk.1.ffn_gate.weight"},
      {"model.layers.1.mlp.up_proj.weight", "blk.1.ffn_up.weight"},
      {"model.layers.1.mlp.down_proj.weight", "blk.1.ffn_down.weight"},
  };
  for (const auto& [a, b] : same) EXPECT_EQ(hf->read_f32(hf->at(a)), gguf->read_f32(gguf->at(b))) << a;

  // Row 2 j + half of a permuted head is row half * head_dim / 2 + j of the original.
  const std::vector<float> query = hf->read_f32(hf->at("model.layers.0.self_attn.q_proj.weight"));
  const std::vector<float> stored = gguf->read_f32(gguf->at("blk.0.attn_q.weight"));
  for (int64_t head = 0; head < spec.heads; ++head) {
    for (int64_t half = 0; half < 2; ++half) {
      for (int64_t j = 0; j < spec.head_dim / 2; ++j) {
        const int64_t from = head * spec.head_dim + half * spec.head_dim / 2 + j;
        const int64_t to = permuted ? head * spec.head_dim + 2 * j + half : from;
        ASSERT_EQ(query[static_cast<size_t>(from * spec.hidden + 5)],
                  stored[static_cast<size_t>(to * spec.hidden + 5)]);
      }
    }
  }
  EXPECT_EQ(hf->find("model.layers.0.self_attn.q_proj.bias") != nullptr, spec.architecture == "qwen2");
  EXPECT_EQ(hf->find("model.layers.0.self_attn.q_norm.weight") != nullptr, spec.architecture == "qwen3");
  EXPECT_EQ(gguf->strings("tokenizer.ggml.tokens")->size(), static_cast<size_t>(spec.vocab));
}

TEST_P(RandomModel, DependsOnTheSeedAlone) {
  RandomModelSpec spec = this->spec();
  const auto first = test::random_model_tensors(spec);
  const auto again = test::random_model_tensors(spec);
  spec.seed = 2;
  const auto other = test::random_model_tensors(spec);
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].values, again[i].values);
    EXPECT_NE(first[i].values, other[i].values) << first[i].name;
  }
}

TEST_P(RandomModel, ConfigDescribesTheWeights) {
  const RandomModelSpec spec = this->spec();
  test::write_random_hf_model(folder_.path(), spec);
  const auto config = nlohmann::json::parse(test::read_file(folder_ / "config.json"));
  EXPECT_EQ(config["model_type"], spec.architecture);
  EXPECT_EQ(config["torch_dtype"], "bfloat16");
  const auto source = open_safetensors(folder_.path());
  EXPECT_EQ(source->at("model.embed_tokens.weight").shape,
            (std::vector<int64_t>{config["vocab_size"], config["hidden_size"]}));
  EXPECT_EQ(source->at("model.layers.0.mlp.up_proj.weight").shape,
            (std::vector<int64_t>{config["intermediate_size"], config["hidden_size"]}));
}

TEST_P(RandomModel, HasOutlierChannels) {
  const auto tensors = test::random_model_tensors(spec());
  for (const auto& tensor : tensors) {
    if (tensor.shape.size() != 2) continue;
    const auto columns = static_cast<size_t>(tensor.shape[1]);
    std::vector<double> energy(columns, 0.0);
    for (size_t i = 0; i < tensor.values.size(); ++i) energy[i % columns] += std::pow(tensor.values[i], 2);
    std::sort(energy.begin(), energy.end());
    EXPECT_GT(energy.back(), 10 * energy[columns / 2]) << tensor.name;
    EXPECT_NEAR(std::sqrt(energy[columns / 2] / static_cast<double>(tensor.shape[0])), 0.05, 0.02) << tensor.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Architectures, RandomModel, ::testing::Values("llama", "mistral", "qwen2", "qwen3"),
                         [](const auto& param) { return std::string(param.param); });

TEST(RandomGguf, QuantizedWeightsStayClose) {
  const test::TempFolder folder;
  RandomModelSpec spec;
  const auto original = test::random_model_tensors(spec);
  for (const auto& [type, steps] : {std::pair{StoredType::q8_0, 127.0f}, std::pair{StoredType::q4_0, 7.0f}}) {
    spec.dtype = type;
    test::write_random_gguf_model(folder / "m.gguf", spec);
    const auto file = open_gguf(folder / "m.gguf");
    EXPECT_EQ(file->at("token_embd.weight").type, type);
    EXPECT_EQ(file->at("output_norm.weight").type, StoredType::f32);
    const std::vector<float> values = file->read_f32(file->at("token_embd.weight"));
    for (size_t block = 0; block < values.size(); block += 32) {
      float largest = 0.0f;
      for (size_t i = block; i < block + 32; ++i) largest = std::max(largest, std::fabs(original[0].values[i]));
      for (size_t i = block; i < block + 32; ++i) {
        // Half a step, or a whole one where Q4_0 clips the side opposite of its extreme.
        ASSERT_NEAR(values[i], original[0].values[i], 1.01f * largest / steps) << i;
      }
    }
  }
}

}  // namespace
}  // namespace calm
