#include "export/hugging_face_files.h"

#include <algorithm>

#include "calm/error.h"
#include "export/gguf_tokenizer.h"
#include "session/atomic_file.h"
#include "session/json_field.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

bool goes_along(const std::string& name) {
  static const char* const kNames[] = {
      "tokenizer.json", "tokenizer.model",   "tokenizer_config.json",  "vocab.json",
      "merges.txt",     "added_tokens.json", "generation_config.json", "special_tokens_map.json"};
  const bool listed =
      std::any_of(std::begin(kNames), std::end(kNames), [&](const char* known) { return name == known; });
  return listed || name.starts_with("chat_template") || name.starts_with("LICENSE") || name.starts_with("NOTICE");
}

}  // namespace

void write_config_json(const Model::Impl& model, StorageType storage, const nlohmann::json& quantization,
                       const fs::path& folder) {
  const std::string dtype(to_string(storage));
  ordered_json config;
  if (model.gguf) {
    config = ordered_json::parse(config_to_json(model.config, dtype));
  } else {
    const fs::path file = fs::path(model.info.path) / "config.json";
    parse_json(read_whole_file(file), file.string());
    config = ordered_json::parse(read_whole_file(file));
    const bool has_dtype = config.contains("dtype");
    if (has_dtype) config["dtype"] = dtype;
    if (!has_dtype || config.contains("torch_dtype")) config["torch_dtype"] = dtype;
  }
  if (model.rotation) config["tie_word_embeddings"] = false;
  config.erase("quantization_config");
  if (!quantization.is_null()) config["quantization_config"] = ordered_json(quantization);
  write_file_atomically(folder / "config.json", config.dump(2) + "\n");
}

void write_tokenizer_files(const Model::Impl& model, const fs::path& folder) {
  if (model.gguf) {
    if (model.tokenizer) write_gguf_tokenizer(*model.gguf, folder);
    return;
  }
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(model.info.path, ec)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_regular_file(ec) || !goes_along(name)) continue;
    write_file_atomically(folder / name, read_whole_file(entry.path()));
  }
}

}  // namespace calm
