#include "calm/kernels/sampling.h"

#include <algorithm>
#include <cmath>

#include "calm/kernels/scale_type.h"
#include "dispatch.h"
#include "sampling/impl.h"

namespace calm::kernels {
namespace {

constexpr int64_t kMostInHeap = 1024;
constexpr int64_t kHead = 256;  // below kMostInHeap

/// The order of sampling: by falling logit, then by index.
struct Before {
  const float* logits;
  bool operator()(int32_t a, int32_t b) const { return logits[a] != logits[b] ? logits[a] > logits[b] : a < b; }
};

/// The k first in the order, sorted, in best[0, k).
void select(const SamplingKernel& kernel, const float* logits, int64_t n, int64_t k, int32_t* best) {
  const Before before{logits};
  for (int64_t i = 0; i < k; ++i) best[i] = static_cast<int32_t>(i);
  std::make_heap(best, best + k, before);  // the last in the order on top
  for (int64_t i = kernel.find_above(logits, k, n, logits[best[0]]); i < n;
       i = kernel.find_above(logits, i + 1, n, logits[best[0]])) {
    std::pop_heap(best, best + k, before);
    best[k - 1] = static_cast<int32_t>(i);
    std::push_heap(best, best + k, before);
  }
  std::sort_heap(best, best + k, before);
}

int32_t sample_selected(const float* logits, const int32_t* best, int64_t k, const Sampling& sampling, double uniform) {
  double weights[kMostInHeap];
  double total = 0.0;
  for (int64_t i = 0; i < k; ++i) {
    const double difference = static_cast<double>(logits[best[i]]) - static_cast<double>(logits[best[0]]);
    weights[i] = std::exp(difference / static_cast<double>(sampling.temperature));
    total += weights[i];
  }
  double kept = 0.0;
  int64_t count = 0;
  const double reach = static_cast<double>(sampling.top_p) * total;
  while (count < k && (count == 0 || kept < reach)) kept += weights[count++];
  double target = uniform * kept;
  for (int64_t i = 0; i < count; ++i) {
    target -= weights[i];
    if (target < 0.0) return best[i];
  }
  return best[count - 1];
}

/// An initial part of the order: every logit above the key's, and the first `ties` of those that have it.
struct Cut {
  uint32_t key = 0;
  int64_t ties = 0;
  double sum = 0.0;   // of what was measured, over the part
  int64_t index = 0;  // of its last member
};

/// Orders like the float; both zeros are one.
uint32_t key_of(float logit) {
  const uint32_t bits = bits_of(logit + 0.0F);
  return (bits & 0x80000000U) != 0 ? ~bits : bits | 0x80000000U;
}

/// Calls visit(i, key) for the members of the part, by index.
template <class Visit>
void for_each_in(const float* logits, int64_t n, const Cut& part, const Visit& visit) {
  int64_t ties = 0;
  for (int64_t i = 0; i < n; ++i) {
    const uint32_t key = key_of(logits[i]);
    if (key > part.key || (key == part.key && ties++ < part.ties)) visit(i, key);
  }
}

/// The shortest initial part, within `limit`, over which the sum of measure(i) satisfies reached(sum): found digit by
/// digit of the keys, without sorting. All of `limit` when rounding keeps every sum from it.
template <class Measure, class Reached>
Cut find_cut(const float* logits, int64_t n, const Cut& limit, const Measure& measure, const Reached& reached) {
  constexpr int kDigit = 11;
  constexpr uint32_t kBins = 1U << kDigit;
  uint32_t prefix = 0;
  double before = 0.0;
  for (const int shift : {22, 11, 0}) {
    double bins[kBins] = {};
    uint32_t lowest = kBins - 1;
    for_each_in(logits, n, limit, [&](int64_t i, uint32_t key) {
      if (static_cast<uint64_t>(key) >> (shift + kDigit) != prefix) return;
      const uint32_t bin = key >> shift & (kBins - 1);
      bins[bin] += measure(i);
      lowest = std::min(lowest, bin);
    });
    uint32_t bin = kBins - 1;
    while (bin > lowest && !reached(before + bins[bin])) before += bins[bin--];
    prefix = prefix << kDigit | bin;
  }
  Cut cut{prefix, 0, before, 0};
  bool done = false;
  for_each_in(logits, n, limit, [&](int64_t i, uint32_t key) {
    if (done || key != prefix) return;
    cut.sum += measure(i);
    cut.index = i;
    ++cut.ties;
    done = reached(cut.sum);
  });
  return cut;
}

/// The draw where the most likely few decide it, as they mostly do, or -1.
template <class Weight>
int32_t sample_head(const SamplingKernel& kernel, const float* logits, int64_t n, const Weight& weight, double total,
                    const Sampling& sampling, double uniform) {
  int32_t best[kHead];
  select(kernel, logits, n, kHead, best);
  double kept = total;
  if (sampling.top_p < 1.0F) {
    const double reach = static_cast<double>(sampling.top_p) * total;
    int64_t count = 0;
    kept = 0.0;
    while (count < kHead && (count == 0 || kept < reach)) kept += weight(best[count++]);
    if (kept < reach) return -1;
  }
  double sum = 0.0;
  for (const int32_t id : best) {
    sum += weight(id);
    if (sum > uniform * kept) return id;
  }
  return -1;
}

int32_t sample_all(const SamplingKernel& kernel, const float* logits, int64_t n, int64_t k, float largest,
                   const Sampling& sampling, double uniform, int32_t* scratch) {
  Cut part{0, n, 0.0, 0};
  if (k < n) {
    const auto one = [](int64_t) { return 1.0; };
    part = find_cut(logits, n, part, one, [&](double count) { return count >= static_cast<double>(k); });
  }
  double total = kernel.weigh(logits, n, largest, sampling.temperature, scratch);
  const auto weight = [&](int64_t i) { return static_cast<double>(float_of(static_cast<uint32_t>(scratch[i]))); };
  if (k < n) {
    total = 0.0;
    for_each_in(logits, n, part, [&](int64_t i, uint32_t) { total += weight(i); });
  } else if (const int32_t id = sample_head(kernel, logits, n, weight, total, sampling, uniform); id >= 0) {
    return id;
  }
  if (sampling.top_p < 1.0F) {
    const double reach = static_cast<double>(sampling.top_p) * total;
    part = find_cut(logits, n, part, weight, [&](double sum) { return sum >= reach; });
    total = part.sum;
  }
  const double target = uniform * total;
  return static_cast<int32_t>(find_cut(logits, n, part, weight, [&](double sum) { return sum > target; }).index);
}

}  // namespace

int32_t argmax(const float* values, int64_t n) {
  require(n > 0, "argmax", "no values");
  return static_cast<int32_t>(dispatch<sampling_fn>("sampling")().argmax(values, n));
}

int32_t sample(const float* logits, int64_t n, const Sampling& sampling, uint64_t random, int32_t* scratch) {
  require(n > 0, "sample", "no logits");
  require(sampling.temperature > 0.0F && sampling.top_k >= 0 && sampling.top_p > 0.0F && sampling.top_p <= 1.0F,
          "sample", "the temperature must be positive, top_k not negative, top_p in (0, 1]");
  const SamplingKernel kernel = dispatch<sampling_fn>("sampling")();
  const int64_t best = kernel.argmax(logits, n);
  if (!std::isfinite(logits[best])) return static_cast<int32_t>(best);
  const double uniform = static_cast<double>(random >> 11) * 0x1p-53;
  const int64_t k = sampling.top_k == 0 ? n : std::min<int64_t>(n, sampling.top_k);
  if (k > kMostInHeap) return sample_all(kernel, logits, n, k, logits[best], sampling, uniform, scratch);
  select(kernel, logits, n, k, scratch);
  return sample_selected(logits, scratch, k, sampling, uniform);
}

}  // namespace calm::kernels
