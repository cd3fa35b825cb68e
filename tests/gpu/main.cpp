// Runs the kernel tests on a device. Arguments: parts of test names to run; none: all.

#include <cuda_runtime_api.h>

#include <cstring>

#include "gtest/gtest.h"

namespace testing {

int run_all(int count, char** parts) {
  for (const auto& expand : expansions()) expand();
  int failed = 0, ran = 0;
  for (const Case& each : cases()) {
    bool wanted = count == 0;
    for (int i = 0; i < count; ++i) wanted = wanted || each.name.find(parts[i]) != std::string::npos;
    if (!wanted) continue;
    ++ran;
    State& state = State::get();
    state = State{};
    try {
      const std::unique_ptr<Test> test = each.make();
      test->SetUp();
      if (!state.skipped) test->TestBody();
      test->TearDown();
    } catch (const std::exception& error) {
      state.failed = true;
      std::cout << each.name << ": " << error.what() << '\n';
    }
    if (state.failed) ++failed;
    std::cout << (state.failed ? "FAILED " : "ok     ") << each.name << std::endl;
  }
  std::cout << ran - failed << " of " << ran << " tests passed\n";
  return failed == 0 && ran > 0 ? 0 : 1;
}

}  // namespace testing

int main(int argc, char** argv) {
  cudaDeviceProp device{};
  if (const cudaError_t error = cudaGetDeviceProperties(&device, 0); error != cudaSuccess) {
    std::cerr << "gpu_test: no CUDA device: " << cudaGetErrorString(error) << '\n';
    return 2;
  }
  std::cout << device.name << ", compute capability " << device.major << '.' << device.minor << '\n';
  return testing::run_all(argc - 1, argv + 1);
}
