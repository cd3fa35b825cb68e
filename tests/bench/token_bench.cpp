// The token-wise kernels on one thread, in CPU time. CALM_FORCE_ISA chooses the instruction set.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "calm/kernels/attention.h"
#include "calm/kernels/fwht.h"
#include "calm/kernels/isa.h"
#include "calm/kernels/rms_norm.h"
#include "calm/kernels/sampling.h"
#include "calm/kernels/silu_multiply.h"

namespace calm::kernels {
namespace {

std::vector<float> random_floats(int64_t count) {
  std::mt19937 engine(1);
  std::normal_distribution<float> normal;
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = normal(engine);
  return values;
}

void finish(benchmark::State& state, double bytes, double operations) {
  state.SetLabel(std::string(to_string(active_isa())));
  if (bytes > 0) {
    state.counters["GB/s"] = benchmark::Counter(bytes * 1e-9, benchmark::Counter::kIsIterationInvariantRate);
  }
  if (operations > 0) {
    state.counters["GOPS"] = benchmark::Counter(operations * 1e-9, benchmark::Counter::kIsIterationInvariantRate);
  }
}

/// Arguments: keys already held, tokens, query heads, key heads, head width, 1 for a float16 cache. One token meets the
/// caches of as many layers in turn as fill 64 MiB, as a decoding step does: none of it is still in a fast cache.
void attend(benchmark::State& state) {
  const int64_t held = state.range(0), tokens = state.range(1), heads = state.range(2), kv_heads = state.range(3);
  const int64_t head_dim = state.range(4);
  const bool half = state.range(5) != 0;
  const int64_t capacity = held + tokens;
  const int64_t stride = (heads + 2 * kv_heads) * head_dim;
  const int64_t bytes = kv_heads * capacity * head_dim * (half ? 2 : 4);  // of the keys, and of the values
  const int64_t layers = tokens > 1 ? 1 : std::max<int64_t>(1, (64 << 20) / (2 * bytes));
  std::vector<float> rows = random_floats(tokens * stride);
  std::vector<uint8_t> caches(static_cast<std::size_t>(2 * bytes * layers), 0x30);  // 0.13 or 6e-10, the same to a CPU
  std::vector<float> out(static_cast<std::size_t>(tokens * heads * head_dim));
  const auto position = static_cast<int32_t>(held);
  const QkvRows qkv{rows.data(), tokens, stride, heads, &position};
  int64_t layer = 0;
  for (auto _ : state) {
    uint8_t* keys = caches.data() + layer * 2 * bytes;
    const DenseType type = half ? DenseType::float16 : DenseType::float32;
    attention(qkv, {type, keys, keys + bytes, kv_heads, capacity, head_dim}, 0, 0.125F, out.data());
    layer = (layer + 1) % layers;
  }
  const double pairs =
      static_cast<double>(tokens) * (static_cast<double>(held) + (static_cast<double>(tokens) + 1) / 2);
  finish(state, tokens > 1 ? 0.0 : 2.0 * static_cast<double>(bytes),
         4.0 * pairs * static_cast<double>(heads * head_dim));
}
BENCHMARK(attend)
    ->ArgNames({"held", "tokens", "heads", "kv", "dim", "half"})
    ->Args({0, 512, 9, 3, 64, 1})
    ->Args({0, 2048, 9, 3, 64, 1})
    ->Args({0, 512, 32, 8, 128, 1})
    ->Args({511, 1, 9, 3, 64, 0})
    ->Args({511, 1, 9, 3, 64, 1})
    ->Args({4095, 1, 9, 3, 64, 0})
    ->Args({4095, 1, 9, 3, 64, 1})
    ->Args({4095, 1, 32, 8, 128, 1})
    ->Unit(benchmark::kMicrosecond);

void append(benchmark::State& state) {
  const int64_t tokens = state.range(0);
  constexpr int64_t kHeads = 9, kKvHeads = 3, kWidth = 64, kStride = 15 * 64;
  std::vector<float> rows = random_floats(tokens * kStride);
  const std::vector<float> cos(static_cast<std::size_t>(tokens * kWidth / 2), 0.6F), sin(cos.size(), 0.8F);
  std::vector<uint16_t> keys(static_cast<std::size_t>(kKvHeads * tokens * kWidth)), values(keys.size());
  const int32_t position = 0;
  const KvCache cache{DenseType::float16, keys.data(), values.data(), kKvHeads, tokens, kWidth};
  for (auto _ : state) {
    rope_append({rows.data(), tokens, kStride, kHeads, &position}, {cos.data(), sin.data()}, cache);
  }
  finish(state, static_cast<double>(tokens * kStride) * 8, 0);
}
BENCHMARK(append)->Arg(1)->Arg(512)->Unit(benchmark::kMicrosecond);

/// Arguments: tokens, width.
void norm_quantize(benchmark::State& state) {
  const int64_t tokens = state.range(0), width = state.range(1);
  std::vector<float> x = random_floats(tokens * width), weight(static_cast<std::size_t>(width), 1.0F);
  const std::vector<float> add(x.size(), 0.0F);
  std::vector<int8_t> codes(x.size());
  std::vector<float> scales(static_cast<std::size_t>(tokens));
  for (auto _ : state) {
    rms_norm_quantize({x.data(), add.data(), tokens, width, weight.data(), 1e-5F}, codes.data(), scales.data());
  }
  finish(state, static_cast<double>(tokens * width) * 13, 0);
}
BENCHMARK(norm_quantize)->Args({1, 576})->Args({1, 4096})->Args({512, 576})->Unit(benchmark::kMicrosecond);

void silu_quantize(benchmark::State& state) {
  const int64_t tokens = state.range(0), width = state.range(1);
  const std::vector<float> rows = random_floats(tokens * width * 2);
  std::vector<float> scratch(static_cast<std::size_t>(tokens * width)), scales(static_cast<std::size_t>(tokens));
  std::vector<int8_t> codes(scratch.size());
  for (auto _ : state) {
    silu_multiply_quantize(rows.data(), rows.data() + width, tokens, width, 2 * width, scratch.data(), codes.data(),
                           scales.data());
  }
  finish(state, static_cast<double>(tokens * width) * 13, 0);
}
BENCHMARK(silu_quantize)->Args({1, 1536})->Args({1, 14336})->Args({512, 1536})->Unit(benchmark::kMicrosecond);

void hadamard(benchmark::State& state) {
  const int64_t rows = state.range(0), block = state.range(1);
  std::vector<float> x = random_floats(rows * block);
  const float factor = 1.0F / std::sqrt(static_cast<float>(block));
  for (auto _ : state) fwht(x.data(), rows, block, block, block, factor);
  finish(state, static_cast<double>(rows * block) * 8,
         static_cast<double>(rows * block) * std::log2(static_cast<double>(block)));
}
BENCHMARK(hadamard)
    ->Args({512, 64})
    ->Args({128, 512})
    ->Args({16, 4096})
    ->Args({4, 32768})
    ->Unit(benchmark::kMicrosecond);

void pick_largest(benchmark::State& state) {
  const std::vector<float> logits = random_floats(state.range(0));
  int32_t token = 0;
  for (auto _ : state) benchmark::DoNotOptimize(token += argmax(logits.data(), state.range(0)));
  finish(state, static_cast<double>(state.range(0)) * 4, 0);
}
BENCHMARK(pick_largest)->Arg(49152)->Arg(151936)->Unit(benchmark::kMicrosecond);

/// Arguments: logits, top_k, 1000 * top_p.
void draw(benchmark::State& state) {
  const int64_t n = state.range(0);
  std::vector<float> logits = random_floats(n);
  for (float& v : logits) v *= 3.0F;
  std::vector<int32_t> scratch(logits.size());
  const Sampling sampling{0.8F, static_cast<int32_t>(state.range(1)), static_cast<float>(state.range(2)) * 1e-3F};
  std::mt19937_64 random(3);
  int32_t token = 0;
  for (auto _ : state) benchmark::DoNotOptimize(token += sample(logits.data(), n, sampling, random(), scratch.data()));
  finish(state, 0, 0);
}
BENCHMARK(draw)
    ->Args({49152, 50, 950})
    ->Args({49152, 0, 1000})
    ->Args({49152, 0, 950})
    ->Args({49152, 5000, 950})
    ->Args({151936, 50, 950})
    ->Args({151936, 0, 950})
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace calm::kernels
