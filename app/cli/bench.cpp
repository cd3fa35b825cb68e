#include <algorithm>
#include <cmath>

#include "calm/error.h"
#include "calm/evaluation.h"
#include "calm/named_plans.h"
#include "cli/analyze.h"
#include "cli/documents.h"
#include "cli/events_json.h"
#include "cli/heatmap.h"

namespace calm::cli {
namespace {

LatencyRequest latency_request(const Arguments& arguments) {
  return {arguments.prompt_tokens, arguments.generate_tokens, arguments.repeats};
}

std::vector<std::string> latency_cells(const LatencyResult& result) {
  const auto bytes = [](uint64_t value) { return format_bytes(static_cast<double>(value)); };
  const auto spread = [](double value) { return " ±" + format_number(50 * value, 2) + " %"; };
  return {format_number(result.prefill_tokens_per_second, 4) + spread(result.prefill_spread),
          format_number(result.decode_tokens_per_second, 4) + spread(result.decode_spread),
          format_number(result.prefill_tokens_per_cpu_second, 4),
          format_number(result.decode_tokens_per_cpu_second, 4),
          format_number(1000 * result.time_to_first_token, 4),
          result.head,
          bytes(result.weight_bytes),
          bytes(result.peak_rss_bytes)};
}

const std::vector<std::string> kLatencyHeader = {"prefill tok/s",    "decode tok/s",   "prefill tok/CPU s",
                                                 "decode tok/CPU s", "first token ms", "head",
                                                 "weights",          "peak memory"};

/// What the figures were measured with, for the reader who compares them with others'.
std::string conditions(const LatencyRequest& request, const LatencyResult& result) {
  std::string kernels;
  for (const std::string& kernel : result.kernels) kernels += (kernels.empty() ? "" : ", ") + kernel;
  return "Medians of " + std::to_string(request.repeats) + " runs, prompt " + std::to_string(request.prompt) +
         ", generated " + std::to_string(request.generate) + " tokens, " + result.isa + ", " +
         std::to_string(result.threads) + " thread(s), KV cache " + result.kv_cache + ", arithmetic " +
         result.arithmetic + "\n" + (kernels.empty() ? "" : "Kernels: " + kernels + "\n");
}

Json ratios(const LatencyResult& one, const LatencyResult& other) {
  const auto ratio = [](double a, double b) { return number(b > 0 ? a / b : std::nan("")); };
  return {
      {"prefill_tokens_per_second", ratio(one.prefill_tokens_per_second, other.prefill_tokens_per_second)},
      {"decode_tokens_per_second", ratio(one.decode_tokens_per_second, other.decode_tokens_per_second)},
      {"prefill_tokens_per_cpu_second", ratio(one.prefill_tokens_per_cpu_second, other.prefill_tokens_per_cpu_second)},
      {"decode_tokens_per_cpu_second", ratio(one.decode_tokens_per_cpu_second, other.decode_tokens_per_cpu_second)},
      {"peak_rss_bytes", ratio(static_cast<double>(one.peak_rss_bytes), static_cast<double>(other.peak_rss_bytes))},
      {"weight_bytes", ratio(static_cast<double>(one.weight_bytes), static_cast<double>(other.weight_bytes))}};
}

int bench_models(const Context& context) {
  const Arguments& arguments = context.arguments;
  std::vector<std::shared_ptr<Model>> models = {open_model(arguments.model)};
  if (!arguments.against.empty()) models.push_back(open_model(arguments.against));
  context.interrupt.arm("");
  const auto results =
      latency(models, latency_request(arguments), execution_options(arguments), context.progress(), context.control());
  context.console.finish_progress();
  Json document = to_json(results.at(0));
  std::vector<std::string> header = {"model"};
  header.insert(header.end(), kLatencyHeader.begin(), kLatencyHeader.end());
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < results.size(); ++i) {
    rows.push_back({models[i]->info().name});
    for (const std::string& cell : latency_cells(results[i])) rows.back().push_back(cell);
  }
  if (results.size() > 1) {
    document["against"] = to_json(results[1]);
    document["ratios"] = ratios(results[0], results[1]);
    rows.push_back({"ratio"});
    for (const auto& [key, value] : document["ratios"].items()) {
      if (key != "peak_rss_bytes" && key != "weight_bytes") {
        rows.back().push_back(value.is_null() ? "n/a" : format_number(value.get<double>(), 4));
      }
    }
    const auto ratio = [&](const char* key) {
      const Json& value = document["ratios"][key];
      return value.is_null() ? std::string("n/a") : format_number(value.get<double>(), 4);
    };
    rows.back().push_back(format_number(
        results[1].time_to_first_token > 0 ? results[0].time_to_first_token / results[1].time_to_first_token : 0, 4));
    rows.back().emplace_back();  // heads have no ratio
    rows.back().push_back(ratio("weight_bytes"));
    rows.back().push_back(ratio("peak_rss_bytes"));
  }
  report_result(context, document, render_table(header, rows) + conditions(latency_request(arguments), results[0]));
  return 0;
}

}  // namespace

Variant make_variant(const std::string& text, const SessionState& state) {
  if (text == "original") return {Variant::Kind::original, "", {}, "Original"};
  if (text == "plan") {
    if (!state.plan.complete()) {
      throw Error(ErrorCode::invalid_argument,
                  "--variant plan: the session's plan is not complete; finish it with: calm analyze --session DIR");
    }
    return {Variant::Kind::plan, "", state.plan, "Hybrid"};
  }
  if (text == "untuned") {
    Variant variant = make_variant("plan", state);
    variant.name = "Hybrid before tuning";
    variant.scales = Scales::chosen;
    return variant;
  }
  if (text.starts_with("plan:")) {
    const std::string name = text.substr(5);
    const NamedPlan* plan = find_plan(state.named_plans, name);
    if (!plan) throw Error(ErrorCode::not_found, "--variant " + text + ": no such plan; see: calm plan list");
    if (!plan->plan.complete()) {
      throw Error(ErrorCode::invalid_argument, "--variant " + text + ": that plan is not complete");
    }
    return {Variant::Kind::plan, "", plan->plan, name, name};
  }
  try {
    const MethodSpec spec = parse_method(text);
    return {Variant::Kind::uniform, spec.canonical(), {}, spec.title() + " everywhere"};
  } catch (const Error& error) {
    throw UsageError{"--variant " + text + ": neither original, plan nor untuned, and no method: " + error.what()};
  }
}

namespace {

std::string benchmark_text(const LatencyRequest& request, const std::vector<BenchmarkResult>& results) {
  const bool kl = std::any_of(results.begin(), results.end(), [](const auto& result) { return result.has_kl; });
  std::vector<std::string> header = {"variant", "perplexity"};
  if (kl) header.insert(header.end(), {"KL to the original", "same top token"});
  header.insert(header.end(), kLatencyHeader.begin(), kLatencyHeader.end());
  std::vector<std::vector<std::string>> rows;
  for (const BenchmarkResult& result : results) {
    rows.push_back({result.name, result.has_perplexity ? format_number(result.perplexity.ppl) : ""});
    if (kl) {
      rows.back().push_back(format_number(result.divergence.kl, 4));
      rows.back().push_back(format_number(100 * result.divergence.top1, 4) + " %");
    }
    auto cells = result.has_latency ? latency_cells(result.latency) : std::vector<std::string>(kLatencyHeader.size());
    if (result.has_memory && !result.has_latency) {
      cells[cells.size() - 2] = format_bytes(static_cast<double>(result.latency.weight_bytes));
      cells.back() = format_bytes(static_cast<double>(result.latency.peak_rss_bytes));
    }
    rows.back().insert(rows.back().end(), cells.begin(), cells.end());
  }
  return render_table(header, rows) +
         (results.empty() || !results[0].has_latency ? "" : conditions(request, results[0].latency)) +
         (results.empty() || results[0].text.empty() ? "" : "Text: " + results[0].text + "\n");
}

int bench_session(const Context& context) {
  const Arguments& arguments = context.arguments;
  BenchmarkRequest request;
  request.session = absolute_path(arguments.session);
  const SessionState state = load_session(request.session);
  std::vector<std::string> variants = arguments.variants;
  if (variants.empty()) variants = {"original", "plan"};
  for (const std::string& variant : variants) request.variants.push_back(make_variant(variant, state));
  request.model = open_model(state.model_path);
  request.run_perplexity = !arguments.skip_perplexity;
  request.run_latency = !arguments.skip_latency;
  request.run_kl = arguments.kl;
  request.run_memory = arguments.memory;
  request.perplexity.text = text_options(arguments);
  request.perplexity.window = arguments.window;
  request.perplexity.max_windows = arguments.max_windows;
  request.latency = latency_request(arguments);
  request.execution = execution_options(arguments);
  context.interrupt.arm("Finished measurements stay in " + request.session.string() + ".");
  const auto results = run_benchmark(
      request,
      [&](const BenchmarkEvent& event) {
        if (const auto* progress = std::get_if<Progress>(&event)) context.console.progress(*progress);
      },
      context.control());
  context.console.finish_progress();
  if (context.control().stop_requested()) throw Error(ErrorCode::cancelled, "stopped");
  Json rows = Json::array();
  for (const BenchmarkResult& result : results) rows.push_back(to_json(result));
  report_result(context, {{"benchmarks", rows}}, benchmark_text(request.latency, results));
  return 0;
}

}  // namespace

int run_bench(const Context& context) {
  return context.arguments.session.empty() ? bench_models(context) : bench_session(context);
}

}  // namespace calm::cli
