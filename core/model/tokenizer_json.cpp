#include <algorithm>
#include <set>

#include "calm/error.h"
#include "model/tokenizer_pipeline.h"

namespace calm {

using nlohmann::json;

std::vector<std::pair<std::string, std::string>> parse_merges(const json& merges, const std::string& source) {
  std::vector<std::pair<std::string, std::string>> pairs;
  pairs.reserve(merges.size());
  for (const json& merge : merges) {
    if (merge.is_array() && merge.size() == 2) {
      pairs.emplace_back(merge[0].get<std::string>(), merge[1].get<std::string>());
      continue;
    }
    const std::string line = merge.is_string() ? merge.get<std::string>() : "";
    if (line.starts_with("#version")) continue;
    const size_t space = line.find(' ');
    if (space == std::string::npos || line.find(' ', space + 1) != std::string::npos) {
      throw Error(ErrorCode::bad_format, source + ": merge " + std::to_string(pairs.size()) + " (" + merge.dump() +
                                             ") is not a pair of tokens");
    }
    pairs.emplace_back(line.substr(0, space), line.substr(space + 1));
  }
  return pairs;
}

namespace {

bool has_text(const json& object, const char* key) {
  return object.contains(key) && object[key].is_string() && !object[key].get<std::string>().empty();
}

BpeModel parse_model(const json& model, const std::string& source) {
  const std::string type = model.value("type", "BPE");
  if (type != "BPE") refuse_component(source, "model", type);
  for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"}) {
    if (has_text(model, key)) refuse_component(source, "model", std::string("BPE with ") + key);
  }
  if (model.contains("dropout") && model["dropout"].is_number() && model["dropout"] != 0.0) {
    refuse_component(source, "model", "BPE with dropout");
  }
  for (const char* key : {"vocab", "merges"}) {
    if (model.contains(key)) continue;
    throw Error(ErrorCode::bad_format,
                source + ": the model has no \"" + key + "\"; take the tokenizer.json from the model's publisher");
  }
  if (!model["vocab"].is_object())
    throw Error(ErrorCode::bad_format, source + ": the model's \"vocab\" is not an object");
  if (!model["merges"].is_array())
    throw Error(ErrorCode::bad_format, source + ": the model's \"merges\" is not a list");
  BpeModel::Options options;
  options.source = source;
  if (model.contains("unk_token") && model["unk_token"].is_string()) options.unk_token = model["unk_token"];
  options.fuse_unk = model.value("fuse_unk", false);
  options.byte_fallback = model.value("byte_fallback", false);
  options.ignore_merges = model.value("ignore_merges", false);
  std::vector<std::pair<std::string, int64_t>> vocabulary;
  vocabulary.reserve(model["vocab"].size());
  for (const auto& [token, id] : model["vocab"].items()) {
    if (!id.is_number_integer())
      throw Error(ErrorCode::bad_format, source + ": token \"" + token + "\" has no integer id");
    vocabulary.emplace_back(token, id.get<int64_t>());
  }
  return BpeModel(options, vocabulary, parse_merges(model["merges"], source));
}

void parse_added(const json& list, const std::string& source, TokenizerPipeline& pipeline) {
  for (const json& entry : list) {
    AddedToken token;
    token.content = entry.at("content");
    if (token.content.empty()) continue;
    const int64_t id = entry.at("id");
    const std::optional<int32_t> known = pipeline.model.find(token.content);
    const std::string* owner =
        id >= 0 && id < pipeline.model.size() ? pipeline.model.token(static_cast<int32_t>(id)) : nullptr;
    if (!known && (id < 0 || id >= 1 << 24 || owner)) {
      throw Error(ErrorCode::bad_format,
                  source + ": added token \"" + token.content + "\" has the id " + std::to_string(id) +
                      (owner ? ", which the vocabulary gives to \"" + *owner + "\"" : ", out of range"));
    }
    token.id = known.value_or(static_cast<int32_t>(id));  // the vocabulary has the last word, as in Hugging Face
    token.special = entry.value("special", false);
    token.single_word = entry.value("single_word", false);
    token.lstrip = entry.value("lstrip", false);
    token.rstrip = entry.value("rstrip", false);
    token.normalized = entry.value("normalized", !token.special);
    add_token(pipeline, token);
  }
}

/// The special tokens that a post-processor puts before the text.
void parse_prefix(const json& spec, const std::string& source, std::vector<int32_t>& prefix) {
  if (spec.is_null()) return;
  const std::string type = component_type(spec, source, "post_processor");
  if (type == "Sequence") {
    for (const json& part : spec.at("processors")) parse_prefix(part, source, prefix);
  } else if (type == "TemplateProcessing") {
    std::vector<int32_t> ids;
    for (const json& part : spec.at("single")) {
      if (!part.contains("SpecialToken")) break;
      const std::string name = part["SpecialToken"].at("id");
      for (const json& id : spec.at("special_tokens").at(name).at("ids")) ids.push_back(id);
    }
    prefix.insert(prefix.begin(), ids.begin(), ids.end());
  } else if (type == "RobertaProcessing" || type == "BertProcessing") {
    prefix.insert(prefix.begin(), spec.at("cls").at(1).get<int32_t>());
  } else if (type != "ByteLevel") {
    refuse_component(source, "post_processor", type);
  }
}

void list_types(const json& spec, std::set<std::string>& types, std::string& regex) {
  if (!spec.is_object()) return;
  types.insert(spec.value("type", ""));
  if (spec.contains("pattern") && spec["pattern"].is_object() && spec["pattern"].contains("Regex"))
    regex = spec["pattern"]["Regex"];
  for (const char* key : {"pretokenizers", "normalizers"}) {
    if (spec.contains(key)) {
      for (const json& part : spec[key]) list_types(part, types, regex);
    }
  }
}

std::string describe(const json& root) {
  std::set<std::string> types;
  std::string regex;
  list_types(root.value("pre_tokenizer", json()), types, regex);
  if (types.contains("ByteLevel")) {
    std::string name = "custom";
    if (regex.find("\\p{N}{1,3}") != std::string::npos)
      name = "llama3";
    else if (regex.find("|\\p{N}|") != std::string::npos)
      name = "qwen2";
    else if (regex.empty())
      name = types.contains("Digits") ? "smollm" : "gpt2";
    return "byte-level BPE (" + name + ")";
  }
  return "Metaspace BPE";
}

TokenizerPipeline parse(const json& root, const std::string& source) {
  if (!root.is_object() || !root.contains("model") || !root["model"].is_object()) {
    throw Error(ErrorCode::bad_format, source + ": there is no \"model\" in it");
  }
  TokenizerPipeline pipeline;
  pipeline.model = parse_model(root["model"], source);
  pipeline.normalizer = parse_normalizer(root.value("normalizer", json()), source);
  pipeline.pre_tokenizer = parse_pre_tokenizer(root.value("pre_tokenizer", json()), source);
  pipeline.decoder = parse_decoder(root.value("decoder", json()), source);
  parse_added(root.value("added_tokens", json::array()), source, pipeline);
  parse_prefix(root.value("post_processor", json()), source, pipeline.prefix);
  pipeline.description = describe(root);
  return pipeline;
}

}  // namespace

std::unique_ptr<Tokenizer> open_tokenizer_json(const std::filesystem::path& file) {
  const std::string source = file.string();
  TokenizerPipeline pipeline;
  try {
    pipeline = parse(json::parse(read_text_file(file)), source);
  } catch (const json::parse_error& error) {
    throw Error(ErrorCode::bad_format, source + " is not valid JSON: " + error.what());
  } catch (const json::exception& error) {
    throw Error(ErrorCode::bad_format, source + " is not a tokenizer.json as this version knows it: " + error.what());
  }
  const auto id_of = [&](const std::optional<std::string>& name, std::optional<int32_t> fallback) {
    if (!name) return fallback;
    const std::optional<int32_t> id = pipeline.added.find(*name);
    return id ? id : pipeline.model.find(*name);
  };
  const SpecialTokens special = read_special_tokens(file.parent_path());
  pipeline.bos = id_of(special.bos, special.bos_id);
  pipeline.eos = id_of(special.eos, special.eos_id);
  return make_tokenizer(std::move(pipeline));
}

}  // namespace calm
