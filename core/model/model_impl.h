#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "calm/model.h"
#include "calm/scheme.h"
#include "calm/transform.h"
#include "model/config.h"
#include "model/decoder_layer.h"
#include "model/tokenizer.h"
#include "quantization/quantized_layer.h"
#include "storage/tensor_source.h"

namespace calm {

class GgufFile;
struct ModelRotation;

/// What a Model is made of. Tensors are read from the mapped files on demand and never kept.
struct Model::Impl {
  ModelInfo info;
  ModelConfig config;
  std::shared_ptr<TensorSource> source;
  std::shared_ptr<GgufFile> gguf;        // the source itself where it is a GGUF file
  std::shared_ptr<Tokenizer> tokenizer;  // nullptr where the folder has none: info.tokenizer says why
  std::string tokenizer_error;
  StorageType native_storage = StorageType::float32;  // what StorageType::automatic means for this model
  /// Everything that is kept at 16 bit is rounded to this when it is read (float32: as it is).
  StorageType storage = StorageType::float32;
  /// Set for a quantized model (an opened export, or a plan over a full-precision model).
  std::function<QuantizedLayer(int layer)> quantized_layer;
  /// Set by with_transform: layers, embedding, final norm and head come rotated (rounded to `storage` afterwards, but
  /// for the linears). The head then is a matrix of its own: config.tie_word_embeddings is false.
  std::shared_ptr<const ModelRotation> rotation;
  bool head_from_embedding = false;
  /// With an opened export: the group of a linear, 0 where it stays 16 bit.
  std::function<int(int layer, LinearId)> linear_group;
  std::function<int(int layer, LinearId)> linear_bits;  // likewise, 16 there

  /// The original's weights of a layer, float32 on the device. Error(numeric) for NaN or Inf, naming the tensor.
  DecoderLayer load_layer(int layer, const at::Device& device) const;
  /// The original's, or the quantized one's dequantized weights with their activation bits.
  RunnableLayer load_runnable(int layer, const at::Device& device, Arithmetic arithmetic = Arithmetic::kernels) const;
  /// Rows of the embedding: [ids, hidden] float32.
  at::Tensor embed(const std::vector<int32_t>& ids, const at::Device& device) const;
  at::Tensor final_norm(const at::Device& device) const;
  /// Rows [first, first + rows) of a matrix by its Hugging Face name, float32, rounded to `storage`.
  at::Tensor table_rows(const std::string& hf_name, int64_t first, int64_t rows, const at::Device& device) const;
  /// The same of lm_head (the embedding where tied), [rows, hidden].
  at::Tensor head_rows(int64_t first, int64_t rows, const at::Device& device) const;

  /// The tensor's Hugging Face name ("model.layers.3.mlp.up_proj.weight") mapped onto this file's.
  std::string source_name(const std::string& hf_name) const;
  /// Any tensor by its Hugging Face name, float32 on the CPU, q/k of a llama GGUF un-permuted, rounded to `storage`.
  at::Tensor read(const std::string& hf_name) const;
  const Tokenizer& require_tokenizer() const;  // throws Error with tokenizer_error
};

/// The same files, with another rounding of what stays at 16 bit.
std::shared_ptr<Model> with_storage(const std::shared_ptr<Model>& model, StorageType storage);
/// The model with everything it reads rotated. Throws Error(unsupported) for a quantized model.
std::shared_ptr<Model> with_rotation(const std::shared_ptr<Model>& model,
                                     std::shared_ptr<const ModelRotation> rotation);
/// The same by a transform that needs no calibration (all but Kind::spinquant, for which see transformed_model);
/// `model` itself for Kind::none.
std::shared_ptr<Model> with_transform(const std::shared_ptr<Model>& model, const Transform& transform);
/// A model whose layers come from `layer`.
std::shared_ptr<Model> with_quantized_layers(const std::shared_ptr<Model>& model,
                                             std::function<QuantizedLayer(int)> layer);

/// "auto": cuda:0 where there is one. Throws Error(device) naming what is missing.
at::Device parse_device(const std::string& device);
/// Sets ATen's threads for the calling run; 0: all cores. Returns the number in force.
int use_threads(int threads);

}  // namespace calm
