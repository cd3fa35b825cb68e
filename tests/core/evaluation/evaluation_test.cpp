// Perplexity, logits, generation and benchmarks through the public interface.
#include "calm/evaluation.h"

#include <ATen/ops/linear.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/search/search_rig.h"
#include "model/model_impl.h"
#include "storage/safetensors.h"
#include "support/error_of.h"
#include "support/files.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using Ids = std::vector<int32_t>;

const ExecutionOptions kExecution{"cpu", 1};

class Evaluation : public testing::Test {
 protected:
  Evaluation() {
    spec_.tokenizer = true;
    test::write_random_hf_model(folder_ / "model", spec_);
    model_ = Model::open(folder_ / "model");
  }

  std::vector<float> logits(const std::vector<Ids>& sequences) {
    RunControl control;
    write_logits(*model_, sequences, folder_ / "logits.safetensors", kExecution, {}, control);
    const auto source = open_safetensors(folder_ / "logits.safetensors");
    const TensorInfo& info = source->at("logits");
    int64_t tokens = 0;
    for (const Ids& ids : sequences) tokens += static_cast<int64_t>(ids.size());
    EXPECT_EQ(info.shape, (std::vector<int64_t>{tokens, spec_.vocab}));
    EXPECT_EQ(info.type, StoredType::f32);
    return source->read_f32(info);
  }

  /// -log softmax(logits of position i)[id i + 1], summed, by definition.
  double literal_nll(const Ids& window) {
    const std::vector<float> all = logits({window});
    const auto vocab = static_cast<size_t>(spec_.vocab);
    double sum = 0;
    for (size_t i = 0; i + 1 < window.size(); ++i) {
      double total = 0;
      for (size_t v = 0; v < vocab; ++v) total += std::exp(static_cast<double>(all[i * vocab + v]));
      sum += std::log(total) - all[i * vocab + static_cast<size_t>(window[i + 1])];
    }
    return sum;
  }

  PerplexityResult measure(const PerplexityRequest& request) {
    RunControl control;
    return perplexity(*model_, request, kExecution, {}, control);
  }

  void expect_literal(const PerplexityResult& result, const std::vector<Ids>& windows) {
    ASSERT_EQ(result.window_nll.size(), windows.size());
    double sum = 0;
    int64_t tokens = 0;
    for (size_t i = 0; i < windows.size(); ++i) {
      const double nll = literal_nll(windows[i]);
      const auto scored = static_cast<int64_t>(windows[i].size()) - 1;
      EXPECT_NEAR(result.window_nll[i], nll / static_cast<double>(scored), 1e-5) << "window " << i;
      sum += nll;
      tokens += scored;
    }
    EXPECT_EQ(result.tokens, tokens);
    EXPECT_NEAR(result.nll, sum / static_cast<double>(tokens), 1e-5);
    EXPECT_NEAR(result.ppl, std::exp(sum / static_cast<double>(tokens)), 1e-4 * result.ppl);
  }

  test::TempFolder folder_;
  test::RandomModelSpec spec_;
  std::shared_ptr<Model> model_;
};

TEST_F(Evaluation, LogitsOfRaggedSequencesAreEachTheirOwnContext) {
  const std::vector<Ids> sequences = {{1, 2, 3, 4, 5, 6, 7}, {9}, {5, 4, 3}, {5, 4, 3, 2, 1, 0, 1, 2}};
  const std::vector<float> all = logits(sequences);
  size_t row = 0;
  const auto vocab = static_cast<size_t>(spec_.vocab);
  for (const Ids& ids : sequences) {
    const std::vector<float> alone = logits({ids});
    for (size_t i = 0; i < alone.size(); ++i) ASSERT_NEAR(all[row * vocab + i], alone[i], 1e-5);
    row += ids.size();
  }
  // A prefix's logits do not see what follows.
  const std::vector<float> prefix = logits({{5, 4, 3}});
  const std::vector<float> longer = logits({{5, 4, 3, 2, 1}});
  for (size_t i = 0; i < prefix.size(); ++i) ASSERT_NEAR(prefix[i], longer[i], 1e-5);
}

TEST_F(Evaluation, LogitsRefuseWhatHasNoTokens) {
  RunControl control;
  for (const std::vector<Ids>& bad : {std::vector<Ids>{}, {{1, 2}, {}}, {{1, 320}}, {{-1}}}) {
    const test::ErrorOf error =
        test::error_of([&] { write_logits(*model_, bad, folder_ / "none.safetensors", kExecution, {}, control); });
    ASSERT_TRUE(error.thrown);
    EXPECT_EQ(error.code, ErrorCode::invalid_argument) << error.message;
    EXPECT_FALSE(fs::exists(folder_ / "none.safetensors"));
  }
}

TEST_F(Evaluation, PerplexityOfATokenFileScoresEachListAsOneWindow) {
  std::vector<Ids> windows = test::random_ids(3, 17, spec_.vocab, 1);
  windows.push_back({4, 5});
  test::write_ids(folder_ / "ids.json", windows);
  PerplexityRequest request;
  request.text.source = TextSource::tokens;
  request.text.file = folder_ / "ids.json";
  expect_literal(measure(request), windows);
  request.max_windows = 2;
  windows.resize(2);
  expect_literal(measure(request), windows);
}

TEST_F(Evaluation, PerplexityOfATextCutsWindowsAndDropsTheTail) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "The cat and the other one sat on mat " + std::to_string(i) + ".\n";
  text += "And a tail.";
  test::write_file(folder_ / "text.txt", text);
  const Ids ids = model_->tokenize(text);
  constexpr size_t kWindow = 100;
  ASSERT_NE(ids.size() % kWindow, 0U);
  std::vector<Ids> windows;
  for (size_t first = 0; first + kWindow <= ids.size(); first += kWindow) {
    windows.emplace_back(ids.begin() + static_cast<std::ptrdiff_t>(first),
                         ids.begin() + static_cast<std::ptrdiff_t>(first + kWindow));
  }
  ASSERT_GE(windows.size(), 3U);
  PerplexityRequest request;
  request.text.source = TextSource::text;
  request.text.file = folder_ / "text.txt";
  request.window = kWindow;
  expect_literal(measure(request), windows);
  request.window = static_cast<int>(ids.size()) + 1;
  const test::ErrorOf error = test::error_of([&] { measure(request); });
  EXPECT_EQ(error.code, ErrorCode::invalid_argument);
  EXPECT_NE(error.message.find(std::to_string(ids.size())), std::string::npos) << error.message;
  request.window = 1;
  EXPECT_TRUE(test::error_of([&] { measure(request); }).thrown);
}

TEST_F(Evaluation, StopsWhereItIsAsked) {
  test::write_ids(folder_ / "ids.json", test::random_ids(3, 17, spec_.vocab, 1));
  PerplexityRequest request;
  request.text.source = TextSource::tokens;
  request.text.file = folder_ / "ids.json";
  RunControl control;
  control.request_stop();
  EXPECT_EQ(test::error_of([&] { perplexity(*model_, request, kExecution, {}, control); }).code, ErrorCode::cancelled);
  EXPECT_EQ(test::error_of([&] { generate(*model_, {{1, 2}}, kExecution, {}, control); }).code, ErrorCode::cancelled);
}

Ids run_generate(const Model& model, const GenerateRequest& request, Ids* streamed = nullptr) {
  RunControl control;
  return generate(
      model, request, kExecution,
      [&](int32_t id) {
        if (streamed != nullptr) streamed->push_back(id);
      },
      control);
}

TEST_F(Evaluation, GreedyGenerationTakesTheLargestLogitOfTheFullForward) {
  GenerateRequest request;
  request.prompt = {17, 5, 230, 42};
  request.max_tokens = 12;
  Ids streamed;
  const Ids generated = run_generate(*model_, request, &streamed);
  Ids context = request.prompt;
  Ids expected;
  const auto vocab = static_cast<std::ptrdiff_t>(spec_.vocab);
  while (static_cast<int>(expected.size()) < request.max_tokens) {
    const std::vector<float> all = logits({context});
    const auto last = all.end() - vocab;
    const auto next = static_cast<int32_t>(std::max_element(last, all.end()) - last);
    if (next == 0) break;  // the end token
    expected.push_back(next);
    context.push_back(next);
  }
  Ids compared = generated;
  if (!compared.empty() && compared.back() == 0) compared.pop_back();
  EXPECT_EQ(compared, expected);
  EXPECT_EQ(streamed, generated);
  EXPECT_FALSE(generated.empty());
}

TEST_F(Evaluation, SampledGenerationFollowsItsSeed) {
  GenerateRequest request;
  request.prompt = {17, 5, 230, 42};
  request.max_tokens = 20;
  request.temperature = 1;
  request.seed = 3;
  const Ids first = run_generate(*model_, request);
  EXPECT_EQ(run_generate(*model_, request), first);
  request.seed = 4;
  EXPECT_NE(run_generate(*model_, request), first);
  request.prompt = {};
  EXPECT_EQ(test::error_of([&] { run_generate(*model_, request); }).code, ErrorCode::invalid_argument);
}

class Benchmarks : public testing::Test {
 protected:
  Benchmarks() {
    search_ = test::record(rig_.request({"rtn", "gptq"})).result;
    request_.model = rig_.model;
    request_.session = rig_.folder / "session";
    request_.execution = kExecution;
    request_.perplexity.text.source = TextSource::tokens;
    request_.perplexity.text.file = rig_.folder / "ids.json";
    request_.perplexity.max_windows = 4;
    request_.latency = {16, 4, 2};
    request_.variants = {{Variant::Kind::original, "", {}, "Original"},
                         {Variant::Kind::uniform, "rtn", {}, "RTN everywhere"},
                         {Variant::Kind::plan, "", search_.plan, "Hybrid"}};
  }

  test::SearchRig rig_;
  SearchResult search_;
  BenchmarkRequest request_;
};

TEST_F(Benchmarks, StartOnceGiveRowsAndEndOnce) {
  std::vector<BenchmarkEvent> events;
  RunControl control;
  const auto results = run_benchmark(
      request_, [&](const BenchmarkEvent& e) { events.push_back(e); }, control);
  ASSERT_EQ(results.size(), 3U);
  ASSERT_TRUE(std::holds_alternative<BenchmarkStarted>(events.front()));
  EXPECT_EQ(std::get<BenchmarkStarted>(events.front()).names,
            (std::vector<std::string>{"Original", "RTN everywhere", "Hybrid"}));
  ASSERT_TRUE(std::holds_alternative<BenchmarkEnded>(events.back()));
  EXPECT_EQ(std::get<BenchmarkEnded>(events.back()).status, EndStatus::finished);
  std::vector<int> rows;
  int ended = 0;
  for (const BenchmarkEvent& event : events) {
    ended += std::holds_alternative<BenchmarkEnded>(event) ? 1 : 0;
    if (const auto* row = std::get_if<BenchmarkRow>(&event)) rows.push_back(row->index);
  }
  EXPECT_EQ(ended, 1);
  EXPECT_EQ(rows, (std::vector<int>{0, 1, 2, 0, 1, 2}));
  for (const BenchmarkResult& result : results) {
    EXPECT_TRUE(result.has_perplexity && result.has_latency) << result.name;
    EXPECT_EQ(result.perplexity.tokens, 4 * 31);
    EXPECT_GT(result.latency.prefill_tokens_per_second, 0);
    EXPECT_GT(result.latency.decode_tokens_per_second, 0);
    EXPECT_GT(result.latency.weight_bytes, 0U);
    EXPECT_EQ(result.latency.threads, 1);
    EXPECT_FALSE(result.context.empty() || result.date.empty() || result.host.empty());
  }
  EXPECT_LT(results[2].latency.weight_bytes, results[0].latency.weight_bytes);

  // The rows are those of the models themselves.
  const auto hybrid = quantized_model(rig_.model, request_.session, search_.plan, kExecution, {}, control);
  const PerplexityResult expected = perplexity(*hybrid, request_.perplexity, kExecution, {}, control);
  EXPECT_EQ(results[2].perplexity.window_nll, expected.window_nll);
  EXPECT_NE(results[0].perplexity.nll, results[2].perplexity.nll);
  const SessionState state = load_session(request_.session);
  ASSERT_EQ(state.benchmarks.size(), 3U);
  EXPECT_EQ(state.benchmarks[1].name, "RTN everywhere");
}

TEST_F(Benchmarks, RowsSayWhatTheyWereMeasuredWith) {
  RunControl control;
  request_.variants.resize(1);
  run_benchmark(request_, {}, control);
  const BenchmarkResult row = load_session(request_.session).benchmarks.at(0);
  EXPECT_EQ(row.setup, (BenchmarkSetup{"cpu", 1, "reference", {16, 4, 2}}));
  EXPECT_TRUE(row.has_latency && row.has_memory);
  EXPECT_FALSE(row.measure.empty());
}

TEST_F(Benchmarks, MemoryAloneTimesNothing) {
  RunControl control;
  request_.run_perplexity = request_.run_latency = false;
  request_.run_memory = true;
  const auto results = run_benchmark(request_, {}, control);
  ASSERT_EQ(results.size(), 3U);
  for (const BenchmarkResult& result : results) {
    EXPECT_TRUE(result.has_memory && !result.has_latency && !result.has_perplexity) << result.name;
    EXPECT_EQ(result.latency.prefill_tokens_per_second, 0);
    EXPECT_GT(result.latency.peak_rss_bytes, result.latency.weight_bytes);
  }
  EXPECT_LT(results[2].latency.weight_bytes, results[0].latency.weight_bytes);
  const SessionState state = load_session(request_.session);
  ASSERT_EQ(state.benchmarks.size(), 3U);
  EXPECT_TRUE(state.benchmarks[1].has_memory && !state.benchmarks[1].has_latency);
  EXPECT_EQ(state.benchmarks[1].latency.weight_bytes, results[1].latency.weight_bytes);
}

TEST_F(Benchmarks, AStopKeepsWhatIsMeasured) {
  RunControl control;
  const auto results = run_benchmark(
      request_,
      [&](const BenchmarkEvent& event) {
        const auto* row = std::get_if<BenchmarkRow>(&event);
        if (row != nullptr && row->index == 1) control.request_stop();
      },
      control);
  EXPECT_TRUE(results[1].has_perplexity);
  const SessionState state = load_session(request_.session);
  ASSERT_EQ(state.benchmarks.size(), 2U) << "the original and the first uniform plan";
  EXPECT_EQ(state.benchmarks[0].perplexity.window_nll, results[0].perplexity.window_nll);
  EXPECT_EQ(state.benchmarks[1].perplexity.window_nll.size(), 4U);
}

TEST_F(Benchmarks, AnotherTaskOnTheSameWindowsJoinsItsRow) {
  RunControl control;
  request_.reuse = true;
  request_.run_latency = false;
  run_benchmark(request_, {}, control);
  const SessionState first = load_session(request_.session);
  ASSERT_EQ(first.benchmarks.size(), 3U);
  request_.run_kl = true;
  run_benchmark(request_, {}, control);
  const SessionState second = load_session(request_.session);
  ASSERT_EQ(second.benchmarks.size(), 3U);
  EXPECT_TRUE(second.benchmarks[2].has_kl);
  EXPECT_GT(second.benchmarks[2].divergence.kl, 0);
  // Asked without the KL again, the row keeps it; and a memory-only run keeps the windows.
  request_.run_kl = false;
  request_.run_memory = true;
  run_benchmark(request_, {}, control);
  const SessionState third = load_session(request_.session);
  ASSERT_EQ(third.benchmarks.size(), 3U);
  EXPECT_TRUE(third.benchmarks[2].has_kl && third.benchmarks[2].has_memory);
  EXPECT_EQ(third.benchmarks[2].divergence.window_kl, second.benchmarks[2].divergence.window_kl);
  // Nothing is missing: the row stays as it was, date and all.
  request_.run_memory = false;
  run_benchmark(request_, {}, control);
  const SessionState fourth = load_session(request_.session);
  EXPECT_EQ(fourth.benchmarks[2].date, third.benchmarks[2].date);
  EXPECT_TRUE(fourth.benchmarks[2].has_memory);
}

TEST_F(Benchmarks, TwoNamesOfOnePlanHaveARowEach) {
  RunControl control;
  request_.reuse = true;
  request_.run_latency = false;
  request_.variants = {{Variant::Kind::plan, "", search_.plan, "Hybrid"},
                       {Variant::Kind::plan, "", search_.plan, "by CKA", "by CKA"}};
  const auto results = run_benchmark(request_, {}, control);
  EXPECT_EQ(results[0].context, results[1].context);
  const SessionState state = load_session(request_.session);
  ASSERT_EQ(state.benchmarks.size(), 2U);
  EXPECT_EQ(state.benchmarks[1].name, "by CKA");
  EXPECT_EQ(state.benchmarks[0].perplexity.window_nll, state.benchmarks[1].perplexity.window_nll);
}

TEST_F(Benchmarks, OfTheUniformPlanEqualTheUniformSearch) {
  request_.run_latency = false;
  RunControl control;
  const auto results = run_benchmark(request_, {}, control);
  const SearchResult uniform = test::record(rig_.request({"rtn"}, "uniform")).result;
  const auto model = quantized_model(rig_.model, rig_.folder / "uniform", uniform.plan, kExecution, {}, control);
  const PerplexityResult expected = perplexity(*model, request_.perplexity, kExecution, {}, control);
  EXPECT_EQ(results[1].perplexity.window_nll, expected.window_nll);
  EXPECT_FALSE(results[1].has_latency);
}

// transformers computes an export so, operation by operation; the kernels' sums are in another order.
TEST_F(Benchmarks, LogitsOfAQuantizedModelAreThoseOfTheReferenceArithmetic) {
  RunControl control;
  const auto model = quantized_model(rig_.model, request_.session, search_.plan, kExecution, {}, control);
  const Ids ids = test::random_ids(1, 32, model->info().vocab, 7).front();
  write_logits(*model, {ids}, rig_.folder / "logits.safetensors", kExecution, {}, control);
  const auto source = open_safetensors(rig_.folder / "logits.safetensors");

  const c10::InferenceMode inference;
  const Model::Impl& impl = model->impl();
  const at::Device cpu(at::kCPU);
  const RotaryTable rotary = make_rotary_table(impl.config, static_cast<int64_t>(ids.size()), cpu);
  at::Tensor x = impl.embed(ids, cpu).unsqueeze(0);
  for (int layer = 0; layer < impl.config.num_hidden_layers; ++layer) {
    const QuantizedLayer quantized = impl.quantized_layer(layer);
    x = forward_layer(quantized.dequantize(), impl.config, rotary, x, quantized.activation_bits());
  }
  x = rms_norm(x, impl.final_norm(cpu), impl.config.rms_norm_eps);
  const at::Tensor expected = at::linear(x, impl.head_rows(0, impl.config.vocab_size, cpu)).contiguous();
  const std::vector<float> got = source->read_f32(source->at("logits"));
  ASSERT_EQ(static_cast<int64_t>(got.size()), expected.numel());
  for (size_t i = 0; i < got.size(); ++i) ASSERT_EQ(got[i], expected.const_data_ptr<float>()[i]) << i;
}

TEST_F(Benchmarks, TheArithmeticCanBeChosen) {
  RunControl control;
  const auto model = quantized_model(rig_.model, request_.session, search_.plan, kExecution, {}, control);
  const auto nll = [&](std::optional<Arithmetic> arithmetic) {
    ExecutionOptions execution = kExecution;
    execution.arithmetic = arithmetic;
    return perplexity(*model, request_.perplexity, execution, {}, control).nll;
  };
  EXPECT_EQ(nll({}), nll(Arithmetic::reference));
  EXPECT_NE(nll(Arithmetic::kernels), nll(Arithmetic::reference));  // sums in another order
  EXPECT_NEAR(nll(Arithmetic::kernels), nll(Arithmetic::reference), 1e-3);

  const auto latency_with = [&](ExecutionOptions execution) {
    return latency({model}, request_.latency, execution, {}, control).front();
  };
  const LatencyResult kernels = latency_with(kExecution);
  EXPECT_EQ(kernels.arithmetic, "kernels");
  EXPECT_EQ(kernels.head, "float32");  // what the random model is stored in
  EXPECT_EQ(kernels.kv_cache, "float16");
  EXPECT_FALSE(kernels.kernels.empty());
  EXPECT_GT(kernels.time_to_first_token, 0);
  EXPECT_GT(kernels.resident_weight_bytes, 0U);
  ExecutionOptions other = kExecution;
  other.head = HeadPrecision::int8;
  other.cache = CacheType::float32;
  other.storage = StorageType::float16;
  const LatencyResult narrow = latency_with(other);
  EXPECT_EQ(narrow.head, "int8");
  EXPECT_EQ(narrow.kv_cache, "float32");
  other.head = HeadPrecision::stored;
  EXPECT_EQ(latency_with(other).head, "float16");
  ExecutionOptions reference = kExecution;
  reference.arithmetic = Arithmetic::reference;
  EXPECT_EQ(latency_with(reference).arithmetic, "reference");
  EXPECT_TRUE(latency_with(reference).kernels.empty());
  reference.head = HeadPrecision::int8;
  EXPECT_EQ(test::error_of([&] { latency_with(reference); }).code, ErrorCode::unsupported);
}

TEST_F(Benchmarks, ASearchInTheReferenceArithmeticIsAnotherAnalysis) {
  SearchRequest request = rig_.request({"rtn", "gptq"}, "reference");
  request.analysis.arithmetic = Arithmetic::reference;
  const SearchResult reference = test::record(request).result;
  ASSERT_EQ(reference.scores.size(), search_.scores.size());
  bool same = true;
  for (size_t i = 0; i < reference.scores[0].size(); ++i) {
    EXPECT_NEAR(reference.scores[0][i].values[Metric::cka], search_.scores[0][i].values[Metric::cka], 1e-4);
    same &= reference.scores[0][i].values[Metric::cka] == search_.scores[0][i].values[Metric::cka];
  }
  EXPECT_FALSE(same);
  const SessionState kernels_state = load_session(request_.session), state = load_session(request.session);
  EXPECT_NE(state.context, kernels_state.context);
  EXPECT_EQ(state.analysis.arithmetic, Arithmetic::reference);
  EXPECT_EQ(kernels_state.analysis.arithmetic, Arithmetic::kernels);
}

TEST_F(Benchmarks, CancelledOrFailedEndOnce) {
  std::vector<BenchmarkEvent> events;
  const auto sink = [&](const BenchmarkEvent& e) { events.push_back(e); };
  RunControl stopped;
  stopped.request_stop();
  run_benchmark(request_, sink, stopped);
  ASSERT_TRUE(std::holds_alternative<BenchmarkEnded>(events.back()));
  EXPECT_EQ(std::get<BenchmarkEnded>(events.back()).status, EndStatus::cancelled);
  EXPECT_TRUE(load_session(request_.session).benchmarks.empty());

  const auto expect_failed = [&](const BenchmarkRequest& request, const std::string& part) {
    events.clear();
    RunControl control;
    const test::ErrorOf error = test::error_of([&] { run_benchmark(request, sink, control); });
    ASSERT_TRUE(error.thrown) << part;
    EXPECT_NE(error.message.find(part), std::string::npos) << error.message;
    ASSERT_TRUE(std::holds_alternative<BenchmarkStarted>(events.front()));
    ASSERT_TRUE(std::holds_alternative<BenchmarkEnded>(events.back()));
    EXPECT_EQ(std::get<BenchmarkEnded>(events.back()).status, EndStatus::failed);
    EXPECT_EQ(std::get<BenchmarkEnded>(events.back()).error, error.message);
  };
  BenchmarkRequest request = request_;
  request.variants.clear();
  expect_failed(request, "variant");
  request = request_;
  request.run_latency = request.run_perplexity = false;
  expect_failed(request, "perplexity");
  request = request_;
  request.variants[2].plan.layers[1].method.clear();
  expect_failed(request, "every layer");
  request = request_;
  request.session = rig_.folder / "nowhere";
  expect_failed(request, "nowhere");
  request = request_;
  request.variants[1].method = "bogus";
  expect_failed(request, "bogus");
}

}  // namespace
}  // namespace calm
