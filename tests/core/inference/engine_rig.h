#pragma once

#include <c10/core/InferenceMode.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "inference/engine.h"
#include "inference/language_model.h"
#include "model/model_impl.h"
#include "quantization/method.h"
#include "support/golden_models.h"
#include "support/temp_folder.h"
#include "support/tensors.h"

namespace calm::test {

inline std::filesystem::path default_model() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  const std::filesystem::path root = cache != nullptr && *cache != '\0'
                                         ? std::filesystem::path(cache)
                                         : std::filesystem::path(home != nullptr ? home : "") / ".cache";
  return root / "calm-workbench/models/SmolLM2-135M-Instruct.Q4_1.gguf";
}

/// RTN under a scheme.
inline QuantizedLayer quantized(const Model& model, int layer, Scheme scheme) {
  scheme.storage = StorageType::float32;
  const RunControl control;
  const LayerStatistics none{StatisticsNeeds{}};
  return quantize_layer(model.impl().load_layer(layer, at::kCPU), parse_method("rtn"),
                        {model.impl().config, none, scheme, control});
}

inline std::shared_ptr<Model> with_scheme(const std::shared_ptr<Model>& model, const Scheme& scheme) {
  return with_quantized_layers(model, [model, scheme](int layer) { return quantized(*model, layer, scheme); });
}

/// A random model on disk.
struct RandomModel {
  explicit RandomModel(const RandomModelSpec& spec) {
    write_random_hf_model(folder.path(), spec);
    model = Model::open(folder.path());
  }
  TempFolder folder;
  std::shared_ptr<Model> model;
};

inline EngineContext make_context(const Model& model, int64_t capacity, int64_t chunk = 512,
                                  kernels::DenseType cache = kernels::DenseType::float32, int threads = 1,
                                  HeadPrecision head = HeadPrecision::stored) {
  return EngineContext(load_engine_weights(model.impl(), head), {capacity, chunk, cache},
                       std::make_shared<ThreadPool>(threads));
}

/// ||a - b|| / ||b|| in Frobenius norm.
inline double relative_error(const at::Tensor& a, const at::Tensor& b) {
  return frobenius(minus(to_matrix(a), to_matrix(b))) / frobenius(to_matrix(b));
}

/// Logits [length, vocab], each from the feeding that ends with its token.
inline at::Tensor fed_one_by_one(EngineContext& context, const std::vector<int32_t>& ids, int64_t vocab) {
  at::Tensor result = at::empty({static_cast<int64_t>(ids.size()), vocab}, at::TensorOptions().dtype(at::kFloat));
  float* row = result.mutable_data_ptr<float>();
  for (const int32_t id : ids) {
    std::copy_n(context.feed({&id, 1}), vocab, row);
    row += vocab;
  }
  return result;
}

}  // namespace calm::test
