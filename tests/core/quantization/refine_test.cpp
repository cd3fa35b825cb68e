// Coordinate descent over codes and scales, held against the definition of its fixed point.
#include <ATen/ops/linalg_lstsq.h>
#include <ATen/ops/matmul.h>
#include <gtest/gtest.h>

#include "quantization/refine.h"
#include "rig.h"

namespace calm {
namespace {

at::Tensor damped_gram(const test::LayerRig& rig, InputSite site) {
  const at::Tensor x = rig.input(site).to(at::kDouble);
  at::Tensor gram = at::matmul(x.t(), x);
  gram.diagonal().add_(0.01 * gram.diagonal().mean().item<double>());
  return gram;
}

/// tr(dW G dW^T) of each row, in float64.
at::Tensor objective(const at::Tensor& weight, const at::Tensor& gram, const at::Tensor& codes,
                     const at::Tensor& scales, int group) {
  const at::Tensor wide = scales.to(at::kDouble).repeat_interleave(group, 1);
  const at::Tensor error = weight.to(at::kDouble).sub(codes.to(at::kDouble).mul(wide));
  return at::matmul(error, gram).mul(error).sum(1);
}

TEST(Refine, EndsWhereNoSingleCodeAndNoScaleCanBeImproved) {
  const test::LayerRig rig;
  const InputSite site = InputSite::ffn_in;
  const at::Tensor weight = rig.layer.at(LinearId::gate).weight.narrow(0, 0, 12);
  const at::Tensor gram = damped_gram(rig, site);
  const GroupGrid grid{4, 32, StorageType::float32};
  at::Tensor scales = find_scales(weight, grid);
  at::Tensor codes = quantize_codes(weight, scales, grid);
  const at::Tensor before = objective(weight, gram, codes, scales, grid.group);
  refine_codes(weight, gram, grid, 100, rig.control, codes, scales);
  const at::Tensor after = objective(weight, gram, codes, scales, grid.group);
  EXPECT_TRUE(after.le(before).all().item<bool>());
  EXPECT_LT(after.sum().item<double>(), 0.8 * before.sum().item<double>());
  EXPECT_GE(codes.min().item<int>(), -8);
  EXPECT_LE(codes.max().item<int>(), 7);
  EXPECT_GT(scales.min().item<float>(), 0.0F);
  for (int64_t column = 0; column < weight.size(1); ++column) {
    for (const int step : {-1, 1}) {
      at::Tensor other = codes.clone();
      other.select(1, column).add_(step).clamp_(-8, 7);
      const at::Tensor moved = objective(weight, gram, other, scales, grid.group);
      EXPECT_TRUE(moved.ge(after.mul(1 - 1e-5)).all().item<bool>()) << "column " << column << " step " << step;
    }
  }
  for (int64_t group = 0; group < scales.size(1); ++group) {
    for (const double factor : {0.999, 1.001}) {
      at::Tensor other = scales.clone();
      other.select(1, group).mul_(factor);
      EXPECT_TRUE(objective(weight, gram, codes, other, grid.group).ge(after.mul(1 - 1e-5)).all().item<bool>());
    }
  }
}

TEST(Refine, NeverRaisesTheObjectiveAndKeepsScalesInTheirType) {
  for (const StorageType storage : {StorageType::float16, StorageType::bfloat16}) {
    const test::LayerRig rig({}, storage);
    for (const LinearId id : {LinearId::q, LinearId::down}) {
      const at::Tensor gram = damped_gram(rig, input_site(id));
      const at::Tensor& weight = rig.layer.at(id).weight;
      const GroupGrid grid{4, 32, storage};
      at::Tensor scales = find_scales(weight, grid);
      at::Tensor codes = quantize_codes(weight, scales, grid);
      double last = objective(weight, gram, codes, scales, grid.group).sum().item<double>();
      for (int sweep = 0; sweep < 4; ++sweep) {
        refine_codes(weight, gram, grid, 1, rig.control, codes, scales);
        const double now = objective(weight, gram, codes, scales, grid.group).sum().item<double>();
        EXPECT_LE(now, last * (1 + 1e-4));  // a rounded scale may be a little off the optimum
        last = now;
      }
      EXPECT_TRUE(scales.equal(round_to_storage(scales, storage)));
    }
  }
}

TEST(Refine, ImprovesOnGptqAndIsDeterministic) {
  const test::LayerRig rig;
  const QuantizedLayer plain = rig.quantize("gptq:act-order:clip");
  const QuantizedLayer refined = rig.quantize("gptq:act-order:clip:refine=8");
  const QuantizedLayer again = rig.quantize("gptq:refine=8:clip:act-order");
  for (const LinearId id : kLinearIds) {
    const at::Tensor gram = damped_gram(rig, input_site(id));
    const auto error = [&](const QuantizedLayer& layer) {
      const QuantizedLinear& linear = layer.at(id);
      return objective(rig.layer.at(id).weight, gram, linear.codes, linear.scales, linear.group).sum().item<double>();
    };
    EXPECT_LT(error(refined), 0.97 * error(plain)) << linear_name(id);
    EXPECT_TRUE(refined.at(id).codes.equal(again.at(id).codes));
    EXPECT_TRUE(refined.at(id).scales.equal(again.at(id).scales));
  }
}

TEST(Asymmetric, MovesWeightsToTheLeastSquaresAnswerOnTheOtherStream) {
  // The stream's inputs are the reference's with noise: W X is then worse than the best linear map of X.
  const test::LayerRig rig;
  const MethodSpec spec = parse_method("gptq:asymmetric=1:percdamp=1e-6");
  StatisticsNeeds needs = needs_of(spec, rig.config());
  EXPECT_TRUE(needs.any_cross());
  EXPECT_FALSE(needs_of(parse_method("gptq"), rig.config()).any_cross());
  // What o and down read is made by linears that were moved already.
  const auto moves = [](LinearId id) { return id != LinearId::o && id != LinearId::down; };
  for (const LinearId id : kLinearIds)
    EXPECT_EQ(needs.cross[static_cast<size_t>(input_site(id))], moves(id)) << linear_name(id);
  LayerStatistics statistics(needs);
  std::array<at::Tensor, kInputSites> noisy;
  for (const InputSite site : test::kSites) {
    const at::Tensor& reference = rig.input(site);
    const at::Tensor x =
        reference.add(test::random_tensor(reference.sizes().vec(), 31).mul_(0.3 * reference.std().item<double>()));
    noisy[static_cast<size_t>(site)] = x;
    for (const int64_t first : {int64_t{0}, int64_t{70}}) {
      const int64_t count = first == 0 ? 70 : x.size(0) - 70;
      statistics.accumulate(site, x.narrow(0, first, count));
      if (needs.cross[static_cast<size_t>(site)])
        statistics.accumulate_cross(site, reference.narrow(0, first, count), x.narrow(0, first, count));
    }
  }
  statistics.finish();
  Scheme scheme;
  scheme.weight_bits = 8;  // so that rounding hides nothing
  scheme.storage = StorageType::float32;
  const QuantizedLayer moved = quantize_layer(rig.layer, spec, {rig.config(), statistics, scheme, rig.control});
  const QuantizedLayer plain =
      quantize_layer(rig.layer, parse_method("gptq:percdamp=1e-6"), {rig.config(), statistics, scheme, rig.control});
  for (const LinearId id : kLinearIds) {
    if (!moves(id)) {
      EXPECT_TRUE(moved.at(id).codes.equal(plain.at(id).codes)) << linear_name(id);
      continue;
    }
    const at::Tensor x = noisy[static_cast<size_t>(input_site(id))].to(at::kDouble);
    const at::Tensor r = rig.input(input_site(id)).to(at::kDouble);
    const at::Tensor target = at::matmul(r, rig.layer.at(id).weight.to(at::kDouble).t());
    const auto loss = [&](const at::Tensor& w) {
      return at::matmul(x, w.to(at::kDouble).t()).sub(target).square().sum().item<double>();
    };
    const at::Tensor best = std::get<0>(at::linalg_lstsq(x, target, std::nullopt, "gelsd")).t();
    EXPECT_LT(loss(moved.at(id).dequantize()), loss(best) * 1.02) << linear_name(id);
    EXPECT_LT(loss(moved.at(id).dequantize()), loss(rig.layer.at(id).weight) * 0.99) << linear_name(id);
  }
}

TEST(Asymmetric, ChangesNothingWhereTheStreamsAreTheSame) {
  const test::LayerRig rig;
  const QuantizedLayer plain = rig.quantize("gptq:act-order");
  const QuantizedLayer asymmetric = rig.quantize("gptq:act-order:asymmetric=1");
  for (const LinearId id : kLinearIds) EXPECT_TRUE(plain.at(id).codes.equal(asymmetric.at(id).codes));
}

}  // namespace
}  // namespace calm
