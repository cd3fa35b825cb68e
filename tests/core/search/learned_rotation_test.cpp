// SpinQuant: the learned rotation is orthogonal, lowers its loss, leaves the function, and is learned once a session.
#include <ATen/ops/eye.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <gtest/gtest.h>

#include "calm/error.h"
#include "inference/language_model.h"
#include "model/rotation.h"
#include "search/learned_rotation.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"
#include "support/tensors.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

class LearnedRotations : public testing::Test {
 protected:
  LearnedRotations() {
    test::RandomModelSpec spec;
    spec.hidden = 96;
    spec.heads = 6;
    spec.tied = true;
    test::write_random_hf_model(folder_ / "model", spec);
    model_ = Model::open(folder_ / "model");
    for (int i = 0; i < 6; ++i) {
      std::vector<int32_t> ids;
      for (int j = 0; j < 24; ++j) ids.push_back((37 * i + 11 * j * j) % 320);
      tokens_.sequences.push_back(ids);
    }
    tokens_.fingerprint = "six";
    options_.transform = parse_transform("spinquant:steps=40");
    options_.scheme.storage = StorageType::float32;
  }

  LearnedRotation learn() {
    const auto head = std::make_shared<const Rotation>(model_->impl().config.head_dim, 1);
    return learn_rotation(model_->impl(), tokens_, options_, head, control_);
  }
  at::Tensor logits(const Model& model) {
    const at::Tensor hidden = final_hidden_states(model.impl(), tokens_.sequences, at::kCPU, control_, [](int64_t) {});
    return at::linear(hidden, model.impl().head_rows(0, model.impl().config.vocab_size, at::kCPU));
  }
  std::shared_ptr<Model> transformed() {
    return transformed_model(model_, tokens_, options_, folder_ / "session", control_);
  }
  std::vector<fs::path> stored() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_ / "session")) files.push_back(entry.path());
    return files;
  }

  test::TempFolder folder_;
  std::shared_ptr<Model> model_;
  TokenSequences tokens_;
  AnalysisOptions options_;
  RunControl control_;
};

TEST_F(LearnedRotations, AreOrthogonalDeterministicAndBetterThanTheirStart) {
  const LearnedRotation first = learn();
  EXPECT_LT(first.after, 0.97 * first.before);
  const at::Tensor r = first.residual;
  EXPECT_LT(at::matmul(r, r.t()).sub(at::eye(96)).abs().max().item<float>(), 2e-6);
  EXPECT_GT(r.sub(Rotation(96, 0).matrix()).abs().max().item<float>(), 0.01F);
  const LearnedRotation second = learn();
  EXPECT_TRUE(test::same_bits(first.residual, second.residual));
  EXPECT_EQ(first.after, second.after);
}

TEST_F(LearnedRotations, LeaveTheLogits) {
  const at::Tensor expected = logits(*model_);
  const at::Tensor actual = logits(*transformed());
  EXPECT_LT(actual.sub(expected).abs().max().item<float>(), 1e-5F * expected.abs().max().item<float>());
}

TEST_F(LearnedRotations, AreReadAgainFromTheSession) {
  const at::Tensor weight = transformed()->impl().load_layer(0, at::kCPU).at(LinearId::q).weight;
  ASSERT_EQ(stored().size(), 1U);
  const auto time = fs::last_write_time(stored().front());
  EXPECT_TRUE(test::same_bits(transformed()->impl().load_layer(0, at::kCPU).at(LinearId::q).weight, weight));
  EXPECT_EQ(fs::last_write_time(stored().front()), time);
  tokens_.fingerprint = "other tokens";
  transformed();
  EXPECT_EQ(stored().size(), 2U);
}

TEST_F(LearnedRotations, StopBetweenSteps) {
  control_.request_stop();
  EXPECT_THROW(learn(), Error);
}

}  // namespace
}  // namespace calm
