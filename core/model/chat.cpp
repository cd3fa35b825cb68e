#include "model/chat.h"

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>
#include <optional>

#include "calm/error.h"
#include "calm/model.h"
#include "model/model_impl.h"
#include "model/tokenizer_pipeline.h"
#include "storage/gguf.h"

namespace calm {
namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Jinja's trim filter and Python's strip(), for ASCII white space.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\r\f\v";
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

/// Whether the template trims what users say: "content'] | trim", "content.strip()".
bool trims(std::string_view source) {
  for (size_t at = source.find("content"); at != std::string_view::npos; at = source.find("content", at + 1)) {
    size_t behind = at + std::string_view("content").size();
    while (behind < source.size() && has("'\"] ", source.substr(behind, 1))) ++behind;
    std::string_view rest = source.substr(behind);
    if (rest.starts_with(".strip()")) return true;
    if (!rest.starts_with("|")) continue;
    rest.remove_prefix(1);
    if (trimmed(rest).starts_with("trim")) return true;
  }
  return false;
}

std::string unescaped(std::string_view literal) {
  std::string text;
  for (size_t i = 0; i < literal.size(); ++i) {
    if (literal[i] == '\\' && i + 1 < literal.size()) {
      ++i;
      text += literal[i] == 'n' ? '\n' : literal[i] == 't' ? '\t' : literal[i];
    } else {
      text += literal[i];
    }
  }
  return text;
}

/// A system message spelled out in one literal: "<|im_start|>system\nYou are ...<|im_end|>".
std::string chatml_default_system(std::string_view source) {
  constexpr std::string_view kOpen = "<|im_start|>system", kClose = "<|im_end|>";
  for (size_t at = source.find(kOpen); at != std::string_view::npos; at = source.find(kOpen, at + 1)) {
    std::string_view rest = source.substr(at + kOpen.size());
    if (rest.starts_with("\\n")) {
      rest.remove_prefix(2);
    } else if (rest.starts_with("\n")) {
      rest.remove_prefix(1);
    } else {
      continue;
    }
    const std::string_view message = rest.substr(0, rest.find(kClose));
    // A quote or a brace: the literal ended, what follows is code.
    if (message.size() < rest.size() && message.find_first_of("'\"{}") == std::string_view::npos) {
      return unescaped(message);
    }
  }
  return {};
}

/// Llama 3.1 and later name two dates in front of every system message.
std::string llama3_dates(std::string_view source) {
  constexpr std::string_view kCutting = "Cutting Knowledge Date: ";
  const size_t at = source.find(kCutting);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = source.substr(at + kCutting.size());
  const std::string cutting(rest.substr(0, rest.find_first_of("\\\n\"'")));
  std::string today = "26 Jul 2024";
  if (has(source, "strftime_now")) {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%d %b %Y", &parts);
    today = text;
  }
  return std::string(kCutting) + cutting + "\nToday Date: " + today + "\n\n";
}

std::string render_chatml(std::string_view system, std::string_view user) {
  const auto turn = [](std::string_view role, std::string_view content) {
    return "<|im_start|>" + std::string(role) + "\n" + std::string(content) + "<|im_end|>\n";
  };
  return (system.empty() ? "" : turn("system", system)) + turn("user", user) + "<|im_start|>assistant\n";
}

std::string render_llama3(const ChatTemplate& chat, std::string_view system, std::string_view user) {
  const auto header = [](std::string_view role) {
    return "<|start_header_id|>" + std::string(role) + "<|end_header_id|>\n\n";
  };
  const std::string whole = llama3_dates(chat.source) + std::string(system);
  return (whole.empty() ? "" : header("system") + whole + "<|eot_id|>") + header("user") + std::string(user) +
         "<|eot_id|>" + header("assistant");
}

std::string render_mistral(const ChatTemplate& chat, std::string_view system, std::string_view user) {
  const std::string_view source = chat.source;
  std::string before, content;
  if (!system.empty()) {
    if (has(source, "[SYSTEM_PROMPT]")) {
      before = std::string("[SYSTEM_PROMPT]") + (has(source, "[SYSTEM_PROMPT] ") ? " " : "") + std::string(system) +
               "[/SYSTEM_PROMPT]";
    } else if (has(source, "<<SYS>>")) {
      content = "<<SYS>>\n" + std::string(system) + "\n<</SYS>>\n\n";
    } else {
      content = std::string(system) + "\n\n";
    }
  }
  content += user;
  // The families differ in the spaces about the markers.
  const bool leading = has(source, "' [INST]") || has(source, "\" [INST]");
  return before + (leading ? " " : "") + (has(source, "[INST] ") ? "[INST] " : "[INST]") + content +
         (has(source, " [/INST]") ? " [/INST]" : "[/INST]");
}

/// The id that a marker is spelled by; none where it is ordinary text.
std::optional<int32_t> marker_id(const Tokenizer& tokenizer, std::string_view marker) {
  const std::vector<int32_t> ids = tokenizer.encode(marker);
  if (ids.size() == 1) return ids.front();
  for (int32_t id = 0; id < tokenizer.vocab_size(); ++id) {
    try {
      if (tokenizer.piece(id) == marker) return id;
    } catch (const Error&) {  // a gap in the vocabulary
    }
  }
  return std::nullopt;
}

/// Tokenizers of tokenizer.json find special tokens in text. SentencePiece does not look for its control pieces: the
/// text is cut there, and the parts are encoded each by itself, as Mistral's own code does.
std::vector<int32_t> encode_with_markers(const Tokenizer& tokenizer, std::string_view text,
                                         const std::vector<std::string>& markers) {
  std::vector<std::pair<std::string, int32_t>> cuts;
  for (const std::string& marker : markers) {
    if (marker.empty() || !has(text, marker)) continue;
    const auto id = marker_id(tokenizer, marker);
    if (id && tokenizer.encode(marker) != std::vector<int32_t>{*id}) cuts.emplace_back(marker, *id);
  }
  std::vector<int32_t> ids;
  while (!text.empty()) {
    size_t next = text.size(), length = 0;
    int32_t id = -1;
    for (const auto& [marker, marker_id] : cuts) {
      const size_t at = text.find(marker);
      if (at < next) next = at, length = marker.size(), id = marker_id;
    }
    const std::vector<int32_t> part = next > 0 ? tokenizer.encode(text.substr(0, next)) : std::vector<int32_t>();
    ids.insert(ids.end(), part.begin(), part.end());
    if (id >= 0) ids.push_back(id);
    text.remove_prefix(next + length);
  }
  return ids;
}

}  // namespace

std::string_view title(ChatStyle style) {
  switch (style) {
    case ChatStyle::none:
      return "none";
    case ChatStyle::unsupported:
      return "not supported";
    case ChatStyle::chatml:
      return "ChatML";
    case ChatStyle::llama3:
      return "Llama 3";
    case ChatStyle::mistral:
      return "Mistral";
  }
  return "";
}

ChatTemplate recognise_chat_template(std::string source) {
  ChatTemplate chat;
  chat.source = std::move(source);
  if (chat.source.empty()) return chat;
  if (has(chat.source, "<|im_start|>") && has(chat.source, "<|im_end|>")) {
    chat.style = ChatStyle::chatml;
    chat.default_system = chatml_default_system(chat.source);
  } else if (has(chat.source, "<|start_header_id|>") && has(chat.source, "<|eot_id|>")) {
    chat.style = ChatStyle::llama3;
  } else if (has(chat.source, "[INST]") && has(chat.source, "[/INST]")) {
    chat.style = ChatStyle::mistral;
  } else {
    chat.style = ChatStyle::unsupported;
  }
  return chat;
}

ChatTemplate read_chat_template(const std::filesystem::path& folder) {
  using nlohmann::json;
  std::error_code ignored;
  if (std::filesystem::exists(folder / "chat_template.jinja", ignored)) {
    return recognise_chat_template(read_text_file(folder / "chat_template.jinja"));
  }
  const std::filesystem::path file = folder / "tokenizer_config.json";
  if (!std::filesystem::exists(file, ignored)) return {};
  const json config = json::parse(read_text_file(file), nullptr, false);
  if (config.is_discarded()) {
    throw Error(
        ErrorCode::bad_format,
        file.string() + " is not valid JSON, so its chat template cannot be read; copy it from the model again");
  }
  if (!config.is_object() || !config.contains("chat_template")) return {};
  const json& value = config["chat_template"];
  if (value.is_string()) return recognise_chat_template(value.get<std::string>());
  if (!value.is_array()) return {};
  std::string chosen;
  for (const json& entry : value) {
    if (!entry.is_object() || !entry.contains("template") || !entry["template"].is_string()) continue;
    const bool usual = entry.value("name", json()) == "default";
    if (usual || chosen.empty()) chosen = entry["template"].get<std::string>();
    if (usual) break;
  }
  return recognise_chat_template(chosen);
}

ChatTemplate chat_template(const Model& model) {
  const Model::Impl& impl = model.impl();
  if (impl.gguf) return recognise_chat_template(impl.gguf->string("tokenizer.chat_template").value_or(""));
  return read_chat_template(impl.info.path);
}

std::string render_chat(const ChatTemplate& chat, std::string_view bos, std::string_view system,
                        std::string_view user) {
  if (trims(chat.source)) {
    system = trimmed(system);
    user = trimmed(user);
  }
  if (system.empty()) system = chat.default_system;
  const std::string start(has(chat.source, "bos_token") ? bos : std::string_view());
  switch (chat.style) {
    case ChatStyle::chatml:
      return start + render_chatml(system, user);
    case ChatStyle::llama3:
      return start + render_llama3(chat, system, user);
    case ChatStyle::mistral:
      return start + render_mistral(chat, system, user);
    case ChatStyle::none:
    case ChatStyle::unsupported:
      break;
  }
  return (system.empty() ? "" : std::string(system) + "\n\n") + std::string(user);
}

ChatPrompt format_chat(const Tokenizer& tokenizer, const ChatTemplate& chat, std::string_view system,
                       std::string_view user) {
  ChatPrompt prompt;
  const std::string bos = tokenizer.bos() ? tokenizer.piece(*tokenizer.bos()) : "";
  prompt.text = render_chat(chat, bos, system, user);
  prompt.formatted = chat.supported();
  if (!prompt.formatted) {
    prompt.ids = tokenizer.encode(prompt.text, true);
    return prompt;
  }
  prompt.ids = encode_with_markers(tokenizer, prompt.text,
                                   {bos, "<|im_start|>", "<|im_end|>", "<|start_header_id|>", "<|end_header_id|>",
                                    "<|eot_id|>", "[INST]", "[/INST]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]"});
  const std::optional<int32_t> end = chat.style == ChatStyle::chatml   ? marker_id(tokenizer, "<|im_end|>")
                                     : chat.style == ChatStyle::llama3 ? marker_id(tokenizer, "<|eot_id|>")
                                                                       : tokenizer.eos();
  if (end) prompt.stop_ids.push_back(*end);
  return prompt;
}

ChatPrompt format_chat(const Model& model, const ChatTemplate& chat, std::string_view system, std::string_view user) {
  return format_chat(model.impl().require_tokenizer(), chat, system, user);
}

}  // namespace calm
