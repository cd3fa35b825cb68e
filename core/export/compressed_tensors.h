#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "calm/run_control.h"
#include "export/export_parts.h"
#include "export/quantization_config.h"
#include "export/recipe.h"
#include "export/sharded_writer.h"
#include "model/model_impl.h"

namespace calm {

/// How a plan's layers are stored: groups by effective_group or per channel, act-order where the layer's method has it.
StoredLinears stored_linears(const ModelConfig& config, const Scheme& scheme, const std::vector<std::string>& methods);

/// Bytes of the tensors that write_compressed_tensors writes.
uint64_t compressed_tensors_bytes(const ModelConfig& config, StorageType storage, const StoredLinears& linears);
/// The tensors themselves, and the files that hold them.
std::vector<PlannedTensor> compressed_tensors_plan(const ModelConfig& config, StorageType storage,
                                                   const StoredLinears& linears, std::vector<ExportFile>& files);

/// Of the files that hold them, but for a few bytes a tensor at most.
uint64_t compressed_tensors_file_bytes(const ModelConfig& config, StorageType storage, const StoredLinears& linears);

struct CompressedTensorsRequest {
  const Model::Impl& model;  // embeddings, norms, head, config and tokenizer are taken from it
  StorageType storage;       // of what stays at 16 bit and of the scales; never automatic
  StoredLinears linears;
  std::function<QuantizedLayer(int layer)> layer;  // asked for once each, in order
  RecipeInfo recipe;                               // notes of the layers are added
  uint64_t shard_bytes = ShardedWriter::kShardBytes;
  std::function<void(double done, const std::string& text)> progress = {};
};

/// Fills an existing, empty folder with a pack-quantized checkpoint: tensors, config.json, tokenizer, calm_recipe.json
/// and README.md. Layout: compressed-tensors 0.19, `weight_packed` I32 [out, in*bits/32], `weight_scale` [out,
/// in/group] in the storage type, `weight_shape` I64 [2], for asymmetric weights `weight_zero_point` I32 [out*bits/32,
/// in/group], packed along the rows. One layer is in memory at a time. Returns the recipe's notes.
std::vector<std::string> write_compressed_tensors(const CompressedTensorsRequest& request,
                                                  const std::filesystem::path& folder, const RunControl& control);

}  // namespace calm
