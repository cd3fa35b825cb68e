// The analyses of a model against the layers run one by one with forward_layer.
#include "calm/analyses.h"

#include <ATen/ops/cat.h>
#include <gtest/gtest.h>

#include "calm/error.h"
#include "core/search/search_rig.h"
#include "model/model_impl.h"
#include "quantization/method.h"
#include "search/artifacts.h"
#include "similarity/distribution.h"
#include "support/tensors.h"

namespace calm {
namespace {

using test::Matrix;
using test::to_matrix;

class AnalysesTest : public testing::Test {
 protected:
  AnalysesTest() : request_(rig_.request({"rtn", "awq"})) {
    result_ = test::record(request_).result;
    analyses_.model = rig_.model;
    analyses_.analysis = request_.analysis;
    analyses_.session = request_.session;
    analyses_.plan = result_.plan;
    analyses_.device = "cpu";
    analyses_.threads = 1;
  }

  const ModelConfig& config() const { return rig_.model->impl().config; }
  at::Tensor embedded() const {
    std::vector<at::Tensor> rows;
    for (const auto& ids : rig_.sequences) rows.push_back(rig_.model->impl().embed(ids, at::kCPU).unsqueeze(0));
    return at::cat(rows);
  }
  at::Tensor run(const DecoderLayer& layer, const at::Tensor& x, const ActivationBits& bits,
                 ForwardTaps* taps = nullptr) {
    return forward_layer(layer, config(), make_rotary_table(config(), x.size(1), at::kCPU), x, bits, taps);
  }
  /// [sequences * length, hidden] in front of every layer and behind the last.
  std::vector<at::Tensor> original_states() {
    std::vector<at::Tensor> states{embedded()};
    for (int l = 0; l < 4; ++l)
      states.push_back(run(rig_.model->impl().load_layer(l, at::kCPU), states.back(), ActivationBits::full()));
    return states;
  }
  std::vector<at::Tensor> quantized_states() {
    const auto model = quantized_model(rig_.model, request_.session, result_.plan, {}, {}, control_);
    std::vector<at::Tensor> states{embedded()};
    for (int l = 0; l < 4; ++l) {
      const RunnableLayer layer = model->impl().load_runnable(l, at::kCPU);
      states.push_back(run(layer.weights, states.back(), layer.activations));
    }
    return states;
  }
  static at::Tensor flat(const at::Tensor& x) { return x.view({-1, x.size(-1)}); }

  test::SearchRig rig_;
  SearchRequest request_;
  SearchResult result_;
  AnalysesRequest analyses_;
  RunControl control_;
};

TEST_F(AnalysesTest, DistributionsAreOfEveryLinearAndEveryInput) {
  std::vector<Progress> progress;
  const auto got = layer_distributions(
      analyses_, [&](const Progress& p) { progress.push_back(p); }, control_);
  ASSERT_EQ(got.size(), 4U);
  at::Tensor x = embedded();
  for (int l = 0; l < 4; ++l) {
    const LayerDistributions& layer = got[static_cast<size_t>(l)];
    EXPECT_EQ(layer.layer, l);
    ASSERT_EQ(layer.weights.size(), 7U);
    ASSERT_EQ(layer.activations.size(), 4U);
    const DecoderLayer weights = rig_.model->impl().load_layer(l, at::kCPU);
    std::vector<at::Tensor> inputs(kInputSites);
    ForwardTaps taps;
    taps.input = [&](InputSite site, const at::Tensor& in) { inputs[static_cast<size_t>(site)] = in.clone(); };
    x = run(weights, x, ActivationBits::full(), &taps);
    const auto same = [](const Distribution& d, const at::Tensor& values) {
      EXPECT_EQ(d.count, values.numel());
      EXPECT_NEAR(d.mean, values.mean(at::kDouble).item<double>(), 1e-6);
      EXPECT_NEAR(d.deviation, values.to(at::kDouble).std(false).item<double>(), 1e-6);
      EXPECT_NEAR(d.maximum, values.max().item<double>(), 1e-5);
      EXPECT_NEAR(d.minimum, values.min().item<double>(), 1e-5);
    };
    for (const LinearId id : kLinearIds) {
      const Distribution& d = layer.weights[static_cast<size_t>(id)];
      EXPECT_EQ(d.name, linear_name(id));
      same(d, weights.at(id).weight);
    }
    for (size_t site = 0; site < inputs.size(); ++site) same(layer.activations[site], inputs[site]);
  }
  EXPECT_EQ(got[0].activations[0].name, "input of self_attn.q_proj, k_proj, v_proj");
  EXPECT_EQ(got[0].activations[2].name, "input of mlp.gate_proj, up_proj");
  ASSERT_FALSE(progress.empty());
}

TEST_F(AnalysesTest, SimilarityIsThatOfAllPairsOfHiddenStates) {
  for (const bool quantized : {false, true}) {
    const LayerSimilarity got = layer_similarity(analyses_, quantized, {}, control_);
    const std::vector<at::Tensor> states = quantized ? quantized_states() : original_states();
    ASSERT_EQ(got.count, 5);
    EXPECT_EQ(got.tokens, 24 * 32);
    EXPECT_EQ(got.width, 64);
    for (size_t i = 0; i < 5; ++i) {
      for (size_t j = 0; j < 5; ++j)
        EXPECT_NEAR(got.cka[i * 5 + j], test::slow_cka(to_matrix(flat(states[i])), to_matrix(flat(states[j]))), 1e-5);
    }
    EXPECT_EQ(got.model == "original", !quantized);
    EXPECT_EQ(got.model.find(" x ") != std::string::npos, quantized) << got.model;
  }
}

TEST_F(AnalysesTest, RestorationsAreFittedBetweenTheTwoStreams) {
  const auto got = layer_restorations(analyses_, {}, control_);
  const std::vector<at::Tensor> original = original_states(), quantized = quantized_states();
  ASSERT_EQ(got.size(), 4U);
  const auto split = [](const at::Tensor& x, bool held_out) {
    std::vector<at::Tensor> rows;
    for (int64_t s = 0; s < x.size(0); ++s) {
      if ((s % 4 == 3) == held_out) rows.push_back(x[s]);
    }
    return to_matrix(at::cat(rows));
  };
  const auto product = [](const Matrix& a, const Matrix& b) { return test::times_transposed(a, test::transposed(b)); };
  const auto error = [](const Matrix& x, const Matrix& y) {
    const double noise = test::frobenius(test::minus(x, y)), signal = test::frobenius(x);
    return noise * noise / (signal * signal);
  };
  const auto fit = [&](const at::Tensor& x, const at::Tensor& q) {
    const Matrix xs = split(x, false), qs = split(q, false);
    return product(test::inverse(test::gram_of(qs)), product(test::transposed(qs), xs));
  };
  for (size_t l = 0; l < 4; ++l) {
    const at::Tensor &x = original[l + 1], &q = quantized[l + 1];
    Matrix m = fit(x, q);
    EXPECT_EQ(got[l].method, result_.plan.layers[l].method);
    EXPECT_EQ(got[l].width, 64);
    EXPECT_EQ(got[l].fitted_tokens, 18 * 32);
    EXPECT_EQ(got[l].held_out_tokens, 6 * 32);
    // Rounding flips a few int8 codes between the two runs.
    EXPECT_NEAR(got[l].error / error(split(x, true), split(q, true)), 1, 0.02);
    EXPECT_NEAR(got[l].restored_error / error(split(x, true), product(split(q, true), m)), 1, 0.03);
    for (int64_t i = 0; i < 64; ++i) m(i, i) -= 1;
    EXPECT_NEAR(got[l].distance / (test::frobenius(m) / 8), 1, 0.03);
    EXPECT_EQ(got[l].image_side, 64);
    EXPECT_EQ(got[l].image.size(), 64U * 64U);
    EXPECT_LT(got[l].restored_error, 1.2 * got[l].error);

    const auto& model = rig_.model->impl();
    const at::Tensor norm =
        l < 3 ? model.load_layer(static_cast<int>(l) + 1, at::kCPU).input_norm : model.final_norm(at::kCPU);
    const at::Tensor nx = rms_norm(x, norm, config().rms_norm_eps), nq = rms_norm(q, norm, config().rms_norm_eps);
    EXPECT_NEAR(got[l].next_error / error(split(nx, true), split(nq, true)), 1, 0.02);
    EXPECT_NEAR(got[l].next_restored_error / error(split(nx, true), product(split(nq, true), fit(nx, nq))), 1, 0.03);
  }
}

TEST_F(AnalysesTest, MakesThePlansLayersWhereTheSessionHasNone) {
  AnalysesRequest fresh = analyses_;
  fresh.session = rig_.folder / "elsewhere";
  const auto expected = layer_restorations(analyses_, {}, control_);
  const auto got = layer_restorations(fresh, {}, control_);
  for (size_t l = 0; l < 4; ++l) {
    EXPECT_EQ(got[l].distance, expected[l].distance);
    EXPECT_EQ(got[l].next_restored_error, expected[l].next_restored_error);
  }
}

TEST_F(AnalysesTest, TheSessionKeepsWhatWasComputed) {
  const SessionAnalyses none = load_analyses(analyses_.session);
  EXPECT_TRUE(none.distributions.empty() && none.restorations.empty() && !none.original_similarity);
  const auto distributions = layer_distributions(analyses_, {}, control_);
  const auto restorations = layer_restorations(analyses_, {}, control_);
  const auto original = layer_similarity(analyses_, false, {}, control_);
  const auto plan = layer_similarity(analyses_, true, {}, control_);
  const SessionAnalyses kept = load_analyses(analyses_.session);

  const std::string context = load_session(analyses_.session).context;
  EXPECT_EQ(kept.distributions_key, analyses_key(context, {}));
  EXPECT_EQ(kept.original_similarity_key, analyses_key(context, {}));
  EXPECT_EQ(kept.restorations_key, analyses_key(context, result_.plan));
  EXPECT_EQ(kept.plan_similarity_key, analyses_key(context, result_.plan));
  Plan other = result_.plan;
  other.layers[1].method = other.layers[1].method == "rtn" ? "awq" : "rtn";
  EXPECT_NE(kept.restorations_key, analyses_key(context, other));

  ASSERT_EQ(kept.distributions.size(), distributions.size());
  for (size_t l = 0; l < distributions.size(); ++l) {
    for (const auto part : {&LayerDistributions::weights, &LayerDistributions::activations}) {
      ASSERT_EQ((kept.distributions[l].*part).size(), (distributions[l].*part).size());
      for (size_t i = 0; i < (distributions[l].*part).size(); ++i) {
        const Distribution &a = (kept.distributions[l].*part)[i], &b = (distributions[l].*part)[i];
        EXPECT_EQ(a.name, b.name);
        EXPECT_EQ(a.count, b.count);
        EXPECT_EQ(a.kurtosis, b.kurtosis);
        EXPECT_EQ(a.max_to_median, b.max_to_median);
        EXPECT_EQ(a.histogram, b.histogram);
        ASSERT_EQ(a.top_channels.size(), b.top_channels.size());
        EXPECT_EQ(a.top_channels[3].index, b.top_channels[3].index);
      }
    }
  }
  ASSERT_EQ(kept.restorations.size(), 4U);
  for (size_t l = 0; l < 4; ++l) {
    EXPECT_EQ(kept.restorations[l].distance, restorations[l].distance);
    EXPECT_EQ(kept.restorations[l].next_restored_error, restorations[l].next_restored_error);
    ASSERT_EQ(kept.restorations[l].image.size(), restorations[l].image.size());
    EXPECT_NEAR(kept.restorations[l].image[70] / restorations[l].image[70], 1, 1e-3);
  }
  ASSERT_TRUE(kept.original_similarity && kept.plan_similarity);
  EXPECT_EQ(kept.original_similarity->cka, original.cka);
  EXPECT_EQ(kept.plan_similarity->cka, plan.cka);
  EXPECT_EQ(kept.plan_similarity->model, plan.model);
  std::ofstream(analyses_.session / "analyses" / "restoration.json") << R"({"schema":"calm-restoration","version":1})";
  EXPECT_THROW(load_analyses(analyses_.session), Error);
}

TEST_F(AnalysesTest, SaysWhatIsMissing) {
  const auto code_of = [&](const AnalysesRequest& request) {
    try {
      layer_restorations(request, {}, control_);
    } catch (const Error& e) {
      return e.code();
    }
    return ErrorCode::io;
  };
  AnalysesRequest request = analyses_;
  request.plan.layers[2].method.clear();
  EXPECT_EQ(code_of(request), ErrorCode::invalid_argument);
  request = analyses_;
  request.session.clear();
  EXPECT_EQ(code_of(request), ErrorCode::invalid_argument);
  request = analyses_;
  request.model.reset();
  EXPECT_EQ(code_of(request), ErrorCode::invalid_argument);
  EXPECT_NO_THROW(layer_similarity({rig_.model, analyses_.analysis, {}, {}, "cpu", 1}, false, {}, control_));
}

TEST_F(AnalysesTest, StopsWhenAsked) {
  control_.request_stop();
  const auto cancelled = [](const auto& call) {
    try {
      call();
    } catch (const Error& e) {
      return e.code() == ErrorCode::cancelled;
    }
    return false;
  };
  EXPECT_TRUE(cancelled([&] { layer_distributions(analyses_, {}, control_); }));
  EXPECT_TRUE(cancelled([&] { layer_restorations(analyses_, {}, control_); }));
  EXPECT_TRUE(cancelled([&] { layer_similarity(analyses_, false, {}, control_); }));
}

}  // namespace
}  // namespace calm
