// HeRo-Q's compression of the Hessian against its formula.
#include <ATen/ops/linalg_eigvalsh.h>
#include <ATen/ops/matmul.h>
#include <gtest/gtest.h>

#include "core/quantization/rig.h"

namespace calm {
namespace {

using test::LayerRig;
using test::Matrix;
using test::to_matrix;

double peak(const at::Tensor& gram) {
  return at::linalg_eigvalsh(gram).max().item<double>() / gram.diagonal().mean().item<double>();
}

at::Tensor gram_tensor(const LayerRig& rig, InputSite site) {
  const at::Tensor x = rig.input(site).to(at::kDouble);
  return at::matmul(x.t(), x);
}

TEST(HeroQ, EqualsItsFormulaAndConditionsTheHessian) {
  const LayerRig rig;
  for (const double alpha : {0.5, 1.0}) {
    const WorkingLayer folded = rig.transform("heroq:alpha=" + std::to_string(alpha));
    for (const InputSite site : {InputSite::attention_in, InputSite::ffn_in, InputSite::down_in}) {
      const at::Tensor& scale = folded.input_scale[static_cast<size_t>(site)];
      ASSERT_TRUE(scale.defined());
      const Matrix x = to_matrix(rig.input(site));
      std::vector<double> energy(static_cast<size_t>(x.cols), 0.0);
      double mean = 0;
      for (int64_t j = 0; j < x.cols; ++j) {
        for (int64_t i = 0; i < x.rows; ++i) energy[static_cast<size_t>(j)] += x(i, j) * x(i, j);
        mean += std::log(energy[static_cast<size_t>(j)]) / static_cast<double>(x.cols);
      }
      for (int64_t j = 0; j < x.cols; ++j) {
        const double expected = std::pow(energy[static_cast<size_t>(j)] / std::exp(mean), alpha / 2);
        EXPECT_NEAR(to_matrix(scale)(0, j) / expected, 1, 1e-4) << j;
      }
      const at::Tensor gram = gram_tensor(rig, site);
      EXPECT_LT(peak(scaled_gram(gram, scale)), peak(gram));
    }
    EXPECT_FALSE(folded.input_scale[static_cast<size_t>(InputSite::o_in)].defined()) << "grouped-query attention";
  }
}

TEST(HeroQ, ReportsTheEigenvaluesItChanged) {
  const LayerRig rig;
  const WorkingLayer folded = rig.transform("heroq:alpha=1");
  bool said = false;
  for (const std::string& note : folded.notes) {
    double before = 0, after = 0, alpha = 0;
    if (std::sscanf(note.c_str(), "self_attn.q_proj: Hessian's largest eigenvalue over the mean %lf, %lf at alpha %lf",
                    &before, &after, &alpha) != 3)
      continue;
    said = true;
    const at::Tensor gram = gram_tensor(rig, InputSite::attention_in);
    EXPECT_NEAR(before, peak(gram), 0.05 * peak(gram));
    const double now = peak(scaled_gram(gram, folded.input_scale[static_cast<size_t>(InputSite::attention_in)]));
    EXPECT_NEAR(after, now, 0.05 * now + 0.05);
    EXPECT_EQ(alpha, 1);
  }
  EXPECT_TRUE(said);
}

TEST(HeroQ, ChoosesTheExponentOfTheLeastError) {
  const LayerRig rig;
  const WorkingLayer chosen = rig.transform("heroq");
  const auto error = [&](const WorkingLayer& layer, InputSite site) {
    const at::Tensor gram = scaled_gram(gram_tensor(rig, site), layer.input_scale[static_cast<size_t>(site)]);
    double sum = 0;
    for (const LinearId id : linears_of(site)) {
      const at::Tensor& weight = layer.weights.at(id).weight;
      const GroupGrid grid = weight_grid(rig.scheme, weight.size(1));
      const at::Tensor d = round_trip(weight, grid).sub(weight).to(at::kDouble);
      sum += at::matmul(d, gram).mul(d).sum().item<double>();
    }
    return sum;
  };
  // Not gate and up: folding up -> down weighs up's rows anew, so that their errors are not comparable.
  for (const InputSite site : {InputSite::attention_in, InputSite::down_in}) {
    for (const char* other : {"rtn", "heroq:alpha=0.3", "heroq:alpha=0.6", "heroq:alpha=0.9"}) {
      EXPECT_LE(error(chosen, site), error(rig.transform(other), site) * (1 + 1e-4)) << other;
    }
  }
}

}  // namespace
}  // namespace calm
