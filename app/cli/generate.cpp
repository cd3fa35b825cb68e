#include "calm/chat.h"
#include "calm/error.h"
#include "calm/evaluation.h"
#include "calm/text_stream.h"
#include "cli/analyze.h"
#include "cli/documents.h"

namespace calm::cli {
namespace {

struct Written {
  std::string name;
  std::vector<int32_t> ids;
  std::string text;
  GenerateTimings timings;

  double decode_rate() const {
    return timings.decode > 0 && ids.size() > 1 ? static_cast<double>(ids.size() - 1) / timings.decode : 0;
  }
};

/// The prompt's ids; says on stderr where a chat template is not known.
std::vector<int32_t> prompt_ids(const Context& context, const Model& model, GenerateRequest& request, Json& document) {
  const Arguments& arguments = context.arguments;
  const std::string text = arguments.text.empty() ? arguments.prompt : read_text(text_options(arguments));
  if (!arguments.chat) return model.tokenize(text, arguments.add_special);
  const ChatTemplate chat = chat_template(model);
  const ChatPrompt prompt = format_chat(model, chat, arguments.system, text);
  if (!prompt.formatted) {
    context.console.warning(chat.style == ChatStyle::none
                                ? "the model has no chat template: sent as plain text"
                                : "template not supported (not ChatML, Llama 3 or Mistral): sent as plain text");
  }
  request.stop_ids = prompt.stop_ids;
  document["chat"] = {{"template", title(chat.style)}, {"formatted", prompt.formatted}, {"text", prompt.text}};
  return prompt.ids;
}

Written write(const Context& context, const std::shared_ptr<Model>& model, const GenerateRequest& request,
              const std::string& name) {
  const bool stream = context.arguments.json.empty();
  Written written;
  written.name = name;
  StreamDecoder decoder([&](const std::vector<int32_t>& ids) { return model->detokenize(ids); }, request.prompt);
  const auto give = [&](const std::string& piece) {
    written.text += piece;
    if (!stream || piece.empty()) return;
    print(piece);
    flush_stdout();
  };
  written.ids = generate(
      *model, request, execution_options(context.arguments), [&](int32_t id) { give(decoder.add(id)); },
      context.control(), &written.timings);
  give(decoder.finish());
  if (stream) print("\n");
  context.console.message(std::to_string(written.ids.size()) + " tokens, first after " +
                          format_duration(written.timings.first_token) + ", then " +
                          format_number(written.decode_rate(), 3) + " tokens/s");
  return written;
}

Json to_json(const Written& written) {
  const double seconds = written.timings.load + written.timings.first_token + written.timings.decode;
  return {{"ids", written.ids},
          {"text", written.text},
          {"seconds", number(seconds)},
          {"load_seconds", number(written.timings.load)},
          {"first_token_seconds", number(written.timings.first_token)},
          {"tokens_per_second", number(written.decode_rate())},
          {"ended", written.timings.ended}};
}

std::string describe(const Written& left, const Written& right, const TokenComparison& comparison) {
  if (comparison.first_difference == TokenComparison::kSame) {
    return left.name + " and " + right.name + " wrote the same " + std::to_string(left.ids.size()) + " tokens\n";
  }
  return left.name + " and " + right.name + " first differ at token " +
         std::to_string(comparison.first_difference + 1) + "; " + std::to_string(comparison.left_count) + " of " +
         std::to_string(left.ids.size()) + " and " + std::to_string(comparison.right_count) + " of " +
         std::to_string(right.ids.size()) + " tokens differ\n";
}

}  // namespace

int run_generate(const Context& context) {
  const Arguments& arguments = context.arguments;
  const bool session = !arguments.session.empty();
  std::filesystem::path folder;
  std::vector<Variant> variants = {{}};
  std::shared_ptr<Model> model;
  if (session) {
    folder = absolute_path(arguments.session);
    const SessionState state = load_session(folder);
    const std::vector<std::string> usual = {"original", "plan"};
    variants.clear();
    for (const std::string& text : arguments.variants.empty() ? usual : arguments.variants) {
      variants.push_back(make_variant(text, state));
    }
    model = open_model(state.model_path);
  } else {
    model = open_model(arguments.model);
  }
  GenerateRequest request;
  request.max_tokens = arguments.max_tokens;
  request.temperature = arguments.temperature;
  request.top_k = arguments.top_k;
  request.top_p = arguments.top_p;
  request.seed = arguments.seed.value_or(0);
  Json document;
  request.prompt = prompt_ids(context, *model, request, document);
  if (request.prompt.empty()) {
    throw Error(ErrorCode::invalid_argument, "the prompt is empty: give --prompt some text, or --add-special");
  }
  document["prompt_ids"] = request.prompt;

  context.interrupt.arm("");
  std::vector<Written> written;
  for (const Variant& variant : variants) {
    const auto made =
        variant_model(model, folder, variant, execution_options(arguments), context.progress(), context.control());
    context.console.finish_progress();
    if (arguments.json.empty() && variants.size() > 1) print("== " + variant.name + "\n");
    written.push_back(write(context, made, request, variant.name));
  }
  if (!session) {
    document.update(to_json(written.front()));
  } else {
    for (const Written& one : written) {
      Json entry = to_json(one);
      entry["variant"] = one.name;
      document["variants"].push_back(entry);
    }
  }
  if (written.size() == 2) {
    const TokenComparison comparison = compare_tokens(written[0].ids, written[1].ids);
    const bool same = comparison.first_difference == TokenComparison::kSame;
    document["first_difference"] = same ? Json() : Json(comparison.first_difference);
    if (arguments.json.empty()) print(describe(written[0], written[1], comparison));
  }
  if (!arguments.json.empty()) write_json(arguments.json, document);
  return 0;
}

}  // namespace calm::cli
