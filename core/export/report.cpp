#include "calm/report.h"

#include <torch/headeronly/version.h>

#include "calm/error.h"
#include "calm/export.h"
#include "calm/methods.h"
#include "calm/model.h"
#include "export/recipe.h"
#include "export/report_sections.h"
#include "export/report_svg.h"
#include "session/atomic_file.h"
#include "session/utc_now.h"

namespace calm {
namespace {

using Cell = ReportTable::Cell;

std::string describe(const CalibrationOptions& c) {
  std::string text = c.source == TextSource::bundled ? "bundled text" : c.file.string();
  if (c.sequences > 0 && c.length > 0) {
    text += ", " + std::to_string(c.sequences) + " x " + std::to_string(c.length) + " tokens";
  }
  return c.source == TextSource::tokens ? text : text + ", seed " + std::to_string(c.seed);
}

std::string pool_text(const std::vector<std::string>& pool) {
  std::string text;
  for (const std::string& method : pool) {
    const std::string title = method_title(method);
    text += (text.empty() ? "" : ", ") + title + (title == method ? "" : " (" + method + ")");
  }
  return text;
}

/// Tables of things and their values have no head.
ReportTable facts(const std::string& id, const std::string& title) {
  return {id, title, {{"item", "", false, 0}, {"value", "", false, 0}}, {}, "", false};
}

ReportSection setup_section(const SessionState& state) {
  ReportTable table = facts("setup", "Set-up");
  const auto add = [&](const std::string& item, const std::string& value) {
    if (!value.empty()) table.rows.push_back({item, value});
  };
  const Scheme& s = state.analysis.scheme;
  add("Model", state.model_name + " (" + state.model_path + ")");
  add("Layers", std::to_string(state.layers));
  add("Fingerprint", state.model_fingerprint);
  add("Calibration", describe(state.analysis.calibration));
  add("Scheme", describe(s) + ", stored as " + std::string(to_string(s.storage)) +
                    (s.float16_scales ? ", scales exact in float16" : ""));
  add("Transform", to_string(state.analysis.transform));
  add("Metric", std::string(metric_info(state.selection.metric).title) + " (" +
                    std::string(to_string(state.selection.metric)) + ") at " +
                    std::string(to_string(state.analysis.site)));
  add("A method for each", to_string(state.selection.granularity));
  add("Pool", pool_text(state.selection.pool));
  if (const TuningRecord* tuning = tuning_of(state, methods_of(state.plan))) add("Tuning", describe(*tuning));
  add("Host", state.host);
  add("Device", state.device + (state.threads > 0 ? ", " + std::to_string(state.threads) + " threads" : ""));
  add("Made by", product() + ", libtorch " TORCH_VERSION ", GCC " __VERSION__);
  return {"Setup", {}, {}, {std::move(table)}};
}

/// Every score under the plan's own prefixes: one row a layer, one column a method.
ReportTable score_table(const SessionState& state) {
  const MetricInfo& metric = metric_info(state.selection.metric);
  ReportTable table = {"scores", "Scores", {{"layer", "Layer", true, 0}}, {}, "", true};
  const std::vector<std::string>& methods = state.scored_pool.empty() ? state.selection.pool : state.scored_pool;
  for (const std::string& method : methods) table.columns.push_back({method, method_title(method), true, 6});
  for (size_t layer = 0; layer < state.plan.layers.size(); ++layer) {
    std::vector<Cell> row = {static_cast<double>(layer)};
    for (const std::string& method : methods) {
      const CandidateScore* score = state.scores.find(static_cast<int>(layer), state.plan.layers[layer].prefix, method);
      const double value = score != nullptr ? score->value(metric.metric) : std::numeric_limits<double>::quiet_NaN();
      row.emplace_back(value);
    }
    table.rows.push_back(std::move(row));
  }
  table.note = std::string(metric.title) + (metric.unit.empty() ? "" : ", " + std::string(metric.unit)) +
               " of each method under the plan's choices below; empty where it was not scored or is not applicable.";
  return table;
}

ReportSection scores_section(const SessionState& state) {
  ReportSection section = {"Scores", {}, {}, {}};
  std::string heatmap = heatmap_svg(state), curves = curves_svg(state);
  if (heatmap.empty()) {
    section.paragraphs.push_back("Nothing was scored yet.");
    return section;
  }
  section.plots.push_back({"heatmap", "Methods by layers", std::move(heatmap),
                           "Methods by layers; the plan's choice is outlined, stale scores are pale."});
  section.plots.push_back({"curves", "Scores over the layers", std::move(curves), "The same scores as curves."});
  section.tables.push_back(score_table(state));
  return section;
}

/// Sessions of earlier versions do not know their model's size; the model may still be where it was.
void learn_size(SessionState& state) {
  if (state.model_size.known() || state.model_path.empty()) return;
  try {
    const std::shared_ptr<Model> model = Model::open(state.model_path);
    if (model->info().fingerprint == state.model_fingerprint) state.model_size = model_size(model->info());
  } catch (const Error&) {  // then the report says nothing of sizes
  }
}

}  // namespace

Report make_report(const SessionState& state, const SessionAnalyses& analyses) {
  const std::string now = utc_now();
  const std::string date = now.substr(0, 10) + " " + now.substr(11, 5) + " UTC";
  Report report;
  report.title = state.model_name;
  report.subtitle =
      "Method by layer, chosen by " + std::string(metric_info(state.selection.metric).title) + ". " + date;
  report.sections.push_back(setup_section(state));
  report.sections.push_back(scores_section(state));
  if (!state.plan.layers.empty()) report.sections.push_back(plan_section(state));
  for (ReportSection& section : benchmark_sections(state)) report.sections.push_back(std::move(section));
  for (ReportSection& section : analyses_sections(state, analyses)) report.sections.push_back(std::move(section));
  return report;
}

Report read_report(const std::filesystem::path& session) {
  SessionState state = load_session(session);
  learn_size(state);
  return make_report(state, load_analyses(session));
}

void write_report(const std::filesystem::path& session, const std::filesystem::path& html) {
  write_report(read_report(session), html);
}

void write_report(const Report& report, const std::filesystem::path& html) {
  write_file_atomically(html, report_html(report));
}

}  // namespace calm
