#include "calm/kernels/registry.h"

#include <cstdlib>
#include <map>
#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

TEST(Registry, EveryOperationHasAnOracleAndOneActiveImplementation) {
  std::map<std::string, int> oracles, active;
  for (const KernelInfo& kernel : kernel_table()) {
    if (kernel.variant == "cuda") continue;
    oracles[kernel.operation] += kernel.variant == "portable" ? 1 : 0;
    active[kernel.operation] += kernel.active ? 1 : 0;
    EXPECT_TRUE(!kernel.active || kernel.available) << kernel.operation << ' ' << kernel.variant;
  }
  ASSERT_FALSE(oracles.empty());
  for (const auto& [operation, count] : oracles) EXPECT_EQ(count, 1) << operation;
  for (const auto& [operation, count] : active) EXPECT_EQ(count, 1) << operation;
}

TEST(Registry, ForcingPortableMakesEveryOracleActive) {
  force_isa(Isa::portable);
  for (const KernelInfo& kernel : kernel_table()) EXPECT_EQ(kernel.active, kernel.variant == "portable");
}

TEST(Registry, CudaIsListedWithItsCaution) {
  int count = 0;
  for (const KernelInfo& kernel : kernel_table()) {
    if (kernel.variant != "cuda") continue;
    ++count;
    EXPECT_EQ(kernel.available, cuda::built());
    EXPECT_EQ(kernel.note, "never run on hardware");
  }
  EXPECT_EQ(count, 17);
}

/// The variable is read once a process, so each case has a process of its own.
TEST(ForceIsaDeathTest, TheVariableChoosesOrIsRefusedByName) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto report = [](const char* value) {
    ::setenv("CALM_FORCE_ISA", value, 1);
    try {
      std::fprintf(stderr, "active: %s", std::string(to_string(active_isa())).c_str());
    } catch (const std::runtime_error& error) {
      std::fprintf(stderr, "%s", error.what());
    }
    std::exit(0);
  };
  EXPECT_EXIT(report("portable"), ::testing::ExitedWithCode(0), "active: portable");
  EXPECT_EXIT(report("neon"), ::testing::ExitedWithCode(0),
              "CALM_FORCE_ISA=neon: choose portable, avx2, avxvnni or avx512vnni");
  for (const Isa isa : {Isa::avx2, Isa::avxvnni, Isa::avx512vnni}) {
    const std::string name(to_string(isa));
    EXPECT_EXIT(report(name.c_str()), ::testing::ExitedWithCode(0),
                cpu_has(isa) ? "active: " + name : "CALM_FORCE_ISA=" + name + ": this CPU lacks it");
  }
}

}  // namespace
}  // namespace calm::kernels
