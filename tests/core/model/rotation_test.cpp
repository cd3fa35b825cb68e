// QuaRot: the rotated model is the same function, in another basis.
#include <ATen/ops/eye.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <gtest/gtest.h>

#include "calm/error.h"
#include "inference/language_model.h"
#include "model/model_impl.h"
#include "model/rotation.h"
#include "support/error_of.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"
#include "support/tensors.h"

namespace calm {
namespace {

at::Tensor logits(const Model& model, const std::vector<std::vector<int32_t>>& ids) {
  RunControl control;
  const at::Tensor hidden = final_hidden_states(model.impl(), ids, at::kCPU, control, [](int64_t) {});
  return at::linear(hidden, model.impl().head_rows(0, model.impl().config.vocab_size, at::kCPU));
}

TEST(Rotation, IsOrthogonalForAnySizeAndTheSameForASeed) {
  for (const int64_t n : {1, 2, 7, 12, 64, 96, 576}) {
    const Rotation rotation(n, 5);
    const at::Tensor r = rotation.rotate(at::eye(n));
    EXPECT_LT(at::matmul(r, r.t()).sub(at::eye(n)).abs().max().item<float>(), 1e-5) << n;
    EXPECT_TRUE(test::same_bits(r, Rotation(n, 5).rotate(at::eye(n))));
    EXPECT_EQ(n > 2 && test::same_bits(r, Rotation(n, 6).rotate(at::eye(n))), false) << n;
    const at::Tensor w = test::random_tensor({n, 3}, 9);
    EXPECT_LT(rotation.rotate_rows(w).sub(at::matmul(r.t(), w)).abs().max().item<float>(), 1e-5) << n;
    // Every entry moves: no channel is left where it was.
    EXPECT_TRUE(n <= 2 || r.abs().max().item<float>() < 1.0F) << n;
  }
}

TEST(Rotation, OfAnyMatrixIsThatMatrix) {
  for (const int64_t n : {4, 96}) {
    const at::Tensor r = Rotation::haar(n, 3).matrix();
    EXPECT_LT(at::matmul(r, r.t()).sub(at::eye(n)).abs().max().item<float>(), 1e-5) << n;
    EXPECT_TRUE(test::same_bits(r, Rotation::haar(n, 3).matrix()));
    EXPECT_FALSE(test::same_bits(r, Rotation::haar(n, 4).matrix()));
    const Rotation dense(Rotation(n, 5).matrix());
    EXPECT_EQ(dense.size(), n);
    const at::Tensor x = test::random_tensor({3, n}, 9);
    EXPECT_LT(dense.rotate(x).sub(Rotation(n, 5).rotate(x)).abs().max().item<float>(), 1e-5) << n;
    EXPECT_LT(dense.rotate_rows(x.t()).sub(Rotation(n, 5).rotate_rows(x.t())).abs().max().item<float>(), 1e-5) << n;
    const at::Tensor blocks = test::random_tensor({2, 3 * n}, 10);
    EXPECT_LT(dense.rotate_blocks(blocks).sub(Rotation(n, 5).rotate_blocks(blocks)).abs().max().item<float>(), 1e-5);
  }
}

TEST(Rotation, LeavesTheLogitsOfEveryArchitecture) {
  for (const std::string architecture : {"llama", "mistral", "qwen2", "qwen3"}) {
    for (const bool tied : {false, true}) {
      for (const char* text : {"quarot", "quarot:no-heads:seed=3", "quip"}) {
        test::RandomModelSpec spec;
        spec.architecture = architecture;
        spec.tied = tied;
        spec.hidden = 96;  // 3 x 32
        spec.heads = 6;
        spec.biases = architecture == "llama";
        test::TempFolder folder;
        test::write_random_hf_model(folder.path(), spec);
        const auto model = Model::open(folder.path());
        const auto rotated = with_transform(model, parse_transform(text));
        const std::vector<std::vector<int32_t>> ids = {{1, 7, 30, 2, 250, 9, 9, 100}, {5, 6}};
        const at::Tensor expected = logits(*model, ids);
        const at::Tensor actual = logits(*rotated, ids);
        EXPECT_LT(actual.sub(expected).abs().max().item<float>(), 1e-5F * expected.abs().max().item<float>())
            << architecture << " tied " << tied << " " << text;
        EXPECT_FALSE(test::same_bits(model->impl().load_layer(0, at::kCPU).at(LinearId::q).weight,
                                     rotated->impl().load_layer(0, at::kCPU).at(LinearId::q).weight));
        EXPECT_EQ(rotated->impl().load_layer(0, at::kCPU).input_norm.sub(1).abs().max().item<float>(), 0.0F);
        EXPECT_FALSE(rotated->impl().config.tie_word_embeddings);
      }
    }
  }
}

TEST(Transform, IsReadAndWrittenInOneSpelling) {
  EXPECT_EQ(to_string(parse_transform("none")), "none");
  EXPECT_EQ(to_string(parse_transform("quarot:seed=0")), "quarot");
  EXPECT_EQ(to_string(parse_transform("quarot:seed=12:no-heads")), "quarot:no-heads:seed=12");
  EXPECT_EQ(to_string(parse_transform("quip:seed=4")), "quarot:orthogonal:seed=4");
  EXPECT_EQ(parse_transform("quip"), parse_transform("quarot:orthogonal"));
  EXPECT_EQ(to_string(parse_transform("spinquant:steps=100")), "spinquant");
  EXPECT_EQ(to_string(parse_transform("spinquant:seed=2:steps=7:no-heads")), "spinquant:no-heads:steps=7:seed=2");
  for (const char* wrong : {"spinquant:orthogonal", "spinquant:steps=0", "quarot:steps=3", "", "quarrot",
                            "none:no-heads", "quarot:", "quarot:seed=x", "quarot:seed="}) {
    EXPECT_EQ(test::error_of([&] { parse_transform(wrong); }).code, ErrorCode::invalid_argument) << wrong;
  }
}

}  // namespace
}  // namespace calm
