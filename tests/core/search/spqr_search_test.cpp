// SpQR where it differs from the other methods: outliers in the session, in sizes, in what runs, and no export.
#include <gtest/gtest.h>

#include "calm/error.h"
#include "calm/evaluation.h"
#include "calm/export.h"
#include "calm/pareto.h"
#include "core/search/search_rig.h"
#include "inference/engine_weights.h"
#include "model/model_impl.h"
#include "quantization/spqr.h"
#include "support/tensors.h"

namespace calm {
namespace {

using test::Recording;
using test::SearchRig;

const std::string kSpqr = parse_method("spqr:bits=3").canonical();

/// Layers 1 and 3 are SpQR's.
SearchRequest mixed(const SearchRig& rig, const std::string& session = "session") {
  SearchRequest request = rig.request({"rtn", kSpqr}, session);
  request.selection.overrides = {{0, "rtn"}, {1, kSpqr}, {2, "rtn"}, {3, kSpqr}};
  return request;
}

std::shared_ptr<Model> planned(const SearchRequest& request, const Plan& plan) {
  RunControl control;
  return quantized_model(request.model, request.session, plan, {"cpu", 1}, {}, control);
}

TEST(SpqrSearch, ResumedAnywhereItKeepsTheSameBits) {
  const SearchRig rig;
  const Recording whole = test::record(mixed(rig, "whole"));
  const auto expected = planned(mixed(rig, "whole"), whole.result.plan);
  for (const size_t stop : {whole.events.size() / 3, whole.events.size() * 3 / 4}) {
    const SearchRequest request = mixed(rig, "stopped" + std::to_string(stop));
    RunControl control;
    size_t seen = 0;
    run_search(
        request,
        [&](const SearchEvent&) {
          if (++seen == stop) control.request_stop();
        },
        control);
    const Recording resumed = test::record(request);
    ASSERT_EQ(resumed.result.status, EndStatus::finished);
    for (size_t l = 0; l < 4; ++l) {
      for (size_t m = 0; m < 2; ++m) {
        EXPECT_EQ(resumed.result.scores[l][m].values[Metric::cka], whole.result.scores[l][m].values[Metric::cka]);
      }
    }
    const auto model = planned(request, resumed.result.plan);
    for (const int layer : {1, 3}) {
      const QuantizedLayer a = expected->impl().quantized_layer(layer), b = model->impl().quantized_layer(layer);
      for (const LinearId id : kLinearIds) {
        ASSERT_TRUE(a.at(id).spqr && b.at(id).spqr);
        EXPECT_GT(a.at(id).spqr->outliers.numel(), 0);
        EXPECT_TRUE(test::same_bits(a.at(id).spqr->outliers, b.at(id).spqr->outliers)) << linear_name(id);
        EXPECT_TRUE(test::same_bits(a.at(id).weight, b.at(id).weight)) << linear_name(id);
      }
    }
  }
}

TEST(SpqrSearch, NoExportTakesItAndSaysWhere) {
  const SearchRig rig;
  const SearchRequest search = mixed(rig);
  test::record(search);
  for (const std::string format : {"compressed-tensors", "gguf"}) {
    ExportRequest request;
    request.model = rig.model;
    request.session = search.session;
    request.format = format;
    request.out = rig.folder / "out";
    const ExportCheck check = check_export(request);
    ASSERT_EQ(check.errors.size(), 1u) << format;
    EXPECT_EQ(check.errors[0].find("Layer 1 (" + kSpqr + ") cannot be written as " + format), 0u) << check.errors[0];
    EXPECT_NE(check.errors[0].find("Choose another method there, and at layers 3."), std::string::npos);
    RunControl control;
    EXPECT_THROW(export_model(request, {}, control), Error);
    EXPECT_FALSE(std::filesystem::exists(request.out));
  }
}

TEST(SpqrSearch, ABudgetCountsItsOutliersAndKnowsNoFile) {
  const SearchRig rig;
  SearchRequest search = rig.request({"rtn:bits=2", kSpqr});
  search.selection.metric = Metric::sqnr_after;
  test::record(search);
  ParetoRequest request;
  request.model = rig.model;
  request.session = search.session;
  request.sensitivity = Sensitivity::error;
  request.average_bits = 16;
  RunControl control;
  const ParetoCurve curve = pareto_curve(request, {}, control);
  const ParetoPlan &small = curve.plans.front(), &large = curve.plans.back();
  EXPECT_EQ(small.methods, std::vector<std::string>(4, "rtn:bits=2"));
  EXPECT_GT(small.file_bytes, 0u);
  EXPECT_EQ(small.storage.outliers, 0);
  ASSERT_EQ(large.methods, std::vector<std::string>(4, kSpqr));
  EXPECT_EQ(large.file_bytes, 0u);
  // What was counted before anything was quantized is what the layers hold.
  double bits = 0;
  for (int layer = 0; layer < 4; ++layer) {
    search.selection.overrides[layer] = kSpqr;
  }
  const auto model = planned(search, test::record(search).result.plan);
  for (int layer = 0; layer < 4; ++layer) {
    for (const QuantizedLinear& linear : model->impl().quantized_layer(layer).linears)
      bits += linear.spqr->stored_bits();
  }
  EXPECT_GT(large.storage.outliers, 0);
  EXPECT_DOUBLE_EQ(large.storage.total(), bits);
  request.max_bytes = 1'000'000'000;
  EXPECT_THROW(pareto_curve(request, {}, control), Error) << "a file's size of what has no file";
}

TEST(SpqrSearch, RunsDequantizedAndSaysSo) {
  const SearchRig rig;
  const SearchRequest request = mixed(rig);
  const auto model = planned(request, test::record(request).result.plan);
  const auto weights = load_engine_weights(model->impl(), HeadPrecision::stored);
  EXPECT_EQ(weights->linear_storage(), "4-bit codes, dequantized weights");
  EXPECT_EQ(weights->layers[1].o.parts[0].activation_bits, 8) << "activations are rounded all the same";
  EXPECT_TRUE(weights->layers[1].o.needs_fake);
}

}  // namespace
}  // namespace calm
