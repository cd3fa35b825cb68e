#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "storage/tensor_source.h"

namespace calm::test {

/// A small random decoder. The same spec gives the same weights, bit for bit, in every format.
struct RandomModelSpec {
  std::string architecture = "llama";  // "llama", "mistral", "qwen2" (q/k/v biases) or "qwen3" (q/k norms)
  int64_t layers = 2;
  int64_t hidden = 64;
  int64_t intermediate = 128;
  int64_t heads = 4;
  int64_t kv_heads = 2;
  int64_t head_dim = 16;
  int64_t vocab = 320;
  bool tied = false;
  StoredType dtype = StoredType::f32;  // f32, f16 or bf16; GGUF matrices also q8_0 or q4_0
  int shards = 1;
  double rope_theta = 10000.0;
  double rms_norm_eps = 1e-5;
  int64_t max_positions = 2048;
  /// JSON of config.json's rope_scaling, or empty: {"rope_type": "linear", "factor": 2.0}; see llama3_rope_scaling().
  std::string rope_scaling;
  std::optional<int64_t> sliding_window;
  int64_t max_window_layers = 0;  // qwen2, qwen3: the layers below it attend to everything
  bool biases = false;            // llama: attention_bias and mlp_bias, on all seven linears
  bool tokenizer = false;         // a byte-level BPE with 256 bytes and a few merges; needs vocab >= 269
  bool rope_parameters = false;   // config.json as transformers 5 saves it: rope_parameters and dtype
  uint64_t seed = 1;
};

/// Llama 3.1's rope_scaling, for a model trained on original_positions.
std::string llama3_rope_scaling(double factor = 8.0, int64_t original_positions = 256);

struct RandomTensor {
  std::string name;  // Hugging Face's
  std::vector<int64_t> shape;
  std::vector<float> values;  // as they read back: rounded to the spec's dtype where that is a plain one
};

/// The weights: about N(0, 0.05), a few input channels of each matrix six times that; norms about 1 with a few of 3.
std::vector<RandomTensor> random_model_tensors(const RandomModelSpec& spec);

/// The bytes of values as f32, f16, bf16, q8_0 or q4_0 (blocks of 32 along the innermost dimension).
std::vector<std::byte> encode(StoredType type, const std::vector<float>& values);

/// config.json, model.safetensors (or shards and index), and the tokenizer's files if asked for. Makes the folder.
void write_random_hf_model(const std::filesystem::path& folder, const RandomModelSpec& spec);

/// One .gguf file as llama.cpp's converter makes it: vectors in F32, q and k rows of llama and mistral permuted,
/// rope_freqs for llama3.
void write_random_gguf_model(const std::filesystem::path& file, const RandomModelSpec& spec);

/// The byte-level vocabulary that both formats get: <|endoftext|>, the 256 bytes, one token a merge.
struct ByteVocabulary {
  std::vector<std::string> tokens;
  std::vector<std::string> merges;  // "Ġ t"
};
ByteVocabulary byte_vocabulary();

}  // namespace calm::test
