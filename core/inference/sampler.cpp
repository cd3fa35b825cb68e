#include "inference/sampler.h"

#include <cmath>

#include "calm/error.h"
#include "calm/kernels/sampling.h"

namespace calm {

Sampler::Sampler(const GenerateRequest& request)
    : greedy_(static_cast<float>(request.temperature) == 0.0F), random_(request.seed) {
  if (!(request.temperature >= 0) || !std::isfinite(request.temperature))
    throw Error(ErrorCode::invalid_argument, "temperature must be 0 (greedy) or positive");
  if (request.top_k < 0) throw Error(ErrorCode::invalid_argument, "top-k must be 0 (all) or positive");
  if (!(request.top_p > 0 && request.top_p <= 1)) throw Error(ErrorCode::invalid_argument, "top-p must be in (0, 1]");
  sampling_ = {static_cast<float>(request.temperature), request.top_k, static_cast<float>(request.top_p)};
}

int32_t Sampler::pick(const float* logits, int64_t vocab) {
  if (greedy_) return kernels::argmax(logits, vocab);
  scratch_.resize(static_cast<size_t>(vocab));  // allocates once
  return kernels::sample(logits, vocab, sampling_, random_(), scratch_.data());
}

}  // namespace calm
