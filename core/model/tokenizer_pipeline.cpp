#include "model/tokenizer_pipeline.h"

#include <algorithm>

#include "calm/error.h"
#include "model/tokenizer_unicode.h"

namespace calm {
namespace {

class PipelineTokenizer final : public Tokenizer {
 public:
  explicit PipelineTokenizer(TokenizerPipeline pipeline) : p_(std::move(pipeline)) {}

  std::vector<int32_t> encode(std::string_view bytes, bool add_special) const override {
    const std::string text = unicode::replace_invalid(bytes);
    std::vector<int32_t> ids;
    if (add_special) ids = p_.prefix;
    BpeModel::Cache cache;
    for (const AddedSpan& span : p_.added.split(text, false)) {
      if (span.id >= 0) {
        ids.push_back(span.id);
      } else {
        encode_text(std::string_view(text).substr(span.begin, span.end - span.begin), span.begin == 0, ids, cache);
      }
    }
    return ids;
  }

  std::string decode(const std::vector<int32_t>& ids, bool skip_special) const override {
    std::vector<std::string> tokens;
    tokens.reserve(ids.size());
    for (const int32_t id : ids) {
      const AddedToken* added = p_.added.find(id);
      const std::string* token = added ? &added->spelling : p_.model.token(id);
      if (!token || (skip_special && p_.added.is_special(*token)))
        continue;  // an id without a token decodes to nothing
      tokens.push_back(*token);
    }
    for (const DecoderStep& step : p_.decoder) step(tokens);
    std::string out;
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (i > 0 && p_.decoder.empty()) out += ' ';
      out += tokens[i];
    }
    return out;
  }

  std::string piece(int32_t id) const override {
    const AddedToken* added = p_.added.find(id);
    const std::string* token = added ? &added->content : p_.model.token(id);
    if (!token)
      throw Error(ErrorCode::invalid_argument, "the vocabulary has no token with the id " + std::to_string(id));
    return *token;
  }

  int64_t vocab_size() const override { return std::max(p_.model.size(), p_.added.end_id()); }
  std::optional<int32_t> bos() const override { return p_.bos; }
  std::optional<int32_t> eos() const override { return p_.eos; }
  std::string describe() const override { return p_.description; }

 private:
  void encode_text(std::string_view raw, bool at_start, std::vector<int32_t>& ids, BpeModel::Cache& cache) const {
    const std::string text = run(p_.normalizer, raw, at_start);
    for (const AddedSpan& span : p_.added.split(text, true)) {
      if (span.id >= 0) {
        ids.push_back(span.id);
        continue;
      }
      Pieces pieces{text.substr(span.begin, span.end - span.begin), {}};
      pieces.spans.push_back({0, pieces.text.size(), at_start && span.begin == 0});
      for (const PreTokenizerStep& step : p_.pre_tokenizer) step(pieces);
      for (const Pieces::Span& piece : pieces.spans) p_.model.encode(pieces.view(piece), ids, cache);
    }
  }

  TokenizerPipeline p_;
};

}  // namespace

std::unique_ptr<Tokenizer> make_tokenizer(TokenizerPipeline pipeline) {
  return std::make_unique<PipelineTokenizer>(std::move(pipeline));
}

void add_token(TokenizerPipeline& pipeline, AddedToken token) {
  bool at_start = false;
  token.spelling = token.normalized ? run(pipeline.normalizer, token.content, at_start) : token.content;
  pipeline.added.add(token);
}

}  // namespace calm
