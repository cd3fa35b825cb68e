#include <chrono>

#include "calm/error.h"
#include "calm/evaluation.h"
#include "cli/analyze.h"
#include "cli/documents.h"
#include "cli/stream_decoder.h"

namespace calm::cli {

int run_generate(const Context& context) {
  const Arguments& arguments = context.arguments;
  const std::string text = arguments.text.empty() ? arguments.prompt : read_text(text_options(arguments));
  const auto model = open_model(arguments.model);
  GenerateRequest request;
  request.prompt = model->tokenize(text, arguments.add_special);
  if (request.prompt.empty()) {
    throw Error(ErrorCode::invalid_argument, "the prompt is empty: give --prompt some text, or --add-special");
  }
  request.max_tokens = arguments.max_tokens;
  request.temperature = arguments.temperature;
  request.top_k = arguments.top_k;
  request.top_p = arguments.top_p;
  request.seed = arguments.seed.value_or(0);

  const bool stream = arguments.json.empty();
  StreamDecoder decoder([&](const std::vector<int32_t>& ids) { return model->detokenize(ids); }, request.prompt);
  std::string whole;
  const auto give = [&](const std::string& piece) {
    whole += piece;
    if (!stream || piece.empty()) return;
    print(piece);
    flush_stdout();
  };
  context.interrupt.arm("");
  const auto start = std::chrono::steady_clock::now();
  const std::vector<int32_t> ids = generate(
      *model, request, execution_options(arguments), [&](int32_t id) { give(decoder.add(id)); }, context.control());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  give(decoder.finish());
  if (stream) print("\n");
  const double rate = seconds > 0 ? static_cast<double>(ids.size()) / seconds : 0;
  context.console.message(std::to_string(ids.size()) + " tokens in " + format_duration(seconds) + ", " +
                          format_number(rate, 3) + " tokens/s with the prompt");
  if (!stream) {
    write_json(arguments.json, {{"prompt_ids", request.prompt},
                                {"ids", ids},
                                {"text", whole},
                                {"seconds", number(seconds)},
                                {"tokens_per_second", number(rate)}});
  }
  return 0;
}

}  // namespace calm::cli
