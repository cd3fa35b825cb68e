#include "kernels/simde/shim_cases.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "calm/kernels/isa.h"

namespace calm::kernels {
namespace {

/// 256 random bytes, or random floats of a moderate size with the awkward ones among them.
std::vector<unsigned char> make_input(uint32_t seed) {
  std::mt19937 engine(seed);
  std::vector<unsigned char> bytes(256);
  for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(engine());
  if (seed % 2 == 0) return bytes;
  const float awkward[] = {0.5F, 1.5F, -2.5F, 0.0F, -0.0F, 1e-42F, 2147483648.0F, -2147483648.0F, 3e9F, 1e30F};
  std::normal_distribution<float> normal(0.0F, 100.0F);
  for (std::size_t i = 0; i < 64; ++i) {
    const float value = seed % 4 == 3 && engine() % 4 == 0 ? awkward[engine() % 10] : normal(engine);
    std::memcpy(bytes.data() + i * 4, &value, sizeof value);
  }
  return bytes;
}

/// Which of two NaNs a sum keeps, and its payload after a conversion, is nobody's promise.
bool same(const std::string& name, const unsigned char* a, const unsigned char* b, std::size_t size) {
  if (std::memcmp(a, b, size) == 0) return true;
  if (size % sizeof(float) != 0 || name.find("_ps") == std::string::npos) return false;
  for (std::size_t i = 0; i < size; i += sizeof(float)) {
    float x, y;
    std::memcpy(&x, a + i, sizeof x);
    std::memcpy(&y, b + i, sizeof y);
    if (std::memcmp(a + i, b + i, sizeof x) != 0 && !(std::isnan(x) && std::isnan(y))) return false;
  }
  return true;
}

TEST(SimdeShim, AgreesWithTheInstructions) {
  if (!cpu_has(Isa::avx512vnni)) GTEST_SKIP() << "NOT TESTED HERE: this CPU lacks AVX-512 VNNI";
  const ShimCases ours = emulated::shim_cases(), real = native::shim_cases();
  ASSERT_EQ(ours.count, real.count);
  for (std::size_t c = 0; c < ours.count; ++c) {
    ASSERT_STREQ(ours.begin[c].name, real.begin[c].name);
    for (uint32_t seed = 0; seed < 2000; ++seed) {
      const std::vector<unsigned char> in = make_input(seed);
      unsigned char a[128] = {}, b[128] = {};
      ours.begin[c].run(in.data(), a);
      real.begin[c].run(in.data(), b);
      ASSERT_TRUE(same(ours.begin[c].name, a, b, ours.begin[c].size)) << ours.begin[c].name << ", seed " << seed;
    }
  }
}

/// The one that any CPU with AVX2 can check: the formula of the instruction, lane by lane.
TEST(SimdeShim, DpbusdIsItsFormula) {
  if (!cpu_has(Isa::avx2)) GTEST_SKIP() << "NOT TESTED HERE: this CPU lacks AVX2";
  const ShimCases ours = emulated::shim_cases();
  for (std::size_t c = 0; c < ours.count; ++c) {
    if (std::string(ours.begin[c].name) != "_mm256_dpbusd_epi32") continue;
    for (uint32_t seed = 0; seed < 2000; seed += 2) {
      const std::vector<unsigned char> in = make_input(seed);
      unsigned char out[32];
      ours.begin[c].run(in.data(), out);
      for (std::size_t lane = 0; lane < 8; ++lane) {
        uint32_t expected, actual;
        std::memcpy(&expected, in.data() + lane * 4, 4);
        for (std::size_t i = lane * 4; i < lane * 4 + 4; ++i) {
          expected += static_cast<uint32_t>(int{in[32 + i]} * int{static_cast<signed char>(in[64 + i])});
        }
        std::memcpy(&actual, out + lane * 4, 4);
        ASSERT_EQ(actual, expected) << seed << ' ' << lane;
      }
    }
    return;
  }
  FAIL() << "shim_cases.cpp has no dpbusd";
}

}  // namespace
}  // namespace calm::kernels
