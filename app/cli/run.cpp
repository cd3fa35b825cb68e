#include "cli/run.h"

#include <filesystem>
#include <optional>

#include "calm/session.h"
#include "calm/session_lock.h"
#include "cli/output.h"
#include "cli/setup.h"

namespace calm::cli {
namespace {

int dispatch(const Context& context) {
  switch (context.arguments.command) {
    case Command::inspect:
      return run_inspect(context);
    case Command::analyze:
      return run_analyze(context);
    case Command::quantize:
      return run_quantize(context);
    case Command::export_model:
      return run_export(context);
    case Command::ppl:
      return run_ppl(context);
    case Command::bench:
      return run_bench(context);
    case Command::prove:
      return run_prove(context);
    case Command::compare_metrics:
      return run_compare_metrics(context);
    case Command::refine:
      return run_refine(context);
    case Command::tune:
      return run_tune(context);
    case Command::pareto:
      return run_pareto(context);
    case Command::generate:
      return run_generate(context);
    case Command::tokenize:
      return run_tokenize(context);
    case Command::logits:
      return run_logits(context);
    case Command::report:
      return run_report(context);
    case Command::reproduce:
      return run_reproduce(context);
    case Command::hub_list:
      return run_hub_list(context);
    case Command::hub_download:
      return run_hub_download(context);
    case Command::methods:
      return run_methods(context);
    case Command::devices:
      return run_devices(context);
    case Command::kernels:
      return run_kernels(context);
    case Command::plan:
      return run_plan(context);
  }
  return 1;
}

/// The command changes the session that it names.
bool writes_session(const Arguments& arguments) {
  switch (arguments.command) {
    case Command::analyze:
    case Command::quantize:
    case Command::bench:
    case Command::prove:
    case Command::compare_metrics:
    case Command::refine:
    case Command::tune:
    case Command::pareto:
      return true;
    case Command::plan:
      return arguments.plan_action != PlanAction::list && arguments.plan_action != PlanAction::show &&
             arguments.plan_action != PlanAction::diff;
    default:
      return false;
  }
}

}  // namespace

int run(const Context& context) {
  check_json_target(context.arguments.json);
  const Arguments& arguments = context.arguments;
  std::optional<SessionLock> lock;
  if (!arguments.session.empty() && writes_session(arguments)) {
    const std::filesystem::path session = absolute_path(arguments.session);
    if (is_session(session)) lock.emplace(session);  // a new one is locked once it is made
  }
  const int status = dispatch(context);
  flush_stdout();
  return status;
}

}  // namespace calm::cli
