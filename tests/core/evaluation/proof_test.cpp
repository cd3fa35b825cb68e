// KL to the original, the proof of a plan and refinement, through the public interface.
#include "calm/proof.h"

#include <gtest/gtest.h>

#include <cmath>

#include "calm/refinement.h"
#include "core/search/search_rig.h"
#include "storage/safetensors.h"
#include "support/error_of.h"

namespace calm {
namespace {

using test::SearchRig;

const std::vector<std::string> kPool = {"rtn", "gptq", "smoothquant:0.5"};
const ExecutionOptions kExecution{"cpu", 1};

std::vector<float> logits_of(const Model& model, const std::vector<std::vector<int32_t>>& sequences,
                             const std::filesystem::path& file) {
  RunControl control;
  write_logits(model, sequences, file, kExecution, {}, control);
  const auto source = open_safetensors(file);
  return source->read_f32(source->at("logits"));
}

/// KL(p || q) and whether the likeliest token is the same, mean over all but the last row, by definition in float64.
std::pair<double, double> literal_divergence(const std::vector<float>& p, const std::vector<float>& q, size_t vocab,
                                             size_t rows) {
  double kl = 0, same = 0;
  for (size_t i = 0; i + 1 < rows; ++i) {
    const float *a = &p[i * vocab], *b = &q[i * vocab];
    double za = 0, zb = 0;
    for (size_t v = 0; v < vocab; ++v) {
      za += std::exp(static_cast<double>(a[v]));
      zb += std::exp(static_cast<double>(b[v]));
    }
    for (size_t v = 0; v < vocab; ++v) {
      const double pa = std::exp(static_cast<double>(a[v])) / za;
      kl += pa * (std::log(pa) - (static_cast<double>(b[v]) - std::log(zb)));
    }
    same += std::max_element(a, a + vocab) - a == std::max_element(b, b + vocab) - b ? 1 : 0;
  }
  return {kl / static_cast<double>(rows - 1), same / static_cast<double>(rows - 1)};
}

class ProofTest : public testing::Test {
 protected:
  ProofTest() {
    SearchRequest request = rig_.request(kPool);
    request.analysis.calibration.sequences = 12;  // of 24: the rest scores no candidate
    request.analysis.calibration.length = 32;
    RunControl control;
    plan_ = run_search(request, {}, control).plan;
    text_ = test::random_ids(7, 20, rig_.model->info().vocab, 99);
    test::write_ids(rig_.folder / "text.json", text_);
  }
  std::filesystem::path session() const { return rig_.folder / "session"; }
  PerplexityRequest text(int windows = 0) const {
    PerplexityRequest request;
    request.text.source = TextSource::tokens;
    request.text.file = rig_.folder / "text.json";
    request.max_windows = windows;
    return request;
  }
  ProofRequest proof_request() const {
    ProofRequest request;
    request.model = rig_.model;
    request.session = session();
    request.text = text();
    request.execution = kExecution;
    request.metrics = {Metric::sqnr_after, Metric::kl};
    request.random_seeds = {1, 2};
    return request;
  }

  SearchRig rig_;
  Plan plan_;
  std::vector<std::vector<int32_t>> text_;
  RunControl control_;
};

TEST_F(ProofTest, DivergenceEqualsItsDefinitionOnWrittenLogits) {
  BenchmarkRequest request;
  request.model = rig_.model;
  request.session = session();
  request.variants = {{Variant::Kind::original, "", {}, "Original"}, {Variant::Kind::plan, "", plan_, "Hybrid"}};
  request.run_latency = false;
  request.run_kl = true;
  request.perplexity = text();
  request.execution = kExecution;
  const auto rows = run_benchmark(request, {}, control_);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_NEAR(rows[0].divergence.kl, 0, 1e-9);
  EXPECT_EQ(rows[0].divergence.top1, 1);

  const auto quantized = quantized_model(rig_.model, session(), plan_, kExecution, {}, control_);
  const auto vocab = static_cast<size_t>(rig_.model->info().vocab);
  double kl = 0, top1 = 0;
  for (size_t i = 0; i < text_.size(); ++i) {
    const auto p = logits_of(*rig_.model, {text_[i]}, rig_.folder / "p.safetensors");
    const auto q = logits_of(*quantized, {text_[i]}, rig_.folder / "q.safetensors");
    const auto [one, same] = literal_divergence(p, q, vocab, text_[i].size());
    EXPECT_NEAR(rows[1].divergence.window_kl[i], one, 1e-6 + 1e-5 * one);
    EXPECT_NEAR(rows[1].divergence.window_top1[i], same, 1e-12);
    kl += one / static_cast<double>(text_.size());
    top1 += same / static_cast<double>(text_.size());
  }
  EXPECT_GT(kl, 0);
  EXPECT_NEAR(rows[1].divergence.kl, kl, 1e-6 + 1e-5 * kl);
  EXPECT_NEAR(rows[1].divergence.top1, top1, 1e-12);
  const PerplexityResult alone = perplexity(*quantized, text(), kExecution, {}, control_);
  EXPECT_NEAR(rows[1].perplexity.nll, alone.nll, 1e-9);
}

TEST_F(ProofTest, MeasuresEveryVariantOnceAndSaysWhoWins) {
  const SessionState before = load_session(session());
  const Proof proof = prove(proof_request(), {}, control_);
  const SessionState after = load_session(session());
  // Metrics' walks add scores; the session's own choice stays.
  EXPECT_EQ(after.selection, before.selection);
  for (size_t l = 0; l < plan_.layers.size(); ++l) EXPECT_EQ(after.plan.layers[l].method, plan_.layers[l].method);
  EXPECT_EQ(proof.rows.front().result.kind, Variant::Kind::original);
  EXPECT_EQ(std::count_if(proof.rows.begin(), proof.rows.end(), [](const ProofRow& r) { return r.hybrid; }), 1);
  EXPECT_FALSE(proof.best_uniform.empty());
  EXPECT_FALSE(proof.verdict.empty());
  std::string names;
  for (const ProofRow& row : proof.rows) {
    names += row.result.name + '\n';
    EXPECT_EQ(row.result.divergence.window_kl.size(), text_.size());
    EXPECT_EQ(row.kl.has_value(), !row.hybrid && row.result.kind != Variant::Kind::original);
  }
  for (const char* part : {"Hybrid", "RTN everywhere", "GPTQ everywhere", "Random plan, seed 1", "Random plan, seed 2",
                           "Plan by SQNR, residual", "Plan by KL of the final logits"})
    EXPECT_NE(names.find(part), std::string::npos) << part << " in\n" << names;

  // All is known now: nothing is measured again, and no row added.
  const size_t rows = after.benchmarks.size();
  const Proof again = prove(proof_request(), {}, control_);
  EXPECT_EQ(load_session(session()).benchmarks.size(), rows);
  EXPECT_EQ(again.verdict, proof.verdict);
}

TEST_F(ProofTest, ContinuesBehindTheWindowsThatTheSessionHolds) {
  ProofRequest request = proof_request();
  request.metrics.clear();
  request.random_seeds.clear();
  request.text = text(3);
  const Proof some = prove(request, {}, control_);
  EXPECT_EQ(some.rows.front().result.divergence.window_kl.size(), 3u);
  EXPECT_EQ(some.outcome, PairedComparison::Outcome::undecided);  // three windows tell nothing
  request.text = text();
  const Proof all = prove(request, {}, control_);
  ASSERT_EQ(all.rows.size(), some.rows.size());
  EXPECT_EQ(load_session(session()).benchmarks.size(), all.rows.size());
  ASSERT_EQ(all.rows.front().result.divergence.window_kl.size(), text_.size());
  for (const ProofRow& row : all.rows) {
    for (const ProofRow& old : some.rows) {
      if (old.result.context != row.result.context) continue;
      for (size_t i = 0; i < 3; ++i) EXPECT_EQ(row.result.divergence.window_kl[i], old.result.divergence.window_kl[i]);
    }
  }
}

TEST_F(ProofTest, TheWalkOfAMetricIsTheSearchWithThatMetric) {
  for (const Metric metric : {Metric::sqnr_after, Metric::cka_debiased, Metric::kl}) {
    SearchRequest alone = rig_.request(kPool, "alone-" + std::string(to_string(metric)));
    alone.analysis.calibration.sequences = 12;
    alone.analysis.calibration.length = 32;
    alone.selection.metric = metric;
    const Plan expected = run_search(alone, {}, control_).plan;
    const Plan walked = plan_by_metric(rig_.model, session(), metric, kExecution, {}, control_);
    ASSERT_EQ(walked.layers.size(), expected.layers.size());
    for (size_t l = 0; l < expected.layers.size(); ++l) {
      EXPECT_EQ(walked.layers[l].method, expected.layers[l].method) << to_string(metric) << " layer " << l;
      EXPECT_EQ(walked.layers[l].score, expected.layers[l].score) << to_string(metric) << " layer " << l;
    }
  }
}

TEST_F(ProofTest, RefinementLowersTheDivergenceOfItsSliceAndResumes) {
  RefinementRequest request;
  request.model = rig_.model;
  request.session = session();
  request.execution = kExecution;
  request.minutes = 0;
  request.tokens = 256;
  request.held_out = text();
  const RefinementResult none = refine_plan(request, {}, control_);
  EXPECT_FALSE(none.exhausted);
  EXPECT_TRUE(none.trials.empty());
  EXPECT_EQ(none.tokens, 256);
  request.minutes = 5;
  const RefinementResult done = refine_plan(request, {}, control_);
  EXPECT_TRUE(done.exhausted);
  EXPECT_EQ(done.kl_before, none.kl_before);
  EXPECT_LE(done.kl_after, done.kl_before);
  EXPECT_GE(done.trials.size(), 2 * plan_.layers.size());
  double now = done.kl_before;
  for (const RefinementTrial& trial : done.trials) {
    EXPECT_EQ(trial.kl_before, now);
    EXPECT_EQ(trial.kept, trial.kl_after < trial.kl_before);
    if (trial.kept) now = trial.kl_after;
  }
  EXPECT_EQ(done.kl_after, now);
  const SessionState state = load_session(session());
  for (size_t l = 0; l < plan_.layers.size(); ++l) EXPECT_EQ(state.plan.layers[l].method, done.plan.layers[l].method);
  // The plan that is kept gives that divergence, and nothing is left to try.
  const RefinementResult again = refine_plan(request, {}, control_);
  EXPECT_EQ(again.trials.size(), done.trials.size());
  EXPECT_EQ(again.kl_before, done.kl_after);
}

// Swaps that were tried and kept, as a string.
std::string told(const RefinementResult& result) {
  std::string text;
  for (const RefinementTrial& trial : result.trials) {
    text += std::to_string(trial.layer) + trial.from + ">" + trial.to + (trial.kept ? "! " : " ");
  }
  return text;
}

TEST_F(ProofTest, AssessesTheTextThatItMeasured) {
  ProofRequest request = proof_request();
  request.metrics.clear();
  request.random_seeds.clear();
  const Proof first = prove(request, {}, control_);
  // A later benchmark on another text neither hides the proof nor gets into it.
  test::write_ids(rig_.folder / "other.json", test::random_ids(6, 20, rig_.model->info().vocab, 7));
  BenchmarkRequest benchmark;
  benchmark.model = rig_.model;
  benchmark.session = session();
  benchmark.variants = {{Variant::Kind::plan, "", load_session(session()).plan, "Hybrid"}};
  benchmark.run_latency = false;
  benchmark.run_kl = true;
  benchmark.perplexity = text();
  benchmark.perplexity.text.file = rig_.folder / "other.json";
  benchmark.execution = kExecution;
  run_benchmark(benchmark, {}, control_);
  for (const Proof& again : {prove(request, {}, control_), assess(load_session(session()))}) {
    EXPECT_EQ(again.verdict, first.verdict);
    ASSERT_EQ(again.rows.size(), first.rows.size());
    for (size_t i = 0; i < first.rows.size(); ++i) {
      EXPECT_EQ(again.rows[i].result.name, first.rows[i].result.name);
      EXPECT_EQ(again.rows[i].result.divergence.kl, first.rows[i].result.divergence.kl);
    }
  }
}

TEST_F(ProofTest, ShowsTheTunedPlanAndItAsItWas) {
  TuningRequest tuning;
  tuning.model = rig_.model;
  tuning.session = session();
  tuning.execution = kExecution;
  tuning.gain = TuningRequest::Gain::none;
  tune_plan(tuning, {}, control_);
  ProofRequest request = proof_request();
  request.metrics.clear();
  request.random_seeds.clear();
  const Proof proof = prove(request, {}, control_);
  const auto named = [&](const std::string& name) {
    return std::find_if(proof.rows.begin(), proof.rows.end(),
                        [&](const ProofRow& row) { return row.result.name.starts_with(name); });
  };
  const auto before = named("Hybrid before tuning");
  const auto hybrid = std::find_if(proof.rows.begin(), proof.rows.end(), [](const ProofRow& r) { return r.hybrid; });
  ASSERT_TRUE(before != proof.rows.end() && hybrid != proof.rows.end());
  EXPECT_EQ(hybrid->result.name, "Hybrid");
  EXPECT_FALSE(before->hybrid);
  EXPECT_NE(before->result.divergence.kl, hybrid->result.divergence.kl);
  ASSERT_TRUE(before->kl.has_value());
  EXPECT_NEAR(before->kl->difference, hybrid->result.divergence.kl - before->result.divergence.kl, 1e-12);
  EXPECT_NE(proof.verdict.find("before tuning"), std::string::npos) << proof.verdict;
}

TEST_F(ProofTest, RefinementGoesOnAfterAStopAsIfThereWereNone) {
  RefinementRequest request;
  request.model = rig_.model;
  request.execution = kExecution;
  request.minutes = 5;
  request.tokens = 128;
  request.held_out = text();
  const auto refined = [&](const std::string& folder, bool stops) {
    request.session = rig_.folder / folder;
    std::filesystem::copy(session(), request.session, std::filesystem::copy_options::recursive);
    for (size_t trials = 0; stops && trials < 3; ++trials) {
      RunControl control;
      // Stops within the trial after the one that was saved last.
      const size_t before = load_session(request.session).refinement.size();
      refine_plan(
          request,
          [&](const Progress&) {
            if (load_session(request.session).refinement.size() > before + trials) control.request_stop();
          },
          control);
    }
    return refine_plan(request, {}, control_);
  };
  const RefinementResult whole = refined("whole", false), stopped = refined("stopped", true);
  EXPECT_TRUE(stopped.exhausted);
  EXPECT_EQ(told(stopped), told(whole));
  EXPECT_EQ(methods_of(stopped.plan), methods_of(whole.plan));
  EXPECT_EQ(stopped.kl_after, whole.kl_after);
}

TEST_F(ProofTest, RefinementShowsItsGainOnHeldOutText) {
  RefinementRequest request;
  request.model = rig_.model;
  request.session = session();
  request.execution = kExecution;
  request.minutes = 5;
  request.tokens = 128;
  request.held_out = text();
  // A plan that leaves something to gain.
  SessionState state = load_session(session());
  for (int l = 0; l < state.layers; ++l) state.selection.overrides[l] = kPool[2];
  state.plan = resolve_plan(state.layers, state.context, state.scores, state.selection, state.plan);
  const Plan before = state.plan;
  save_session(session(), state);
  const RefinementResult result = refine_plan(request, {}, control_);
  ASSERT_TRUE(std::any_of(result.trials.begin(), result.trials.end(), [](const auto& trial) { return trial.kept; }));
  ASSERT_TRUE(result.gain.has_value());
  EXPECT_EQ(result.gain->before, methods_of(before));
  EXPECT_EQ(result.gain->after, methods_of(result.plan));
  // The same, measured by hand.
  BenchmarkRequest benchmark;
  benchmark.model = rig_.model;
  benchmark.session = session();
  benchmark.variants = {{Variant::Kind::plan, "", before, "before"}, {Variant::Kind::plan, "", result.plan, "after"}};
  benchmark.run_latency = false;
  benchmark.run_kl = true;
  benchmark.perplexity = text();
  benchmark.execution = kExecution;
  benchmark.execution.arithmetic = Arithmetic::kernels;
  const auto rows = run_benchmark(benchmark, {}, control_);
  EXPECT_EQ(result.gain->kl_before, rows[0].divergence.kl);
  EXPECT_EQ(result.gain->kl_after, rows[1].divergence.kl);
  const PairedComparison paired = paired_bootstrap(rows[1].divergence.window_kl, rows[0].divergence.window_kl);
  EXPECT_EQ(result.gain->kl.low, paired.low);
  EXPECT_EQ(result.gain->kl.high, paired.high);
  const SessionState after = load_session(session());
  ASSERT_TRUE(after.refinement_gain.has_value());
  EXPECT_EQ(after.refinement_gain->kl.low, result.gain->kl.low);
  EXPECT_EQ(after.refinement_gain->kl.outcome, result.gain->kl.outcome);
}

TEST_F(ProofTest, RefinementRefusesToShowAGainOnTextThatItUsed) {
  RefinementRequest request;
  request.model = rig_.model;
  request.session = session();
  request.execution = kExecution;
  request.minutes = 0;
  request.tokens = 128;
  request.held_out = text();
  request.held_out.text.file = rig_.folder / "ids.json";
  const std::string message = test::error_of([&] { refine_plan(request, {}, control_); }).message;
  EXPECT_NE(message.find("shares 32 tokens"), std::string::npos) << message;
}

TEST_F(ProofTest, RefinementNeedsTextThatScoredNoCandidate) {
  RefinementRequest request;
  request.held_out = text();
  request.model = rig_.model;
  request.session = session();
  request.execution = kExecution;
  request.tokens = 4096;
  const std::string message = test::error_of([&] { refine_plan(request, {}, control_); }).message;
  EXPECT_NE(message.find("12 windows"), std::string::npos) << message;
}

}  // namespace
}  // namespace calm
