#pragma once

#include <cstddef>

namespace calm::kernels {

/// One intrinsic of shim.h on 256 bytes of input: three vectors and what else it takes. It writes `size` bytes.
struct ShimCase {
  const char* name;
  void (*run)(const unsigned char* in, unsigned char* out);
  std::size_t size;
};

struct ShimCases {
  const ShimCase* begin;
  std::size_t count;
};

/// shim_cases.cpp, compiled against the shim and for the processor, in the same order.
namespace emulated {
ShimCases shim_cases();
}
namespace native {
ShimCases shim_cases();
}

}  // namespace calm::kernels
