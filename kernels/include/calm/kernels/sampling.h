#pragma once

#include <cstdint>

namespace calm::kernels {

/// The index of the largest of n values, the first of equals; a NaN is larger than everything.
int32_t argmax(const float* values, int64_t n);

/// How one token is drawn from logits: softmax(logits / temperature), cut to the top_k most likely (0: all), then to
/// the smallest set whose probability reaches top_p, as transformers does it. Ties go to the lower index. Probabilities
/// are summed in float64; their float32 exp is within 1 ulp, or float64 where 0 < top_k <= 1024.
struct Sampling {
  float temperature = 1.0F;  // positive
  int32_t top_k = 0;
  float top_p = 1.0F;
};

/// Draws with `random`, 64 uniform bits: the first token, by falling probability, at which the sum of the probabilities
/// kept exceeds that fraction of their total. The same token on every instruction set. Where a logit is NaN or the
/// largest is infinite, returns argmax. scratch: n int32. Allocates nothing.
int32_t sample(const float* logits, int64_t n, const Sampling& sampling, uint64_t random, int32_t* scratch);

}  // namespace calm::kernels
