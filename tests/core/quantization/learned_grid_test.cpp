// AutoRound and OmniQuant: gradients in closed form against autograd, the descent against a slow one, and its answers.
#include <ATen/ops/cat.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/rand_like.h>
#include <gtest/gtest.h>

#include "core/quantization/rig.h"
#include "quantization/learned_grid.h"

namespace calm {
namespace {

using test::LayerRig;
using test::Matrix;
using test::to_matrix;

at::Tensor gram_tensor(const LayerRig& rig, InputSite site) {
  const at::Tensor x = rig.input(site).to(at::kDouble);
  return at::matmul(x.t(), x);
}

double objective(const at::Tensor& weight, const at::Tensor& gram, const at::Tensor& codes, const at::Tensor& scales,
                 int group) {
  const at::Tensor wide = scales.to(at::kDouble).repeat_interleave(group, 1);
  const at::Tensor error = weight.to(at::kDouble).sub(codes.to(at::kDouble).mul(wide));
  return at::matmul(error, gram).mul(error).sum().item<double>();
}

TEST(LearnedGrid, GradientsAreThoseOfAutograd) {
  const LayerRig rig;
  const at::Tensor weight = rig.layer.at(LinearId::gate).weight.narrow(0, 0, 16).contiguous();
  const at::Tensor gram = gram_tensor(rig, InputSite::ffn_in);
  const GroupGrid grid{4, 32, StorageType::float32};
  const at::Tensor full = find_scales(weight, grid);
  LearnedGrid learned(weight, gram, grid, full);
  learned.offsets.copy_(test::random_tensor(weight.sizes().vec(), 5).mul_(0.2));
  learned.ratios.copy_(test::random_tensor(full.sizes().vec(), 6).mul_(0.1).add_(0.6));  // clips: some codes saturate
  learned.evaluate();

  at::Tensor offsets = learned.offsets.to(at::kDouble).requires_grad_(true);
  at::Tensor ratios = learned.ratios.to(at::kDouble).requires_grad_(true);
  const at::Tensor wide = ratios.mul(full).repeat_interleave(grid.group, 1);
  const at::Tensor quotient = weight.to(at::kDouble).div(wide).add(offsets);
  const at::Tensor rounded = quotient.add(quotient.detach().round().sub(quotient.detach()));
  const at::Tensor codes = rounded.clamp(-8, 7);
  const at::Tensor error = weight.to(at::kDouble).sub(codes.mul(wide));
  const at::Tensor loss = at::matmul(error, gram).mul(error).sum();
  loss.backward();

  EXPECT_GT(rounded.gt(7).logical_or(rounded.lt(-8)).sum().item<int64_t>(), 5) << "nothing saturated";
  EXPECT_NEAR(learned.losses().sum().item<double>() / loss.item<double>(), 1, 1e-4);
  EXPECT_LT(test::relative_difference(learned.offset_gradient(), offsets.grad()), 1e-3);
  EXPECT_LT(test::relative_difference(learned.ratio_gradient(), ratios.grad()), 1e-3);
}

TEST(LearnedGrid, KeepsTheBestAnswerOfEachRow) {
  const LayerRig rig;
  const at::Tensor weight = rig.layer.at(LinearId::up).weight.narrow(0, 0, 8).contiguous();
  const at::Tensor gram = gram_tensor(rig, InputSite::ffn_in);
  const GroupGrid grid{4, 32, StorageType::bfloat16};
  const at::Tensor full = find_scales(weight, grid);
  LearnedGrid learned(weight, gram, grid, full);
  std::vector<double> least(8, 1e300);
  for (int i = 0; i < 5; ++i) {
    learned.ratios.fill_(1 - 0.1 * i);
    learned.evaluate();
    for (int64_t row = 0; row < 8; ++row) {
      auto& best = least[static_cast<size_t>(row)];
      best = std::min(best, learned.losses()[row].item<double>());
    }
  }
  const Rounded best = learned.best();
  for (int64_t row = 0; row < 8; ++row) {
    const double value = objective(weight.narrow(0, row, 1), gram, best.codes.narrow(0, row, 1),
                                   best.scales.narrow(0, row, 1), grid.group);
    EXPECT_NEAR(value / least[static_cast<size_t>(row)], 1, 1e-4) << row;
  }
  EXPECT_TRUE(best.scales.equal(round_to_storage(best.scales, StorageType::bfloat16)));
}

/// Sign gradient descent as the paper's equations (3) to (5) read, one number at a time in float64; returns the least
/// loss that was seen.
double slow_sign_descent(const Matrix& w, const Matrix& g, int64_t group, int steps) {
  double total = 0;
  for (int64_t row = 0; row < w.rows; ++row) {
    std::vector<double> offset(static_cast<size_t>(w.cols), 0.0), ratio(static_cast<size_t>(w.cols / group), 1.0);
    double least = 1e300;
    for (int step = 0; step <= steps; ++step) {
      std::vector<double> error(offset.size()), pull(offset.size(), 0.0), code(offset.size()), scale(ratio.size());
      std::vector<bool> free(offset.size());
      for (int64_t j = 0; j < w.cols; ++j) {
        const auto at = static_cast<size_t>(j);
        const auto part = static_cast<size_t>(j / group);
        scale[part] = test::slow_scale(w, row, j / group * group, group, StorageType::float32) * ratio[part];
        const double q = test::round_half_even(w(row, j) / scale[part] + offset[at]);
        free[at] = q >= -8 && q <= 7;
        code[at] = std::clamp(q, -8.0, 7.0);
        error[at] = w(row, j) - scale[part] * code[at];
      }
      double loss = 0;
      for (size_t i = 0; i < error.size(); ++i) {
        for (size_t j = 0; j < error.size(); ++j) {
          pull[i] += g(static_cast<int64_t>(i), static_cast<int64_t>(j)) * error[j];
        }
        loss += pull[i] * error[i];
      }
      least = std::min(least, loss);
      const double size = 1.0 / steps * (1 - static_cast<double>(step) / steps);
      std::vector<double> slope(ratio.size(), 0.0);
      for (size_t i = 0; i < error.size(); ++i) {
        const size_t part = i / static_cast<size_t>(group);
        const double width = scale[part] / ratio[part];
        slope[part] += pull[i] * width * (code[i] - (free[i] ? w(row, static_cast<int64_t>(i)) / scale[part] : 0.0));
        if (free[i]) offset[i] = std::clamp(offset[i] + size * ((pull[i] > 0) - (pull[i] < 0)), -0.5, 0.5);
      }
      for (size_t i = 0; i < ratio.size(); ++i) {
        ratio[i] = std::clamp(ratio[i] + size * ((slope[i] > 0) - (slope[i] < 0)), 0.0, 1.0);
      }
    }
    total += least;
  }
  return total;
}

TEST(AutoRound, ReachesWhatASlowReadingOfItsEquationsReaches) {
  const LayerRig rig;
  const QuantizedLayer quantized = rig.quantize("autoround:40:start=absmax");
  for (const LinearId id : {LinearId::q, LinearId::up}) {
    const QuantizedLinear& linear = quantized.at(id);
    const at::Tensor weight = rig.layer.at(id).weight.narrow(0, 0, 12);
    const double fast = objective(weight, gram_tensor(rig, input_site(id)), linear.codes.narrow(0, 0, 12),
                                  linear.scales.narrow(0, 0, 12), linear.group);
    // float32 flips signs of gradients near zero: not the same path, the same quality.
    const double slow = slow_sign_descent(to_matrix(weight), rig.gram(input_site(id)), linear.group, 40);
    EXPECT_NEAR(fast / slow, 1, 0.03) << linear_name(id);
  }
}

double layer_objective(const LayerRig& rig, const std::string& method) {
  const QuantizedLayer quantized = rig.quantize(method);
  double sum = 0;
  for (const LinearId id : kLinearIds) {
    const QuantizedLinear& linear = quantized.at(id);
    sum +=
        objective(rig.layer.at(id).weight, gram_tensor(rig, input_site(id)), linear.codes, linear.scales, linear.group);
  }
  return sum;
}

TEST(AutoRound, LearnsMoreThanClippingAndLosesNothingOfItsStart) {
  const LayerRig rig;
  const double clipped = layer_objective(rig, "rtn:clip");
  EXPECT_LT(layer_objective(rig, "autoround"), 0.95 * clipped);
  EXPECT_LT(layer_objective(rig, "autoround:fixed-scales"), clipped);
  EXPECT_LE(layer_objective(rig, "autoround:start=gptq"),
            layer_objective(rig, "gptq:act-order:clip:refine=4") * (1 + 1e-6));
  EXPECT_LT(layer_objective(rig, "autoround:refine=4"), layer_objective(rig, "autoround"));
}

TEST(AutoRound, StopsBetweenSteps) {
  LayerRig rig;
  rig.control.request_stop();
  EXPECT_THROW(rig.quantize("autoround"), Error);
  EXPECT_THROW(rig.quantize("omniquant"), Error);
  EXPECT_THROW(rig.quantize("omniquant:let"), Error);
}

TEST(OmniQuant, ClipsAtLeastAsWellAsTheSearchItStartsFrom) {
  const LayerRig rig;
  EXPECT_LT(layer_objective(rig, "omniquant"), layer_objective(rig, "rtn:clip"));
  EXPECT_LT(layer_objective(rig, "omniquant:start=absmax"), layer_objective(rig, "rtn"));
}

TEST(OmniQuant, RoundsToTheNearestCodeOfTheScalesItLearned) {
  const LayerRig rig;
  const QuantizedLayer quantized = rig.quantize("omniquant");
  for (const LinearId id : kLinearIds) {
    const QuantizedLinear& linear = quantized.at(id);
    const GroupGrid grid{4, linear.group, StorageType::float32};
    const at::Tensor plain = find_scales(rig.layer.at(id).weight, grid);
    EXPECT_TRUE(linear.scales.le(plain.mul(1 + 1e-6)).all().item<bool>()) << "clipping only shrinks";
    const at::Tensor nearest = quantize_codes(rig.layer.at(id).weight, linear.scales, grid);
    EXPECT_LT(nearest.ne(linear.codes).sum().item<int64_t>(), 4) << linear_name(id);  // ties of the last bit
  }
}

TEST(OmniQuant, LearnedTransformationLowersTheErrorAndKeepsTheLayersFunction) {
  const LayerRig rig;
  const WorkingLayer folded = rig.transform("omniquant:let:let-steps=30");
  EXPECT_LT(test::relative_difference(rig.forward(folded.weights), rig.output), 1e-5);
  EXPECT_FALSE(folded.notes.empty());
  const QuantizedLayer plain = rig.quantize("omniquant:start=absmax");
  const QuantizedLayer learned = rig.quantize("omniquant:start=absmax:let:let-rate=0.02");
  const WorkingLayer moved = rig.transform("omniquant:start=absmax:let:let-rate=0.02");
  for (const InputSite site : {InputSite::attention_in, InputSite::ffn_in}) {
    const at::Tensor& scale = moved.input_scale[static_cast<size_t>(site)];
    ASSERT_TRUE(scale.defined());
    double before = 0, after = 0;
    for (const LinearId id : linears_of(site)) {
      const at::Tensor gram = gram_tensor(rig, site);
      before += objective(rig.layer.at(id).weight, gram, plain.at(id).codes, plain.at(id).scales, plain.at(id).group);
      after += objective(moved.weights.at(id).weight, scaled_gram(gram, scale), learned.at(id).codes,
                         learned.at(id).scales, learned.at(id).group);
    }
    EXPECT_LT(after, 0.97 * before);
  }
}

}  // namespace
}  // namespace calm
