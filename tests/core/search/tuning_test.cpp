// Tuning: gradients against finite differences, what is learned and what stays, resuming, and when it is used.
#include "calm/tuning.h"

#include <ATen/ops/equal.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "calm/error.h"
#include "calm/export.h"
#include "core/search/search_rig.h"
#include "evaluation/window_scores.h"
#include "inference/language_model.h"
#include "search/scale_learner.h"
#include "search/tuned_scales.h"
#include "storage/safetensors.h"
#include "support/error_of.h"

namespace calm {
namespace {

using test::SearchRig;

const std::vector<std::string> kPool = {"rtn", "gptq"};
const ExecutionOptions kExecution{"cpu", 1};

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A finished session of a random model.
class Tuned {
 public:
  explicit Tuned(test::RandomModelSpec spec = {}, int activation_bits = 8, bool asymmetric = false) : rig(spec) {
    SearchRequest request = rig.request(kPool);
    request.analysis.calibration.sequences = 12;
    request.analysis.calibration.length = 32;
    request.analysis.scheme.group_size = 32;
    request.analysis.scheme.activation_bits = activation_bits;
    request.analysis.scheme.asymmetric = asymmetric;
    run_search(request, {}, control);
    test::write_ids(rig.folder / "text.json", test::random_ids(6, 24, rig.model->info().vocab, 99));
  }
  std::filesystem::path session() const { return rig.folder / "session"; }
  TuningRequest request() const {
    TuningRequest result;
    result.model = rig.model;
    result.session = session();
    result.options.epochs = 4;
    result.options.rate = 2e-3;
    result.execution = kExecution;
    result.held_out.text.source = TextSource::tokens;
    result.held_out.text.file = rig.folder / "text.json";
    return result;
  }
  /// Used whatever it does to other text: random ids have nothing in common that could be learned.
  TuningResult tune() {
    TuningRequest now = request();
    now.gain = TuningRequest::Gain::none;
    return tune_plan(now, {}, control);
  }
  std::shared_ptr<Model> model(Scales scales) {
    return quantized_model(rig.model, session(), load_session(session()).plan, kExecution, {}, control, scales);
  }
  std::filesystem::path file() const {
    const SessionState state = load_session(session());
    return tuned_scales_file(session(), prefix_key(state.context, methods_of(state.plan)));
  }

  SearchRig rig;
  RunControl control;
};

ScaleLearner learner_of(Tuned& tuned) {
  const std::shared_ptr<Model> model = tuned.model(Scales::chosen);
  std::vector<QuantizedLayer> layers;
  for (int l = 0; l < model->info().layers; ++l) layers.push_back(model->impl().quantized_layer(l));
  return {tuned.rig.model->impl(), std::move(layers), at::kCPU};
}

at::Tensor states_of(Tuned& tuned, const std::vector<int32_t>& sequence) {
  return final_hidden_states(tuned.rig.model->impl(), {sequence}, at::kCPU, tuned.control, [](int64_t) {});
}

struct GradientCase {
  const char* name;
  const char* architecture;
  bool asymmetric;
};
class TuningGradient : public testing::TestWithParam<GradientCase> {};

// Without activation rounding the KL is smooth in the scales and norms, so that differences tell its slope.
TEST_P(TuningGradient, IsTheSlopeOfTheDivergence) {
  test::RandomModelSpec spec;
  spec.architecture = GetParam().architecture;
  Tuned tuned(spec, /*activation_bits=*/16, GetParam().asymmetric);
  ScaleLearner learner = learner_of(tuned);
  const std::vector<int32_t>& a = tuned.rig.sequences[0];
  const std::vector<int32_t> b(tuned.rig.sequences[1].begin(), tuned.rig.sequences[1].begin() + 16);
  const at::Tensor of_a = states_of(tuned, a), of_b = states_of(tuned, b);
  const ScaleLearner::State start = learner.state();
  const auto divergence = [&] {  // over the tokens of both
    return (32 * learner.divergence(a, of_a, tuned.control) + 16 * learner.divergence(b, of_b, tuned.control)) / 48;
  };
  const double before = divergence();
  EXPECT_NEAR(learner.step({&a, &b}, {of_a, of_b}, 1e-3, tuned.control), before, 1e-6 * std::max(1.0, before));
  const std::vector<at::Tensor> after = learner.state().tensors;

  // Adam's first moment after one step is a tenth of the gradient.
  ASSERT_EQ(after.size() % 3, 0U);
  int checked = 0;
  for (size_t k = 0; k < after.size(); k += 3) {
    const at::Tensor slopes = after[k + 1].mul(10).flatten();
    const int64_t which = slopes.abs().argmax().item<int64_t>();
    const double slope = slopes[which].item<double>();
    const auto at = [&](double change) {
      ScaleLearner::State moved = start;
      moved.tensors[k] = start.tensors[k].clone();
      moved.tensors[k].view({-1})[which] = change;
      EXPECT_TRUE(learner.restore(moved));
      return divergence();
    };
    constexpr double kStep = 0.02;
    const double expected = (at(kStep) - at(-kStep)) / (2 * kStep);
    EXPECT_NEAR(slope, expected, 0.03 * std::abs(expected) + 2e-6) << "parameter " << k / 3;
    ++checked;
  }
  const int norms = std::string(GetParam().architecture) == "qwen3" ? 4 : 2;
  EXPECT_EQ(checked, 4 * (kLinearsPerLayer + norms));
}

INSTANTIATE_TEST_SUITE_P(Models, TuningGradient,
                         testing::Values(GradientCase{"llama", "llama", false}, GradientCase{"qwen2", "qwen2", false},
                                         GradientCase{"qwen3", "qwen3", false},
                                         GradientCase{"asymmetric", "llama", true}),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(Tuning, StartsAtTheDivergenceOfTheModelThatIsRun) {
  Tuned tuned;
  ScaleLearner learner = learner_of(tuned);
  const std::vector<int32_t>& ids = tuned.rig.sequences[3];
  const at::Tensor wanted = states_of(tuned, ids);
  const at::Tensor found = final_hidden_states(
      tuned.model(Scales::chosen)->impl(), {ids}, at::kCPU, tuned.control, [](int64_t) {}, Arithmetic::reference);
  const double run = mean_divergence(tuned.rig.model->impl(), wanted, found, tuned.control);
  EXPECT_NEAR(learner.divergence(ids, wanted, tuned.control), run, 2e-3 * run);
}

TEST(Tuning, LowersTheDivergenceAndChangesNothingButScalesAndNorms) {
  test::RandomModelSpec spec;
  spec.dtype = StoredType::bf16;  // scales are rounded to it
  Tuned tuned(spec);
  const TuningResult result = tuned.tune();
  ASSERT_EQ(result.status, EndStatus::finished);
  ASSERT_EQ(result.record.epoch_kl.size(), 4U);
  EXPECT_LT(result.record.epoch_kl.back(), 0.9 * result.record.epoch_kl.front());
  EXPECT_EQ(result.record.tokens, 12 * 32);
  EXPECT_GT(result.record.parameters, 0);

  const SessionState state = load_session(tuned.session());
  const TuningRecord* record = tuning_of(state, methods_of(state.plan));
  ASSERT_NE(record, nullptr);
  EXPECT_EQ(record->epoch_kl, result.record.epoch_kl);

  const auto chosen = tuned.model(Scales::chosen), learned = tuned.model(Scales::tuned);
  int64_t moved = 0;
  for (int l = 0; l < 4; ++l) {
    const QuantizedLayer a = chosen->impl().quantized_layer(l), b = learned->impl().quantized_layer(l);
    for (const LinearId id : kLinearIds) {
      EXPECT_TRUE(at::equal(a.at(id).codes, b.at(id).codes));
      EXPECT_EQ(b.storage, StorageType::bfloat16);
      EXPECT_TRUE(at::equal(b.at(id).scales, round_to_storage(b.at(id).scales, b.storage)));
      moved += a.at(id).scales.ne(b.at(id).scales).sum().item<int64_t>();
    }
    EXPECT_FALSE(at::equal(a.input_norm, b.input_norm));
  }
  EXPECT_GT(moved, 1000);
}

TEST(Tuning, ExportsWhatItLearned) {
  test::RandomModelSpec spec;
  spec.dtype = StoredType::bf16;
  Tuned tuned(spec);
  tuned.tune();
  ExportRequest request;
  request.model = tuned.rig.model;
  request.session = tuned.session();
  request.out = tuned.rig.folder / "out";
  request.execution = kExecution;
  const ExportReport report = export_model(request, {}, tuned.control);
  EXPECT_TRUE(std::any_of(report.notes.begin(), report.notes.end(),
                          [](const std::string& note) { return note.find("tuned") != std::string::npos; }));
  const auto opened = Model::open(report.path), learned = tuned.model(Scales::tuned);
  for (int l = 0; l < 4; ++l) {
    const QuantizedLayer a = opened->impl().quantized_layer(l), b = learned->impl().quantized_layer(l);
    for (const LinearId id : kLinearIds) {
      EXPECT_TRUE(at::equal(a.at(id).codes, b.at(id).codes));
      EXPECT_TRUE(at::equal(a.at(id).scales, b.at(id).scales));
    }
    EXPECT_TRUE(at::equal(a.post_attention_norm, b.post_attention_norm));
  }
}

TEST(Tuning, GainIsThatOfABenchmark) {
  Tuned tuned;
  tuned.tune();  // and then only the gain is missing
  const Plan plan = load_session(tuned.session()).plan;
  BenchmarkRequest benchmark;
  benchmark.model = tuned.rig.model;
  benchmark.session = tuned.session();
  benchmark.variants = {{Variant::Kind::plan, "", plan, "before", "", Scales::chosen},
                        {Variant::Kind::plan, "", plan, "after", "", Scales::tuned}};
  benchmark.run_latency = false;
  benchmark.run_kl = true;
  benchmark.perplexity = tuned.request().held_out;
  benchmark.execution = kExecution;
  benchmark.execution.arithmetic = Arithmetic::kernels;
  const auto rows = run_benchmark(benchmark, {}, tuned.control);
  EXPECT_NE(rows[0].context, rows[1].context);
  const TuningResult result = tune_plan(tuned.request(), {}, tuned.control);
  ASSERT_TRUE(result.record.gain.has_value());
  EXPECT_EQ(result.record.gain->kl_before, rows[0].divergence.kl);
  EXPECT_EQ(result.record.gain->kl_after, rows[1].divergence.kl);
  EXPECT_EQ(result.record.gain->kl.windows, 6);
  const SessionState state = load_session(tuned.session());
  const TuningRecord* record = tuning_of(state, methods_of(plan));
  ASSERT_TRUE(record != nullptr && record->gain.has_value());
  EXPECT_EQ(record->gain->kl_after, rows[1].divergence.kl);
  EXPECT_EQ(record->gain->kl.low, result.record.gain->kl.low);
}

TEST(Tuning, GoesOnAfterAStopAsIfThereWereNone) {
  Tuned whole, stopped;
  TuningRequest request = whole.request();
  request.gain = TuningRequest::Gain::none;
  const TuningResult straight = tune_plan(request, {}, whole.control);
  request = stopped.request();
  request.gain = TuningRequest::Gain::none;
  int stops = 0;
  TuningResult result;
  do {
    RunControl control;
    double before = -1;
    result = tune_plan(
        request,
        [&](const Progress& p) {
          if (!p.text.starts_with("tuning")) return;
          if (before < 0) before = p.done;
          if (p.done > before + 0.2) control.request_stop();
        },
        control);
    if (result.status == EndStatus::cancelled) ++stops;
  } while (result.status == EndStatus::cancelled && stops < 20);
  EXPECT_GE(stops, 1);
  EXPECT_EQ(result.status, EndStatus::finished);
  EXPECT_EQ(result.record.epoch_kl, straight.record.epoch_kl);
  EXPECT_TRUE(!bytes_of(whole.file()).empty() && bytes_of(stopped.file()) == bytes_of(whole.file()));
  EXPECT_FALSE(std::filesystem::exists(tuning_checkpoint_file(stopped.session())));
}

TEST(Tuning, BeginsAnewAfterADamagedCheckpoint) {
  Tuned tuned;
  TuningRequest request = tuned.request();
  request.gain = TuningRequest::Gain::none;
  std::filesystem::create_directories(tuning_checkpoint_file(tuned.session()).parent_path());
  std::ofstream(tuning_checkpoint_file(tuned.session())) << "half a file";
  EXPECT_EQ(tune_plan(request, {}, tuned.control).status, EndStatus::finished);
}

TEST(Tuning, IsNotDoneTwice) {
  Tuned tuned;
  const TuningResult first = tune_plan(tuned.request(), {}, tuned.control);
  const TuningResult again = tune_plan(tuned.request(), {}, tuned.control);
  EXPECT_EQ(again.record.date, first.record.date);
  EXPECT_EQ(again.record.seconds, first.record.seconds);
  TuningRequest other = tuned.request();
  other.options.epochs = 1;
  EXPECT_EQ(tune_plan(other, {}, tuned.control).record.epoch_kl.size(), 1U);
  EXPECT_EQ(load_session(tuned.session()).tunings.size(), 1U);
}

TEST(Tuning, BelongsToThePlanThatWasTuned) {
  Tuned tuned;
  tuned.tune();
  SessionState state = load_session(tuned.session());
  const Plan plan = state.plan;
  const std::vector<std::string> methods = methods_of(plan);
  EXPECT_NE(plan_context(state, methods, Scales::tuned), plan_context(state, methods, Scales::chosen));
  std::vector<std::string> others = methods;
  others[2] = "smoothquant:0.5";
  EXPECT_EQ(tuning_of(state, others), nullptr);
  EXPECT_EQ(plan_context(state, others, Scales::tuned), plan_context(state, others, Scales::chosen));
  const auto scale = [&](const Plan& of) {
    const auto model = quantized_model(tuned.rig.model, tuned.session(), of, kExecution, {}, tuned.control);
    return model->impl().quantized_layer(0).at(LinearId::q).scales;
  };
  const at::Tensor learned = scale(plan);
  Plan changed = plan;
  changed.layers[2].method = "smoothquant:0.5";
  EXPECT_FALSE(at::equal(scale(changed), learned));  // layer 0 is the same, but its plan was not tuned
  EXPECT_TRUE(at::equal(scale(plan), learned));
}

TEST(Tuning, IsNotUsedWhereItDoesWorseOnHeldOutText) {
  Tuned tuned;
  tuned.tune();
  EXPECT_FALSE(at::equal(tuned.model(Scales::tuned)->impl().quantized_layer(1).input_norm,
                         tuned.model(Scales::chosen)->impl().quantized_layer(1).input_norm));
  SessionState state = load_session(tuned.session());
  ASSERT_EQ(state.tunings.size(), 1U);
  state.tunings[0].gain = HeldOutGain{};
  state.tunings[0].gain->kl_before = 0.1;
  state.tunings[0].gain->kl_after = 0.11;
  save_session(tuned.session(), state);
  EXPECT_TRUE(at::equal(tuned.model(Scales::tuned)->impl().quantized_layer(1).input_norm,
                        tuned.model(Scales::chosen)->impl().quantized_layer(1).input_norm));
  const std::vector<std::string> methods = methods_of(state.plan);
  EXPECT_EQ(plan_context(state, methods, Scales::tuned), plan_context(state, methods, Scales::chosen));
}

TEST(Tuning, SaysWhereItsFileIsMissingOrDoesNotFit) {
  Tuned tuned;
  tuned.tune();
  const QuantizedLayer layer = tuned.model(Scales::chosen)->impl().quantized_layer(0);
  QuantizedLayer other = layer;
  other.at(LinearId::o).scales = layer.at(LinearId::o).scales.narrow(0, 0, 8).clone();
  const std::string wrong = test::error_of([&] { TunedScales(tuned.file()).apply(0, other); }).message;
  EXPECT_NE(wrong.find("o_proj.scales"), std::string::npos) << wrong;
  std::filesystem::remove(tuned.file());
  const std::string missing = test::error_of([&] { tuned.model(Scales::tuned); }).message;
  EXPECT_NE(missing.find(tuned.file().string()), std::string::npos) << missing;
}

TEST(Tuning, LearnsAgainWhatCannotBeRead) {
  Tuned tuned;
  const std::string good = (tuned.tune(), bytes_of(tuned.file()));
  std::filesystem::resize_file(tuned.file(), good.size() / 2);
  EXPECT_TRUE(test::error_of([&] { tuned.model(Scales::tuned); }).thrown);
  tuned.tune();
  EXPECT_EQ(bytes_of(tuned.file()), good);
}

TEST(Tuning, NoRecordOutlivesTheScalesThatItDescribes) {
  Tuned tuned;
  tuned.tune();
  // The new scales cannot be put in place: as if the program had died there, before or behind.
  std::filesystem::create_directory(tuned.file().string() + ".partial");
  TuningRequest other = tuned.request();
  other.options.epochs = 1;
  other.gain = TuningRequest::Gain::none;
  EXPECT_TRUE(test::error_of([&] { tune_plan(other, {}, tuned.control); }).thrown);
  EXPECT_TRUE(load_session(tuned.session()).tunings.empty());
  std::filesystem::remove(tuned.file().string() + ".partial");
  EXPECT_EQ(tune_plan(other, {}, tuned.control).record.options.epochs, 1);
}

TEST(Tuning, TellsSmallRatesApart) {
  SessionState state;
  state.context = "c";
  TuningRecord record;
  record.plan = prefix_key(state.context, {"rtn"});
  record.epoch_kl = {1};
  const auto context = [&](double rate) {
    record.options.rate = rate;
    state.tunings = {record};
    return plan_context(state, {"rtn"}, Scales::tuned);
  };
  EXPECT_NE(context(1e-7), context(2e-7));
  EXPECT_NE(context(1e-3), context(1.0000001e-3));
  EXPECT_EQ(context(1e-3), context(1e-3));
}

TEST(Tuning, ANormThatOverflowsStaysWhatItWas) {
  Tuned tuned;
  ScaleLearner learner = learner_of(tuned);
  ScaleLearner::State state = learner.state();
  for (size_t k = 0; k < state.tensors.size(); k += 3) state.tensors[k].fill_(NAN);
  ASSERT_TRUE(learner.restore(state));
  const SessionState session = load_session(tuned.session());
  const QuantizedLayer before = tuned.model(Scales::chosen)->impl().quantized_layer(0);
  const QuantizedLayer after = learner.tuned(0, session.analysis.scheme);
  EXPECT_TRUE(at::equal(after.input_norm, before.input_norm));
  EXPECT_TRUE(at::equal(after.at(LinearId::up).scales, before.at(LinearId::up).scales));
}

// The session knows the plan by the tokens that it was analysed with.
TEST(Tuning, IsNotPutOnLayersThatOtherTextCalibrated) {
  Tuned tuned;
  tuned.tune();
  test::write_ids(tuned.rig.folder / "ids.json", test::random_ids(24, 32, tuned.rig.model->info().vocab, 6));
  const std::string message = test::error_of([&] { tuned.model(Scales::tuned); }).message;
  EXPECT_NE(message.find("ids.json"), std::string::npos) << message;
  EXPECT_NE(message.find("analyse the model again"), std::string::npos) << message;
  EXPECT_TRUE(test::error_of([&] { tuned.model(Scales::chosen); }).thrown);
}

TEST(Tuning, RefusesARecordWithoutEpochs) {
  Tuned tuned;
  tuned.tune();
  SessionState state = load_session(tuned.session());
  state.tunings[0].epoch_kl.clear();
  save_session(tuned.session(), state);
  const std::string message = test::error_of([&] { load_session(tuned.session()); }).message;
  EXPECT_NE(message.find("tunings[0].epoch_kl"), std::string::npos) << message;
}

TEST(Tuning, RefusesWhatItCannotDo) {
  Tuned tuned;
  TuningRequest request = tuned.request();
  request.options.epochs = 0;
  EXPECT_NE(test::error_of([&] { tune_plan(request, {}, tuned.control); }).message.find("epoch"), std::string::npos);
  request = tuned.request();
  request.plan = Plan{};
  EXPECT_NE(test::error_of([&] { tune_plan(request, {}, tuned.control); }).message.find("complete"), std::string::npos);
  request = tuned.request();
  request.session = tuned.rig.folder / "nowhere";
  EXPECT_NE(test::error_of([&] { tune_plan(request, {}, tuned.control); }).message.find("nowhere"), std::string::npos);
}

TEST(Tuning, MeasuresNoGainOnTextThatItLearnsFrom) {
  Tuned tuned;
  TuningRequest request = tuned.request();
  request.options.epochs = 1;
  request.held_out.text.file = tuned.rig.folder / "ids.json";
  EXPECT_NE(test::error_of([&] { tune_plan(request, {}, tuned.control); }).message.find("shares"), std::string::npos);
  EXPECT_TRUE(load_session(tuned.session()).tunings.empty());
  request.gain = TuningRequest::Gain::where_possible;
  const TuningResult result = tune_plan(request, {}, tuned.control);
  EXPECT_FALSE(result.record.gain.has_value());
  EXPECT_TRUE(result.record.used());
}

}  // namespace
}  // namespace calm
