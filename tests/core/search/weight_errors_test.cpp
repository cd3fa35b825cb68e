#include <ATen/Context.h>
#include <ATen/ops/full.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <gtest/gtest.h>

#include "calm/analyses.h"
#include "calm/error.h"
#include "search/weight_error.h"
#include "support/error_of.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

TEST(WeightErrors, ScalesOfRowsAndColumnsAreNoError) {
  at::manual_seed(1);
  const at::Tensor weight = at::randn({24, 40});
  const at::Tensor rows = at::rand({24, 1}).add(0.5), columns = at::rand({1, 40}).add(0.5);
  EXPECT_EQ(scaled_weight_error(weight, weight), 0);
  EXPECT_LT(scaled_weight_error(weight, weight.mul(rows).mul(columns)), 1e-4);
}

TEST(WeightErrors, NoiseIsAnErrorWhateverTheScales) {
  // Independent noise of 5 %: the fit of 24 + 40 scales takes in less than their share of 24 x 40 numbers.
  at::manual_seed(2);
  const at::Tensor weight = at::randn({64, 128});
  const at::Tensor noisy = weight.add(at::randn({64, 128}).mul(0.05));
  const double error = scaled_weight_error(weight, noisy);
  EXPECT_NEAR(error, 0.05, 0.005);
  EXPECT_NEAR(scaled_weight_error(weight, noisy.mul(at::rand({1, 128}).add(0.5))), error, 0.01);
}

TEST(WeightErrors, ZeroRowsAndColumnsAreHarmless) {
  at::manual_seed(3);
  at::Tensor weight = at::randn({8, 8});
  weight.select(0, 3).zero_();
  weight.select(1, 5).zero_();
  EXPECT_LT(scaled_weight_error(weight, weight.mul(2)), 1e-6);
  EXPECT_EQ(scaled_weight_error(at::full({4, 4}, 0.0), at::full({4, 4}, 0.0)), 0);
}

class PlanWeightErrors : public testing::Test {
 protected:
  PlanWeightErrors() {
    test::RandomModelSpec spec;
    spec.layers = 2;
    spec.tokenizer = true;
    test::write_random_hf_model(folder_ / "model", spec);
    request_.model = Model::open(folder_ / "model");
    request_.analysis.calibration.source = TextSource::bundled;
    request_.analysis.calibration.sequences = 4;
    request_.analysis.calibration.length = 32;
    request_.session = folder_ / "session";
    request_.threads = 1;
  }
  std::vector<LayerWeightErrors> of(const std::string& method) {
    request_.plan = uniform_plan(2, "", method);
    RunControl control;
    return layer_weight_errors(request_, {}, control);
  }
  test::TempFolder folder_;
  AnalysesRequest request_;
};

TEST_F(PlanWeightErrors, OfEveryLinearAndKeptWithTheSession) {
  const auto errors = of("awq");
  ASSERT_EQ(errors.size(), 2u);
  for (const LayerWeightErrors& layer : errors) {
    EXPECT_EQ(layer.method, "awq");
    ASSERT_EQ(layer.linears.size(), 7u);
    for (const WeightError& linear : layer.linears) {
      EXPECT_EQ(linear.bits, 4) << linear.linear;
      // About a tenth for a bell curve in four bits; the model's channels of six times the size share a group with
      // ordinary ones, which costs up to a quarter. Scales that AWQ folds away would make it far more than a half.
      EXPECT_GT(linear.error, 0.02) << linear.linear;
      EXPECT_LT(linear.error, 0.4) << linear.linear;
    }
  }
  const SessionAnalyses kept = load_analyses(request_.session);
  ASSERT_EQ(kept.weight_errors.size(), 2u);
  EXPECT_EQ(kept.weight_errors[1].linears[6].linear, "mlp.down_proj");
  EXPECT_EQ(kept.weight_errors[1].linears[6].error, errors[1].linears[6].error);
  EXPECT_FALSE(kept.weight_errors_key.empty());
}

TEST_F(PlanWeightErrors, NeedACompletePlan) {
  RunControl control;
  EXPECT_EQ(test::error_of([&] { layer_weight_errors(request_, {}, control); }).code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace calm
