#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "calm/evaluation.h"
#include "calm/kernels/dense_gemv.h"
#include "calm/kernels/w4a8_gemm.h"
#include "calm/model.h"
#include "inference/aligned_array.h"
#include "inference/forward_pass.h"
#include "model/config.h"

namespace calm {

struct DecoderLayer;
struct QuantizedLayer;

/// A matrix that is not quantized, [out, in]: 16 bit where that changes no value, else float32.
struct DenseMatrix {
  kernels::DenseType type = kernels::DenseType::float32;
  int64_t out = 0, in = 0;
  AlignedArray<std::byte> data;

  kernels::DenseWeights view() const { return {type, data.data(), out, in}; }
  int64_t bytes() const { return static_cast<int64_t>(data.size()); }
};

/// Linears that share an input, their outputs side by side: q, k, v or gate, up or one alone. Those of one group and
/// one type are stored as one matrix.
struct EngineSite {
  struct Part {
    std::variant<kernels::PackedWeights, DenseMatrix> weights;
    int64_t column = 0;  // where its outputs begin
    int activation_bits = 16;
    bool less_zero = false;    // packed: codes less their zero points (asymmetric weights)
    bool dequantized = false;  // dense, but stored as codes that no kernel reads (SpQR)

    const kernels::PackedWeights* packed() const { return std::get_if<kernels::PackedWeights>(&weights); }
    const DenseMatrix* dense() const { return std::get_if<DenseMatrix>(&weights); }
  };
  std::vector<Part> parts;
  int64_t in = 0, out = 0;
  std::vector<float> bias;  // [out], or empty
  // What the parts read of their input: int8 codes, fake-quantized floats, the floats themselves.
  bool needs_codes = false, needs_fake = false, needs_plain = false;
};

struct EngineLayer {
  EngineSite qkv, o, gate_up, down;
  std::vector<float> input_norm, post_attention_norm;  // [hidden]
  std::vector<float> q_norm, k_norm;                   // [head_dim], or empty
  int64_t sliding_window = 0;
};

EngineLayer make_engine_layer(const DecoderLayer& layer);
EngineLayer make_engine_layer(const QuantizedLayer& layer);

/// A whole model as the kernels read it: immutable, shared by any number of contexts and threads.
struct EngineWeights {
  ModelConfig config;
  std::vector<EngineLayer> layers;
  std::vector<float> final_norm;
  DenseMatrix embedding;
  std::variant<std::monostate, DenseMatrix, kernels::PackedWeights> own_head;  // monostate: the embedding serves

  int64_t bytes() const;
  /// "float16", "bfloat16", "float32" or "int8".
  std::string head_precision() const;
  /// Whether some linear is not packed: prefill then multiplies with the tensor library.
  bool has_dense_linears() const;
  /// How the decoder's linears are held: "4-bit codes", "8-bit codes (less zero points)", "dequantized weights",
  /// "dense"; all of them.
  std::string linear_storage() const;
};

/// The same without the memory.
ModelView<const kernels::PackedWeights*> view_of(const EngineWeights& weights);

/// Throws Error(invalid_argument) for no tokens, ids outside the vocabulary and more than a cache of `capacity` holds
/// behind `position`.
void check_feed(std::span<const int32_t> ids, int64_t position, int64_t capacity, int64_t vocab);

/// Reads the model layer by layer. Throws Error(io) where it does not fit the memory that is free.
std::shared_ptr<const EngineWeights> load_engine_weights(const Model::Impl& model, HeadPrecision head,
                                                         const RunControl* control = nullptr);

/// cos and sin of positions 0 .. length - 1, [length, head_dim / 2] each, the bits of make_rotary_table.
void fill_rotary(const ModelConfig& config, int64_t length, float* cos, float* sin);

}  // namespace calm
