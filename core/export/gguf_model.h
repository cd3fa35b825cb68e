#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "calm/run_control.h"
#include "export/export_parts.h"
#include "export/quantization_config.h"
#include "export/recipe.h"
#include "model/model_impl.h"

namespace calm {

/// Why a plan under this scheme cannot be stored as Q4_0 (symmetric) or Q4_1 (asymmetric) without changing a weight;
/// empty: it can.
std::string gguf_problem(const Scheme& scheme, StorageType storage);
/// "Q4_0" or "Q4_1".
std::string gguf_type_name(const Scheme& scheme);

/// Bytes of the tensors that write_gguf_model writes.
uint64_t gguf_model_bytes(const ModelConfig& config, StorageType storage, const StoredLinears& linears);
/// The tensors themselves, by their Hugging Face names.
std::vector<PlannedTensor> gguf_model_plan(const ModelConfig& config, StorageType storage,
                                           const StoredLinears& linears);
/// The one file that holds them, named after the model.
std::string gguf_file_name(const std::string& model);

struct GgufModelRequest {
  const Model::Impl& model;  // embeddings, norms, head, config and tokenizer are taken from it
  StorageType storage;       // of embedding, head and linears that stay at 16 bit; never automatic
  StoredLinears linears;
  std::function<QuantizedLayer(int layer)> layer;  // asked for once each, in order
  RecipeInfo recipe;                               // notes of the layers are added
  std::function<void(double done, const std::string& text)> progress = {};
};

/// Fills an existing, empty folder with <model's name>.gguf, calm_recipe.json and README.md. Quantized linears become
/// Q4_0: blocks of 32 codes, each with its group's scale as float16; asymmetric ones Q4_1, which has the block's least
/// value beside it, -(zero + 8) * scale. Exactly (Error(numeric) naming the tensor where float16 does not hold one).
/// Norms and biases are F32, q and k rows in llama.cpp's order. One layer is in memory at a time. Returns the recipe's
/// notes.
std::vector<std::string> write_gguf_model(const GgufModelRequest& request, const std::filesystem::path& folder,
                                          const RunControl& control);

}  // namespace calm
