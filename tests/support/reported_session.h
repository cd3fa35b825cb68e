#pragma once

#include "calm/analyses.h"
#include "calm/session.h"

namespace calm::test {

/// Three layers by two methods, one of them not applicable at the last layer.
inline SessionState scored_session() {
  SessionState state;
  state.model_name = "Smol & <b>bold</b> \"LM\"";
  state.layers = 3;
  state.selection.pool = state.scored_pool = {"rtn", "gptq"};
  for (int layer = 0; layer < state.layers; ++layer) {
    const std::string prefix = prefix_key("ctx", std::vector<std::string>(static_cast<size_t>(layer), "gptq"));
    for (const char* method : {"rtn", "gptq"}) {
      CandidateScore score;
      score.method = method;
      score.values.set(Metric::cka, method == std::string("gptq") ? 0.9 : 0.5 + 0.1 * layer);
      if (layer == 2 && method == std::string("rtn")) score.applicable = false;
      state.scores.add(layer, prefix, score);
    }
  }
  state.plan = resolve_plan(3, "ctx", state.scores, state.selection, {});
  BenchmarkResult row;
  row.name = "Hybrid <1>";
  row.has_perplexity = true;
  row.perplexity.ppl = 23.77;
  state.benchmarks.push_back(row);
  return state;
}

/// The same with a proof that the uniform plan wins: the hybrid's KL is 0.25, RTN's 0.125.
inline SessionState proved_session() {
  SessionState state = scored_session();
  state.context = "ctx";
  state.benchmarks.clear();
  const auto add = [&](const std::string& name, Variant::Kind kind, const std::string& method, const std::string& key,
                       double kl) {
    BenchmarkResult row;
    row.name = name;
    row.kind = kind;
    row.method = method;
    row.context = key;
    row.measure = "same";
    row.text = "bundled evaluation text, 8 windows of 512 tokens";
    row.has_perplexity = row.has_kl = true;
    for (int i = 0; i < 8; ++i) {
      row.divergence.window_kl.push_back(kl + 0.001 * i);
      row.divergence.window_top1.push_back(0.9);
      row.perplexity.window_nll.push_back(3 + kl + 0.001 * i);
    }
    row.divergence.kl = kl;
    state.benchmarks.push_back(row);
  };
  std::vector<std::string> methods;
  for (const PlanLayer& layer : state.plan.layers) methods.push_back(layer.method);
  add("Original", Variant::Kind::original, "", "f", 0);
  add("Hybrid", Variant::Kind::plan, "", prefix_key("ctx", methods), 0.25);
  add("RTN everywhere", Variant::Kind::uniform, "rtn", "u", 0.125);
  return state;
}

/// Two layers' worth of everything that a session keeps of its layers.
inline SessionAnalyses some_analyses() {
  SessionAnalyses analyses;
  for (int layer = 0; layer < 3; ++layer) {
    Distribution weights;
    weights.name = "self_attn.q_proj";
    weights.kurtosis = 3.5 + layer;
    weights.max_to_median = 12;
    weights.histogram = {1, 5, 2};
    Distribution input = weights;
    input.name = "input of self_attn.q_proj, k_proj, v_proj";
    input.kurtosis = 4000.25;
    input.top_channels = {{17, 9.5}};
    analyses.distributions.push_back({layer, {weights}, {input}});
    Restoration restoration;
    restoration.layer = layer;
    restoration.method = "gptq";
    restoration.distance = 0.125 + layer;
    restoration.error = 0.02;
    restoration.restored_error = 0.01;
    restoration.image_side = 2;
    restoration.image = {0.F, 0.5F, 0.25F, 1.F};
    analyses.restorations.push_back(restoration);
    analyses.weight_errors.push_back({layer, "gptq", {{"self_attn.q_proj", 4, 0.0625}, {"mlp.down_proj", 4, 0.125}}});
  }
  LayerSimilarity similarity;
  similarity.model = "original";
  similarity.count = 3;
  similarity.tokens = 100;
  similarity.width = 8;
  similarity.cka = {1, 0.75, 0.5, 0.75, 1, 0.625, 0.5, 0.625, 1};
  analyses.original_similarity = similarity;
  analyses.plan_similarity = similarity;
  return analyses;
}

}  // namespace calm::test
