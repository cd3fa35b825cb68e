#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "model/config.h"

namespace calm {

/// llama.cpp's name of a tensor: "model.layers.3.mlp.up_proj.weight" -> "blk.3.ffn_up.weight".
std::string gguf_tensor_name(const std::string& hf_name);

/// llama.cpp's architecture of a family: Mistral is "llama" there.
std::string gguf_architecture(Family family);

/// How many heads the rows of this tensor have that llama.cpp's converter interleaves (q and k of architecture
/// "llama", weights and biases); 0: the rows stand as they are.
int64_t gguf_interleaved_heads(const ModelConfig& config, const std::string& hf_name);

/// The converter's order of rows, and back: rows i and i + head_dim/2 of a head become 2i and 2i + 1. [rows] or [rows,
/// columns], of any type.
at::Tensor interleave_heads(const at::Tensor& rows, int64_t heads);
at::Tensor separate_heads(const at::Tensor& rows, int64_t heads);

}  // namespace calm
