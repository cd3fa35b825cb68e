#pragma once

#include <filesystem>

#include "calm/chat.h"
#include "model/tokenizer.h"

namespace calm {

/// The text of format_chat() without tokenizing it. `bos` is the spelling of the tokenizer's bos, or empty.
std::string render_chat(const ChatTemplate& chat, std::string_view bos, std::string_view system, std::string_view user);
ChatPrompt format_chat(const Tokenizer& tokenizer, const ChatTemplate& chat, std::string_view system,
                       std::string_view user);
/// chat_template.jinja, else tokenizer_config.json's chat_template (of several the one called "default").
ChatTemplate read_chat_template(const std::filesystem::path& folder);

}  // namespace calm
