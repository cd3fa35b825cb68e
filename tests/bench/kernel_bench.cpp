// One thread. CALM_FORCE_ISA chooses the instruction set; GOPS counts a multiply and an add as two.

#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "calm/kernels/clip_search.h"
#include "calm/kernels/gptq_update.h"
#include "calm/kernels/gram.h"
#include "calm/kernels/isa.h"
#include "calm/kernels/quantize_activations.h"
#include "calm/kernels/w4a8_gemm.h"

namespace calm::kernels {
namespace {

std::vector<float> random_floats(int64_t count) {
  std::mt19937 engine(1);
  std::normal_distribution<float> normal;
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = normal(engine);
  return values;
}

void set_gops(benchmark::State& state, double operations) {
  state.counters["GOPS"] = benchmark::Counter(operations * 1e-9, benchmark::Counter::kIsIterationInvariantRate);
  state.SetLabel(std::string(to_string(active_isa())));
}

/// The host's own float32 peak: independent multiply-adds in registers.
__attribute__((target("avx2,fma"))) void fma_loop_avx2(int64_t rounds, float* out) {
  using F = float __attribute__((vector_size(32)));
  const F a = {1, 2, 3, 4, 5, 6, 7, 8};
  F s0{}, s1{}, s2{}, s3{}, s4{}, s5{}, s6{}, s7{}, s8{}, s9{};
  for (int64_t i = 0; i < rounds; ++i) {
    asm("vfmadd231ps %10, %10, %0\n vfmadd231ps %10, %10, %1\n vfmadd231ps %10, %10, %2\n vfmadd231ps %10, %10, %3\n"
        "vfmadd231ps %10, %10, %4\n vfmadd231ps %10, %10, %5\n vfmadd231ps %10, %10, %6\n vfmadd231ps %10, %10, %7\n"
        "vfmadd231ps %10, %10, %8\n vfmadd231ps %10, %10, %9"
        : "+x"(s0), "+x"(s1), "+x"(s2), "+x"(s3), "+x"(s4), "+x"(s5), "+x"(s6), "+x"(s7), "+x"(s8), "+x"(s9)
        : "x"(a));
  }
  *out += (s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9)[0];
}

void peak_float32_avx2(benchmark::State& state) {
  float out = 0.0F;
  for (auto _ : state) fma_loop_avx2(10000, &out);
  benchmark::DoNotOptimize(out);
  set_gops(state, 10000.0 * 10 * 8 * 2);
}
BENCHMARK(peak_float32_avx2);

void quantize(benchmark::State& state) {
  const int64_t tokens = state.range(0);
  const int64_t width = state.range(1);
  const std::vector<float> x = random_floats(tokens * width);
  std::vector<int8_t> codes(x.size());
  std::vector<float> scales(static_cast<std::size_t>(tokens));
  for (auto _ : state) quantize_activations(x.data(), tokens, width, width, codes.data(), scales.data());
  state.SetBytesProcessed(state.iterations() * tokens * width * 5);
  state.SetLabel(std::string(to_string(active_isa())));
}
BENCHMARK(quantize)->Args({128, 576})->Args({128, 4096});

void gptq_block(benchmark::State& state) {
  const int64_t rows = state.range(0);
  constexpr int64_t kColumns = 128;
  const std::vector<float> start = random_floats(rows * kColumns);
  std::vector<float> w = start, errors(start.size());
  std::vector<float> hinv = random_floats(kColumns * kColumns);
  for (float& v : hinv) v *= 0.01F;
  for (int64_t i = 0; i < kColumns; ++i) hinv[static_cast<std::size_t>(i * kColumns + i)] = 1.0F;
  const std::vector<float> scales(static_cast<std::size_t>(rows), 0.3F);
  const std::vector<int32_t> column_group(kColumns, 0);
  std::vector<int8_t> codes(start.size());
  GptqBlock block;
  block.w = w.data();
  block.rows = rows;
  block.row_stride = block.columns = block.hinv_stride = block.code_stride = kColumns;
  block.hinv = hinv.data();
  block.scales = scales.data();
  block.column_group = column_group.data();
  block.scale_stride = 1;
  block.codes = codes.data();
  block.errors = errors.data();
  for (auto _ : state) gptq_quantize_block(block);
  set_gops(state, static_cast<double>(rows) * kColumns * kColumns);
}
BENCHMARK(gptq_block)->Arg(576)->Arg(4096);

void clip(benchmark::State& state) {
  const int64_t rows = state.range(0);
  const int64_t group = state.range(1);
  const std::vector<float> w = random_floats(rows * group);
  const std::vector<float> gram = random_floats(group * group);
  std::vector<float> scales(static_cast<std::size_t>(rows));
  ClipSearch search;
  search.w = w.data();
  search.rows = rows;
  search.group = search.row_stride = search.gram_stride = group;
  search.gram = gram.data();
  search.scales = scales.data();
  for (auto _ : state) clip_search(search);
  set_gops(state, static_cast<double>(rows) * (search.steps + 1) * group * (group + 1));  // half of G
}
BENCHMARK(clip)->Args({576, 64})->Args({1536, 128})->Unit(benchmark::kMillisecond);

void gram(benchmark::State& state) {
  const int64_t rows = state.range(0);
  const int64_t cols = state.range(1);
  const std::vector<float> x = random_floats(rows * cols);
  std::vector<double> out(static_cast<std::size_t>(cols * cols));
  for (auto _ : state) accumulate_gram({x.data(), rows, cols, cols, nullptr}, out.data(), cols, nullptr);
  set_gops(state, static_cast<double>(rows) * cols * (cols + 1));  // the upper triangle only
}
BENCHMARK(gram)->Args({2048, 576})->Args({2048, 1536})->Args({2048, 4096})->Unit(benchmark::kMillisecond);

void cross_gram(benchmark::State& state) {
  const int64_t rows = state.range(0);
  const int64_t cols = state.range(1);
  const std::vector<float> x = random_floats(rows * cols);
  std::vector<double> out(static_cast<std::size_t>(cols * cols));
  const GramRows samples{x.data(), rows, cols, cols, nullptr};
  for (auto _ : state) accumulate_cross_gram(samples, samples, out.data(), cols);
  set_gops(state, 2.0 * static_cast<double>(rows) * cols * cols);
}
BENCHMARK(cross_gram)->Args({2048, 576})->Args({2048, 1536})->Unit(benchmark::kMillisecond);

/// Arguments: tokens, outputs, inputs, group.
void w4a8(benchmark::State& state) {
  const int64_t tokens = state.range(0);
  const int64_t out = state.range(1);
  const int64_t in = state.range(2);
  const int64_t group = state.range(3);
  std::mt19937 engine(1);
  std::vector<int8_t> x(static_cast<std::size_t>(tokens * in)), codes(static_cast<std::size_t>(out * in));
  for (int8_t& v : x) v = static_cast<int8_t>(static_cast<int>(engine() % 256) - 128);
  for (int8_t& v : codes) v = static_cast<int8_t>(static_cast<int>(engine() % 16) - 8);
  const std::vector<float> scales(static_cast<std::size_t>(out * in / group), 0.01F);
  const std::vector<float> x_scales(static_cast<std::size_t>(tokens), 0.01F);
  const PackedWeights weights = pack_weights(codes.data(), scales.data(), out, in, group);
  std::vector<float> y(static_cast<std::size_t>(tokens * out));
  for (auto _ : state) w4a8_gemm(weights, x.data(), x_scales.data(), tokens, y.data(), out);
  set_gops(state, 2.0 * static_cast<double>(tokens) * static_cast<double>(out * in));
  state.counters["weights"] =
      benchmark::Counter(static_cast<double>(weights.bytes()), benchmark::Counter::kIsIterationInvariantRate);
}

void w4a8_shapes(benchmark::internal::Benchmark* bench) {
  for (const int64_t tokens : {1, 128, 512, 2048}) {
    bench->Args({tokens, 576, 576, 64})->Args({tokens, 1536, 576, 64});
    bench->Args({tokens, 576, 1536, 128})->Args({tokens, 4096, 4096, 128});
  }
}
BENCHMARK(w4a8)->Apply(w4a8_shapes)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace calm::kernels

BENCHMARK_MAIN();
