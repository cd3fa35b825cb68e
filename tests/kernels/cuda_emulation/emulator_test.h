#pragma once

#include <numeric>

#include "cuda/platform.cuh"
#include "kernels/kernel_test.h"

namespace calm::kernels::cuda {

/// What the launch reports: empty where nothing is wrong.
template <class... P, class... A>
std::string report(const LaunchShape& shape, void (*kernel)(P...), const A&... arguments) {
  try {
    launch("test", shape, nullptr, kernel, arguments...);
  } catch (const emulation::Fault& fault) {
    return fault.what();
  }
  return "";
}

#define EXPECT_CLEAN(...) EXPECT_EQ(report(__VA_ARGS__), "")
#define EXPECT_FAULT(part, ...)                                                                \
  do {                                                                                         \
    const std::string fault_text = report(__VA_ARGS__);                                        \
    EXPECT_NE(fault_text.find(part), std::string::npos) << "reported: '" << fault_text << "'"; \
  } while (false)

}  // namespace calm::kernels::cuda
