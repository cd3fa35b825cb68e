// RTN, the clipping search and SmoothQuant against slow readings of their definitions.
#include <gtest/gtest.h>

#include "core/quantization/rig.h"

namespace calm {
namespace {

using test::kSites;
using test::LayerRig;
using test::Matrix;
using test::to_matrix;

class Rtn : public testing::TestWithParam<StorageType> {};

TEST_P(Rtn, EqualsItsDefinition) {
  test::RandomModelSpec spec;
  spec.hidden = 96;  // groups of 32; down_proj: 64
  spec.intermediate = 192;
  spec.head_dim = 32;
  LayerRig rig(spec, GetParam());
  const QuantizedLayer quantized = rig.quantize("rtn");
  for (const LinearId id : kLinearIds) {
    const Matrix w = to_matrix(rig.layer.at(id).weight);
    const QuantizedLinear& linear = quantized.at(id);
    ASSERT_EQ(linear.group, test::slow_group(w.cols)) << linear_name(id);
    const test::SlowRounded slow = test::slow_rtn(w, linear.group, GetParam());
    EXPECT_EQ(to_matrix(linear.scales).values, slow.scales.values) << linear_name(id);
    EXPECT_EQ(to_matrix(linear.codes).values, slow.codes.values) << linear_name(id);
    EXPECT_LT(test::relative_difference(linear.dequantize(), test::to_tensor(slow.values)), 1e-6);
  }
  EXPECT_TRUE(test::same_bits(quantized.input_norm, rig.layer.input_norm));
  EXPECT_TRUE(test::same_bits(quantized.post_attention_norm, rig.layer.post_attention_norm));
}

INSTANTIATE_TEST_SUITE_P(Storage, Rtn,
                         testing::Values(StorageType::float32, StorageType::bfloat16, StorageType::float16),
                         [](const auto& p) { return std::string(to_string(p.param)); });

TEST(Grouped, RoundsHalfToEvenAndClampsAsymmetrically) {
  // absmax 7.5: the scale is 1, so that these are the codes' own halves.
  const std::vector<double> w = {7.5, -7.5, 0.5, 1.5,  2.5,  -0.5,         -1.5, -2.5,
                                 3.5, 4.5,  6.5, -6.5, 7.49, -7.51 + 0.02, 0,    1};
  const std::vector<double> expected = {7, -8, 0, 2, 2, 0, -2, -2, 4, 4, 6, -6, 7, -7, 0, 1};
  const at::Tensor row = test::to_tensor(w).view({1, -1});
  const GroupGrid grid{4, 16, StorageType::float32};
  const at::Tensor scales = find_scales(row, grid);
  EXPECT_EQ(to_matrix(scales).values, std::vector<double>{1.0});
  EXPECT_EQ(to_matrix(quantize_codes(row, scales, grid)).values, expected);
  EXPECT_EQ(to_matrix(round_trip(row, grid)).values, expected);
}

TEST(Grouped, GivesAGroupOfZerosAHarmlessScale) {
  const at::Tensor row = test::to_tensor(std::vector<double>(32, 0.0)).view({1, -1});
  for (const StorageType storage : {StorageType::float32, StorageType::bfloat16, StorageType::float16}) {
    const GroupGrid grid{4, 32, storage};
    const at::Tensor scales = find_scales(row, grid);
    EXPECT_GT(to_matrix(scales).values[0], 0);
    EXPECT_EQ(to_matrix(quantize_codes(row, scales, grid)).values, std::vector<double>(32, 0.0));
  }
}

TEST(Grouped, RefusesAScaleThatFloat16CannotHold) {
  const at::Tensor row = test::to_tensor(std::vector<double>(32, 1e6)).view({1, -1});
  EXPECT_THROW(find_scales(row, {4, 32, StorageType::float16}), Error);
}

/// For one row and group: the ratios tried, literally, with dw^T G dw in double.
double clip_error(const Matrix& w, const Matrix& g, int64_t row, int64_t first, int64_t group, double scale) {
  double error = 0;
  std::vector<double> d;
  for (int64_t j = first; j < first + group; ++j) d.push_back(test::slow_code(w(row, j), scale) * scale - w(row, j));
  for (int64_t i = 0; i < group; ++i) {
    for (int64_t j = 0; j < group; ++j) {
      error += d[static_cast<size_t>(i)] * g(first + i, first + j) * d[static_cast<size_t>(j)];
    }
  }
  return error;
}

void expect_best_clip(const Matrix& w, const Matrix& g, int64_t group, const Matrix& chosen, int steps, double shrink,
                      const std::string& where) {
  int64_t same = 0;
  bool clipped = false;
  for (int64_t row = 0; row < w.rows; ++row) {
    for (int64_t first = 0; first < w.cols; first += group) {
      double best = 0, best_scale = 0;
      for (int step = 0; step < steps; ++step) {
        const double scale = test::slow_scale(w, row, first, group, StorageType::float32, 1.0 - shrink * step / steps);
        const double error = clip_error(w, g, row, first, group, scale);
        if (step == 0 || error < best) {
          best = error;
          best_scale = scale;
          clipped = clipped || step > 0;
        }
      }
      const double scale = chosen(row, first / group);
      same += std::fabs(scale / best_scale - 1) < 1e-6 ? 1 : 0;
      EXPECT_LE(clip_error(w, g, row, first, group, scale), best * (1 + 1e-4)) << where << " row " << row;
    }
  }
  EXPECT_TRUE(clipped) << where << ": nothing was clipped, so nothing was tested";
  EXPECT_GT(static_cast<double>(same), 0.99 * static_cast<double>(w.rows * (w.cols / group))) << where;
}

TEST(Clipping, EqualsALiteralSearch) {
  LayerRig rig;
  for (const std::string method : {"rtn:clip", "rtn:clip:clip-steps=7:clip-shrink=0.8"}) {
    const bool plain = method == "rtn:clip";
    const QuantizedLayer quantized = rig.quantize(method);
    for (const LinearId id : kLinearIds) {
      expect_best_clip(to_matrix(rig.layer.at(id).weight), rig.gram(input_site(id)), quantized.at(id).group,
                       to_matrix(quantized.at(id).scales), plain ? 10 : 7, plain ? 0.5 : 0.8, linear_name(id));
    }
  }
}

TEST(Clipping, OfAwqLeavesQueriesAndKeysAlone) {
  LayerRig rig;
  const WorkingLayer folded = rig.transform("awq:clip");
  const QuantizedLayer quantized = rig.quantize("awq:clip");
  for (const LinearId id : kLinearIds) {
    const Matrix w = to_matrix(folded.weights.at(id).weight);
    const auto site = static_cast<size_t>(input_site(id));
    if (id == LinearId::q || id == LinearId::k) {
      EXPECT_EQ(to_matrix(quantized.at(id).scales).values, test::slow_rtn(w, quantized.at(id).group).scales.values);
      continue;
    }
    Matrix x = to_matrix(rig.input(input_site(id)));
    if (folded.input_scale[site].defined()) {
      const Matrix s = to_matrix(folded.input_scale[site]);
      for (int64_t i = 0; i < x.rows; ++i) {
        for (int64_t j = 0; j < x.cols; ++j) x(i, j) /= s(0, j);
      }
    }
    expect_best_clip(w, test::gram_of(x), quantized.at(id).group, to_matrix(quantized.at(id).scales), 10, 0.5,
                     linear_name(id));
  }
}

class SmoothQuant : public testing::TestWithParam<double> {};

TEST_P(SmoothQuant, EqualsItsFormula) {
  LayerRig rig;
  const double alpha = GetParam();
  const WorkingLayer folded = rig.transform("smoothquant:" + std::to_string(alpha));
  for (const InputSite site : kSites) {
    const at::Tensor& scale = folded.input_scale[static_cast<size_t>(site)];
    if (site == InputSite::o_in || site == InputSite::down_in) {
      EXPECT_FALSE(scale.defined());
      continue;
    }
    const Matrix x = to_matrix(rig.input(site));
    Matrix weights;
    for (const LinearId id : linears_of(site)) weights = test::stack_rows(weights, to_matrix(rig.layer.at(id).weight));
    const at::Tensor& old_norm = site == InputSite::ffn_in ? rig.layer.post_attention_norm : rig.layer.input_norm;
    const at::Tensor& new_norm =
        site == InputSite::ffn_in ? folded.weights.post_attention_norm : folded.weights.input_norm;
    for (int64_t j = 0; j < x.cols; ++j) {
      double input_max = 0, weight_max = 0;
      for (int64_t i = 0; i < x.rows; ++i) input_max = std::max(input_max, std::fabs(x(i, j)));
      for (int64_t i = 0; i < weights.rows; ++i) weight_max = std::max(weight_max, std::fabs(weights(i, j)));
      const double s = std::max(1e-5, std::pow(input_max, alpha) / std::pow(std::max(weight_max, 1e-5), 1 - alpha));
      EXPECT_NEAR(to_matrix(scale)(0, j) / s, 1, 1e-5) << j;
      EXPECT_NEAR(to_matrix(new_norm)(0, j), to_matrix(old_norm)(0, j) / s, 1e-5 / s) << j;
      for (const LinearId id : linears_of(site)) {
        const double w = to_matrix(rig.layer.at(id).weight.select(1, j).view({1, -1}))(0, 3);
        EXPECT_NEAR(to_matrix(folded.weights.at(id).weight.select(1, j).view({1, -1}))(0, 3), w * s,
                    2e-5 * std::fabs(w * s));
      }
    }
  }
  // RTN on the folded weights.
  const QuantizedLayer quantized = rig.quantize("smoothquant:" + std::to_string(alpha));
  for (const LinearId id : kLinearIds) {
    const test::SlowRounded slow = test::slow_rtn(to_matrix(folded.weights.at(id).weight), quantized.at(id).group);
    EXPECT_EQ(to_matrix(quantized.at(id).codes).values, slow.codes.values) << linear_name(id);
  }
}

INSTANTIATE_TEST_SUITE_P(Alpha, SmoothQuant, testing::Values(0.0, 0.3, 0.5, 0.7, 1.0));

TEST(SmoothQuant, LeavesADeadChannelFinite) {
  LayerRig rig;
  rig.layer.input_norm = rig.layer.input_norm.clone();
  rig.layer.input_norm.select(0, 5).fill_(0);
  rig.inputs[0].select(1, 5).fill_(0);
  const WorkingLayer folded = rig.transform("smoothquant:0.5");
  EXPECT_LT(test::relative_difference(rig.forward(folded.weights), rig.forward(rig.layer)), 1e-5);
  for (const LinearId id : kLinearIds) {
    for (const double w : to_matrix(folded.weights.at(id).weight).values) ASSERT_TRUE(std::isfinite(w));
  }
}

}  // namespace
}  // namespace calm
