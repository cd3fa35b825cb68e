#include "calm/evaluation.h"

#include <filesystem>

#include "calm/error.h"
#include "cli/analyze.h"
#include "cli/documents.h"
#include "cli/heatmap.h"

namespace calm::cli {

int run_ppl(const Context& context) {
  const Arguments& arguments = context.arguments;
  PerplexityRequest request;
  request.text = text_options(arguments);
  request.window = arguments.window;
  request.max_windows = arguments.max_windows;
  const auto model = open_model(arguments.model);
  context.interrupt.arm("");
  const PerplexityResult result =
      perplexity(*model, request, execution_options(arguments), context.progress(), context.control());
  context.console.finish_progress();
  report_result(context, to_json(result),
                std::string("perplexity ") + format_number(result.ppl) + " (" + format_number(result.nll) +
                    " nats a token, " + std::to_string(result.tokens) + " tokens scored in " +
                    std::to_string(result.window_nll.size()) + " windows)\n");
  return 0;
}

int run_logits(const Context& context) {
  const Arguments& arguments = context.arguments;
  refuse_existing(arguments.out, arguments.force);
  const auto model = open_model(arguments.model);
  const auto sequences = read_token_file(arguments.tokens, model->info().vocab);
  context.interrupt.arm("");
  write_logits(*model, sequences, absolute_path(arguments.out), execution_options(arguments), context.progress(),
               context.control());
  context.console.finish_progress();
  context.console.message("Wrote " + arguments.out);
  return 0;
}

int run_tokenize(const Context& context) {
  const Arguments& arguments = context.arguments;
  // No text has no tokens: an answer here, unlike where there is something to measure.
  std::error_code unreadable;
  const bool empty = !arguments.text.empty() && std::filesystem::is_regular_file(arguments.text, unreadable) &&
                     std::filesystem::is_empty(arguments.text, unreadable);
  const std::string text = empty ? "" : read_text(text_options(arguments));
  const auto model = open_model(arguments.model);
  const std::vector<int32_t> ids = model->tokenize(text, arguments.add_special);
  std::string line;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (i > 0) line += ' ';
    line += std::to_string(ids[i]);
  }
  report_result(context, {{"ids", ids}}, line + "\n");
  return 0;
}

}  // namespace calm::cli
