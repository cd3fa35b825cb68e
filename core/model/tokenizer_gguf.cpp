#include "model/tokenizer_gguf.h"

#include "calm/error.h"
#include "model/tokenizer_pipeline.h"
#include "model/tokenizer_sentencepiece.h"
#include "storage/gguf.h"

namespace calm {
namespace {

using nlohmann::json;

constexpr const char* kLlama3Pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* kQwen2Pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

struct PreTokenizer {
  const char* name;  // as describe() shows it
  json normalizer;   // in tokenizer.json's words
  json split;        // what comes before ByteLevel; null: nothing
  bool use_regex;    // GPT-2's own pattern in ByteLevel
  bool ignore_merges;
  bool add_bos;  // where add_bos_token does not say
};

PreTokenizer pre_tokenizer(const std::string& pre, const std::string& source) {
  const auto split = [](const char* pattern) {
    return json{{"type", "Split"}, {"pattern", {{"Regex", pattern}}}, {"behavior", "Isolated"}, {"invert", false}};
  };
  if (pre == "smollm") return {"smollm", {}, {{"type", "Digits"}, {"individual_digits", true}}, true, false, false};
  if (pre == "llama-bpe" || pre == "llama-v3" || pre == "llama3") {
    return {"llama3", {}, split(kLlama3Pattern), false, true, true};
  }
  if (pre == "qwen2") return {"qwen2", {{"type", "NFC"}}, split(kQwen2Pattern), false, false, false};
  if (pre == "default" || pre == "gpt-2") return {"gpt2", {}, {}, true, false, false};
  throw Error(ErrorCode::unsupported, source + ": the pre-tokenizer \"" + pre +
                                          "\" (tokenizer.ggml.pre) is not supported by this version; known are smollm, "
                                          "llama-bpe, qwen2 and default");
}

json sequence(const PreTokenizer& pre) {
  json steps = json::array();
  if (!pre.split.is_null()) steps.push_back(pre.split);
  steps.push_back(
      {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", pre.use_regex}});
  return {{"type", "Sequence"}, {"pretokenizers", steps}};
}

std::unique_ptr<Tokenizer> byte_level(const GgufFile& file) {
  const std::string& source = file.path();
  const GgufVocabulary vocabulary = read_gguf_vocabulary(file);
  const PreTokenizer pre = pre_tokenizer(file.string("tokenizer.ggml.pre").value_or("default"), source);
  const std::vector<std::string>* merges = file.strings("tokenizer.ggml.merges");
  if (!merges) throw Error(ErrorCode::bad_format, source + ": there is no list tokenizer.ggml.merges");

  std::vector<std::pair<std::string, int64_t>> tokens;
  tokens.reserve(vocabulary.tokens.size());
  for (size_t id = 0; id < vocabulary.tokens.size(); ++id) tokens.emplace_back(vocabulary.tokens[id], id);
  BpeModel::Options options;
  options.source = source;
  options.ignore_merges = pre.ignore_merges;

  TokenizerPipeline pipeline;
  pipeline.model = BpeModel(options, tokens, parse_merges(json(*merges), source));
  pipeline.normalizer = parse_normalizer(pre.normalizer, source);
  pipeline.pre_tokenizer = parse_pre_tokenizer(sequence(pre), source);
  pipeline.decoder = parse_decoder({{"type", "ByteLevel"}}, source);
  for (size_t id = 0; id < vocabulary.tokens.size(); ++id) {
    const int64_t type = vocabulary.types[id];
    if (type != kControlPiece && type != kUserDefinedPiece) continue;
    AddedToken token;
    token.content = vocabulary.tokens[id];
    token.id = static_cast<int32_t>(id);
    token.special = type == kControlPiece;
    add_token(pipeline, token);
  }
  pipeline.bos = vocabulary.bos;
  pipeline.eos = vocabulary.eos;
  if (pipeline.bos && file.boolean("tokenizer.ggml.add_bos_token").value_or(pre.add_bos))
    pipeline.prefix = {*pipeline.bos};
  pipeline.description = std::string("byte-level BPE (") + pre.name + ")";
  return make_tokenizer(std::move(pipeline));
}

}  // namespace

GgufVocabulary read_gguf_vocabulary(const GgufFile& file) {
  const auto fail = [&](const std::string& what) { throw Error(ErrorCode::bad_format, file.path() + ": " + what); };
  const std::vector<std::string>* tokens = file.strings("tokenizer.ggml.tokens");
  if (!tokens || tokens->empty()) fail("there is no list tokenizer.ggml.tokens");
  const auto size = static_cast<int64_t>(tokens->size());
  GgufVocabulary vocabulary{*tokens, {}, {}, {}};
  vocabulary.types =
      file.integers("tokenizer.ggml.token_type").value_or(std::vector<int64_t>(tokens->size(), kNormalPiece));
  if (vocabulary.types.size() != tokens->size()) {
    fail("tokenizer.ggml.token_type has " + std::to_string(vocabulary.types.size()) + " entries for " +
         std::to_string(size) + " tokens");
  }
  const auto id = [&](const std::string& key) -> std::optional<int32_t> {
    const std::optional<int64_t> value = file.integer(key);
    if (value && (*value < 0 || *value >= size)) {
      fail(key + " is " + std::to_string(*value) + ", but there are " + std::to_string(size) + " tokens");
    }
    if (!value) return std::nullopt;
    return static_cast<int32_t>(*value);
  };
  vocabulary.bos = id("tokenizer.ggml.bos_token_id");
  vocabulary.eos = id("tokenizer.ggml.eos_token_id");
  return vocabulary;
}

GgufPreTokenizer gguf_pre_tokenizer(const GgufFile& file) {
  const PreTokenizer pre = pre_tokenizer(file.string("tokenizer.ggml.pre").value_or("default"), file.path());
  return {pre.normalizer, sequence(pre), pre.ignore_merges,
          file.boolean("tokenizer.ggml.add_bos_token").value_or(pre.add_bos)};
}

SentencePieceVocabulary gguf_sentencepiece(const GgufFile& file, const GgufVocabulary& vocabulary) {
  const std::optional<std::vector<double>> scores = file.numbers("tokenizer.ggml.scores");
  if (!scores || scores->size() != vocabulary.tokens.size()) {
    throw Error(ErrorCode::bad_format, file.path() + ": tokenizer.ggml.scores is missing, or not one number a token");
  }
  SentencePieceVocabulary pieces;
  for (size_t id = 0; id < scores->size(); ++id) {
    pieces.pieces.push_back(
        {vocabulary.tokens[id], static_cast<float>((*scores)[id]), static_cast<int>(vocabulary.types[id])});
  }
  pieces.add_dummy_prefix = file.boolean("tokenizer.ggml.add_space_prefix").value_or(true);
  pieces.remove_extra_whitespaces = file.boolean("tokenizer.ggml.remove_extra_whitespaces").value_or(false);
  return pieces;
}

bool gguf_sentencepiece_adds_bos(const GgufFile& file) {
  return file.boolean("tokenizer.ggml.add_bos_token").value_or(true);
}

std::unique_ptr<Tokenizer> open_tokenizer(const GgufFile& file) {
  const std::string model = file.string("tokenizer.ggml.model").value_or("");
  if (model.empty()) {
    throw Error(ErrorCode::bad_format, file.path() + ": there is no tokenizer in it (no tokenizer.ggml.model)");
  }
  if (model == "gpt2") return byte_level(file);
  if (model != "llama") {
    throw Error(ErrorCode::unsupported,
                file.path() + ": the tokenizer \"" + model +
                    "\" (tokenizer.ggml.model) is not supported by this version; known are gpt2 and llama");
  }
  const GgufVocabulary vocabulary = read_gguf_vocabulary(file);
  SentencePieceOptions options;
  options.bos = vocabulary.bos;
  options.eos = vocabulary.eos;
  options.add_bos = gguf_sentencepiece_adds_bos(file);
  return make_sentencepiece(serialize(gguf_sentencepiece(file, vocabulary)), file.path(), options);
}

}  // namespace calm
