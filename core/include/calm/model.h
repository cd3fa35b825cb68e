#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calm {

struct LinearInfo {
  int layer;
  std::string name;  // "self_attn.q_proj"
  int64_t out_features;
  int64_t in_features;
  std::string dtype;  // as stored: "BF16", "Q4_1", "INT4"
  int group_size;     // group that the default scheme would use (or does use, in a quantized model); 0: stays 16 bit
};

struct ModelInfo {
  std::string name;  // folder or file name, or the GGUF's general.name
  std::string path;
  std::string format;        // "Hugging Face", "GGUF", "compressed-tensors"
  std::string architecture;  // "LlamaForCausalLM"
  int layers = 0;
  int64_t hidden = 0, intermediate = 0, heads = 0, kv_heads = 0, head_dim = 0, vocab = 0;
  int64_t max_positions = 0;
  std::string rope;  // "theta 100000", "theta 500000, llama3 scaling x8"
  bool tied_embeddings = false;
  bool quantized = false;  // opened from an export of ours
  int64_t parameters = 0;
  uint64_t file_bytes = 0;
  std::string dtype;        // the decoder weights' most common stored type
  std::string tokenizer;    // Tokenizer::describe(), or why there is none
  std::string fingerprint;  // changes when the weights' files change
  std::vector<LinearInfo> linears;
};

/// An opened model: weights stay mapped in their files. Shared by all calls that read it; thread-safe for reading.
class Model {
 public:
  /// A Hugging Face folder, a .gguf file, or a folder that we exported. Throws Error naming what is wrong with it.
  static std::shared_ptr<Model> open(const std::filesystem::path& path);

  const ModelInfo& info() const;
  std::vector<int32_t> tokenize(std::string_view text, bool add_special = false) const;
  std::string detokenize(const std::vector<int32_t>& ids) const;

  struct Impl;
  explicit Model(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
  Impl& impl() const { return *impl_; }

 private:
  std::shared_ptr<Impl> impl_;
};

/// Devices that this build can use here: "cpu", "cuda:0", ...
std::vector<std::string> available_devices();

}  // namespace calm
