#include "calm/proof.h"

#include <algorithm>
#include <cmath>

#include "calm/error.h"
#include "calm/refinement.h"
#include "cli/analyze.h"
#include "cli/documents.h"
#include "cli/heatmap.h"

namespace calm::cli {
namespace {

const char* outcome_name(PairedComparison::Outcome outcome) {
  switch (outcome) {
    case PairedComparison::Outcome::first_lower:
      return "hybrid";
    case PairedComparison::Outcome::second_lower:
      return "other";
    case PairedComparison::Outcome::undecided:
      break;
  }
  return "undecided";
}

Json comparison_json(const std::optional<PairedComparison>& comparison) {
  if (!comparison) return nullptr;
  return {{"difference", number(comparison->difference)},
          {"low", number(comparison->low)},
          {"high", number(comparison->high)},
          {"windows", comparison->windows},
          {"better", outcome_name(comparison->outcome)}};
}

Json proof_json(const Proof& proof) {
  Json rows = Json::array();
  for (const ProofRow& row : proof.rows) {
    Json document = to_json(row.result);
    document["hybrid"] = row.hybrid;
    document["kl_difference"] = comparison_json(row.kl);
    document["nll_difference"] = comparison_json(row.nll);
    rows.push_back(document);
  }
  return {{"rows", rows},
          {"best_uniform", proof.best_uniform.empty() ? Json(nullptr) : Json(proof.best_uniform)},
          {"better", outcome_name(proof.outcome)},
          {"verdict", proof.verdict}};
}

std::string proof_text(const Proof& proof) {
  std::vector<std::vector<std::string>> rows;
  for (const ProofRow& row : proof.rows) {
    std::string interval = row.hybrid ? "the hybrid" : "";
    if (row.kl) {
      interval = format_number(row.kl->difference, 3) + " (" + format_number(row.kl->low, 3) + " to " +
                 format_number(row.kl->high, 3) + ")";
    }
    rows.push_back({row.result.name, format_number(row.result.perplexity.ppl),
                    format_number(row.result.divergence.kl, 4),
                    format_number(100 * row.result.divergence.top1, 4) + " %", interval});
  }
  return render_table({"variant", "perplexity", "KL to the original", "same top token", "hybrid's KL - this (95 %)"},
                      rows) +
         (proof.rows.empty() ? "" : "Text: " + proof.rows.front().result.text + "\n") + "\n" + proof.verdict;
}

Json gain_json(const std::optional<RefinementGain>& gain) {
  if (!gain) return nullptr;
  Json document = to_json(*gain);
  document["before"] = gain->before;
  return document;
}

std::string refinement_text(const RefinementResult& result, bool skipped) {
  if (!result.gain) return skipped ? "" : "No swap was kept, so there is no gain to measure.\n";
  return gain_text(*result.gain, "The refined plan", "the plan before");
}

std::vector<Metric> chosen_metrics(const std::string& text) {
  std::vector<Metric> metrics;
  if (text == "none") return metrics;
  if (text == "all") {
    for (const MetricInfo& info : metric_infos()) {
      if (info.always) metrics.push_back(info.metric);
    }
    return metrics;
  }
  for (size_t first = 0; first <= text.size();) {
    const size_t end = std::min(text.find(',', first), text.size());
    try {
      metrics.push_back(parse_metric(text.substr(first, end - first)));
    } catch (const Error& error) {
      throw UsageError{std::string("--metrics: ") + error.what()};
    }
    first = end + 1;
  }
  return metrics;
}

PerplexityRequest held_out_text(const Arguments& arguments) {
  PerplexityRequest request;
  request.text = text_options(arguments);
  request.window = arguments.window;
  request.max_windows = arguments.max_windows;
  return request;
}

ProofRequest proof_request(const Context& context) {
  const Arguments& arguments = context.arguments;
  ProofRequest request;
  request.session = absolute_path(arguments.session);
  request.metrics = chosen_metrics(arguments.metrics);
  const SessionState state = load_session(request.session);
  request.model = open_model(arguments.model.empty() ? state.model_path : arguments.model);
  request.text = held_out_text(arguments);
  request.execution = execution_options(arguments);
  return request;
}

int report_proof(const Context& context, const ProofRequest& request) {
  context.interrupt.arm("Finished measurements stay in " + request.session.string() + "; the same command goes on.");
  const Proof proof = prove(
      request,
      [&](const BenchmarkEvent& event) {
        if (const auto* progress = std::get_if<Progress>(&event)) context.console.progress(*progress);
      },
      context.control());
  context.console.finish_progress();
  report_result(context, proof_json(proof), proof_text(proof));
  return 0;
}

}  // namespace

int run_prove(const Context& context) {
  ProofRequest request = proof_request(context);
  request.random_seeds.clear();
  for (int seed = 1; seed <= context.arguments.random_plans; ++seed)
    request.random_seeds.push_back(static_cast<uint64_t>(seed));
  return report_proof(context, request);
}

int run_compare_metrics(const Context& context) {
  ProofRequest request = proof_request(context);
  request.uniform = false;
  request.random_seeds.clear();
  return report_proof(context, request);
}

int run_refine(const Context& context) {
  const Arguments& arguments = context.arguments;
  RefinementRequest request;
  request.session = absolute_path(arguments.session);
  const SessionState state = load_session(request.session);
  request.model = open_model(arguments.model.empty() ? state.model_path : arguments.model);
  request.execution = execution_options(arguments);
  request.minutes = arguments.minutes;
  request.tokens = arguments.slice_tokens;
  request.measure_gain = !arguments.skip_gain;
  request.held_out = held_out_text(arguments);
  request.held_out.max_windows = arguments.few_windows;
  context.interrupt.arm("Swaps that were tried stay in " + request.session.string() + "; the same command goes on.");
  const RefinementResult result = refine_plan(request, context.progress(), context.control());
  context.console.finish_progress();
  if (result.status == EndStatus::cancelled) throw Error(ErrorCode::cancelled, "stopped");
  Json trials = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const RefinementTrial& trial : result.trials) {
    trials.push_back({{"layer", trial.layer},
                      {"from", trial.from},
                      {"to", trial.to},
                      {"kl_before", number(trial.kl_before)},
                      {"kl_after", number(trial.kl_after)},
                      {"kept", trial.kept}});
    rows.push_back({std::to_string(trial.layer), trial.from, trial.to, format_number(trial.kl_before, 4),
                    format_number(trial.kl_after, 4), trial.kept ? "kept" : ""});
  }
  const Json document = {{"plan", methods_of(result.plan)},
                         {"trials", trials},
                         {"kl_before", number(result.kl_before)},
                         {"kl_after", number(result.kl_after)},
                         {"windows", result.windows},
                         {"tokens", result.tokens},
                         {"exhausted", result.exhausted},
                         {"gain", gain_json(result.gain)}};
  report_result(context, document,
                render_table({"layer", "from", "to", "KL before", "KL after", ""}, rows) + "KL on the slice (" +
                    std::to_string(result.tokens) +
                    " tokens that scored no candidate): " + format_number(result.kl_before, 4) + " -> " +
                    format_number(result.kl_after, 4) + " nats a token\n" +
                    (result.exhausted ? "Nothing is left to try.\n" : "Time is up; the same command goes on.\n") +
                    refinement_text(result, arguments.skip_gain));
  return 0;
}

}  // namespace calm::cli
