// run_search against Algorithm 1 of CALM (arXiv 2512.16282), written down line by line with forward_layer and
// quantize_layer.
#include <ATen/Parallel.h>
#include <ATen/ops/cat.h>
#include <gtest/gtest.h>

#include "calm/evaluation.h"
#include "core/search/search_rig.h"
#include "model/model_impl.h"
#include "quantization/method.h"
#include "support/tensors.h"

namespace calm {
namespace {

using test::Matrix;
using test::to_matrix;

struct LiteralLayer {
  std::vector<double> cka, sqnr, cosine;  // by pool index
  size_t chosen = 0;
  QuantizedLayer quantized;
};

struct LiteralRun {
  at::Tensor output, rows;
  std::vector<at::Tensor> inputs;  // by site
};

/// One layer over all sequences, `together` of them a call.
LiteralRun run_literally(const DecoderLayer& layer, const ActivationBits& bits, const ModelConfig& config,
                         const at::Tensor& x, Site site, int64_t together) {
  const RotaryTable rotary = make_rotary_table(config, x.size(1), at::kCPU);
  std::vector<at::Tensor> outputs, rows;
  std::vector<std::vector<at::Tensor>> inputs(kInputSites);
  for (int64_t first = 0; first < x.size(0); first += together) {
    ForwardTaps taps;
    taps.keep = true;
    taps.input = [&](InputSite where, const at::Tensor& in) {
      inputs[static_cast<size_t>(where)].push_back(in.clone());
    };
    outputs.push_back(forward_layer(layer, config, rotary, x.narrow(0, first, together), bits, &taps));
    rows.push_back(site == Site::ffn_output         ? taps.ffn_output
                   : site == Site::down_input       ? taps.down_input
                   : site == Site::attention_output ? taps.attention_output
                                                    : taps.layer_output);
  }
  LiteralRun result{at::cat(outputs), at::cat(rows), {}};
  for (const auto& parts : inputs) result.inputs.push_back(at::cat(parts));
  return result;
}

void score_errors(const Matrix& x, const Matrix& y, LiteralLayer& into) {
  double signal = 0, noise = 0, cosines = 0;
  for (int64_t i = 0; i < x.rows; ++i) {
    double dot = 0, xx = 0, yy = 0;
    for (int64_t j = 0; j < x.cols; ++j) {
      noise += (x(i, j) - y(i, j)) * (x(i, j) - y(i, j));
      dot += x(i, j) * y(i, j);
      xx += x(i, j) * x(i, j);
      yy += y(i, j) * y(i, j);
    }
    signal += xx;
    cosines += dot / std::sqrt(xx * yy);
  }
  into.sqnr.push_back(10 * std::log10(signal / noise));
  into.cosine.push_back(cosines / static_cast<double>(x.rows));
}

std::vector<LiteralLayer> search_literally(const test::SearchRig& rig, const SearchRequest& request, int64_t together,
                                           const std::vector<std::string>& forced = {}) {
  const auto model = with_storage(rig.model, request.analysis.scheme.storage);
  const ModelConfig& config = model->impl().config;
  Scheme scheme = request.analysis.scheme;
  scheme.storage = model->impl().storage;
  const RunControl control;
  std::vector<at::Tensor> embedded;
  for (const auto& ids : rig.sequences) embedded.push_back(model->impl().embed(ids, at::kCPU).unsqueeze(0));
  at::Tensor reference = at::cat(embedded);  // X_ref
  at::Tensor stream = reference;             // H_in
  std::vector<LiteralLayer> result;
  for (int layer = 0; layer < config.num_hidden_layers; ++layer) {
    const DecoderLayer original = model->impl().load_layer(layer, at::kCPU);
    DecoderLayer forward = original;
    forward.arithmetic = Arithmetic::kernels;
    const LiteralRun target =
        run_literally(forward, ActivationBits::full(), config, reference, request.analysis.site, together);
    const LiteralRun calibration =
        run_literally(forward, ActivationBits::full(), config, stream, request.analysis.site, together);
    LiteralLayer literal;
    std::vector<at::Tensor> outputs;
    std::vector<QuantizedLayer> candidates;
    const std::vector<std::string> pool =
        forced.empty() ? request.selection.pool : std::vector<std::string>{forced[static_cast<size_t>(layer)]};
    for (const std::string& method : pool) {
      StatisticsNeeds everything;
      everything.gram.fill(true);
      everything.channels.fill(true);
      everything.sample.fill(true);
      LayerStatistics statistics(
          everything, choose_sample(std::vector<int64_t>(static_cast<size_t>(stream.size(0)), stream.size(1))));
      for (int site = 0; site < kInputSites; ++site) {
        statistics.accumulate(static_cast<InputSite>(site), calibration.inputs[static_cast<size_t>(site)]);
      }
      statistics.finish();
      const QuantizedLayer quantized =
          quantize_layer(original, parse_method(method), {config, statistics, scheme, control});
      const RunnableLayer runnable = make_runnable(quantized, at::kCPU);  // the arithmetic that the search scores
      const LiteralRun run =
          run_literally(runnable.weights, runnable.activations, config, stream, request.analysis.site, together);
      literal.cka.push_back(test::slow_cka(to_matrix(target.rows), to_matrix(run.rows)));
      score_errors(to_matrix(target.rows), to_matrix(run.rows), literal);
      if (literal.cka.back() > literal.cka[literal.chosen]) literal.chosen = literal.cka.size() - 1;
      outputs.push_back(run.output);
      candidates.push_back(quantized);
    }
    reference = target.output;
    stream = outputs[literal.chosen];
    literal.quantized = candidates[literal.chosen];
    result.push_back(literal);
  }
  return result;
}

double margin(const LiteralLayer& layer) {
  double second = -1;
  for (size_t i = 0; i < layer.cka.size(); ++i) {
    if (i != layer.chosen) second = std::max(second, layer.cka[i]);
  }
  return layer.cka[layer.chosen] - second;
}

const std::vector<std::string> kPool = {
    "rtn", "gptq", "awq", "smoothquant:0.5", "awq:clip+gptq:act-order:clip", "awq:loss=module:clip"};

struct Case {
  std::string name;
  test::RandomModelSpec spec;
  Site site = Site::ffn_output;
  StorageType storage = StorageType::automatic;
  int group_size = 128;
};

class Algorithm1 : public testing::TestWithParam<Case> {
 protected:
  SearchRequest request(const test::SearchRig& rig) const {
    SearchRequest result = rig.request(kPool);
    result.analysis.site = GetParam().site;
    result.analysis.scheme.storage = GetParam().storage;
    result.analysis.scheme.group_size = GetParam().group_size;
    return result;
  }
};

TEST_P(Algorithm1, GivesTheSearchsScoresFromTheSameOutputs) {
  const test::SearchRig rig(GetParam().spec);
  const SearchRequest wanted = request(rig);
  const SearchResult result = test::record(wanted).result;
  at::set_num_threads(1);
  const auto literal = search_literally(rig, wanted, 24);
  ASSERT_EQ(result.scores.size(), literal.size());
  for (size_t layer = 0; layer < literal.size(); ++layer) {
    for (size_t m = 0; m < kPool.size(); ++m) {
      const CandidateScore& score = result.scores[layer][m];
      ASSERT_TRUE(score.applicable) << score.note;
      EXPECT_NEAR(score.values[Metric::cka], literal[layer].cka[m], 1e-8) << "layer " << layer << " " << kPool[m];
      EXPECT_NEAR(score.values[Metric::sqnr], literal[layer].sqnr[m], 1e-4) << "layer " << layer << " " << kPool[m];
      EXPECT_NEAR(score.values[Metric::cosine], literal[layer].cosine[m], 1e-6) << "layer " << layer << " " << kPool[m];
    }
    EXPECT_EQ(result.plan.layers[layer].method, parse_method(kPool[literal[layer].chosen]).canonical());
    EXPECT_EQ(result.plan.layers[layer].by, DecidedBy::search);
    EXPECT_NEAR(result.plan.layers[layer].score, literal[layer].cka[literal[layer].chosen], 1e-8);
    EXPECT_NEAR(result.plan.layers[layer].margin, margin(literal[layer]), 2e-8);
    EXPECT_FALSE(result.plan.layers[layer].stale);
  }
}

TEST_P(Algorithm1, SequenceBySequenceOnOneThreadGivesTheSameToRounding) {
  const test::SearchRig rig(GetParam().spec);
  SearchRequest wanted = request(rig);
  wanted.threads = 2;
  const SearchResult result = test::record(wanted).result;
  at::set_num_threads(1);
  const auto literal = search_literally(rig, wanted, 1);
  double worst = 0;
  for (size_t layer = 0; layer < literal.size(); ++layer) {
    for (size_t m = 0; m < kPool.size(); ++m) {
      worst = std::max(worst, std::fabs(result.scores[layer][m].values[Metric::cka] - literal[layer].cka[m]));
      EXPECT_NEAR(result.scores[layer][m].values[Metric::cka], literal[layer].cka[m], 1e-5)
          << "layer " << layer << " " << kPool[m];
    }
    if (margin(literal[layer]) <= 2e-5) break;  // either choice is right, and the walks part here
    EXPECT_EQ(result.plan.layers[layer].method, parse_method(kPool[literal[layer].chosen]).canonical());
  }
  RecordProperty("worst", std::to_string(worst));
}

std::vector<Case> cases() {
  std::vector<Case> result;
  const auto add = [&](const std::string& name) -> Case& {
    result.push_back({});
    result.back().name = name;
    return result.back();
  };
  add("ffn_output");
  add("down_input").site = Site::down_input;
  add("attention_output").site = Site::attention_output;
  add("layer_output").site = Site::layer_output;
  Case& wide = add("groups_of_32");
  wide.spec.hidden = 96;
  wide.spec.head_dim = 24;
  wide.group_size = 32;
  add("bfloat16").storage = StorageType::bfloat16;
  Case& qwen = add("qwen2_all_heads");
  qwen.spec.architecture = "qwen2";
  qwen.spec.kv_heads = 4;
  return result;
}

INSTANTIATE_TEST_SUITE_P(Cases, Algorithm1, testing::ValuesIn(cases()), [](const auto& p) { return p.param.name; });

void expect_same_layer(const QuantizedLayer& a, const QuantizedLayer& b) {
  EXPECT_EQ(a.method, b.method);
  EXPECT_TRUE(test::same_bits(a.input_norm, b.input_norm));
  EXPECT_TRUE(test::same_bits(a.post_attention_norm, b.post_attention_norm));
  for (const LinearId id : kLinearIds) {
    EXPECT_TRUE(test::same_bits(a.at(id).codes, b.at(id).codes)) << linear_name(id);
    EXPECT_TRUE(test::same_bits(a.at(id).scales, b.at(id).scales)) << linear_name(id);
    EXPECT_TRUE(test::same_bits(a.at(id).bias, b.at(id).bias)) << linear_name(id);
  }
}

TEST(QuantizedModel, HoldsThePlansLayers) {
  const test::SearchRig rig;
  const SearchRequest wanted = rig.request(kPool);
  const SearchResult result = test::record(wanted).result;
  at::set_num_threads(1);
  const auto literal = search_literally(rig, wanted, 24);
  RunControl control;
  const ExecutionOptions execution{"cpu", 1};
  const auto hybrid = quantized_model(rig.model, wanted.session, result.plan, execution, {}, control);
  for (int layer = 0; layer < 4; ++layer) {
    expect_same_layer(hybrid->impl().quantized_layer(layer), literal[static_cast<size_t>(layer)].quantized);
  }
  EXPECT_TRUE(hybrid->info().quantized);
  EXPECT_FALSE(rig.model->info().quantized);

  // Plans that the search did not walk are quantized on the streams that they themselves produce.
  const std::vector<std::string> mixed = {"rtn", "gptq", "gptq", "rtn"};
  for (const std::vector<std::string>& methods : {std::vector<std::string>(4, "gptq"), mixed}) {
    Plan plan;
    for (const std::string& method : methods) {
      plan.layers.emplace_back();
      plan.layers.back().method = method;
    }
    const auto made = quantized_model(rig.model, wanted.session, plan, execution, {}, control);
    const auto expected = search_literally(rig, wanted, 24, methods);
    for (int layer = 0; layer < 4; ++layer) {
      expect_same_layer(made->impl().quantized_layer(layer), expected[static_cast<size_t>(layer)].quantized);
    }
  }
}

}  // namespace
}  // namespace calm
