#include "calm/export.h"

#include <unistd.h>

#include "calm/error.h"
#include "calm/named_plans.h"
#include "calm/report.h"
#include "cli/analyze.h"
#include "cli/documents.h"

namespace calm::cli {
namespace {

namespace fs = std::filesystem;

/// Refuses before hours of work what would be refused after them.
void check_out(const Arguments& arguments) {
  refuse_existing(arguments.out, arguments.force);
  const fs::path parent = absolute_path(arguments.out).parent_path();
  std::error_code ignored;
  // Missing folders above are made later; the nearest that exists must take them.
  fs::path existing = parent;
  while (!fs::exists(existing, ignored) && existing != existing.root_path()) existing = existing.parent_path();
  if (!fs::is_directory(existing, ignored) || access(existing.c_str(), W_OK) != 0) {
    throw Error(ErrorCode::io, "--out " + arguments.out + ": cannot write into " + existing.string());
  }
}

ExportReport write_model(const Context& context, ExportRequest request) {
  request.format = context.arguments.format;
  request.out = absolute_path(context.arguments.out);
  request.force = context.arguments.force;
  const ExportCheck check = check_export(request);
  if (!check.errors.empty()) {
    std::string text = "--out " + request.out.string() + ": ";
    for (size_t i = 0; i < check.errors.size(); ++i) text += (i ? "; " : "") + check.errors[i];
    throw Error(ErrorCode::invalid_argument, text);
  }
  context.console.message("Writing " + format_bytes(static_cast<double>(check.bytes)) + " to " + request.out.string());
  const ExportReport report = export_model(request, context.progress(), context.control());
  context.console.finish_progress();
  return report;
}

std::string export_text(const ExportReport& report) {
  std::string text = "Wrote " + report.path.string() + " (" + format_bytes(static_cast<double>(report.bytes)) + ", " +
                     std::to_string(report.files.size()) + " files)\n";
  for (const std::string& note : report.notes) text += "  " + note + "\n";
  return text;
}

Json to_json(const ExportVerification& v) {
  return {{"sound", v.sound()},
          {"linears", v.linears},
          {"codes", v.codes},
          {"different_codes", v.different_codes},
          {"scales", v.scales},
          {"different_scales", v.different_scales},
          {"other_tensors", v.tensors},
          {"different", v.different},
          {"tokens", v.tokens},
          {"same_tokens", v.same_tokens},
          {"windows", v.windows},
          {"window_tokens", v.window_tokens},
          {"planned_perplexity", number(v.planned_ppl)},
          {"exported_perplexity", number(v.exported_ppl)},
          {"kl", number(v.kl)},
          {"top1", number(v.top1)}};
}

}  // namespace

int run_export(const Context& context) {
  const Arguments& arguments = context.arguments;
  check_out(arguments);
  ExportRequest request;
  request.session = absolute_path(arguments.session);
  const SessionState state = load_session(request.session);
  request.model = open_model(arguments.model.empty() ? state.model_path : arguments.model);
  if (!arguments.plan_name.empty() && arguments.plan_name != kCurrentPlan) {
    const NamedPlan* plan = find_plan(state.named_plans, arguments.plan_name);
    if (plan == nullptr) {
      throw Error(ErrorCode::not_found,
                  "--plan '" + arguments.plan_name + "': the session has no such plan; list them with: calm plan list");
    }
    request.plan = plan->plan;
  }
  request.execution = execution_options(arguments);
  context.interrupt.arm("Nothing is left under " + arguments.out + ".");
  const ExportReport report = write_model(context, request);
  Json document = to_json(report);
  std::string text = export_text(report);
  if (!arguments.verify) {
    report_result(context, document, text);
    return 0;
  }
  request.format = arguments.format;
  request.out = report.path;
  const ExportVerification verification = verify_export(request, context.progress(), context.control());
  context.console.finish_progress();
  document["verification"] = to_json(verification);
  text += verification.sound() ? "Read back: as planned\n" : "Read back: NOT as planned\n";
  for (const std::string& line : describe(verification)) text += "  " + line + "\n";
  report_result(context, document, text);
  return verification.sound() ? 0 : 1;
}

int run_quantize(const Context& context) {
  const Arguments& arguments = context.arguments;
  check_out(arguments);
  const SearchOutcome outcome = search(context);
  if (arguments.estimate) {
    report_result(context, estimate_json(outcome), estimate_text(outcome));
    return 0;
  }
  if (context.text() && arguments.json.empty()) {
    print(analysis_text(outcome) + summary_text(outcome));
    flush_stdout();
  }
  ExportRequest request;
  request.model = outcome.setup.request.model;
  request.session = outcome.setup.request.session;
  request.plan = outcome.result.plan;
  request.execution = execution_options(arguments);
  context.interrupt.arm("The analysis stays in " + request.session.string() +
                        "; export it with: calm export --session '" + request.session.string() + "' --out DIR");
  const ExportReport report = write_model(context, request);

  // An extra file in a model's folder disturbs no reader; beside a single file it gets a name of its own.
  fs::path page =
      fs::is_directory(report.path) ? report.path / "report.html" : fs::path(report.path.string() + ".report.html");
  write_report(request.session, page);
  Json document = analysis_json(outcome);
  document["export"] = to_json(report);
  document["report"] = page.string();
  report_result(context, document, std::string("\n") + export_text(report) + "Report: " + page.string() + "\n");
  return 0;
}

int run_report(const Context& context) {
  const Arguments& arguments = context.arguments;
  refuse_existing(arguments.out, arguments.force);
  const fs::path page = absolute_path(arguments.out);
  std::error_code ignored;
  if (fs::is_directory(page, ignored)) {
    throw Error(ErrorCode::invalid_argument, "--out " + arguments.out + " is a folder: name the .html file to write");
  }
  const Report report = read_report(absolute_path(arguments.session));
  std::vector<fs::path> files;
  if (!arguments.tables.empty()) files = write_report_files(report, absolute_path(arguments.tables));
  write_report(report, page);
  Json document = {{"report", page.string()}};
  std::string text = "Wrote " + page.string() + "\n";
  if (!files.empty()) {
    document["files"] = Json::array();
    for (const fs::path& file : files) document["files"].push_back(file.string());
    text += "Wrote " + std::to_string(files.size()) + " files to " + absolute_path(arguments.tables).string() + "\n";
  }
  report_result(context, document, text);
  return 0;
}

}  // namespace calm::cli
