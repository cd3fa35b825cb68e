// GPTQ (arXiv 2210.17323) against the recursion it comes from: Optimal Brain Quantization with a fixed order, one
// column at a time, the inverse Hessian downdated by Gaussian elimination; no Cholesky, no blocks, all in double.
#include <ATen/ops/eye.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>
#include <gtest/gtest.h>

#include <numeric>

#include "core/quantization/rig.h"
#include "quantization/inverse_factor.h"

namespace calm {
namespace {

using test::kSites;
using test::LayerRig;
using test::Matrix;
using test::to_matrix;

struct Options {
  double percdamp = 0.01;
  bool act_order = false, static_groups = false, clip = false;
};

double group_error(const Matrix& w, const Matrix& g, int64_t row, int64_t first, int64_t group, double scale) {
  std::vector<double> d;
  for (int64_t j = first; j < first + group; ++j) d.push_back(test::slow_code(w(row, j), scale) * scale - w(row, j));
  double error = 0;
  for (int64_t i = 0; i < group; ++i) {
    for (int64_t j = 0; j < group; ++j) {
      error += d[static_cast<size_t>(i)] * g(first + i, first + j) * d[static_cast<size_t>(j)];
    }
  }
  return error;
}

double group_scale(const Matrix& w, const Matrix& g, int64_t row, int64_t first, int64_t group, const Options& options,
                   StorageType storage) {
  double best_scale = test::slow_scale(w, row, first, group, storage);
  if (!options.clip) return best_scale;
  double best = group_error(w, g, row, first, group, best_scale);
  for (int step = 1; step < 10; ++step) {
    const double scale = test::slow_scale(w, row, first, group, storage, 1 - 0.05 * step);
    const double error = group_error(w, g, row, first, group, scale);
    if (error < best) {
      best = error;
      best_scale = scale;
    }
  }
  return best_scale;
}

struct SlowGptq : test::SlowRounded {
  using test::SlowRounded::SlowRounded;
  std::vector<int64_t> order;
  Matrix tie;  // how far each quotient was from the nearest boundary between two codes
};

SlowGptq slow_gptq(Matrix w, const Matrix& x, int64_t group, const Options& options,
                   StorageType storage = StorageType::float32) {
  const int64_t d = w.cols;
  const Matrix gram = test::gram_of(x);
  // H = mean of 2 x x^T over the tokens.
  Matrix h = gram;
  for (double& v : h.values) v *= 2.0 / static_cast<double>(x.rows);
  double mean = 0;
  for (int64_t j = 0; j < d; ++j) {
    if (gram(j, j) == 0) {
      h(j, j) = 1;
      for (int64_t i = 0; i < w.rows; ++i) w(i, j) = 0;
    }
    mean += h(j, j) / static_cast<double>(d);
  }
  std::vector<int64_t> order(static_cast<size_t>(d));
  std::iota(order.begin(), order.end(), 0);
  if (options.act_order) {
    std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) { return h(a, a) > h(b, b); });
  }
  for (int64_t j = 0; j < d; ++j) h(j, j) += options.percdamp * mean;
  Matrix hinv = test::inverse(h);

  SlowGptq out(w.rows, d, group);
  out.order = order;
  out.tie = Matrix(w.rows, d);
  const bool fixed = options.act_order || options.static_groups;
  const auto find = [&](int64_t first) {
    for (int64_t i = 0; i < w.rows; ++i) {
      out.scales(i, first / group) = group_scale(w, gram, i, first, group, options, storage);
    }
  };
  for (int64_t first = 0; fixed && first < d; first += group) find(first);
  std::vector<bool> done(static_cast<size_t>(d));
  for (const int64_t j : order) {
    if (!fixed && j % group == 0) find(j);
    const double pivot = hinv(j, j);
    done[static_cast<size_t>(j)] = true;
    for (int64_t i = 0; i < w.rows; ++i) {
      const double scale = out.scales(i, j / group);
      out.codes(i, j) = test::slow_code(w(i, j), scale);
      const double quotient = scale == 0 ? 0 : w(i, j) / scale;
      out.tie(i, j) = std::fabs(quotient - std::floor(quotient) - 0.5);
      out.values(i, j) = out.codes(i, j) * scale;
      const double error = (w(i, j) - out.values(i, j)) / pivot;
      for (int64_t k = 0; k < d; ++k) {
        if (!done[static_cast<size_t>(k)]) w(i, k) -= error * hinv(j, k);
      }
    }
    // Column j leaves the problem.
    const Matrix before = hinv;
    for (int64_t r = 0; r < d; ++r) {
      for (int64_t c = 0; c < d; ++c) hinv(r, c) -= before(r, j) * before(j, c) / pivot;
    }
  }
  return out;
}

/// Rounded differently, the float32 code may decide a near tie the other way, and from there a row goes its own way:
/// so the first difference of each row must be such a tie, and few rows may differ. With a clipping search the tie may
/// be between two ratios instead.
void expect_same_but_for_ties(const QuantizedLinear& actual, const SlowGptq& slow, bool clip,
                              const std::string& where) {
  const Matrix codes = to_matrix(actual.codes);
  const Matrix scales = to_matrix(actual.scales);
  int64_t differing = 0;
  for (int64_t row = 0; row < codes.rows; ++row) {
    for (const int64_t j : slow.order) {
      const double scale = slow.scales(row, j / actual.group);
      const bool same_scale = std::fabs(scales(row, j / actual.group) - scale) <= 1e-5 * scale;
      const bool same_code = codes(row, j) == slow.codes(row, j);
      if (same_scale && same_code) continue;
      ++differing;
      EXPECT_TRUE(clip || same_scale || scale == 0) << where << " row " << row << " column " << j;
      if (same_scale) {
        EXPECT_LT(slow.tie(row, j), 5e-3) << where << " row " << row << " column " << j;
      }
      break;
    }
  }
  EXPECT_LE(static_cast<double>(differing), 0.1 * static_cast<double>(codes.rows) + 1) << where;
}

struct Case {
  std::string name, spec;
  Options options;
  StorageType storage = StorageType::float32;
};

class Gptq : public testing::TestWithParam<Case> {};

TEST_P(Gptq, EqualsTheRecursionItComesFrom) {
  const Case& test_case = GetParam();
  test::RandomModelSpec spec;
  spec.hidden = 96;  // three groups of 32
  spec.head_dim = 24;
  spec.intermediate = 128;
  LayerRig rig(spec, test_case.storage);
  const QuantizedLayer quantized = rig.quantize(test_case.spec);
  EXPECT_TRUE(quantized.notes.empty());
  double bias = 0;
  for (const LinearId id : kLinearIds) {
    const Matrix w = to_matrix(rig.layer.at(id).weight);
    const Matrix x = to_matrix(rig.input(input_site(id)));
    const QuantizedLinear& linear = quantized.at(id);
    const SlowGptq slow = slow_gptq(w, x, linear.group, test_case.options, test_case.storage);
    const Matrix gram = test::gram_of(x);
    const double expected = test::weighted_error(test::minus(slow.values, w), gram);
    const double actual = test::weighted_error(test::minus(to_matrix(linear.dequantize()), w), gram);
    EXPECT_NEAR(actual / expected, 1, 2e-2) << linear_name(id);
    bias += (actual / expected - 1) / kLinearsPerLayer;
    expect_same_but_for_ties(linear, slow, test_case.options.clip, linear_name(id));
    EXPECT_GT(test::share_equal(to_matrix(linear.codes), slow.codes), 0.99) << linear_name(id);
    const double rtn = test::weighted_error(test::minus(test::slow_rtn(w, linear.group).values, w), gram);
    if (!test_case.options.clip) {
      EXPECT_LT(actual, rtn) << linear_name(id);
    }
  }
  EXPECT_LT(std::fabs(bias), 5e-3) << "the error is not only scattered by ties";
}

INSTANTIATE_TEST_SUITE_P(
    Options, Gptq,
    testing::Values(Case{"plain", "gptq", {}}, Case{"percdamp", "gptq:percdamp=0.2", {0.2}},
                    Case{"static_groups", "gptq:static-groups", {0.01, false, true}},
                    Case{"act_order", "gptq:act-order", {0.01, true}},
                    Case{"clip", "gptq:clip", {0.01, false, false, true}},
                    Case{"act_order_clip", "gptq:act-order:clip", {0.01, true, false, true}},
                    Case{"bfloat16", "gptq", {}, StorageType::bfloat16},
                    Case{"float16_act_order", "gptq:act-order", {0.01, true}, StorageType::float16}),
    [](const auto& p) { return p.param.name; });

TEST(GptqBlocks, OfAnySizeGiveTheSameErrorAndNearlyTheSameCodes) {
  test::RandomModelSpec spec;
  spec.hidden = 160;  // five groups of 32
  spec.head_dim = 40;
  spec.intermediate = 256;
  LayerRig rig(spec);
  for (const std::string base : {"gptq", "gptq:act-order", "gptq:static-groups:clip"}) {
    const QuantizedLayer whole = rig.quantize(base + ":block=4096");
    for (const std::string block : {"1", "7", "96"}) {
      const QuantizedLayer blocked = rig.quantize(base + ":block=" + block);
      for (const LinearId id : kLinearIds) {
        const Matrix w = to_matrix(rig.layer.at(id).weight);
        const Matrix gram = rig.gram(input_site(id));
        const double a = test::weighted_error(test::minus(to_matrix(whole.at(id).dequantize()), w), gram);
        const double b = test::weighted_error(test::minus(to_matrix(blocked.at(id).dequantize()), w), gram);
        EXPECT_NEAR(b / a, 1, 1e-2) << base << " block " << block << " " << linear_name(id);
        EXPECT_GT(test::share_equal(to_matrix(whole.at(id).codes), to_matrix(blocked.at(id).codes)), 0.98)
            << base << " block " << block << " " << linear_name(id);
      }
    }
  }
}

TEST(GptqDeadChannels, AreZeroAndHarmless) {
  LayerRig rig;
  for (const int64_t channel : {0, 17, 63}) rig.inputs[0].select(1, channel).fill_(0);
  for (const std::string method : {"gptq", "gptq:act-order", "gptq:clip"}) {
    const QuantizedLayer quantized = rig.quantize(method);
    const Options options{0.01, method == "gptq:act-order", false, method == "gptq:clip"};
    for (const LinearId id : {LinearId::q, LinearId::k, LinearId::v}) {
      const Matrix values = to_matrix(quantized.at(id).dequantize());
      for (const int64_t channel : {0, 17, 63}) {
        for (int64_t row = 0; row < values.rows; ++row) EXPECT_EQ(values(row, channel), 0);
      }
      const Matrix w = to_matrix(rig.layer.at(id).weight);
      const Matrix x = to_matrix(rig.input(InputSite::attention_in));
      expect_same_but_for_ties(quantized.at(id), slow_gptq(w, x, quantized.at(id).group, options), options.clip,
                               method);
    }
  }
}

/// Every size of the triangular inverse: one block, halves, and halves that differ.
TEST(InverseFactor, TimesItselfIsTheDampedInverse) {
  for (const int64_t width : {1, 64, 129, 300, 576}) {
    const at::Tensor x = at::randn({2 * width + 3, width}, at::TensorOptions().dtype(at::kDouble));
    const at::Tensor h = at::mm(x.t(), x);
    std::vector<std::string> notes;
    const at::Tensor u = inverse_factor(h, 0.01, "q_proj", notes).to(at::kDouble);
    EXPECT_TRUE(notes.empty());
    EXPECT_TRUE(u.equal(u.triu())) << width;
    EXPECT_GT(u.diagonal().min().item<double>(), 0) << width;
    at::Tensor damped = h.clone();
    damped.diagonal().add_(h.diagonal().mean(), 0.01);
    const at::Tensor unit = at::mm(at::mm(u.t(), u), damped);
    EXPECT_LT(unit.sub(at::eye(width, unit.options())).abs().max().item<double>(), 1e-4) << width;
  }
}

TEST(GptqDamping, IsRaisedAndSaidWhereTheHessianIsSingular) {
  LayerRig rig;
  // Rank 5 of 64, and no damping to begin with.
  const at::Tensor thin = rig.inputs[0].narrow(0, 0, 5).repeat({40, 1}).narrow(0, 0, 192).contiguous();
  rig.inputs[0] = thin;
  const QuantizedLayer quantized = rig.quantize("gptq:percdamp=0");
  bool noted = false;
  for (const std::string& note : quantized.notes) {
    noted = noted ||
            (note.find("q_proj") != std::string::npos && note.find("damping raised from 0 to") != std::string::npos);
  }
  EXPECT_TRUE(noted);
  for (const LinearId id : {LinearId::q, LinearId::k, LinearId::v}) {
    const Matrix w = to_matrix(rig.layer.at(id).weight);
    const Matrix gram = rig.gram(InputSite::attention_in);
    const double error = test::weighted_error(test::minus(to_matrix(quantized.at(id).dequantize()), w), gram);
    const double rtn = test::weighted_error(test::minus(test::slow_rtn(w, quantized.at(id).group).values, w), gram);
    EXPECT_LT(error, rtn) << linear_name(id);
  }
  // The usual damping copes without a word.
  for (const std::string& note : rig.quantize("gptq").notes) EXPECT_EQ(note.find("damping"), std::string::npos) << note;
}

TEST(GptqDamping, FailsWithAClearErrorOnAnInputThatIsNotFinite) {
  LayerRig rig;
  rig.inputs[3].select(0, 3).fill_(std::numeric_limits<float>::infinity());
  try {
    rig.quantize("gptq");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::numeric);
    EXPECT_NE(std::string(error.what()).find("down_proj"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace calm
