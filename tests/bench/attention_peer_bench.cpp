// ATen's scaled_dot_product_attention on the shapes of token_bench's attend, float32, one thread. A decoding ATen
// program has its cache repeated for the query heads of a group, as transformers does it; enable_gqa spares it that.

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <benchmark/benchmark.h>

#include <algorithm>

namespace {

/// Arguments: keys already held, tokens, query heads, key heads, head width.
void aten_attend(benchmark::State& state) {
  at::set_num_threads(1);
  const c10::InferenceMode inference;
  const int64_t held = state.range(0), tokens = state.range(1), heads = state.range(2), kv_heads = state.range(3);
  const int64_t head_dim = state.range(4);
  const at::Tensor q = at::randn({1, heads, tokens, head_dim});
  const int64_t bytes = 2 * kv_heads * (held + tokens) * head_dim * 4;
  const int64_t layers = tokens > 1 ? 1 : std::max<int64_t>(1, (64 << 20) / bytes);  // as in token_bench
  const at::Tensor keys = at::randn({layers, kv_heads, held + tokens, head_dim});
  const at::Tensor values = at::randn({layers, kv_heads, held + tokens, head_dim});
  int64_t layer = 0;
  for (auto _ : state) {
    const at::Tensor k = keys.narrow(0, layer, 1), v = values.narrow(0, layer, 1);
    layer = (layer + 1) % layers;
    const at::Tensor out = at::scaled_dot_product_attention(q, k, v, std::nullopt, 0.0, /*is_causal=*/tokens > 1, 0.125,
                                                            /*enable_gqa=*/true);
    benchmark::DoNotOptimize(out.data_ptr());
  }
  const double pairs =
      static_cast<double>(tokens) * (static_cast<double>(held) + (static_cast<double>(tokens) + 1) / 2);
  state.counters["GOPS"] = benchmark::Counter(4e-9 * pairs * static_cast<double>(heads * head_dim),
                                              benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(aten_attend)
    ->ArgNames({"held", "tokens", "heads", "kv", "dim"})
    ->Args({0, 512, 9, 3, 64})
    ->Args({0, 2048, 9, 3, 64})
    ->Args({0, 512, 32, 8, 128})
    ->Args({511, 1, 9, 3, 64})
    ->Args({4095, 1, 9, 3, 64})
    ->Args({4095, 1, 32, 8, 128})
    ->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
