#pragma once

// What every .cu file needs on the host side of a launch.

#include <cuda_runtime_api.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace calm::kernels::cuda {

inline constexpr unsigned kThreads = 256;

/// Blocks of kThreads for `count` independent items, for kernels that stride over the rest.
inline unsigned blocks_for(int64_t count) {
  return static_cast<unsigned>(std::clamp<int64_t>((count + kThreads - 1) / kThreads, 1, 1 << 20));
}

/// Throws when the launch just made was refused. Errors inside a kernel surface where the caller synchronises.
inline void check_launch(const char* operation, int64_t rows, int64_t cols) {
  const cudaError_t error = cudaGetLastError();
  if (error == cudaSuccess) return;
  throw std::runtime_error(std::string(operation) + " [" + std::to_string(rows) + ", " + std::to_string(cols) +
                           "]: " + cudaGetErrorString(error));
}

}  // namespace calm::kernels::cuda
