#pragma once

#include "calm/events.h"
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/interrupt.h"

namespace calm::cli {

/// What every command works with.
struct Context {
  const Arguments& arguments;
  Console& console;
  Interrupt& interrupt;

  RunControl& control() const { return interrupt.control(); }
  ProgressSink progress() const {
    return [this](const Progress& p) { console.progress(p); };
  }
  bool text() const { return arguments.json != "-" && !arguments.json_events; }
};

/// Each returns the process's exit status; errors are thrown.
int run_inspect(const Context& context);
int run_analyze(const Context& context);
int run_quantize(const Context& context);
int run_export(const Context& context);
int run_report(const Context& context);
int run_reproduce(const Context& context);
int run_ppl(const Context& context);
int run_bench(const Context& context);
int run_prove(const Context& context);
int run_compare_metrics(const Context& context);
int run_refine(const Context& context);
int run_tune(const Context& context);
int run_pareto(const Context& context);
int run_logits(const Context& context);
int run_generate(const Context& context);
int run_tokenize(const Context& context);
int run_hub_list(const Context& context);
int run_hub_download(const Context& context);
int run_methods(const Context& context);
int run_devices(const Context& context);
int run_kernels(const Context& context);
int run_plan(const Context& context);

int run(const Context& context);

}  // namespace calm::cli
