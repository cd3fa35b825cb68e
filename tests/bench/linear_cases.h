#pragma once

// The shapes and the clock of the linear benchmarks, ours and others'. The figure that counts is the best batch of
// calls by the thread's CPU time: hosts are shared.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <vector>

namespace calm::bench {

struct Shape {
  int64_t out, in, group;
};

/// Llama-3-8B's (out x in), then SmolLM2-135M's.
inline constexpr Shape kShapes[] = {{4096, 4096, 128}, {14336, 4096, 128}, {4096, 14336, 128}, {6144, 4096, 128},
                                    {576, 576, 64},    {960, 576, 64},     {1536, 576, 64},    {576, 1536, 128}};
inline constexpr int64_t kTokens[] = {1, 8, 32, 128, 512};

/// Copies of the weights to go through in turn: with few tokens all bytes must come from memory, as in a model.
inline int64_t copies(int64_t tokens, int64_t bytes) {
  constexpr int64_t kBeyondAnyCache = int64_t{192} << 20;
  return tokens > 8 ? 1 : std::max<int64_t>(2, kBeyondAnyCache / bytes);
}

inline double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Runs call(i), i = 0, 1, ..., in batches of at least 2 ms and returns the best batch's seconds a call.
template <class Call>
double best_seconds(benchmark::State& state, Call&& call) {
  int64_t i = 0, batch = 1;
  double best = 1e30;
  for (const double start = cpu_seconds(); cpu_seconds() - start < 2e-3;) call(i++);
  batch = std::max<int64_t>(1, i);
  for (auto _ : state) {
    const double start = cpu_seconds();
    for (int64_t b = 0; b < batch; ++b) call(i++);
    best = std::min(best, (cpu_seconds() - start) / static_cast<double>(batch));
  }
  return best;
}

inline void all_shapes(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"M", "out", "in", "group"})->MinTime(0.25);
  for (const Shape& shape : kShapes) {
    for (const int64_t tokens : kTokens) bench->Args({tokens, shape.out, shape.in, shape.group});
  }
}

}  // namespace calm::bench
