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

  /// What pick does, for whoever does it elsewhere: argmax, or kernels::sample with the next draw.
  bool greedy() const { return greedy_; }
  const kernels::Sampling& sampling() const { return sampling_; }
  uint64_t draw() { return random_(); }

 private:
  bool greedy_;
  kernels::Sampling sampling_;
  std::mt19937_64 random_;
  std::vector<int32_t> scratch_;
};

}  // namespace calm
