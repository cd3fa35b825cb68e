#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/model_factory.h"

namespace calm::test {

/// The tiny models whose logits tests/data/make_model_goldens.py computes with transformers.
struct GoldenModel {
  std::string name;
  RandomModelSpec spec;
  int length;  // tokens
};

inline std::vector<GoldenModel> golden_models() {
  std::vector<GoldenModel> models;
  const auto add = [&](const std::string& name, int length) -> RandomModelSpec& {
    models.push_back({name, {}, length});
    RandomModelSpec& spec = models.back().spec;
    spec.architecture = name.substr(0, name.find('_'));
    spec.seed = 100 + models.size();
    return spec;
  };
  // Wavelengths on both sides of llama3's band and inside it; scaled positions differ from plain ones from 1 on.
  add("llama", 48).rope_scaling = llama3_rope_scaling(8.0, 256);
  add("llama_linear", 32).rope_scaling = R"({"rope_type": "linear", "factor": 2.5})";
  add("llama_plain", 32).rope_parameters = true;
  RandomModelSpec& biased = add("llama_bias", 24);
  biased.biases = true;
  biased.kv_heads = 4;
  add("mistral_window", 40).sliding_window = 7;
  add("qwen2", 24).tied = true;
  RandomModelSpec& windows = add("qwen2_window", 40);
  windows.layers = 3;
  windows.sliding_window = 9;
  windows.max_window_layers = 1;
  RandomModelSpec& qwen3 = add("qwen3", 32);
  qwen3.head_dim = 32;  // heads x head_dim = 128, hidden = 64
  qwen3.rope_theta = 1e6;
  qwen3.rms_norm_eps = 1e-6;
  return models;
}

inline std::vector<int32_t> golden_ids(const GoldenModel& model) {
  std::vector<int32_t> ids;
  for (int64_t i = 0; i < model.length; ++i)
    ids.push_back(static_cast<int32_t>((i * i * 7 + i * 37 + 11) % model.spec.vocab));
  return ids;
}

}  // namespace calm::test
