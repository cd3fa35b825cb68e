#include "inference/sampler.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "calm/error.h"

namespace calm {

Sampler::Sampler(const GenerateRequest& request)
    : temperature_(request.temperature), top_k_(request.top_k), top_p_(request.top_p), random_(request.seed) {
  if (!(temperature_ >= 0) || !std::isfinite(temperature_))
    throw Error(ErrorCode::invalid_argument, "temperature must be 0 (greedy) or positive");
  if (top_k_ < 0) throw Error(ErrorCode::invalid_argument, "top-k must be 0 (all) or positive");
  if (!(top_p_ > 0 && top_p_ <= 1)) throw Error(ErrorCode::invalid_argument, "top-p must be in (0, 1]");
}

int32_t Sampler::pick(const float* logits, int64_t vocab) {
  if (temperature_ == 0) return static_cast<int32_t>(std::max_element(logits, logits + vocab) - logits);
  std::vector<int32_t> order(static_cast<size_t>(vocab));
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](int32_t a, int32_t b) { return logits[a] != logits[b] ? logits[a] > logits[b] : a < b; });
  if (top_k_ > 0) order.resize(std::min(order.size(), static_cast<size_t>(top_k_)));
  std::vector<double> weights;
  double total = 0;
  for (const int32_t id : order) {
    weights.push_back(std::exp((static_cast<double>(logits[id]) - logits[order.front()]) / temperature_));
    total += weights.back();
  }
  double kept = 0;
  size_t count = 0;
  while (count < weights.size() && (count == 0 || kept < top_p_ * total)) kept += weights[count++];
  // 53 random bits, the same on every standard library.
  double target = static_cast<double>(random_() >> 11) * 0x1p-53 * kept;
  for (size_t i = 0; i < count; ++i) {
    target -= weights[i];
    if (target < 0) return order[i];
  }
  return order[count - 1];
}

}  // namespace calm
