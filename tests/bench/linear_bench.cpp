// The linear kernels on one thread, beside what one core of this host does at best, measured first in the same run.
// CALM_FORCE_ISA chooses the instruction set. GOPS counts a multiply and an add as two. --benchmark_filter=w4a8/M:512

#include <cstdio>
#include <random>

#include "calm/kernels/dense_gemv.h"
#include "calm/kernels/w4a16_gemm.h"
#include "calm/kernels/w4a8_gemm.h"
#include "linear_cases.h"
#include "peaks.h"

namespace calm::bench {
namespace {

using namespace kernels;

const Peaks& peaks() {
  static const Peaks measured = measure_peaks(active_isa());
  return measured;
}

void report(benchmark::State& state, double seconds, double operations, int64_t bytes, double peak) {
  state.counters["GOPS"] = operations * 1e-9 / seconds;
  state.counters["GB/s"] = static_cast<double>(bytes) * 1e-9 / seconds;
  if (peak > 0.0) state.counters["%peak"] = 100.0 * operations * 1e-9 / seconds / peak;
  state.counters["%read"] = 100.0 * static_cast<double>(bytes) * 1e-9 / seconds / peaks().read_gbs;
  state.SetLabel(std::string(to_string(active_isa())));
}

std::vector<PackedWeights> make_weights(int64_t out, int64_t in, int64_t group, int bits, int64_t tokens,
                                        ScaleType type = ScaleType::float32) {
  std::mt19937 engine(1);
  std::vector<int8_t> codes(static_cast<std::size_t>(out * in));
  const int range = 1 << bits;
  for (int8_t& v : codes) v = static_cast<int8_t>(static_cast<int>(engine() >> 8) % range - range / 2);
  const std::vector<float> scales(static_cast<std::size_t>(out * in / group), 0.01F);
  PackedWeights weights = pack_weights(codes.data(), scales.data(), out, in, group, bits, type);
  const int64_t count = copies(tokens, weights.bytes());
  return std::vector<PackedWeights>(static_cast<std::size_t>(count), weights);
}

void run_w4a8(benchmark::State& state, int bits, int64_t group, ScaleType type) {
  const int64_t tokens = state.range(0), out = state.range(1), in = state.range(2);
  const auto weights = make_weights(out, in, group, bits, tokens, type);
  std::mt19937 engine(1);
  std::vector<int8_t> x(static_cast<std::size_t>(tokens * in));
  for (int8_t& v : x) v = static_cast<int8_t>(engine() >> 8);
  const std::vector<float> x_scales(static_cast<std::size_t>(tokens), 0.01F);
  std::vector<float> y(static_cast<std::size_t>(tokens * out));
  const double seconds = best_seconds(state, [&](int64_t i) {
    w4a8_gemm(weights[static_cast<std::size_t>(i) % weights.size()], x.data(), x_scales.data(), tokens, y.data(), out);
  });
  report(state, seconds, 2.0 * static_cast<double>(tokens * out * in), weights[0].bytes(), peaks().int8_gops);
}

void w4a8(benchmark::State& state) {
  run_w4a8(state, 4, state.range(3), ScaleType::float32);
}
BENCHMARK(w4a8)->Apply(all_shapes);

void w4a8_half_scales(benchmark::State& state) {
  run_w4a8(state, 4, state.range(3), ScaleType::float16);
}
BENCHMARK(w4a8_half_scales)
    ->ArgNames({"M", "out", "in", "group"})
    ->MinTime(0.25)
    ->Args({1, 4096, 14336, 128})
    ->Args({1, 4096, 14336, 32})
    ->Args({512, 4096, 4096, 32});

void w8a8(benchmark::State& state) {
  run_w4a8(state, 8, state.range(3), ScaleType::float32);
}
BENCHMARK(w8a8)->Apply(all_shapes)->Args({1, 49152, 576, 576});

void w4a16(benchmark::State& state) {
  const int64_t tokens = state.range(0), out = state.range(1), in = state.range(2);
  const auto weights = make_weights(out, in, state.range(3), 4, tokens);
  const std::vector<float> x(static_cast<std::size_t>(tokens * in), 0.5F);
  std::vector<float> y(static_cast<std::size_t>(tokens * out));
  const double seconds = best_seconds(state, [&](int64_t i) {
    w4a16_gemm(weights[static_cast<std::size_t>(i) % weights.size()], x.data(), in, tokens, y.data(), out);
  });
  report(state, seconds, 2.0 * static_cast<double>(tokens * out * in), weights[0].bytes(), peaks().float_gflops);
}
BENCHMARK(w4a16)->Apply(all_shapes);

/// M, out, in, type.
void dense(benchmark::State& state) {
  const int64_t tokens = state.range(0), out = state.range(1), in = state.range(2);
  const auto type = static_cast<DenseType>(state.range(3));
  const int64_t bytes = out * in * (type == DenseType::float32 ? 4 : 2);
  const int64_t count = copies(tokens, bytes);
  const AlignedVector<uint8_t> data(static_cast<std::size_t>(count * bytes), 0x11);
  const std::vector<float> x(static_cast<std::size_t>(tokens * in), 0.5F);
  std::vector<float> y(static_cast<std::size_t>(tokens * out));
  const double seconds = best_seconds(state, [&](int64_t i) {
    dense_gemv({type, data.data() + i % count * bytes, out, in}, x.data(), in, tokens, y.data(), out);
  });
  report(state, seconds, 2.0 * static_cast<double>(tokens * out * in), bytes, peaks().float_gflops);
}

void dense_shapes(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"M", "out", "in", "type"})->MinTime(0.25);
  for (const int64_t type : {0, 1, 2}) {
    for (const int64_t tokens : {1, 2, 4, 8}) bench->Args({tokens, 4096, 4096, type})->Args({tokens, 49152, 576, type});
  }
}
BENCHMARK(dense)->Apply(dense_shapes);

}  // namespace
}  // namespace calm::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  const calm::bench::Peaks& peaks = calm::bench::peaks();
  std::fprintf(stderr, "peaks of one core: %.0f GOPS int8, %.0f GFLOPS float32, %.1f GB/s read\n", peaks.int8_gops,
               peaks.float_gflops, peaks.read_gbs);
  benchmark::RunSpecifiedBenchmarks();
}
