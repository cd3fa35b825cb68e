// ATen's linears on one thread, to stand beside linear_bench. float32: the product of full-precision inference. fbgemm:
// int8 weights and activations, quantized in the call. int4pack: int4 weights, float32 activations.

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/_convert_weight_to_int4pack_for_cpu.h>
#include <ATen/ops/_weight_int4pack_mm_for_cpu.h>
#include <ATen/ops/fbgemm_linear_int8_weight_fp32_activation.h>
#include <ATen/ops/fbgemm_linear_quantize_weight.h>
#include <ATen/ops/fbgemm_pack_quantized_matrix.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include "linear_cases.h"

namespace calm::bench {
namespace {

/// make() gives one copy of the weights, call(weights, x) multiplies with it; bytes are those of one copy.
template <class Make, class Call>
void run(benchmark::State& state, double bytes_per_weight, Make make, Call call) {
  const c10::InferenceMode inference;
  const int64_t tokens = state.range(0), out = state.range(1), in = state.range(2);
  const at::Tensor x = at::randn({tokens, in});
  const auto bytes = static_cast<int64_t>(bytes_per_weight * static_cast<double>(out * in));
  std::vector<decltype(make())> weights;
  for (int64_t i = 0; i < copies(tokens, bytes); ++i) weights.push_back(make());
  const double seconds = best_seconds(state, [&](int64_t i) {
    benchmark::DoNotOptimize(call(weights[static_cast<std::size_t>(i) % weights.size()], x));
  });
  state.counters["GOPS"] = 2e-9 * static_cast<double>(tokens * out * in) / seconds;
  state.counters["GB/s"] = static_cast<double>(bytes) * 1e-9 / seconds;
}

void aten_float32(benchmark::State& state) {
  run(
      state, 4.0,
      [&] {
        return at::randn({state.range(1), state.range(2)});
      },
      [](const at::Tensor& w, const at::Tensor& x) { return at::linear(x, w); });
}
BENCHMARK(aten_float32)->Apply(all_shapes);

void aten_fbgemm_int8(benchmark::State& state) {
  struct Weights {
    at::Tensor codes, packed, column_sums, bias;
    double scale;
    int64_t zero_point;
  };
  run(
      state, 1.0,
      [&] {
        auto [codes, sums, scale, zero] =
            at::fbgemm_linear_quantize_weight(at::randn({state.range(1), state.range(2)}));
        return Weights{codes, at::fbgemm_pack_quantized_matrix(codes), sums, at::zeros({state.range(1)}), scale, zero};
      },
      [](const Weights& w, const at::Tensor& x) {
        return at::fbgemm_linear_int8_weight_fp32_activation(x, w.codes, w.packed, w.column_sums, w.scale, w.zero_point,
                                                             w.bias);
      });
}
BENCHMARK(aten_fbgemm_int8)->Apply(all_shapes);

void aten_int4pack(benchmark::State& state) {
  const int64_t out = state.range(1), in = state.range(2), group = state.range(3);
  if (out % 16 != 0) return state.SkipWithError("needs outputs in multiples of 16");
  const at::Tensor scales_and_zeros = at::randn({in / group, out, 2});
  run(
      state, 0.5,
      [&] {
        return at::_convert_weight_to_int4pack_for_cpu(at::randint(16, {out, in}, at::kInt), 2);
      },
      [&](const at::Tensor& w, const at::Tensor& x) {
        return at::_weight_int4pack_mm_for_cpu(x, w, group, scales_and_zeros);
      });
}
/// Few cases: with float32 activations it does about 1 GOPS.
BENCHMARK(aten_int4pack)
    ->ArgNames({"M", "out", "in", "group"})
    ->Args({1, 4096, 4096, 128})
    ->Args({8, 4096, 4096, 128})
    ->Args({128, 576, 576, 64});

}  // namespace
}  // namespace calm::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  at::set_num_threads(1);
  benchmark::RunSpecifiedBenchmarks();
}
