// AWQ (arXiv 2306.00978) against a literal grid search that runs X itself through every candidate.
#include <ATen/ops/mm.h>
#include <gtest/gtest.h>

#include <functional>

#include "core/quantization/rig.h"

namespace calm {
namespace {

using test::LayerRig;
using test::Matrix;
using test::to_matrix;

struct Literal {
  std::vector<std::vector<double>> scales;  // by grid point
  std::vector<double> losses;
  std::vector<double> noise;  // how far a loss moves with the ties of the groups' extremes
};

struct Options {
  int grid = 20;
  bool duo = false;
  int64_t share = 1, head_dim = 0;  // gqa-vo: query heads of one KV head have one scale, their mean
  bool module = false;              // loss=module
};

/// Rows plus the linear's bias, if it has one.
Matrix apply(const LayerRig& rig, LinearId id, const Matrix& x, const Matrix& w) {
  Matrix y = test::times_transposed(x, w);
  const at::Tensor& bias = rig.layer.at(id).bias;
  if (!bias.defined()) return y;
  const Matrix b = to_matrix(bias.view({1, -1}));
  for (int64_t i = 0; i < y.rows; ++i) {
    for (int64_t j = 0; j < y.cols; ++j) y(i, j) += b(0, j);
  }
  return y;
}

Matrix rows_of(const Matrix& w, int64_t first, int64_t count) {
  Matrix out(count, w.cols);
  for (int64_t i = 0; i < count; ++i) {
    for (int64_t j = 0; j < w.cols; ++j) out(i, j) = w(first + i, j);
  }
  return out;
}

/// Each head's RMSNorm (Qwen3; norm undefined: none), then the rotary embedding of positions that restart every 48
/// rows.
void normalize_and_rotate(Matrix& y, const at::Tensor& norm, const ModelConfig& config) {
  const int64_t d = config.head_dim;
  for (int64_t i = 0; i < y.rows; ++i) {
    for (int64_t first = 0; first < y.cols; first += d) {
      if (norm.defined()) {
        double sum = 0;
        for (int64_t j = 0; j < d; ++j) sum += y(i, first + j) * y(i, first + j);
        const double inverse = 1 / std::sqrt(sum / static_cast<double>(d) + config.rms_norm_eps);
        for (int64_t j = 0; j < d; ++j) y(i, first + j) *= inverse * norm[j].item<double>();
      }
      for (int64_t j = 0; j < d / 2; ++j) {
        const double angle = static_cast<double>(i % 48) *
                             std::pow(config.rope_theta, -2.0 * static_cast<double>(j) / static_cast<double>(d));
        const double a = y(i, first + j);
        const double b = y(i, first + j + d / 2);
        y(i, first + j) = a * std::cos(angle) - b * std::sin(angle);
        y(i, first + j + d / 2) = b * std::cos(angle) + a * std::sin(angle);
      }
    }
  }
}

/// Causal attention over sequences of 48 rows, then o; w: q, k and v stacked.
Matrix literal_attention(const LayerRig& rig, const Matrix& x, const Matrix& w) {
  const ModelConfig& config = rig.config();
  const int64_t d = config.head_dim;
  const int64_t wide = config.num_attention_heads * d;
  const int64_t narrow = config.num_key_value_heads * d;
  Matrix q = apply(rig, LinearId::q, x, rows_of(w, 0, wide));
  Matrix k = apply(rig, LinearId::k, x, rows_of(w, wide, narrow));
  const Matrix v = apply(rig, LinearId::v, x, rows_of(w, wide + narrow, narrow));
  normalize_and_rotate(q, rig.layer.q_norm, config);
  normalize_and_rotate(k, rig.layer.k_norm, config);
  Matrix mixed(x.rows, wide);
  for (int64_t i = 0; i < x.rows; ++i) {
    for (int64_t head = 0; head < config.num_attention_heads; ++head) {
      const int64_t kv = head / (config.num_attention_heads / config.num_key_value_heads);
      std::vector<double> weights;
      double total = 0;
      for (int64_t past = i / 48 * 48; past <= i; ++past) {
        double dot = 0;
        for (int64_t j = 0; j < d; ++j) dot += q(i, head * d + j) * k(past, kv * d + j);
        weights.push_back(std::exp(dot / std::sqrt(static_cast<double>(d))));
        total += weights.back();
      }
      for (size_t p = 0; p < weights.size(); ++p) {
        for (int64_t j = 0; j < d; ++j)
          mixed(i, head * d + j) += weights[p] / total * v(i / 48 * 48 + static_cast<int64_t>(p), kv * d + j);
      }
    }
  }
  return apply(rig, LinearId::o, mixed, to_matrix(rig.layer.at(LinearId::o).weight));
}

/// down(silu(gate) * up); w: gate and up stacked.
Matrix literal_ffn(const LayerRig& rig, const Matrix& x, const Matrix& w) {
  const Matrix gate = apply(rig, LinearId::gate, x, rows_of(w, 0, w.rows / 2));
  Matrix up = apply(rig, LinearId::up, x, rows_of(w, w.rows / 2, w.rows / 2));
  for (size_t i = 0; i < up.values.size(); ++i) up.values[i] *= gate.values[i] / (1 + std::exp(-gate.values[i]));
  return apply(rig, LinearId::down, up, to_matrix(rig.layer.at(LinearId::down).weight));
}

using Output = std::function<Matrix(const Matrix& x, const Matrix& w)>;
Output output_of(const LayerRig& rig, InputSite site, bool module) {
  if (module && site == InputSite::attention_in)
    return [&rig](const Matrix& x, const Matrix& w) { return literal_attention(rig, x, w); };
  if (module && site == InputSite::ffn_in)
    return [&rig](const Matrix& x, const Matrix& w) { return literal_ffn(rig, x, w); };
  return test::times_transposed;
}

/// auto_scale.py: mean |x| ^ ratio, clamped at 1e-4, divided by sqrt(max min); the output's squared error. Duo scaling
/// (llm-compressor): divided by mean |w| ^ (1 - ratio) + 1e-4, w normalised by its group's maximum.
Literal literal_search(const Matrix& w, const Matrix& x, int64_t group, const Options& options, const Output& output) {
  std::vector<double> x_mean(static_cast<size_t>(x.cols)), w_mean(static_cast<size_t>(x.cols));
  for (int64_t j = 0; j < x.cols; ++j) {
    for (int64_t i = 0; i < x.rows; ++i)
      x_mean[static_cast<size_t>(j)] += std::fabs(x(i, j)) / static_cast<double>(x.rows);
    for (int64_t i = 0; i < w.rows; ++i) {
      double largest = 0;
      for (int64_t k = j / group * group; k < (j / group + 1) * group; ++k)
        largest = std::max(largest, std::fabs(w(i, k)));
      w_mean[static_cast<size_t>(j)] += std::fabs(w(i, j)) / (largest + 1e-6) / static_cast<double>(w.rows);
    }
  }
  const Matrix reference = output(x, w);
  Literal best;
  for (int point = 0; point < options.grid; ++point) {
    const double ratio = static_cast<double>(point) / options.grid;
    std::vector<double> s;
    for (size_t j = 0; j < x_mean.size(); ++j) {
      s.push_back(std::pow(x_mean[j], ratio) / (options.duo ? std::pow(w_mean[j], 1 - ratio) + 1e-4 : 1));
    }
    if (options.share > 1) {
      const std::vector<double> own = s;
      for (int64_t j = 0; j < x.cols; ++j) {
        const int64_t kv = j / options.head_dim / options.share;
        double sum = 0;
        for (int64_t h = 0; h < options.share; ++h) {
          sum += own[static_cast<size_t>((kv * options.share + h) * options.head_dim + j % options.head_dim)];
        }
        s[static_cast<size_t>(j)] = sum / static_cast<double>(options.share);
      }
    }
    for (double& v : s) v = std::max(v, 1e-4);
    const double norm = std::sqrt(*std::max_element(s.begin(), s.end()) * *std::min_element(s.begin(), s.end()));
    for (double& v : s) v /= norm;
    Matrix scaled = w;
    for (int64_t i = 0; i < w.rows; ++i) {
      for (int64_t j = 0; j < w.cols; ++j) scaled(i, j) = static_cast<float>(w(i, j) * s[static_cast<size_t>(j)]);
    }
    double least = std::numeric_limits<double>::infinity(), most = 0;
    for (const double stretch : {1.0, 1 - 1e-6, 1 + 1e-6}) {
      Matrix rounded = test::slow_rtn(scaled, group, StorageType::float32, stretch).values;
      for (int64_t i = 0; i < w.rows; ++i) {
        for (int64_t j = 0; j < w.cols; ++j) rounded(i, j) /= s[static_cast<size_t>(j)];
      }
      const double norm_of_error = test::frobenius(test::minus(output(x, rounded), reference));
      const double loss = norm_of_error * norm_of_error;
      if (stretch == 1.0) best.losses.push_back(loss);
      least = std::min(least, loss);
      most = std::max(most, loss);
    }
    best.noise.push_back(most - least);
    best.scales.push_back(s);
  }
  return best;
}

struct Case {
  std::string name, spec;
  Options options;
  int64_t kv_heads = 2;
  uint64_t seed = 1;
  std::string architecture = "llama";
};

class Awq : public testing::TestWithParam<Case> {};

TEST_P(Awq, FoldsWhatALiteralSearchOverTheInputsFinds) {
  const Case& test_case = GetParam();
  test::RandomModelSpec spec;
  spec.kv_heads = test_case.kv_heads;
  spec.seed = test_case.seed;
  spec.architecture = test_case.architecture;
  LayerRig rig(spec);
  const WorkingLayer folded = rig.transform(test_case.spec);
  DecoderLayer expected = rig.layer;
  for (const InputSite site : test::kSites) {
    const at::Tensor& scale = folded.input_scale[static_cast<size_t>(site)];
    const bool shared = site == InputSite::o_in && spec.kv_heads != spec.heads;
    if (shared && test_case.options.share == 1) {
      EXPECT_FALSE(scale.defined());
      ASSERT_FALSE(folded.notes.empty());
      EXPECT_NE(folded.notes.front().find("grouped-query"), std::string::npos);
      continue;
    }
    ASSERT_TRUE(scale.defined());
    // The weights as the folds before this site left them: up's and v's rows are divided by what follows them.
    Matrix w;
    for (const LinearId id : linears_of(site)) w = test::stack_rows(w, to_matrix(expected.at(id).weight));
    Options options = test_case.options;
    if (!shared) options.share = 1;
    options.head_dim = spec.head_dim;
    const Literal best = literal_search(w, to_matrix(rig.input(site)), test::slow_group(w.cols), options,
                                        output_of(rig, site, options.module));
    // The point that was chosen, recovered from the fold; two points may tie to rounding.
    size_t chosen = 0;
    double nearest = std::numeric_limits<double>::infinity();
    for (size_t point = 0; point < best.scales.size(); ++point) {
      const double distance = test::relative_difference(scale, test::to_tensor(best.scales[point]));
      if (distance < nearest) {
        nearest = distance;
        chosen = point;
      }
    }
    EXPECT_LT(nearest, 1e-4) << "site " << static_cast<int>(site) << ": no point of the grid";
    for (size_t point = 0; point < best.losses.size(); ++point) {
      EXPECT_LE(best.losses[chosen], best.losses[point] * (1 + 1e-5) + best.noise[chosen] + best.noise[point])
          << "site " << static_cast<int>(site) << ", chosen " << chosen << ", better " << point;
    }
    const at::Tensor s = test::to_tensor(best.scales[chosen]);
    for (const LinearId id : linears_of(site)) expected.at(id).weight = expected.at(id).weight.mul(s);
    if (site == InputSite::attention_in) expected.input_norm = expected.input_norm.div(s);
    if (site == InputSite::ffn_in) expected.post_attention_norm = expected.post_attention_norm.div(s);
    if (site == InputSite::down_in)
      expected.at(LinearId::up).weight = expected.at(LinearId::up).weight.div(s.unsqueeze(1));
    if (site == InputSite::o_in) {
      const at::Tensor rows =
          s.view({spec.kv_heads, spec.heads / spec.kv_heads, spec.head_dim}).select(1, 0).reshape({-1, 1});
      expected.at(LinearId::v).weight = expected.at(LinearId::v).weight.div(rows);
    }
  }
  EXPECT_LT(test::relative_difference(folded.weights.input_norm, expected.input_norm), 1e-4);
  EXPECT_LT(test::relative_difference(folded.weights.post_attention_norm, expected.post_attention_norm), 1e-4);
  for (const LinearId id : kLinearIds) {
    EXPECT_LT(test::relative_difference(folded.weights.at(id).weight, expected.at(id).weight), 1e-4) << linear_name(id);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Options, Awq,
    testing::Values(Case{"plain", "awq", {}}, Case{"seed2", "awq", {}, 2, 2}, Case{"seed3", "awq", {}, 2, 3},
                    Case{"all_heads", "awq", {}, 4}, Case{"grid7", "awq:grid=7", {7}}, Case{"grid1", "awq:grid=1", {1}},
                    Case{"duo", "awq:duo", {20, true}}, Case{"duo_all_heads", "awq:duo", {20, true}, 4, 5},
                    Case{"gqa_vo", "awq:gqa-vo", {20, false, 2}}, Case{"multi_query", "awq:gqa-vo", {20, false, 4}, 1},
                    Case{"module", "awq:loss=module", {20, false, 1, 0, true}},
                    Case{"module_seed2", "awq:loss=module", {20, false, 1, 0, true}, 2, 2},
                    Case{"module_qwen2", "awq:loss=module", {20, false, 1, 0, true}, 2, 3, "qwen2"},
                    Case{"module_qwen3", "awq:loss=module", {20, false, 1, 0, true}, 4, 4, "qwen3"},
                    Case{"module_duo", "awq:loss=module:duo:grid=9", {9, true, 1, 0, true}, 1, 5}),
    [](const auto& p) { return p.param.name; });

// Otherwise the cases above could not tell the two losses apart.
TEST(AwqModuleLoss, ChoosesDifferentlyFromTheLinearsOwn) {
  int different = 0;
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    test::RandomModelSpec spec;
    spec.seed = seed;
    LayerRig rig(spec);
    const WorkingLayer own = rig.transform("awq");
    const WorkingLayer module = rig.transform("awq:loss=module");
    for (const InputSite site : {InputSite::attention_in, InputSite::ffn_in}) {
      const auto i = static_cast<size_t>(site);
      if (test::relative_difference(module.input_scale[i], own.input_scale[i]) > 1e-3) ++different;
    }
  }
  EXPECT_GE(different, 3) << "of 12 sites";
}

TEST(AwqModuleLoss, NeedsASampleWhereAModuleIsAndGramsElsewhere) {
  LayerRig rig;
  const StatisticsNeeds plain = needs_of(parse_method("awq"), rig.config());
  EXPECT_EQ(plain.sample, (std::array<bool, kInputSites>{}));
  const StatisticsNeeds module = needs_of(parse_method("awq:loss=module"), rig.config());
  EXPECT_EQ(module.sample, (std::array<bool, kInputSites>{true, false, true, false}));
  EXPECT_EQ(module.gram, (std::array<bool, kInputSites>{false, false, false, true}));
  EXPECT_EQ(needs_of(parse_method("awq:loss=module:clip"), rig.config()).gram,
            (std::array<bool, kInputSites>{true, true, true, true}));
}

// The sample does not grow with what other methods of a pool ask for, so neither does what this one chooses.
TEST(AwqModuleLoss, IsTheSameInAnyPool) {
  LayerRig rig;
  const MethodSpec spec = parse_method("awq:loss=module");
  StatisticsNeeds more = needs_of(spec, rig.config());
  more.merge(needs_of(parse_method("awq:clip+gptq"), rig.config()));
  LayerStatistics statistics(more, choose_sample({48, 48, 48, 48}));
  for (const InputSite site : test::kSites) statistics.accumulate(site, rig.input(site));
  statistics.finish();
  const WorkingLayer together = transform_layer(rig.layer, spec, {rig.config(), statistics, rig.scheme, rig.control});
  const WorkingLayer alone = rig.transform("awq:loss=module");
  for (const LinearId id : kLinearIds)
    EXPECT_TRUE(together.weights.at(id).weight.equal(alone.weights.at(id).weight)) << linear_name(id);
}

/// tr(e g e^T) in double, by ATen: the exhaustive side of the property below.
double exact_loss(const at::Tensor& e, const at::Tensor& gram) {
  const at::Tensor wide = e.to(at::kDouble);
  return at::mm(wide, gram).mul_(wide).sum().item<double>();
}

// Above 128 inputs the grid is estimated first and only the best points are evaluated: that must not change the choice.
TEST(AwqGrid, EstimatedFirstChoosesWhatTheExhaustiveOneDoes) {
  int sites = 0, different = 0;
  double worst = 0;
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    test::RandomModelSpec spec;
    spec.hidden = 160 + 32 * static_cast<int64_t>(seed % 3);
    spec.head_dim = spec.hidden / 4;
    spec.intermediate = 256 + 64 * static_cast<int64_t>(seed % 4);
    spec.kv_heads = seed % 2 == 0 ? 4 : 2;
    spec.seed = seed;
    LayerRig rig(spec);
    const std::string method = seed % 3 == 0 ? "awq:duo" : "awq";
    const WorkingLayer folded = rig.transform(method);
    const LayerStatistics statistics = rig.statistics(parse_method(method));
    for (const InputSite site : test::kSites) {
      const at::Tensor& chosen = folded.input_scale[static_cast<size_t>(site)];
      if (!chosen.defined()) continue;
      // A site is searched before any later fold divides its rows: on the original weights.
      Matrix rows;
      for (const LinearId id : linears_of(site)) rows = test::stack_rows(rows, to_matrix(rig.layer.at(id).weight));
      const at::Tensor w = test::to_tensor(rows);
      const at::Tensor x = rig.input(site).to(at::kDouble);
      const at::Tensor gram = at::mm(x.t(), x);
      const GroupGrid grid{4, effective_group(rig.scheme, w.size(1)), StorageType::float32};
      const auto loss_of = [&](const at::Tensor& s) {
        return exact_loss(round_trip(w.mul(s), grid).div(s).sub(w), gram);
      };
      // Bit for bit the search's own scales: the last bit of one decides the ties of the groups' extremes.
      const at::Tensor mean = statistics.abs_mean(site);
      at::Tensor divisor;
      if (seed % 3 == 0) {
        const at::Tensor size = w.abs().view({w.size(0), -1, grid.group});
        divisor = size.div(size.amax(-1, true).add(1e-6)).view({w.size(0), -1}).mean(0);
      }
      double least = std::numeric_limits<double>::infinity(), nearest = least, loss_of_chosen = 0;
      for (int point = 0; point < 20; ++point) {
        at::Tensor s = mean.pow(point / 20.0);
        if (divisor.defined()) s = s.div(divisor.pow(1 - point / 20.0).add(1e-4));
        s = s.clamp_min(1e-4);
        s = s.div(s.max().mul(s.min()).sqrt());
        const double loss = loss_of(s);
        least = std::min(least, loss);
        const double distance = test::relative_difference(chosen, s);
        if (distance < nearest) {
          nearest = distance;
          loss_of_chosen = loss;
        }
      }
      EXPECT_LT(nearest, 1e-4);
      const double excess = loss_of_chosen / least - 1;
      ++sites;
      if (excess > 1e-5) ++different;
      worst = std::max(worst, excess);
    }
  }
  RecordProperty("sites", sites);
  RecordProperty("different", different);
  RecordProperty("worst", std::to_string(worst));
  EXPECT_GE(sites, 40);
  EXPECT_EQ(different, 0) << "of " << sites << " sites; worst excess of the loss " << worst;
}

}  // namespace
}  // namespace calm
