#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace calm {

class Model;

/// How a model wants a conversation written. "none": the model has no template; "unsupported": one that is not known.
enum class ChatStyle { none, unsupported, chatml, llama3, mistral };
/// "ChatML", "Llama 3", "Mistral", "not supported", "none".
std::string_view title(ChatStyle style);

/// A model's chat template and what it was recognised as. Templates are Jinja programs; they are not run but searched
/// for the markers and habits of three families (spaces about the markers, trimming, bos, a default system message).
struct ChatTemplate {
  ChatStyle style = ChatStyle::none;
  std::string source;          // the Jinja text; empty: none
  std::string default_system;  // said where no system message is given
  bool supported() const { return style != ChatStyle::none && style != ChatStyle::unsupported; }
};
ChatTemplate recognise_chat_template(std::string source);
/// From chat_template.jinja or tokenizer_config.json beside the model, or the GGUF's tokenizer.chat_template. Reads
/// files. Throws Error(bad_format) where tokenizer_config.json is no JSON.
ChatTemplate chat_template(const Model& model);

struct ChatPrompt {
  std::string text;               // as it is tokenized, markers and all
  std::vector<int32_t> ids;       // special tokens parsed
  std::vector<int32_t> stop_ids;  // ids that end the assistant's turn
  bool formatted = false;         // false: the template is not supported, system and user went as plain text
};
/// One user turn with an optional system message, up to where the assistant begins. Without a supported template:
/// system, an empty line and user as plain text with the model's leading special tokens.
ChatPrompt format_chat(const Model& model, const ChatTemplate& chat, std::string_view system, std::string_view user);

}  // namespace calm
