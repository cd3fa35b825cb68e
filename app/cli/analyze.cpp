#include "cli/analyze.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "calm/error.h"
#include "cli/documents.h"
#include "cli/events_json.h"
#include "cli/heatmap.h"
#include "cli/layer_analyses.h"

namespace calm::cli {
namespace {

std::string measure_title(Metric metric) {
  const MetricInfo& info = metric_info(metric);
  return std::string(info.title) + (info.unit.empty() ? "" : " (" + std::string(info.unit) + ")");
}

void print_estimate(const Context& context, const CostEstimate& estimate) {
  const auto bytes = [](uint64_t value) { return format_bytes(static_cast<double>(value)); };
  context.console.message("Estimate: " + format_duration(estimate.seconds) + ", memory " +
                          bytes(estimate.memory_bytes) + " of " + bytes(estimate.memory_available) +
                          " available, disk " + bytes(estimate.disk_bytes) + " of " + bytes(estimate.disk_available) +
                          " available");
  for (const std::string& warning : estimate.warnings) context.console.warning(warning);
}

/// Follows a run on stderr: one line a decided layer, progress between them.
class SearchNarrator {
 public:
  SearchNarrator(const Context& context, const SearchSetup& setup) : context_(context), setup_(setup) {}

  void operator()(const SearchEvent& event) {
    if (context_.arguments.json_events) print_json_line(event_json(event));
    std::visit([this](const auto& e) { tell(e); }, event);
  }

 private:
  void tell(const SearchStarted& event) {
    std::string text = "Scoring " + std::to_string(event.pool.size()) + " method(s) at " +
                       std::to_string(event.layers) + " layers on " + event.device + ", " +
                       std::to_string(event.threads) + " thread(s)";
    if (event.first_layer > 0) {
      text += event.first_layer >= event.layers
                  ? "; all layers are taken from the session"
                  : "; layers 0 to " + std::to_string(event.first_layer - 1) + " are taken from the session";
    }
    context_.console.message(text);
  }
  void tell(const StageStarted&) {}
  void tell(const CandidateScored& event) {
    // Most notes hold for every layer: said once.
    if (event.score.note.empty() || !told_.insert(event.score.method + event.score.note).second) return;
    context_.console.message("  layer " + std::to_string(event.layer) + ", " + setup_.spelling(event.score.method) +
                             ": " + event.score.note);
  }
  void tell(const LayerDecided& event) {
    std::string text = "layer " + std::to_string(event.layer) + ": " + setup_.spelling(event.method);
    if (std::isfinite(event.score)) {
      text += "  " + measure_title(setup_.request.selection.metric) + " " + format_number(event.score);
    }
    if (std::isfinite(event.margin)) text += ", margin " + format_number(event.margin, 3);
    if (event.by == DecidedBy::user) text += " (your choice)";
    context_.console.message(text);
  }
  void tell(const Progress& event) { context_.console.progress(event); }
  void tell(const SearchEnded&) { context_.console.finish_progress(); }

  const Context& context_;
  const SearchSetup& setup_;
  std::set<std::string> told_;
};

Json scores_json(const SearchOutcome& outcome, Metric metric) {
  Json rows = Json::array();
  for (const auto& layer : outcome.result.scores) {
    Json row = Json::array();
    for (const CandidateScore& score : layer)
      row.push_back(score.applicable ? number(score.value(metric)) : Json(nullptr));
    rows.push_back(row);
  }
  return rows;
}

Json notes_json(const SearchOutcome& outcome) {
  Json notes = Json::array();
  for (size_t l = 0; l < outcome.result.scores.size(); ++l) {
    for (const CandidateScore& score : outcome.result.scores[l]) {
      if (!score.note.empty()) {
        notes.push_back({{"layer", l}, {"method", outcome.setup.spelling(score.method)}, {"note", score.note}});
      }
    }
  }
  return notes;
}

}  // namespace

Json analysis_json(const SearchOutcome& outcome) {
  const SearchRequest& request = outcome.setup.request;
  Json methods = Json::array(), selection = Json::array(), margins = Json::array(), decided = Json::array(),
       stale = Json::array();
  for (const MethodSpec& spec : outcome.setup.pool) methods.push_back(spec.text);
  for (size_t l = 0; l < outcome.result.plan.layers.size(); ++l) {
    const PlanLayer& layer = outcome.result.plan.layers[l];
    selection.push_back(layer.method.empty() ? Json(nullptr) : Json(outcome.setup.spelling(layer.method)));
    margins.push_back(number(layer.margin));
    decided.push_back(to_string(layer.by));
    if (layer.stale) stale.push_back(l);
  }
  Json document = {{"methods", methods},
                   {"layers", outcome.result.plan.layers.size()},
                   {"scores", scores_json(outcome, request.selection.metric)},
                   {"selection", selection},
                   {"seconds", number(outcome.result.seconds)},
                   {"cpu_seconds", number(outcome.result.cpu_seconds)},
                   {"session", request.session.string()},
                   {"model", request.model ? request.model->info().path : ""},
                   {"metric", to_string(request.selection.metric)},
                   {"granularity", to_string(request.selection.granularity)},
                   {"beam", request.selection.beam},
                   {"margins", margins},
                   {"decided_by", decided},
                   {"stale", stale}};
  document.update(to_json(request.analysis));
  Json measures = Json::object();
  for (const MetricInfo& info : metric_infos()) {
    const bool any = std::any_of(outcome.result.scores.begin(), outcome.result.scores.end(), [&](const auto& layer) {
      return std::any_of(layer.begin(), layer.end(), [&](const auto& score) { return score.values.has(info.metric); });
    });
    if (any) measures[std::string(info.id)] = scores_json(outcome, info.metric);
  }
  document["measures"] = measures;
  document["notes"] = notes_json(outcome);
  document["context"] = outcome.context;
  document["tuning"] = outcome.tuning ? tuning_json(*outcome.tuning) : Json(nullptr);
  document["estimate"] = to_json(outcome.estimate);
  return document;
}

std::string analysis_text(const SearchOutcome& outcome) {
  const Metric metric = outcome.setup.request.selection.metric;
  const Plan& plan = outcome.result.plan;
  Heatmap map;
  map.measure = measure_title(metric);
  for (size_t m = 0; m < outcome.setup.pool.size(); ++m) {
    const std::string canonical = outcome.setup.pool[m].canonical();
    map.rows.push_back(outcome.setup.pool[m].text);
    map.values.emplace_back();
    map.marks.emplace_back();
    for (size_t l = 0; l < plan.layers.size(); ++l) {
      const bool scored = l < outcome.result.scores.size() && m < outcome.result.scores[l].size() &&
                          outcome.result.scores[l][m].applicable;
      map.values.back().push_back(scored ? outcome.result.scores[l][m].value(metric) : std::nan(""));
      const bool chosen = plan.layers[l].method == canonical;
      map.marks.back().push_back(!chosen                                ? Heatmap::Mark::none
                                 : plan.layers[l].by == DecidedBy::user ? Heatmap::Mark::user
                                                                        : Heatmap::Mark::search);
    }
  }
  std::vector<std::vector<std::string>> rows;
  for (size_t l = 0; l < plan.layers.size(); ++l) {
    const PlanLayer& layer = plan.layers[l];
    std::string note = layer.by == DecidedBy::user ? "your choice" : "";
    if (layer.stale) note += std::string(note.empty() ? "" : ", ") + "stale";
    rows.push_back({std::to_string(l), layer.method.empty() ? "undecided" : outcome.setup.spelling(layer.method),
                    format_number(layer.score), format_number(layer.margin, 3), note});
  }
  return render_heatmap(map, stdout_style()) + "\n" +
         render_table({"layer", "method", measure_title(metric), "margin", ""}, rows);
}

std::string summary_text(const SearchOutcome& outcome) {
  return (outcome.tuning ? "\n" + tuning_text(*outcome.tuning) : "") + "\nScored in " +
         format_duration(outcome.result.seconds) + " (" + format_duration(outcome.result.cpu_seconds) +
         " of CPU time). Session: " + outcome.setup.request.session.string() + "\n";
}

SearchOutcome search(const Context& context) {
  const Arguments& arguments = context.arguments;
  SearchOutcome outcome;
  outcome.setup = prepare_search(arguments);
  const SearchRequest& request = outcome.setup.request;
  context.console.message("Model: " + request.model->info().name + ", " + std::to_string(request.model->info().layers) +
                          " layers (" + request.model->info().path + ")");
  outcome.estimate = estimate_search(request);
  print_estimate(context, outcome.estimate);
  if (arguments.estimate) return outcome;
  if (!outcome.setup.resumed) outcome.setup.lock = std::make_shared<SessionLock>(outcome.setup.request.session);
  context.console.message("Session: " + request.session.string() + (outcome.setup.resumed ? " (resumed)" : ""));
  context.interrupt.arm("Layers that are decided stay in " + request.session.string() +
                        "; go on with: calm analyze --session '" + request.session.string() + "'");
  SearchNarrator narrator(context, outcome.setup);
  outcome.result = run_search(
      request, [&](const SearchEvent& event) { narrator(event); }, context.control());
  if (outcome.result.status == EndStatus::cancelled) {
    throw Error(ErrorCode::cancelled, "stopped; the layers that are decided stay in " + request.session.string());
  }
  const std::filesystem::path& session = request.session;
  if (is_session(session)) outcome.context = load_session(session).context;
  if (request.selection.tuning_epochs > 0 && outcome.result.plan.complete())
    outcome.tuning = tune_after_search(context, request);
  return outcome;
}

Json estimate_json(const SearchOutcome& outcome) {
  return {{"estimate", to_json(outcome.estimate)}};
}

std::string estimate_text(const SearchOutcome& outcome) {
  const CostEstimate& e = outcome.estimate;
  const auto row = [](const char* what, uint64_t need, uint64_t available) {
    return std::vector<std::string>{what, format_bytes(static_cast<double>(need)),
                                    format_bytes(static_cast<double>(available)) + " available"};
  };
  return render_table({"", "needed", ""}, {{"time", format_duration(e.seconds), ""},
                                           row("memory", e.memory_bytes, e.memory_available),
                                           row("disk", e.disk_bytes, e.disk_available)});
}

void report_result(const Context& context, const Json& document, const std::string& text) {
  if (!context.arguments.json.empty()) write_json(context.arguments.json, document);
  if (context.arguments.json_events) {
    Json event = {{"event", "result"}};
    event.update(document);
    print_json_line(event);
  } else if (context.arguments.json.empty()) {
    print(text);
  }
}

int run_analyze(const Context& context) {
  const SearchOutcome outcome = search(context);
  if (context.arguments.estimate) {
    report_result(context, estimate_json(outcome), estimate_text(outcome));
    return 0;
  }
  Json document = analysis_json(outcome);
  std::string text = analysis_text(outcome);
  if (!context.arguments.with.empty()) {
    const LayerAnalyses analyses = run_layer_analyses(context, outcome);
    document["analyses"] = analyses.document;
    text += analyses.text;
  }
  report_result(context, document, text + summary_text(outcome));
  return 0;
}

}  // namespace calm::cli
