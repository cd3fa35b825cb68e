// Layers as they are loaded, and the KV cache against the full forward pass.
#include <ATen/ops/linear.h>
#include <gtest/gtest.h>

#include <cstring>

#include "calm/error.h"
#include "inference/language_model.h"
#include "model/model_impl.h"
#include "storage/safetensors.h"
#include "support/error_of.h"
#include "support/files.h"
#include "support/golden_models.h"
#include "support/temp_folder.h"
#include "support/tensors.h"

namespace calm {
namespace {

using test::same_bits;

TEST(LoadLayer, OfAGgufEqualsTheFolderBitForBit) {
  for (const std::string architecture : {"llama", "mistral", "qwen2", "qwen3"}) {
    for (const StoredType dtype : {StoredType::f32, StoredType::f16, StoredType::bf16}) {
      test::RandomModelSpec spec;
      spec.architecture = architecture;
      spec.dtype = dtype;
      test::TempFolder folder;
      test::write_random_hf_model(folder / "hf", spec);
      test::write_random_gguf_model(folder / "model.gguf", spec);
      const auto hf = Model::open(folder / "hf");
      const auto gguf = Model::open(folder / "model.gguf");
      for (int layer = 0; layer < spec.layers; ++layer) {
        const DecoderLayer a = hf->impl().load_layer(layer, at::kCPU);
        const DecoderLayer b = gguf->impl().load_layer(layer, at::kCPU);
        EXPECT_TRUE(same_bits(a.input_norm, b.input_norm));
        EXPECT_TRUE(same_bits(a.post_attention_norm, b.post_attention_norm));
        EXPECT_TRUE(same_bits(a.q_norm, b.q_norm));
        EXPECT_TRUE(same_bits(a.k_norm, b.k_norm));
        EXPECT_EQ(a.q_norm.defined(), architecture == "qwen3");
        EXPECT_EQ(a.at(LinearId::q).bias.defined(), architecture == "qwen2");
        for (const LinearId id : kLinearIds) {
          EXPECT_TRUE(same_bits(a.at(id).weight, b.at(id).weight)) << architecture << " " << linear_name(id);
          EXPECT_TRUE(same_bits(a.at(id).bias, b.at(id).bias)) << architecture << " " << linear_name(id);
        }
      }
      EXPECT_TRUE(same_bits(hf->impl().final_norm(at::kCPU), gguf->impl().final_norm(at::kCPU)));
      EXPECT_TRUE(same_bits(hf->impl().head_rows(3, 7, at::kCPU), gguf->impl().head_rows(3, 7, at::kCPU)));
      EXPECT_TRUE(same_bits(hf->impl().embed({5, 0, 5}, at::kCPU), gguf->impl().embed({5, 0, 5}, at::kCPU)));
    }
  }
}

TEST(LoadLayer, EqualsTheTensorsThatWereWritten) {
  test::RandomModelSpec spec;
  spec.biases = true;
  spec.shards = 3;
  test::TempFolder folder;
  test::write_random_hf_model(folder.path(), spec);
  const auto model = Model::open(folder.path());
  int found = 0;
  for (const test::RandomTensor& tensor : test::random_model_tensors(spec)) {
    const std::string prefix = "model.layers.1.";
    if (!tensor.name.starts_with(prefix)) continue;
    const DecoderLayer layer = model->impl().load_layer(1, at::kCPU);
    for (const LinearId id : kLinearIds) {
      for (const bool bias : {false, true}) {
        if (tensor.name != prefix + linear_name(id) + (bias ? ".bias" : ".weight")) continue;
        const at::Tensor& loaded = bias ? layer.at(id).bias : layer.at(id).weight;
        ASSERT_EQ(loaded.numel(), static_cast<int64_t>(tensor.values.size()));
        EXPECT_EQ(std::memcmp(loaded.const_data_ptr<float>(), tensor.values.data(), tensor.values.size() * 4), 0);
        ++found;
      }
    }
  }
  EXPECT_EQ(found, 2 * kLinearsPerLayer);
}

/// In place of a float32 tensor's element.
void write_nan(const std::filesystem::path& file, const std::string& tensor, int64_t element) {
  std::string bytes = test::read_file(file);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const size_t offset = open_safetensors(file)->at(tensor).offset + static_cast<size_t>(element) * sizeof nan;
  std::memcpy(bytes.data() + offset, &nan, sizeof nan);
  test::write_file(file, bytes);
}

TEST(LoadLayer, RefusesNaNByTheTensorsName) {
  const test::RandomModelSpec spec;
  test::TempFolder folder;
  test::write_random_hf_model(folder.path(), spec);
  write_nan(folder / "model.safetensors", "model.layers.1.mlp.up_proj.weight", 100);
  const auto model = Model::open(folder.path());
  EXPECT_NO_THROW(model->impl().load_layer(0, at::kCPU));
  const test::ErrorOf error = test::error_of([&] { model->impl().load_layer(1, at::kCPU); });
  ASSERT_TRUE(error.thrown);
  EXPECT_EQ(error.code, ErrorCode::numeric);
  EXPECT_NE(error.message.find("model.layers.1.mlp.up_proj.weight"), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("NaN"), std::string::npos) << error.message;
}

TEST(Embedding, RefusesNaNByTheTensorsName) {
  test::RandomModelSpec spec;
  spec.tied = true;
  test::TempFolder folder;
  test::write_random_hf_model(folder.path(), spec);
  write_nan(folder / "model.safetensors", "model.embed_tokens.weight", 5 * spec.hidden);
  const auto model = Model::open(folder.path());
  EXPECT_NO_THROW(model->impl().embed({4, 6}, at::kCPU));
  for (const test::ErrorOf& error : {test::error_of([&] {
                                       model->impl().embed({4, 5}, at::kCPU);
                                     }),
                                     test::error_of([&] { model->impl().head_rows(0, 10, at::kCPU); })}) {
    EXPECT_EQ(error.code, ErrorCode::numeric);
    EXPECT_NE(error.message.find("model.embed_tokens.weight holds NaN"), std::string::npos) << error.message;
  }
}

class KvCaches : public testing::TestWithParam<test::GoldenModel> {};

TEST_P(KvCaches, FedInAnyPiecesGiveTheFullForwardsLogits) {
  test::TempFolder folder;
  test::write_random_hf_model(folder.path(), GetParam().spec);
  const auto model = Model::open(folder.path());
  const std::vector<int32_t> ids = test::golden_ids(GetParam());
  const auto length = static_cast<int64_t>(ids.size());
  RunControl control;
  const at::Tensor hidden = final_hidden_states(model->impl(), {ids}, at::kCPU, control, [](int64_t) {});
  const at::Tensor full = at::linear(hidden, model->impl().head_rows(0, GetParam().spec.vocab, at::kCPU));
  const double size = test::frobenius(test::to_matrix(full)) / std::sqrt(static_cast<double>(full.numel()));
  Decoder decoder(model->impl(), at::kCPU, length);
  for (const std::vector<int64_t>& pieces : {std::vector<int64_t>{1}, {5, 1, 3}, {11}, {length}}) {
    decoder.reset();
    int64_t done = 0;
    for (size_t i = 0; done < length; ++i) {
      const int64_t count = std::min(pieces[i % pieces.size()], length - done);
      const at::Tensor logits = decoder.feed({ids.begin() + done, ids.begin() + done + count});
      done += count;
      EXPECT_EQ(decoder.position(), done);
      const double difference =
          test::frobenius(test::minus(test::to_matrix(logits), test::to_matrix(full.select(0, done - 1)))) /
          std::sqrt(static_cast<double>(logits.numel()));
      EXPECT_LT(difference, 1e-4 * size) << "position " << done;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Models, KvCaches, testing::ValuesIn(test::golden_models()),
                         [](const auto& p) { return p.param.name; });

TEST(DecoderLimits, AreNamed) {
  test::TempFolder folder;
  test::write_random_hf_model(folder.path(), {});
  const auto model = Model::open(folder.path());
  Decoder decoder(model->impl(), at::kCPU, 4);
  EXPECT_THROW(decoder.feed({}), Error);
  EXPECT_THROW(decoder.feed({1, 2, 3, 4, 5}), Error);
  EXPECT_THROW(decoder.feed({1, 320}), Error);
  EXPECT_EQ(decoder.position(), 0);
  decoder.feed({1, 2, 3});
  EXPECT_THROW(decoder.feed({4, 5}), Error);
  EXPECT_EQ(decoder.feed({4}).numel(), 320);
}

TEST(HiddenStates, OfASequenceDoNotDependOnItsNeighbours) {
  test::TempFolder folder;
  test::write_random_hf_model(folder.path(), {});
  const auto model = Model::open(folder.path());
  RunControl control;
  const std::vector<std::vector<int32_t>> ragged = {{1, 2, 3, 4, 5}, {9}, {7, 8, 9}, {4, 4, 4}, {300, 1, 2, 3, 4}};
  const at::Tensor together = final_hidden_states(model->impl(), ragged, at::kCPU, control, [](int64_t) {});
  int64_t row = 0;
  for (const auto& sequence : ragged) {
    const auto length = static_cast<int64_t>(sequence.size());
    const at::Tensor alone = final_hidden_states(model->impl(), {sequence}, at::kCPU, control, [](int64_t) {});
    const test::Matrix expected = test::to_matrix(alone);
    EXPECT_LT(test::frobenius(test::minus(test::to_matrix(together.narrow(0, row, length)), expected)),
              1e-5 * test::frobenius(expected));
    row += length;
  }
}

}  // namespace
}  // namespace calm
