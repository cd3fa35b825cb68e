// Plans under a budget: the knapsack against every plan there is, the losses against the scores they come from, the
// Hessian against second differences of the loss.
#include "calm/pareto.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <random>

#include "calm/error.h"
#include "calm/methods.h"
#include "calm/named_plans.h"
#include "core/search/search_rig.h"
#include "export/compressed_tensors.h"
#include "model/model_impl.h"
#include "quantization/grouped.h"
#include "search/hessian_trace.h"
#include "support/files.h"

namespace calm {
namespace {

using test::SearchRig;

/// The least loss of all plans that are not larger, by trying each.
double least_loss(const std::vector<std::vector<LayerChoice>>& layers, double capacity) {
  double best = INFINITY;
  std::vector<size_t> at(layers.size());
  while (true) {
    double size = 0, loss = 0;
    for (size_t l = 0; l < layers.size(); ++l) {
      size += layers[l][at[l]].size;
      loss += layers[l][at[l]].loss;
    }
    if (size <= capacity && loss < best) best = loss;
    size_t l = 0;
    while (l < layers.size() && ++at[l] == layers[l].size()) at[l++] = 0;
    if (l == layers.size()) return best;
  }
}

TEST(ParetoFront, IsTheBestOfAllPlansForEveryCapacity) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 60; ++round) {
    std::vector<std::vector<LayerChoice>> layers(1 + random() % 5);
    double most = 0;
    for (auto& choices : layers) {
      choices.resize(1 + random() % 5);
      double largest = 0;
      // Whole numbers: sums are exact, and ties occur.
      for (LayerChoice& choice : choices) {
        choice = {static_cast<double>(1 + random() % 9), static_cast<double>(random() % 20)};
        largest = std::max(largest, choice.size);
      }
      most += largest;
    }
    const ParetoFront front = pareto_front(layers);
    EXPECT_TRUE(front.exact);
    for (double capacity = 0; capacity <= most + 1; ++capacity) {
      const int index = largest_within(front.points, capacity);
      const double expected = least_loss(layers, capacity);
      if (index < 0) {
        EXPECT_TRUE(std::isinf(expected));
        continue;
      }
      const FrontPoint& point = front.points[static_cast<size_t>(index)];
      EXPECT_EQ(point.loss, expected) << "round " << round << " capacity " << capacity;
      double size = 0, loss = 0;
      for (size_t l = 0; l < layers.size(); ++l) {
        size += layers[l][static_cast<size_t>(point.choice[l])].size;
        loss += layers[l][static_cast<size_t>(point.choice[l])].loss;
      }
      EXPECT_EQ(size, point.size);
      EXPECT_EQ(loss, point.loss);
    }
    for (size_t i = 1; i < front.points.size(); ++i) {
      EXPECT_LT(front.points[i - 1].size, front.points[i].size);
      EXPECT_GT(front.points[i - 1].loss, front.points[i].loss);
    }
  }
}

TEST(ParetoFront, ThinsALongOneAndSaysSo) {
  std::mt19937_64 random(4);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<std::vector<LayerChoice>> layers(12);
  for (auto& choices : layers) {
    for (int c = 0; c < 4; ++c) choices.push_back({1 + c + uniform(random), 8 - 2 * c + uniform(random)});
  }
  const ParetoFront exact = pareto_front(layers, 10'000'000), thinned = pareto_front(layers, 200);
  EXPECT_TRUE(exact.exact);
  EXPECT_FALSE(thinned.exact);
  EXPECT_LE(thinned.points.size(), 201u);
  for (double capacity = 20; capacity < 50; ++capacity) {
    const double best = exact.points[static_cast<size_t>(largest_within(exact.points, capacity))].loss;
    const double found = thinned.points[static_cast<size_t>(largest_within(thinned.points, capacity))].loss;
    EXPECT_GE(found, best);
    EXPECT_LE(found, best + 1.5) << capacity;
  }
}

TEST(ParetoFront, PassesOverWhatCannotBeApplied) {
  const double nan = std::nan("");
  const ParetoFront front = pareto_front({{{1, nan}, {2, 5}}, {{3, 1}, {1, nan}}});
  ASSERT_EQ(front.points.size(), 1u);
  EXPECT_EQ(front.points[0].choice, (std::vector<int>{1, 0}));
  EXPECT_THROW(pareto_front({{{1, nan}}}), Error);
  EXPECT_THROW(pareto_front({{{1, 0}}, {{1, INFINITY}}}), Error);
}

TEST(Pareto, PlansOfAlmostOneSizeHaveNamesOfTheirOwn) {
  ParetoCurve curve;
  for (const double bits : {4.00001e6, 4.00002e6, 5.00000e6}) {
    ParetoPlan plan;
    plan.methods = {std::to_string(bits)};
    plan.storage.codes = bits;
    plan.storage.weights = 1e6;
    curve.plans.push_back(plan);
  }
  EXPECT_EQ(name_of(curve, curve.plans[0]), "4.00001 bits by error");
  EXPECT_EQ(name_of(curve, curve.plans[1]), "4.00002 bits by error");
  EXPECT_EQ(name_of(curve, curve.plans[2]), "5.000 bits by error");
}

const std::vector<std::string> kPool = {"rtn:bits=2", "rtn:bits=3", "gptq", "rtn:bits=8"};

ParetoRequest pareto_request(const SearchRig& rig) {
  ParetoRequest request;
  request.model = rig.model;
  request.session = rig.folder / "session";
  request.average_bits = 6;
  request.execution = {"cpu", 1};
  return request;
}

TEST(ParetoCurve, SolvesTheSessionsScoresWithoutMeasuring) {
  const SearchRig rig;
  SearchRequest search = rig.request(kPool);
  search.selection.metric = Metric::sqnr_after;
  const test::Recording walk = test::record(search);
  RunControl control;
  ParetoRequest request = pareto_request(rig);
  const std::string before = test::read_file(request.session / "session.json");
  const ParetoCurve curve = pareto_curve(request, {}, control);
  EXPECT_EQ(test::read_file(request.session / "session.json"), before);
  EXPECT_EQ(curve.sensitivity, Sensitivity::error);
  ASSERT_EQ(curve.losses.size(), 4u);
  for (size_t l = 0; l < 4; ++l) {
    double least = INFINITY;
    for (const CandidateScore& score : walk.result.scores[l])
      least = std::min(least, std::pow(10, -score.value(Metric::sqnr_after) / 10));
    for (size_t m = 0; m < kPool.size(); ++m) {
      const double error = std::pow(10, -walk.result.scores[l][m].value(Metric::sqnr_after) / 10);
      EXPECT_NEAR(curve.losses[l][m], error - least, 1e-12);
    }
  }
  // 2 + 32 / 64, that of float32 scales at groups of 64: no plan is below.
  request.average_bits = 2.4;
  EXPECT_THROW(pareto_curve(request, {}, control), Error);
  double previous = INFINITY;
  for (const double budget : {2.6, 3.5, 4.5, 6.0, 9.0}) {
    request.average_bits = budget;
    const ParetoCurve at = pareto_curve(request, {}, control);
    const ParetoPlan& plan = at.plans[static_cast<size_t>(at.chosen)];
    EXPECT_LE(plan.storage.per_weight(), budget);
    EXPECT_LE(plan.loss, previous);
    previous = plan.loss;
    // Every plan of four layers, by hand.
    double best = INFINITY;
    for (int code = 0; code < 256; ++code) {
      double size = 0, weights = 0, loss = 0;
      for (int l = 0; l < 4; ++l) {
        const auto m = static_cast<size_t>(code >> (2 * l) & 3);
        const double bits[] = {2, 3, 4, 8};
        for (const LinearInfo& linear : rig.model->info().linears) {
          if (linear.layer != l) continue;
          const double count = static_cast<double>(linear.out_features * linear.in_features);
          size += count * bits[m] + count / (linear.in_features % 128 == 0 ? 128 : 64) * 32;
          weights += count;
        }
        loss += curve.losses[static_cast<size_t>(l)][m];
      }
      if (size <= budget * weights) best = std::min(best, loss);
    }
    EXPECT_NEAR(plan.loss, best, 1e-12 + 1e-9 * best) << budget;
  }
}

TEST(ParetoCurve, HoldsAFilesSize) {
  const SearchRig rig;
  test::record(rig.request(kPool));
  RunControl control;
  ParetoRequest request = pareto_request(rig);
  const ParetoCurve whole = pareto_curve(request, {}, control);
  const uint64_t least = whole.plans.front().file_bytes, most = whole.plans.back().file_bytes;
  ASSERT_LT(least, most);
  request.max_bytes = (least + most) / 2;
  const ParetoCurve curve = pareto_curve(request, {}, control);
  const ParetoPlan& plan = curve.plans[static_cast<size_t>(curve.chosen)];
  EXPECT_LE(plan.file_bytes, request.max_bytes);
  request.max_bytes = least - 1;
  EXPECT_THROW(pareto_curve(request, {}, control), Error);
}

TEST(ParetoCurve, MeasuresTheKlOnce) {
  const SearchRig rig;
  test::record(rig.request(kPool));
  RunControl control;
  ParetoRequest request = pareto_request(rig);
  request.sensitivity = Sensitivity::kl;
  int reports = 0;
  const ParetoCurve first = pareto_curve(
      request, [&](const Progress&) { ++reports; }, control);
  EXPECT_GT(reports, 0);
  EXPECT_GT(first.losses[0][0], first.losses[0][3]) << "2 bits cost more than 8";
  const std::string measured = test::read_file(request.session / "session.json");
  reports = 0;
  request.sensitivity.reset();
  const ParetoCurve again = pareto_curve(
      request, [&](const Progress&) { ++reports; }, control);
  EXPECT_EQ(again.sensitivity, Sensitivity::kl) << "the session holds it now";
  EXPECT_EQ(reports, 0);
  EXPECT_EQ(test::read_file(request.session / "session.json"), measured);
  for (size_t l = 0; l < 4; ++l) EXPECT_EQ(first.losses[l], again.losses[l]);
}

TEST(ParetoCurve, PointsBecomePlansThatLaterScoresDoNotChange) {
  const SearchRig rig;
  test::record(rig.request(kPool));
  RunControl control;
  const ParetoRequest request = pareto_request(rig);
  const ParetoCurve curve = pareto_curve(request, {}, control);
  SessionState state = load_session(request.session);
  for (const ParetoPlan& plan : curve.plans) {
    const NamedPlan named = to_named_plan(state, plan, "point");
    EXPECT_EQ(methods_of(named.plan), plan.methods);
    EXPECT_TRUE(named.plan.complete());
    EXPECT_EQ(methods_of(select_plan(state, named).plan), plan.methods);
  }
}

TEST(Hawq, OmegaIsTraceTimesRoundingErrorAndIsKept) {
  test::RandomModelSpec spec;
  spec.hidden = 64;
  const SearchRig rig(spec);
  test::record(rig.request(kPool));
  RunControl control;
  ParetoRequest request = pareto_request(rig);
  request.sensitivity = Sensitivity::hawq;
  request.probes = 6;
  request.sequences = 3;
  request.length = 16;
  const ParetoCurve curve = pareto_curve(request, {}, control);

  std::vector<std::vector<int32_t>> sequences(rig.sequences.begin(), rig.sequences.begin() + 3);
  for (auto& ids : sequences) ids.resize(16);
  const Model::Impl& model = rig.model->impl();
  const MeanTraces traces = hessian_traces(model, sequences, 6, 0, at::kCPU, control);
  const int bits[] = {2, 3, 4, 8};
  for (size_t l = 0; l < 4; ++l) {
    const DecoderLayer layer = model.load_layer(static_cast<int>(l), at::kCPU);
    for (size_t m = 0; m < kPool.size(); ++m) {
      double omega = 0;
      for (const LinearId id : kLinearIds) {
        const int group = model.config.in_features(id) % 128 == 0 ? 128 : 64;
        const at::Tensor w = layer.at(id).weight.contiguous();
        const float* value = w.const_data_ptr<float>();
        double error = 0;
        for (int64_t first = 0; first < w.numel(); first += group) {
          float largest = 0;
          for (int64_t j = first; j < first + group; ++j) largest = std::max(largest, std::fabs(value[j]));
          const float scale = largest / static_cast<float>(((1 << bits[m]) - 1) / 2.0);
          for (int64_t j = first; j < first + group; ++j) {
            const double code = std::clamp(std::nearbyint(static_cast<double>(value[j] / scale)),
                                           -std::ldexp(1, bits[m] - 1), std::ldexp(1, bits[m] - 1) - 1);
            error += std::pow(code * static_cast<double>(scale) - static_cast<double>(value[j]), 2);
          }
        }
        omega += std::max(0.0, traces[l][static_cast<size_t>(id)].value) * error;
      }
      EXPECT_NEAR(curve.losses[l][m], omega, 1e-4 * omega) << l << " " << kPool[m];
    }
  }
  int reports = 0;
  request.average_bits = 4;
  const ParetoCurve again = pareto_curve(
      request, [&](const Progress&) { ++reports; }, control);
  EXPECT_EQ(reports, 0);
  EXPECT_EQ(again.losses, curve.losses);
}

/// Mean negative log-likelihood in float64, by the decoder that everything else runs on.
double plain_loss(const Model::Impl& model, const std::vector<DecoderLayer>& layers, const std::vector<int32_t>& ids) {
  const auto wide = [](const at::Tensor& t) { return t.to(at::kDouble); };
  const auto length = static_cast<int64_t>(ids.size());
  RotaryTable rotary = make_rotary_table(model.config, length, at::kCPU);
  rotary = {wide(rotary.cos), wide(rotary.sin)};
  at::Tensor x = wide(model.embed(ids, at::kCPU)).unsqueeze(0);
  for (const DecoderLayer& layer : layers) x = forward_layer(layer, model.config, rotary, x, ActivationBits::full());
  x = rms_norm(x.squeeze(0), wide(model.final_norm(at::kCPU)), model.config.rms_norm_eps);
  const at::Tensor logits = x.matmul(wide(model.head_rows(0, model.config.vocab_size, at::kCPU)).t()).contiguous();
  double sum = 0;
  const double* row = logits.const_data_ptr<double>();
  for (int64_t t = 0; t + 1 < length; ++t, row += logits.size(1)) {
    double largest = -INFINITY, total = 0;
    for (int64_t v = 0; v < logits.size(1); ++v) largest = std::max(largest, row[v]);
    for (int64_t v = 0; v < logits.size(1); ++v) total += std::exp(row[v] - largest);
    sum += largest + std::log(total) - row[ids[static_cast<size_t>(t) + 1]];
  }
  return sum / static_cast<double>(length - 1);
}

/// A model small enough for every entry of a linear's Hessian diagonal.
struct TinyModel {
  explicit TinyModel(const std::string& architecture) {
    test::RandomModelSpec spec;
    spec.architecture = architecture;
    spec.layers = 2;
    spec.hidden = 32;
    spec.intermediate = 32;
    spec.heads = 2;
    spec.kv_heads = 1;
    spec.head_dim = 16;
    spec.vocab = 64;
    if (architecture == "mistral") spec.sliding_window = 5;
    write_random_hf_model(folder.path(), spec);
    model = Model::open(folder.path());
    for (int l = 0; l < 2; ++l) {
      layers.push_back(model->impl().load_layer(l, at::kCPU));
      DecoderLayer& layer = layers.back();
      for (at::Tensor* t : {&layer.input_norm, &layer.post_attention_norm, &layer.q_norm, &layer.k_norm}) {
        if (t->defined()) *t = t->to(at::kDouble);
      }
      for (LinearWeights& linear : layer.linears) {
        linear.weight = linear.weight.to(at::kDouble);
        if (linear.bias.defined()) linear.bias = linear.bias.to(at::kDouble);
      }
    }
    ids = test::random_ids(1, 12, spec.vocab, 9).front();
  }
  /// d2 loss / d w_j^2, second differences.
  double curvature(size_t layer, LinearId id, int64_t j) {
    constexpr double kStep = 1e-3;
    double* weight = layers[layer].at(id).weight.mutable_data_ptr<double>();
    const double at_rest = weight[j];
    const double middle = plain_loss(model->impl(), layers, ids);
    weight[j] = at_rest + kStep;
    const double up = plain_loss(model->impl(), layers, ids);
    weight[j] = at_rest - kStep;
    const double down = plain_loss(model->impl(), layers, ids);
    weight[j] = at_rest;
    return (up - 2 * middle + down) / (kStep * kStep);
  }

  test::TempFolder folder;
  std::shared_ptr<Model> model;
  std::vector<DecoderLayer> layers;
  std::vector<int32_t> ids;
};

TEST(LossHessian, ProductsAreSecondDifferencesOfTheLoss) {
  for (const std::string architecture : {"llama", "mistral", "qwen2", "qwen3"}) {
    SCOPED_TRACE(architecture);
    TinyModel tiny(architecture);
    const LossHessian hessian(tiny.model->impl(), at::kCPU);
    EXPECT_NEAR(hessian.loss(tiny.ids), plain_loss(tiny.model->impl(), tiny.layers, tiny.ids), 1e-5);
    for (size_t layer = 0; layer < 2; ++layer) {
      for (const LinearId id : kLinearIds) {
        LinearTensors v;
        for (const auto& weights : hessian.weights()) {
          v.emplace_back();
          for (size_t i = 0; i < weights.size(); ++i) v.back()[i] = at::Tensor(weights[i].detach()).mul(0);
        }
        const int64_t j = 37 * (static_cast<int64_t>(id) + 1) % v[layer][static_cast<size_t>(id)].numel();
        v[layer][static_cast<size_t>(id)].view({-1})[j] = 1;
        const LinearTensors hv = hessian.product(tiny.ids, v);
        const double expected = tiny.curvature(layer, id, j);
        const double found = hv[layer][static_cast<size_t>(id)].view({-1})[j].item<double>();
        EXPECT_NEAR(found, expected, 1e-4 * std::max(0.01, std::fabs(expected))) << layer << " " << linear_name(id);
      }
    }
  }
}

TEST(HessianTraces, EstimateTheExplicitTrace) {
  TinyModel tiny("llama");
  RunControl control;
  const MeanTraces traces = hessian_traces(tiny.model->impl(), {tiny.ids}, 400, 1, at::kCPU, control);
  double largest = 0, noise = 0;
  for (const LinearId id : {LinearId::k, LinearId::v, LinearId::down}) {
    const int64_t count = tiny.layers[1].at(id).weight.numel();
    double trace = 0;
    for (int64_t j = 0; j < count; ++j) trace += tiny.curvature(1, id, j);
    const MeanTrace& found = traces[1][static_cast<size_t>(id)];
    EXPECT_NEAR(found.value, trace / static_cast<double>(count), 4 * found.standard_error) << linear_name(id);
    largest = std::max(largest, std::fabs(trace / static_cast<double>(count)));
    noise = std::max(noise, found.standard_error);
  }
  EXPECT_LT(noise, largest / 4) << "an estimate that says nothing";
  const MeanTraces again = hessian_traces(tiny.model->impl(), {tiny.ids}, 3, 5, at::kCPU, control);
  const MeanTraces same = hessian_traces(tiny.model->impl(), {tiny.ids}, 3, 5, at::kCPU, control);
  EXPECT_EQ(again[0][0].value, same[0][0].value) << "a seed gives the same numbers";
}

}  // namespace
}  // namespace calm
