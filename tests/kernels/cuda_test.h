#pragma once

#include <cmath>
#include <limits>

#include <cuda_emulation/memory.h>  // the emulator's, or the device's of tests/gpu/shim
#include "calm/kernels/cuda.h"
#include "kernels/kernel_test.h"

namespace calm::kernels {

using cuda_emulation::DeviceBuffer;
using cuda_emulation::Schedule;

inline constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
inline constexpr float kInf = std::numeric_limits<float>::infinity();

/// Every order of threads must give the same bits; the CPU's side is the portable oracle.
class EachOrder : public ::testing::TestWithParam<Schedule> {
 protected:
  void SetUp() override {
    force_isa(Isa::portable);
    cuda_emulation::schedule(GetParam());
    before_ = cuda_emulation::launches();
  }
  void TearDown() override {
    EXPECT_GT(cuda_emulation::launches(), before_);
    cuda_emulation::schedule(Schedule::forward);
  }
  int64_t before_ = 0;
};

#define CALM_INSTANTIATE_EACH_ORDER(suite)                                                                       \
  INSTANTIATE_TEST_SUITE_P(, suite, ::testing::Values(Schedule::forward, Schedule::reverse, Schedule::shuffled), \
                           [](const auto& each) {                                                                \
                             return std::string(each.param == Schedule::forward   ? "forward"                    \
                                                : each.param == Schedule::reverse ? "reverse"                    \
                                                                                  : "shuffled");                 \
                           })

/// NaNs compare equal: the device's and the host's differ in their bits.
inline bool same_values(const std::vector<float>& a, const std::vector<float>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) ? !std::isnan(b[i]) : bits_of(a[i]) != bits_of(b[i])) return false;
  }
  return true;
}

}  // namespace calm::kernels
