#include "calm/proof.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "calm/error.h"
#include "calm/methods.h"
#include "calm/session.h"

namespace calm {
namespace {

SessionState load_for_proof(const std::filesystem::path& session) {
  SessionState state = load_session(session);
  if (static_cast<int>(state.plan.layers.size()) != state.layers || !state.plan.complete()) {
    throw Error(ErrorCode::invalid_argument,
                session.string() + ": the plan does not name a method for every layer; analyse the model to the end");
  }
  return state;
}

/// The variants of a proof, each plan once: a plan that several ways lead to bears all their names.
class Variants {
 public:
  explicit Variants(const SessionState& state) : state_(state) {
    list_.push_back({Variant::Kind::original, "", {}, "Original"});
    keys_.emplace_back();
  }
  /// The session's own, and before tuning too where it was tuned.
  void add_hybrid() {
    const std::vector<std::string> methods = methods_of(state_.plan);
    if (plan_context(state_, methods, Scales::tuned) != plan_context(state_, methods, Scales::chosen)) {
      list_.push_back({Variant::Kind::plan, "", state_.plan, "Hybrid"});
      keys_.push_back(plan_context(state_, methods, Scales::tuned));
      add_plan("Hybrid before tuning", state_.plan);
    } else {
      add_plan("Hybrid", state_.plan);
    }
  }
  /// With the scales that its methods chose.
  void add_plan(const std::string& name, const Plan& plan) {
    add({Variant::Kind::plan, "", plan, name, "", Scales::chosen}, plan);
  }
  void add_uniform(const std::string& method) {
    add({Variant::Kind::uniform, method, {}, parse_method(method).title() + " everywhere"},
        uniform_plan(state_.layers, state_.context, method));
  }
  const std::vector<Variant>& list() const { return list_; }

 private:
  void add(Variant variant, const Plan& plan) {
    const std::string key = plan_context(state_, methods_of(plan), Scales::chosen);
    const auto same = std::find(keys_.begin(), keys_.end(), key);
    if (same == keys_.end()) {
      list_.push_back(std::move(variant));
      keys_.push_back(key);
      return;
    }
    Variant& there = list_[static_cast<size_t>(same - keys_.begin())];
    there.name += " = " + variant.name;
    if (there.method.empty()) there.method = variant.method;  // a hybrid that is uniform
  }

  const SessionState& state_;
  std::vector<Variant> list_;
  std::vector<std::string> keys_;
};

/// By tokens, as a row's own figures are.
double mean(const std::vector<double>& values, const std::vector<int64_t>& tokens) {
  double sum = 0, total = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const double weight = tokens.empty() ? 1 : static_cast<double>(tokens[i]);
    sum += weight * values[i];
    total += weight;
  }
  return sum / total;
}

/// What follows the row's own name: " = GPTQ everywhere".
std::string tail_of(const std::string& name) {
  const size_t more = name.find(" = ");
  return more == std::string::npos ? "" : name.substr(more);
}

/// Only the first windows, where a row has more than the others.
void shorten(BenchmarkResult& row, size_t windows) {
  if (row.divergence.window_kl.size() <= windows) return;
  row.divergence.window_kl.resize(windows);
  row.divergence.window_top1.resize(windows);
  row.perplexity.window_nll.resize(windows);
  std::vector<int64_t>& tokens = row.perplexity.window_tokens;  // empty: all alike
  if (!tokens.empty()) tokens.resize(windows);
  row.divergence.kl = mean(row.divergence.window_kl, tokens);
  row.divergence.top1 = mean(row.divergence.window_top1, tokens);
  row.perplexity.nll = mean(row.perplexity.window_nll, tokens);
  row.perplexity.ppl = std::exp(row.perplexity.nll);
}

/// The verdict's sentences, from rows that are compared already.
std::string verdict_of(const Proof& proof) {
  using Outcome = PairedComparison::Outcome;
  const auto is_random = [](const ProofRow& row) { return row.result.name.find("Random plan") != std::string::npos; };
  std::string text;
  const auto hybrid = std::find_if(proof.rows.begin(), proof.rows.end(), [](const ProofRow& r) { return r.hybrid; });
  if (hybrid == proof.rows.end()) return text;
  const auto best = std::find_if(proof.rows.begin(), proof.rows.end(), [&](const ProofRow& row) {
    return row.kl && !proof.best_uniform.empty() && row.result.method == proof.best_uniform;
  });
  if (best != proof.rows.end()) {
    const std::string& name = best->result.name;
    text += describe(*best->kl, "The hybrid", name, "KL") + ".\n";
    text += describe(*best->nll, "The hybrid", name, "negative log-likelihood") + ".\n";
    if (proof.outcome == Outcome::second_lower) {
      text += "The uniform plan wins: use " + name + " (" + proof.best_uniform + ").\n";
    } else if (proof.outcome == Outcome::undecided) {
      text += "So nothing speaks against the simpler plan, " + name + " (" + proof.best_uniform + ").\n";
    }
  } else if (!hybrid->result.method.empty()) {
    text += "The search chose " + hybrid->result.method + " for every layer: the hybrid is that uniform plan.\n";
  }
  const auto untuned = std::find_if(proof.rows.begin(), proof.rows.end(), [](const ProofRow& row) {
    return row.result.name.starts_with("Hybrid before tuning");
  });
  if (untuned != proof.rows.end()) {
    text += describe(*untuned->kl, "The tuned hybrid", "the same before tuning", "KL") + ".\n";
    if (best != proof.rows.end() && best != untuned) {
      const PairedComparison choice =
          paired_bootstrap(untuned->result.divergence.window_kl, best->result.divergence.window_kl);
      text += "The choice of methods alone: " + describe(choice, "the hybrid before tuning", best->result.name, "KL") +
              ".\n";
    }
  }
  int randoms = 0, beaten = 0;
  for (const ProofRow& row : proof.rows) {
    if (!row.kl) continue;
    if (is_random(row)) {
      ++randoms;
      if (row.kl->outcome == Outcome::first_lower) ++beaten;
    } else if (row.result.method.empty() && row.kl->outcome == Outcome::second_lower) {
      text += describe(*row.kl, "The hybrid", row.result.name, "KL") + ".\n";
    }
  }
  if (randoms > 0) {
    text += "It is better than " + std::to_string(beaten) + " of " + std::to_string(randoms) +
            " random plans beyond noise.\n";
  }
  return text;
}

size_t plans_measured(const SessionState& state, const std::string& measure) {
  std::set<std::string> contexts;
  for (const BenchmarkResult& row : state.benchmarks) {
    if (row.has_kl && row.measure == measure) contexts.insert(row.context);
  }
  return contexts.size();
}

}  // namespace

Plan random_plan(int layers, const std::string& context, const std::vector<std::string>& pool, uint64_t seed) {
  if (pool.empty()) throw Error(ErrorCode::invalid_argument, "a random plan needs a pool of at least one method");
  std::mt19937_64 random(seed);
  Plan plan;
  std::vector<std::string> below;
  for (int l = 0; l < layers; ++l) {
    PlanLayer layer;
    layer.method = pool[random() % pool.size()];
    layer.by = DecidedBy::user;
    layer.prefix = prefix_key(context, below);
    below.push_back(layer.method);
    plan.layers.push_back(std::move(layer));
  }
  return plan;
}

Plan plan_by_metric(const std::shared_ptr<Model>& model, const std::filesystem::path& session, Metric metric,
                    const ExecutionOptions& execution, const ProgressSink& sink, RunControl& control) {
  const SessionState state = load_session(session);
  SearchRequest request;
  request.model = model;
  request.analysis = state.analysis;
  request.selection = state.selection;
  request.selection.metric = metric;
  request.selection.overrides.clear();  // what the metric alone chooses
  request.device = execution.device;
  request.threads = execution.threads;
  request.session = session;
  request.side_walk = true;
  const SearchResult result = run_search(
      request,
      [&](const SearchEvent& event) {
        const auto* progress = std::get_if<Progress>(&event);
        if (progress == nullptr || !sink) return;
        Progress named = *progress;
        named.text = "plan by " + std::string(to_string(metric)) + ": " + named.text;
        sink(named);
      },
      control);
  if (result.status == EndStatus::cancelled) throw Error(ErrorCode::cancelled, "stopped");
  return result.plan;
}

Proof prove(const ProofRequest& request, const BenchmarkSink& sink_or_empty, RunControl& control) {
  const BenchmarkSink sink = sink_or_empty ? sink_or_empty : BenchmarkSink([](const BenchmarkEvent&) {});
  const SessionState state = load_for_proof(request.session);
  Variants variants(state);
  variants.add_hybrid();
  if (request.uniform) {
    for (const std::string& method : state.selection.pool) variants.add_uniform(method);
  }
  // A walk counts like the measurement of one variant.
  const double walks = static_cast<double>(request.metrics.size());
  const double measured = 2 + walks + static_cast<double>(request.random_seeds.size()) +
                          (request.uniform ? static_cast<double>(state.selection.pool.size()) : 0);
  const auto scaled = [&](double begin, double share) {
    return [&sink, begin, share](Progress p) {
      p.done = begin + share * p.done;
      sink(p);
    };
  };
  double done = 0;
  for (const Metric metric : request.metrics) {
    const Plan plan = plan_by_metric(request.model, request.session, metric, request.execution,
                                     scaled(done / (walks + measured), 1 / (walks + measured)), control);
    variants.add_plan("Plan by " + std::string(metric_info(metric).title), plan);
    done += 1;
  }
  for (const uint64_t seed : request.random_seeds) {
    variants.add_plan("Random plan, seed " + std::to_string(seed),
                      random_plan(state.layers, state.context, state.selection.pool, seed));
  }
  BenchmarkRequest benchmark;
  benchmark.model = request.model;
  benchmark.session = request.session;
  benchmark.variants = variants.list();
  benchmark.run_latency = false;
  benchmark.run_kl = true;
  benchmark.reuse = true;
  benchmark.perplexity = request.text;
  benchmark.execution = request.execution;
  const auto rest = scaled(walks / (walks + measured), measured / (walks + measured));
  const std::vector<BenchmarkResult> rows = run_benchmark(
      benchmark,
      [&](const BenchmarkEvent& event) {
        if (const auto* progress = std::get_if<Progress>(&event)) {
          rest(*progress);
        } else {
          sink(event);
        }
      },
      control);
  if (control.stop_requested()) throw Error(ErrorCode::cancelled, "stopped");
  return assess(load_session(request.session), rows.front().measure);
}

Proof assess(const SessionState& state, const std::string& measure) {
  Proof proof;
  if (state.plan.layers.empty() || !state.plan.complete()) return proof;
  const std::vector<std::string> methods = methods_of(state.plan);
  const std::string key = plan_context(state, methods, Scales::tuned);
  const std::string before = plan_context(state, methods, Scales::chosen);
  const BenchmarkResult* hybrid = nullptr;
  size_t most = 0;
  for (auto row = state.benchmarks.rbegin(); row != state.benchmarks.rend(); ++row) {
    if (!row->has_kl || row->context != key || row->kind == Variant::Kind::original) continue;
    if (!measure.empty() && row->measure != measure) continue;
    if (row->divergence.window_kl.empty() || row->perplexity.window_nll.size() < row->divergence.window_kl.size())
      continue;
    const size_t plans = plans_measured(state, row->measure);
    if (plans <= most) continue;
    most = plans;
    hybrid = &*row;
  }
  if (hybrid == nullptr) return proof;
  const size_t windows = hybrid->divergence.window_kl.size();
  std::set<std::string> seen;
  for (auto row = state.benchmarks.rbegin(); row != state.benchmarks.rend(); ++row) {
    if (!row->has_kl || row->measure != hybrid->measure || row->divergence.window_kl.size() < windows ||
        row->perplexity.window_nll.size() < windows || !seen.insert(row->context).second)
      continue;
    ProofRow entry;
    entry.result = *row;
    entry.result.text = hybrid->text;  // the same but for how many windows
    shorten(entry.result, windows);
    entry.hybrid = row->context == key;
    if (!entry.hybrid && row->kind == Variant::Kind::plan && row->name.starts_with("Hybrid") && row->context != before)
      entry.result.name = "Earlier plan" + row->name.substr(6);
    if (!entry.hybrid && row->context == before && !entry.result.name.starts_with("Hybrid before tuning"))
      entry.result.name = "Hybrid before tuning" + tail_of(entry.result.name);
    if (!entry.hybrid && row->kind != Variant::Kind::original) {
      entry.kl = paired_bootstrap(hybrid->divergence.window_kl, entry.result.divergence.window_kl);
      entry.nll = paired_bootstrap(hybrid->perplexity.window_nll, entry.result.perplexity.window_nll);
    }
    proof.rows.push_back(std::move(entry));
  }
  std::sort(proof.rows.begin(), proof.rows.end(), [](const ProofRow& a, const ProofRow& b) {
    const bool a_original = a.result.kind == Variant::Kind::original;
    const bool b_original = b.result.kind == Variant::Kind::original;
    if (a_original != b_original) return a_original;
    // NaN last: a sort needs an order.
    const double kl_a = a.result.divergence.kl, kl_b = b.result.divergence.kl;
    return std::isnan(kl_a) || std::isnan(kl_b) ? !std::isnan(kl_a) && std::isnan(kl_b) : kl_a < kl_b;
  });
  for (const ProofRow& row : proof.rows) {
    if (row.hybrid || row.result.kind != Variant::Kind::uniform) continue;
    proof.best_uniform = row.result.method;
    proof.outcome = row.kl->outcome;
    break;
  }
  proof.verdict = verdict_of(proof);
  return proof;
}

}  // namespace calm
