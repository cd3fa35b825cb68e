#pragma once

// One block walks over all logits: some microseconds a pass, against hundreds for the lm_head that made them. Sums are
// of integers, so that no order of threads shows.

#include "calm/kernels/sampling.h"
#include "cuda/block.cuh"
#include "exp.h"

namespace calm::kernels::cuda {
namespace {

using Wide = unsigned long long;  // what CUDA's functions on 64 bits take

constexpr int kSampleThreads = 1024;  // at most

__device__ __forceinline__ int64_t threads() {
  return blockDim.x;
}

struct SampleArgs {
  const float* logits;
  int64_t n;
  Sampling sampling;
  const uint64_t* random;
  uint32_t* weights;  // float32 bits
  int32_t* index;
  float unit;  // the integer that stands for a weight of 1: a power of two
};

/// Orders like the float; both zeros are one, and a NaN is above everything.
__device__ __forceinline__ uint32_t key_of(float logit) {
  if (!(logit == logit)) return 0xFFFFFFFFU;
  const uint32_t bits = bits_of(logit + 0.0F);
  return (bits & 0x80000000U) != 0 ? ~bits : bits | 0x80000000U;
}
__device__ __forceinline__ float logit_of(uint32_t key) {
  return float_of((key & 0x80000000U) != 0 ? key & 0x7FFFFFFFU : ~key);
}

/// Three values of each thread, combined over the block, in all threads.
struct Three {
  Wide v[3];
};
template <class Combine>
__device__ __forceinline__ Three combine(Three values, const Combine& op) {
  CALM_SHARED(Wide, warps, 3 * (kSampleThreads / 32));
  __syncthreads();  // after the readers of an earlier call
#pragma unroll
  for (int i = 0; i < 3; ++i) {
#pragma unroll
    for (int step = 16; step > 0; step /= 2) {
      const Wide other = __shfl_xor_sync(kFullWarp, values.v[i], step);
      values.v[i] = op(values.v[i], other);
    }
    if (threadIdx.x % 32 == 0) warps[i * (kSampleThreads / 32) + threadIdx.x / 32] = values.v[i];
  }
  __syncthreads();
#pragma unroll
  for (int i = 0; i < 3; ++i) {
    values.v[i] = warps[i * (kSampleThreads / 32)];
    for (int w = 1; w < static_cast<int>(threads()) / 32; ++w) {
      const Wide other = warps[i * (kSampleThreads / 32) + w];
      values.v[i] = op(values.v[i], other);
    }
  }
  return values;
}

struct Add {
  __device__ __forceinline__ Wide operator()(Wide a, Wide b) const { return a + b; }
};
struct Larger {
  __device__ __forceinline__ Wide operator()(Wide a, Wide b) const { return a > b ? a : b; }
};

/// The index of the largest, the first of equals.
__device__ __forceinline__ int64_t block_argmax(const Global<const float>& values, int64_t n) {
  Three best{{0, 0, 0}};
  for (int64_t i = threadIdx.x; i < n; i += threads()) {
    const Wide candidate = static_cast<Wide>(key_of(values[i])) << 32 | (0xFFFFFFFFU - static_cast<uint32_t>(i));
    if (candidate > best.v[0]) best.v[0] = candidate;
  }
  best = combine(best, Larger{});
  return 0xFFFFFFFFU - static_cast<uint32_t>(best.v[0]);
}

__global__ void __launch_bounds__(kSampleThreads) argmax_block(const float* values, int64_t n, int32_t* index) {
  const int64_t best = block_argmax(values, n);
  if (threadIdx.x == 0) *global(index) = static_cast<int32_t>(best);
}

/// The members above a key and the first `ties` that have it: an initial part of the order by falling logit and index.
struct Part {
  uint32_t key;
  Wide ties;
  Wide sum;  // of the weights or counts
};

/// Integer weight of a float32 one.
__device__ __forceinline__ Wide integer_weight(float weight, float unit) {
  return static_cast<Wide>(weight * unit);
}
__device__ __forceinline__ float weight_of(const SampleArgs& args, float logit, float largest) {
  return exp_of((logit - largest) / args.sampling.temperature);
}

/// The shortest initial part within `limit` whose sum is at least `need`, 1 .. limit.sum: the largest key for which the
/// sum from it on is enough, two bits a pass, and as many ties as it takes. `value` is each member's with that key.
template <bool kCount>
__device__ Part shortest(const SampleArgs& args, const Part& limit, Wide need, float largest) {
  const Global<const float> logits = args.logits;
  const Global<const uint32_t> weights = static_cast<const uint32_t*>(args.weights);
  const auto value_of_key = [&](uint32_t key) {
    return kCount ? Wide{1} : integer_weight(weight_of(args, logit_of(key), largest), args.unit);
  };
  /// Sums over the keys from each of three on; from[i] beyond 2^32 - 1: of nothing.
  const auto sums_from = [&](const Wide(&from)[3]) {
    Three sums{{0, 0, 0}};
    for (int64_t i = threadIdx.x; i < args.n; i += threads()) {
      const uint32_t key = key_of(logits[i]);
      if (key <= limit.key) continue;
      const Wide value = kCount ? Wide{1} : integer_weight(float_of(weights[i]), args.unit);
#pragma unroll
      for (int c = 0; c < 3; ++c) sums.v[c] += key >= from[c] ? value : 0;
    }
    sums = combine(sums, Add{});
#pragma unroll
    for (int c = 0; c < 3; ++c) {
      if (limit.key >= from[c]) sums.v[c] += limit.ties * value_of_key(limit.key);
    }
    return sums;
  };
  uint32_t key = 0;
  for (int shift = 30; shift >= 0; shift -= 2) {
    const Wide from[3] = {key | Wide{1} << shift, key | Wide{2} << shift, key | Wide{3} << shift};
    const Three sums = sums_from(from);
    const unsigned digit = sums.v[2] >= need ? 3 : sums.v[1] >= need ? 2 : sums.v[0] >= need ? 1 : 0;
    key |= digit << shift;
  }
  const Wide above[3] = {Wide{key} + 1, Wide{1} << 32, Wide{1} << 32};
  const Wide before = sums_from(above).v[0];
  const Wide value = value_of_key(key);
  const Wide ties = value == 0 ? 1 : (need - before + value - 1) / value;
  return {key, ties, before + ties * value};
}

/// The index of the part's last member: of its ties'-th logit with its key, by bisection unless it is the first.
__device__ __forceinline__ int64_t last_of(const SampleArgs& args, const Part& part) {
  const Global<const float> logits = args.logits;
  int64_t low = 0, high = args.n - 1;
  if (part.ties == 1) {
    Three first{{0, 0, 0}};
    for (int64_t i = threadIdx.x; i < args.n; i += threads()) {
      if (first.v[0] == 0 && key_of(logits[i]) == part.key) first.v[0] = static_cast<Wide>(args.n - i);
    }
    return args.n - static_cast<int64_t>(combine(first, Larger{}).v[0]);
  }
  while (low < high) {
    const int64_t middle = (low + high) / 2;
    Three count{{0, 0, 0}};
    for (int64_t i = threadIdx.x; i <= middle; i += threads()) count.v[0] += key_of(logits[i]) == part.key ? 1 : 0;
    if (combine(count, Add{}).v[0] >= part.ties) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

__global__ void __launch_bounds__(kSampleThreads) sample_block(SampleArgs args) {
  const Global<const float> logits = args.logits;
  const Global<uint32_t> weights = args.weights;
  const int64_t best = block_argmax(logits, args.n);
  const float largest = logits[best];
  if (!(largest - largest == 0.0F)) {  // infinite or NaN
    if (threadIdx.x == 0) *global(args.index) = static_cast<int32_t>(best);
    return;
  }
  Part part{0, 0, static_cast<Wide>(args.n)};
  const auto n = static_cast<Wide>(args.n);
  if (args.sampling.top_k > 0 && static_cast<Wide>(args.sampling.top_k) < n) {
    part = shortest<true>(args, part, static_cast<Wide>(args.sampling.top_k), largest);
  }
  Three total{{0, 0, 0}};
  for (int64_t i = threadIdx.x; i < args.n; i += threads()) {
    const float logit = logits[i];
    const float weight = weight_of(args, logit, largest);
    weights[i] = bits_of(weight);
    if (key_of(logit) > part.key) total.v[0] += integer_weight(weight, args.unit);
  }
  part.sum = combine(total, Add{}).v[0];
  if (part.ties > 0) part.sum += part.ties * integer_weight(weight_of(args, logit_of(part.key), largest), args.unit);
  if (args.sampling.top_p < 1.0F) {
    const auto reach = static_cast<Wide>(static_cast<double>(args.sampling.top_p) * static_cast<double>(part.sum));
    part = shortest<false>(args, part, reach < 1 ? 1 : reach < part.sum ? reach : part.sum, largest);
  }
  const uint64_t random = *global(args.random);
  const double uniform = static_cast<double>(random >> 11) * 0x1p-53;
  const auto target = static_cast<Wide>(uniform * static_cast<double>(part.sum));
  part = shortest<false>(args, part, target < part.sum ? target + 1 : part.sum, largest);
  const int64_t index = last_of(args, part);
  if (threadIdx.x == 0) *global(args.index) = static_cast<int32_t>(index);
}

}  // namespace
}  // namespace calm::kernels::cuda
