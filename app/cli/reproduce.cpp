#include "calm/reproduction.h"

#include <algorithm>
#include <cmath>

#include "calm/session.h"
#include "cli/analyze.h"
#include "cli/documents.h"
#include "cli/heatmap.h"

namespace calm::cli {
namespace {

constexpr const char* kNotAvailable = "not available offline";

ReproductionRequest reproduction_request(const Arguments& arguments) {
  ReproductionRequest request;
  request.table = arguments.table;
  CalibrationOptions paper;
  paper.sequences = arguments.quick ? 8 : 128;
  paper.length = arguments.quick ? 128 : 1024;
  request.analysis.calibration = calibration_options(arguments, paper);
  request.evaluation.window = arguments.quick ? 512 : 2048;
  request.evaluation.max_windows = arguments.quick ? 2 : arguments.max_windows;
  if (!arguments.evaluation_text.empty()) {
    request.evaluation.text.source = TextSource::text;
    request.evaluation.text.file = absolute_path(arguments.evaluation_text);
  }
  if (arguments.quick) request.latency = {64, 16, 1};
  request.device = arguments.device.value_or("auto");
  request.threads = arguments.threads.value_or(0);
  request.model = open_model(arguments.model);
  request.session =
      arguments.session.empty() ? new_session_folder(request.model->info().name) : absolute_path(arguments.session);
  return request;
}

Json to_json(const Reproduction& r) {
  Json rows = Json::array();
  for (const ReproductionRow& row : r.rows) {
    Json values = Json::object(), paper = Json::object();
    for (size_t i = 0; i < r.columns.size(); ++i) {
      values[r.columns[i]] = number(row.values[i]);
      paper[r.columns[i]] = std::isnan(row.paper[i]) ? Json(kNotAvailable) : Json(row.paper[i]);
    }
    rows.push_back({{"name", row.name},
                    {"plan", row.plan},
                    {"ours", values},
                    {"paper", paper},
                    {"scored", row.scored},
                    {"reused", row.reused}});
  }
  return {{"table", r.table.number},
          {"title", r.table.title},
          {"subject_known", r.table.subject_known},
          {"rows", rows},
          {"differences", r.differences}};
}

std::string to_text(const Reproduction& r) {
  std::vector<std::string> header = {"", "plan"};
  for (const std::string& column : r.columns) {
    header.push_back(column);
    header.push_back("the paper's");
  }
  std::vector<std::vector<std::string>> rows;
  for (const ReproductionRow& row : r.rows) {
    std::vector<std::string> cells = {row.name, row.plan};
    for (size_t i = 0; i < r.columns.size(); ++i) {
      cells.push_back(format_number(row.values[i]));
      cells.push_back(std::isnan(row.paper[i]) ? kNotAvailable : format_number(row.paper[i]));
    }
    rows.push_back(cells);
  }
  std::string text = "Table " + std::to_string(r.table.number) + " of CALM (arXiv 2512.16282)" +
                     (r.table.subject_known ? "" : ", subject guessed") + ": " + r.table.title + "\n" +
                     render_table(header, rows) + "\nDifferences from the paper:\n";
  for (const std::string& difference : r.differences) text += "  - " + difference + "\n";
  return text;
}

}  // namespace

int run_reproduce(const Context& context) {
  const ReproductionRequest request = reproduction_request(context.arguments);
  context.console.message("Session: " + request.session.string());
  context.interrupt.arm("What was scored stays in " + request.session.string() +
                        "; name it by --session to go on from there");
  const Reproduction result = reproduce_table(request, context.progress(), context.control());
  context.console.finish_progress();
  Json document = to_json(result);
  document["session"] = request.session.string();
  report_result(context, document, to_text(result));
  return 0;
}

}  // namespace calm::cli
