#pragma once

#include <string>
#include <utility>

#include "calm/model.h"

namespace calm::test {

/// What a small Llama looks like: 576 wide as SmolLM2-135M, whose groups shrink to 64; layer 1 has a linear of 40
/// inputs that no group divides.
inline ModelInfo smallModelInfo(int layers = 3) {
  ModelInfo info;
  info.name = "SmolLM2-135M-Instruct";
  info.path = "/models/SmolLM2-135M-Instruct.Q4_1.gguf";
  info.format = "GGUF";
  info.architecture = "LlamaForCausalLM";
  info.layers = layers;
  info.hidden = 576;
  info.intermediate = 1536;
  info.heads = 9;
  info.kv_heads = 3;
  info.head_dim = 64;
  info.vocab = 49152;
  info.max_positions = 8192;
  info.rope = "theta 100000";
  info.tied_embeddings = true;
  info.parameters = 134515008;
  info.file_bytes = uint64_t{98} << 20;
  info.dtype = "Q4_1";
  info.tokenizer = "byte-level BPE, 49152 tokens";
  info.fingerprint = "f1";
  for (int layer = 0; layer < layers; ++layer) {
    const auto add = [&](const char* name, int64_t out, int64_t in, int group) {
      info.linears.push_back({layer, name, out, in, "Q4_1", group});
    };
    add("self_attn.q_proj", 576, 576, 64);
    add("self_attn.k_proj", 192, 576, 64);
    add("self_attn.v_proj", 192, 576, 64);
    add("self_attn.o_proj", 576, layer == 1 ? 40 : 576, layer == 1 ? 0 : 64);
    add("mlp.gate_proj", 1536, 576, 64);
    add("mlp.up_proj", 1536, 576, 64);
    add("mlp.down_proj", 576, 1536, 128);
  }
  return info;
}

}  // namespace calm::test
