// `calm pareto`: bits and methods under a budget.
#include "calm/pareto.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>

#include "calm/error.h"
#include "calm/named_plans.h"
#include "cli/analyze.h"
#include "cli/documents.h"
#include "cli/heatmap.h"

namespace calm::cli {
namespace {

/// "90MB", "1.2 GB", "64MiB" or bytes.
uint64_t parse_size(const std::string& text) {
  double value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  std::string unit(end, text.data() + text.size());
  std::erase(unit, ' ');
  const std::map<std::string, double> units = {{"", 1},     {"B", 1},        {"KB", 1e3},      {"MB", 1e6},
                                               {"GB", 1e9}, {"KiB", 1024.0}, {"MiB", 1 << 20}, {"GiB", 1 << 30}};
  const auto unit_at = units.find(unit);
  if (status != std::errc() || unit_at == units.end() || !(value * unit_at->second >= 1) ||
      value * unit_at->second > 1e18)
    throw UsageError{"--max-size " + text + ": expected a size such as 90MB or 1.2GB"};
  return static_cast<uint64_t>(value * unit_at->second);
}

std::string fixed(double value, int digits) {
  char text[48];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

/// "4 x gptq:bits=3, 26 x gptq", in the pool's order.
std::string mix_of(const ParetoCurve& curve, const ParetoPlan& plan) {
  std::string text;
  for (const std::string& method : curve.pool) {
    const auto count = std::count(plan.methods.begin(), plan.methods.end(), method);
    if (count > 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + " x " + method;
  }
  return text;
}

Json storage_json(const StorageBits& s) {
  const auto bytes = [](double bits) { return number(bits / 8); };
  return {{"codes", bytes(s.codes)},       {"scales", bytes(s.scales)}, {"zeros", bytes(s.zeros)},
          {"outliers", bytes(s.outliers)}, {"plain", bytes(s.plain)},   {"weights", number(s.weights)}};
}

Json curve_json(const ParetoCurve& curve, const std::vector<BenchmarkResult>& measured) {
  Json points = Json::array();
  for (size_t i = 0; i < curve.plans.size(); ++i) {
    const ParetoPlan& plan = curve.plans[i];
    points.push_back({{"name", name_of(curve, plan)},
                      {"average_bits", number(plan.storage.per_weight())},
                      {"file_bytes", plan.file_bytes},
                      {"predicted_loss", number(plan.loss)},
                      {"bytes", storage_json(plan.storage)},
                      {"plan", plan.methods}});
    if (i < measured.size()) points.back()["measured"] = to_json(measured[i]);
  }
  Json losses = Json::array();
  for (const std::vector<double>& layer : curve.losses) {
    Json row = Json::array();
    for (const double loss : layer) row.push_back(number(loss));
    losses.push_back(row);
  }
  return {{"sensitivity", to_string(curve.sensitivity)},
          {"pool", curve.pool},
          {"chosen", curve.chosen},
          {"points", points},
          {"front", curve.front},
          {"exact", curve.exact},
          {"losses", losses}};
}

std::string curve_text(const ParetoCurve& curve, const std::vector<BenchmarkResult>& measured) {
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < curve.plans.size(); ++i) {
    const ParetoPlan& plan = curve.plans[i];
    rows.push_back({static_cast<int>(i) == curve.chosen ? ">" : "", fixed(plan.storage.per_weight(), 3),
                    plan.file_bytes > 0 ? format_bytes(static_cast<double>(plan.file_bytes)) : "no export",
                    format_number(plan.loss, 4)});
    if (i < measured.size()) {
      rows.back().push_back(format_number(measured[i].divergence.kl, 4));
      rows.back().push_back(format_number(measured[i].perplexity.ppl));
    }
    rows.back().push_back(mix_of(curve, plan));
  }
  std::vector<std::string> header = {"", "bits", "file", "predicted loss"};
  if (!measured.empty()) header.insert(header.end(), {"KL to the original", "perplexity"});
  header.push_back("layers by method");
  return render_table(header, rows) + "> the largest within the budget; " + std::to_string(curve.plans.size()) +
         " of the " + std::to_string(curve.front) + " plans on the front" +
         (curve.exact ? "" : " (thinned: not every plan was looked at)") +
         ". Bits: a weight of the decoder's linears with its share of scales, zero points and outliers; loss: " +
         std::string(to_string(curve.sensitivity)) + ".\n" +
         (measured.empty() ? "" : "Text: " + measured.front().text + "\n");
}

std::vector<BenchmarkResult> evaluate(const Context& context, const ParetoRequest& request, const ParetoCurve& curve) {
  const SessionState state = load_session(request.session);
  BenchmarkRequest benchmark;
  benchmark.model = request.model;
  benchmark.session = request.session;
  for (const ParetoPlan& plan : curve.plans) {
    const std::string name = name_of(curve, plan);
    benchmark.variants.push_back({Variant::Kind::plan, "", to_named_plan(state, plan, name).plan, name});
  }
  benchmark.run_latency = false;
  benchmark.run_kl = true;
  benchmark.reuse = true;
  benchmark.perplexity.text = text_options(context.arguments);
  benchmark.perplexity.window = context.arguments.window;
  benchmark.perplexity.max_windows = context.arguments.max_windows;
  benchmark.execution = request.execution;
  std::vector<BenchmarkResult> rows = run_benchmark(
      benchmark,
      [&](const BenchmarkEvent& event) {
        if (const auto* progress = std::get_if<Progress>(&event)) context.console.progress(*progress);
      },
      context.control());
  if (context.control().stop_requested()) throw Error(ErrorCode::cancelled, "stopped");
  return rows;
}

/// Every point as a named plan; the chosen one as the session's own where that was asked for.
std::string keep(const Context& context, const ParetoRequest& request, const ParetoCurve& curve) {
  SessionState state = load_session(request.session);
  std::string text;
  if (context.arguments.keep) {
    for (const ParetoPlan& plan : curve.plans) {
      NamedPlan named = to_named_plan(state, plan, name_of(curve, plan));
      // The name says what it is: an older one of this name is the same point of another analysis or pool.
      std::erase_if(state.named_plans, [&](const NamedPlan& known) { return known.name == named.name; });
      state.named_plans.push_back(std::move(named));
    }
    const std::string chosen = name_of(curve, curve.plans[static_cast<size_t>(curve.chosen)]);
    text += "Kept " + std::to_string(curve.plans.size()) + " plans; export one with: calm export --session '" +
            request.session.string() + "' --plan '" + chosen + "' --out DIR\n";
  }
  if (context.arguments.use) {
    const ParetoPlan& chosen = curve.plans[static_cast<size_t>(curve.chosen)];
    NamedPlan named = to_named_plan(state, chosen, name_of(curve, chosen));
    state.selection = std::move(named.selection);
    state.plan = std::move(named.plan);
    text += "'" + named.name + "' is the current plan\n";
  }
  if (!text.empty()) save_session(request.session, state);
  return text;
}

}  // namespace

int run_pareto(const Context& context) {
  const Arguments& arguments = context.arguments;
  ParetoRequest request;
  request.session = absolute_path(arguments.session);
  const SessionState state = load_session(request.session);
  std::vector<MethodSpec> pool;
  if (arguments.pool) pool = parse_pool(*arguments.pool);
  if (!arguments.bits.empty()) {
    if (pool.empty()) {
      for (const std::string& method : state.selection.pool) pool.push_back(parse_method(method));
    }
    pool = pool_with_bits(pool, arguments.bits);
  }
  for (const MethodSpec& spec : pool) request.pool.push_back(spec.canonical());
  if (arguments.sensitivity) request.sensitivity = parse_sensitivity(*arguments.sensitivity);
  request.average_bits = arguments.budget;
  if (!arguments.max_size.empty()) request.max_bytes = parse_size(arguments.max_size);
  request.points = arguments.points;
  request.probes = arguments.probes;
  request.sequences = arguments.probe_sequences;
  request.length = arguments.probe_length;
  request.execution = execution_options(arguments);
  request.model = open_model(arguments.model.empty() ? state.model_path : arguments.model);
  context.interrupt.arm("What was measured stays in " + request.session.string() + ".");
  const ParetoCurve curve = pareto_curve(request, context.progress(), context.control());
  context.console.finish_progress();
  std::vector<BenchmarkResult> measured;
  if (arguments.evaluate) measured = evaluate(context, request, curve);
  context.console.finish_progress();
  const std::string kept = keep(context, request, curve);
  report_result(context, curve_json(curve, measured), curve_text(curve, measured) + kept);
  return 0;
}

}  // namespace calm::cli
