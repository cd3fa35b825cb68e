#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "calm/evaluation.h"
#include "calm/kernels/sampling.h"

namespace calm {

/// Picks the next token: greedy at temperature 0, else from the softmax of logits / temperature, cut to the top_k most
/// likely and to the smallest set whose probability reaches top_p (in this order, as transformers does). The same seed
/// gives the same tokens.
class Sampler {
 public:
  /// Throws Error(invalid_argument) naming the option.
  explicit Sampler(const GenerateRequest& request);
  int32_t pick(const float* logits, int64_t vocab);

 private:
  bool greedy_;
  kernels::Sampling sampling_;
  std::mt19937_64 random_;
  std::vector<int32_t> scratch_;
};

}  // namespace calm
