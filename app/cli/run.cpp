#include "cli/run.h"

#include "cli/output.h"

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

}  // namespace

int run(const Context& context) {
  check_json_target(context.arguments.json);
  const int status = dispatch(context);
  flush_stdout();
  return status;
}

}  // namespace calm::cli
