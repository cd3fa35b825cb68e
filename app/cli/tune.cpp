#include "calm/tuning.h"

#include "calm/error.h"
#include "calm/named_plans.h"
#include "cli/analyze.h"
#include "cli/documents.h"
#include "cli/heatmap.h"

namespace calm::cli {
namespace {

TuningRecord tuned(const Context& context, const TuningRequest& request) {
  context.interrupt.arm("What was learned so far stays in " + request.session.string() + "; the same command goes on.");
  const TuningResult result = tune_plan(request, context.progress(), context.control());
  context.console.finish_progress();
  if (result.status == EndStatus::cancelled) throw Error(ErrorCode::cancelled, "stopped");
  return result.record;
}

int report_estimate(const Context& context, const TuningRequest& request, const SessionState& state) {
  const TokenSequences tokens = load_calibration(*request.model, state.analysis.calibration);
  size_t longest = 0;
  for (const auto& sequence : tokens.sequences) longest = std::max(longest, sequence.size());
  const TuningCost cost = estimate_tuning(*request.model, tokens.tokens(), static_cast<int64_t>(longest),
                                          request.options, request.execution.device);
  report_result(context, {{"seconds", number(cost.seconds)}, {"memory_bytes", cost.memory_bytes}},
                render_table({"", "needed"}, {{"time", format_duration(cost.seconds)},
                                              {"memory", format_bytes(static_cast<double>(cost.memory_bytes))}}));
  return 0;
}

}  // namespace

TuningRecord tune_after_search(const Context& context, const SearchRequest& search) {
  return tuned(context, tuning_after(search));
}

Json tuning_json(const TuningRecord& record) {
  Json epochs = Json::array();
  for (const double kl : record.epoch_kl) epochs.push_back(number(kl));
  return {{"epochs", record.options.epochs},
          {"batch", record.options.batch},
          {"rate", record.options.rate},
          {"epoch_kl", epochs},
          {"tokens", record.tokens},
          {"parameters", record.parameters},
          {"seconds", number(record.seconds)},
          {"gain", record.gain ? to_json(*record.gain) : Json(nullptr)},
          {"used", record.used()}};
}

std::string tuning_text(const TuningRecord& record) {
  std::string text = "Tuned " + std::to_string(record.parameters) + " scales and norms on " +
                     std::to_string(record.tokens) + " calibration tokens in " + format_duration(record.seconds) +
                     "; KL there by epoch:";
  for (const double kl : record.epoch_kl) text += " " + format_number(kl, 4);
  text += "\n";
  if (record.gain) text += gain_text(*record.gain, "The tuned plan", "the plan before");
  if (!record.used()) text += "What was learned is not used: it does worse on that text.\n";
  return text;
}

int run_tune(const Context& context) {
  const Arguments& arguments = context.arguments;
  TuningRequest request;
  request.session = absolute_path(arguments.session);
  const SessionState state = load_session(request.session);
  if (!arguments.plan_name.empty()) {
    const NamedPlan* plan = find_plan(state.named_plans, arguments.plan_name);
    if (plan == nullptr)
      throw Error(ErrorCode::not_found, "--plan " + arguments.plan_name + ": no such plan; see: calm plan list");
    request.plan = plan->plan;
  }
  request.model = open_model(arguments.model.empty() ? state.model_path : arguments.model);
  request.execution = execution_options(arguments);
  request.options.epochs = arguments.epochs;
  request.options.batch = arguments.batch;
  request.options.rate = arguments.rate;
  if (arguments.estimate) return report_estimate(context, request, state);
  request.gain = arguments.skip_gain ? TuningRequest::Gain::none : TuningRequest::Gain::always;
  request.held_out.text = text_options(arguments);
  request.held_out.window = arguments.window;
  request.held_out.max_windows = arguments.few_windows;
  const TuningRecord record = tuned(context, request);
  report_result(context, tuning_json(record), tuning_text(record));
  return 0;
}

}  // namespace calm::cli
