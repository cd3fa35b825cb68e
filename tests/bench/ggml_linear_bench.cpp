// ggml's mul_mat of repacked Q4_0 weights on one thread, over the shapes of linear_bench. Built against ggml by
// compare_with_ggml.sh, never by CMake. Prints "out in tokens GOPS", the best of the repeats by CPU time.

#include <ggml-alloc.h>
#include <ggml-backend.h>
#include <ggml-cpu.h>
#include <ggml.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <random>
#include <vector>

namespace {

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// The buffer type that repacks Q4_0, "CPU_REPACK".
ggml_backend_buffer_type_t repack_type() {
  const ggml_backend_dev_t cpu = ggml_backend_dev_by_type(GGML_BACKEND_DEVICE_TYPE_CPU);
  auto* const extra = reinterpret_cast<ggml_backend_dev_get_extra_bufts_t>(
      ggml_backend_reg_get_proc_address(ggml_backend_dev_backend_reg(cpu), "ggml_backend_dev_get_extra_bufts"));
  for (ggml_backend_buffer_type_t* type = extra == nullptr ? nullptr : extra(cpu); type != nullptr && *type; ++type) {
    if (std::strstr(ggml_backend_buft_name(*type), "REPACK") != nullptr) return *type;
  }
  return nullptr;
}

void measure(ggml_backend_t backend, ggml_backend_buffer_type_t repack, int64_t out, int64_t in, int64_t tokens) {
  const std::size_t bytes = ggml_row_size(GGML_TYPE_Q4_0, in) * static_cast<std::size_t>(out);
  const std::size_t copies = tokens > 8 ? 1 : std::max<std::size_t>(2, (std::size_t{192} << 20) / bytes);
  std::vector<unsigned char> data(bytes);
  std::mt19937 engine(1);
  for (unsigned char& byte : data) byte = static_cast<unsigned char>(engine());
  for (std::size_t block = 0; block < bytes; block += 18) {  // a float16 scale, 0.01, then 16 bytes of nibbles
    data[block] = 0x1F;
    data[block + 1] = 0x21;
  }
  const ggml_init_params params{(copies + 1) * ggml_tensor_overhead(), nullptr, true};
  ggml_context* weights_context = ggml_init(params);
  std::vector<ggml_tensor*> weights;
  for (std::size_t i = 0; i < copies; ++i) {
    weights.push_back(ggml_new_tensor_2d(weights_context, GGML_TYPE_Q4_0, in, out));
  }
  ggml_backend_buffer_t buffer = ggml_backend_alloc_ctx_tensors_from_buft(weights_context, repack);
  ggml_backend_buffer_set_usage(buffer, GGML_BACKEND_BUFFER_USAGE_WEIGHTS);
  for (ggml_tensor* w : weights) ggml_backend_tensor_set(w, data.data(), 0, bytes);

  const ggml_init_params compute_params{(2 * copies + 1) * (ggml_tensor_overhead() + ggml_graph_overhead()), nullptr,
                                        true};
  ggml_context* context = ggml_init(compute_params);
  ggml_tensor* x = ggml_new_tensor_2d(context, GGML_TYPE_F32, in, tokens);
  std::vector<ggml_cgraph*> graphs;
  for (ggml_tensor* w : weights) {
    ggml_cgraph* graph = ggml_new_graph_custom(context, 8, false);
    ggml_build_forward_expand(graph, ggml_mul_mat(context, w, x));
    graphs.push_back(graph);
  }
  ggml_backend_buffer_t activations = ggml_backend_alloc_ctx_tensors(context, backend);
  std::vector<float> values(static_cast<std::size_t>(in * tokens));
  std::normal_distribution<float> normal;
  for (float& value : values) value = normal(engine);
  ggml_backend_tensor_set(x, values.data(), 0, values.size() * sizeof(float));

  std::size_t i = 0;
  const auto call = [&] { ggml_backend_graph_compute(backend, graphs[i++ % copies]); };
  int64_t batch = 0;
  for (const double start = cpu_seconds(); cpu_seconds() - start < 2e-3;) call(), ++batch;
  double best = 1e30;
  for (const double begin = cpu_seconds(); cpu_seconds() - begin < 0.3;) {
    const double start = cpu_seconds();
    for (int64_t b = 0; b < batch; ++b) call();
    best = std::min(best, (cpu_seconds() - start) / static_cast<double>(batch));
  }
  std::printf("%lld %lld %lld %.2f\n", static_cast<long long>(out), static_cast<long long>(in),
              static_cast<long long>(tokens), 2e-9 * static_cast<double>(out * in * tokens) / best);
  std::fflush(stdout);
  ggml_backend_buffer_free(activations);
  ggml_backend_buffer_free(buffer);
  ggml_free(context);
  ggml_free(weights_context);
}

}  // namespace

int main() {
  ggml_backend_t backend = ggml_backend_cpu_init();
  ggml_backend_cpu_set_n_threads(backend, 1);
  ggml_backend_buffer_type_t repack = repack_type();
  if (repack == nullptr) {
    std::fputs("ggml repacks nothing on this CPU\n", stderr);
    return 1;
  }
  constexpr int64_t kShapes[][2] = {{4096, 4096}, {14336, 4096}, {4096, 14336}, {6144, 4096},
                                    {576, 576},   {960, 576},    {1536, 576},   {576, 1536}};
  for (const auto& [out, in] : kShapes) {
    for (const int64_t tokens : {1, 8, 32, 128, 512}) measure(backend, repack, out, in, tokens);
  }
  ggml_backend_free(backend);
}
