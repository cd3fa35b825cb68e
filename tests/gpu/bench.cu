// w4a8_linear beside cuBLAS's float16 product on the shapes of Llama-3-8B and SmolLM2-135M: median times of
// CUDA events, in TOP/s and GB/s of weights. cuBLAS is opened at run time; without it its column stays empty.

#include <cuda_runtime.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "calm/kernels/cuda.h"

namespace {

using namespace calm::kernels;

void check(cudaError_t error) {
  if (error != cudaSuccess) throw std::runtime_error(cudaGetErrorString(error));
}

class Memory {
 public:
  explicit Memory(std::size_t bytes) { check(cudaMalloc(&data_, bytes)), check(cudaMemset(data_, 0x11, bytes)); }
  ~Memory() { cudaFree(data_); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  template <class T>
  T* as() const {
    return static_cast<T*>(data_);
  }

 private:
  void* data_ = nullptr;
};

/// Milliseconds of one call: the median of 9 runs of 20, after as many to warm up.
float median_ms(const std::function<void()>& call) {
  cudaEvent_t start, stop;
  check(cudaEventCreate(&start));
  check(cudaEventCreate(&stop));
  std::vector<float> times;
  for (int run = 0; run < 10; ++run) {
    check(cudaEventRecord(start));
    for (int i = 0; i < 20; ++i) call();
    check(cudaEventRecord(stop));
    check(cudaEventSynchronize(stop));
    float ms = 0.0F;
    check(cudaEventElapsedTime(&ms, start, stop));
    if (run > 0) times.push_back(ms / 20.0F);
  }
  check(cudaEventDestroy(start));
  check(cudaEventDestroy(stop));
  std::nth_element(times.begin(), times.begin() + 4, times.end());
  return times[4];
}

/// The part of cuBLAS that is used, without its headers: the numbers are those of cublas_api.h and library_types.h.
class Cublas {
 public:
  Cublas() {
    for (const char* name : {"libcublas.so.13", "libcublas.so.12", "libcublas.so"}) {
      if (void* library = dlopen(name, RTLD_NOW)) {
        create_ = reinterpret_cast<int (*)(void**)>(dlsym(library, "cublasCreate_v2"));
        gemm_ = reinterpret_cast<Gemm>(dlsym(library, "cublasGemmEx"));
        break;
      }
    }
    if (create_ == nullptr || gemm_ == nullptr || create_(&handle_) != 0) gemm_ = nullptr;
  }
  bool there() const { return gemm_ != nullptr; }
  /// y [tokens, out] = x [tokens, in] w [out, in]^T, float16 with float32 sums.
  void multiply(const void* w, const void* x, void* y, int tokens, int out, int in) const {
    constexpr int kTransposed = 1, kPlain = 0, kHalf = 2, kCompute32 = 68, kDefault = -1;
    const float one = 1.0F, zero = 0.0F;
    if (gemm_(handle_, kTransposed, kPlain, out, tokens, in, &one, w, kHalf, in, x, kHalf, in, &zero, y, kHalf, out,
              kCompute32, kDefault) != 0) {
      throw std::runtime_error("cublasGemmEx failed");
    }
  }

 private:
  using Gemm = int (*)(void*, int, int, int, int, int, const void*, const void*, int, int, const void*, int, int,
                       const void*, void*, int, int, int, int);
  int (*create_)(void**) = nullptr;
  Gemm gemm_ = nullptr;
  void* handle_ = nullptr;
};

void measure(const Cublas& cublas, int64_t out, int64_t in, int64_t group) {
  const int64_t panels = (out + 31) / 32, most = 2048;
  const Memory codes(static_cast<std::size_t>(panels * 32 * in / 2));
  const Memory scales(static_cast<std::size_t>(panels * 32 * (in / group) * 4));
  const Memory x(static_cast<std::size_t>(most * in * 2)), x_scales(static_cast<std::size_t>(most * 4));
  const Memory y(static_cast<std::size_t>(most * out * 4)), half(static_cast<std::size_t>(out * in * 2));
  const Memory workspace(cuda::kLinearWorkspace * 4);
  const cuda::DeviceWeights weights{codes.as<uint8_t>(), scales.as<float>(), nullptr, out, in, group, false};
  const double bytes = static_cast<double>(out * in) / 2 + static_cast<double>(out * in / group) * 4;
  for (const int64_t tokens : {1, 8, 16, 32, 64, 128, 512, 2048}) {
    const float ours = median_ms([&] {
      cuda::w4a8_linear(weights, x.as<int8_t>(), x_scales.as<float>(), tokens, y.as<float>(), out,
                        workspace.as<float>(), nullptr);
    });
    const double operations = 2.0 * static_cast<double>(tokens * out * in);
    std::printf("%6lld x %-6lld %5lld tokens  %8.2f us  %7.2f TOP/s  %7.1f GB/s", static_cast<long long>(out),
                static_cast<long long>(in), static_cast<long long>(tokens), ours * 1e3, operations / ours * 1e-9,
                bytes / ours * 1e-6);
    if (cublas.there()) {
      const float theirs = median_ms([&] {
        cublas.multiply(half.as<void>(), x.as<void>(), y.as<void>(), static_cast<int>(tokens), static_cast<int>(out),
                        static_cast<int>(in));
      });
      std::printf("   cuBLAS float16 %8.2f us, %5.2f times ours", theirs * 1e3, theirs / ours);
    }
    std::printf("\n");
  }
}

}  // namespace

int main() {
  try {
    cudaDeviceProp device{};
    check(cudaGetDeviceProperties(&device, 0));
    std::printf("%s, compute capability %d.%d\n", device.name, device.major, device.minor);
    const Cublas cublas;
    if (!cublas.there()) std::printf("no cuBLAS here\n");
    measure(cublas, 4096, 4096, 128);
    measure(cublas, 14336, 4096, 128);
    measure(cublas, 4096, 14336, 128);
    measure(cublas, 6144, 4096, 128);
    measure(cublas, 576, 576, 64);
    measure(cublas, 1536, 576, 64);
    measure(cublas, 576, 1536, 128);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "gpu_bench: %s\n", error.what());
    return 1;
  }
}
