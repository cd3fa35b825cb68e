#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "calm/kernels/isa.h"
#include "calm/kernels/parallel_for.h"

namespace calm::kernels {

/// A buffer with a guard on both sides; intact() tells whether anything wrote past its ends.
template <class T>
class Guarded {
 public:
  explicit Guarded(int64_t count)
      : bytes_(2 * kGuard + static_cast<std::size_t>(count) * sizeof(T), kByte), count_(count) {}
  explicit Guarded(const std::vector<T>& values) : Guarded(static_cast<int64_t>(values.size())) {
    std::copy(values.begin(), values.end(), data());
  }
  T* data() { return reinterpret_cast<T*>(bytes_.data() + kGuard); }
  T& operator[](int64_t i) { return data()[i]; }
  std::vector<T> values() { return std::vector<T>(data(), data() + count_); }
  bool intact() const {
    const auto is_guard = [](unsigned char byte) { return byte == kByte; };
    return std::all_of(bytes_.begin(), bytes_.begin() + kGuard, is_guard) &&
           std::all_of(bytes_.end() - kGuard, bytes_.end(), is_guard);
  }

 private:
  static constexpr int64_t kGuard = 64;
  static constexpr unsigned char kByte = 0xA5;
  std::vector<unsigned char> bytes_;
  int64_t count_;
};

/// A ParallelFor on `threads` threads that cuts the units into ranges of `chunk`, the last ranges first.
struct Threads {
  int threads;
  int64_t chunk;
  void operator()(int64_t n, RangeBody body) const {
    std::vector<std::thread> pool;
    for (int t = 0; t < threads; ++t) {
      pool.emplace_back([&, t] {
        const int64_t ranges = (n + chunk - 1) / chunk;
        for (int64_t r = ranges - 1 - t; r >= 0; r -= threads) body(r * chunk, std::min(n, (r + 1) * chunk));
      });
    }
    for (std::thread& thread : pool) thread.join();
  }
};

inline std::vector<float> random_floats(int64_t count, uint32_t seed, float deviation = 1.0F) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal(0.0F, deviation);
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = normal(engine);
  return values;
}

template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

/// Runs the body's kernels with one instruction set, and skips loudly where the CPU lacks it.
class EachIsa : public ::testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!cpu_has(GetParam())) GTEST_SKIP() << "NOT TESTED HERE: this CPU lacks " << to_string(GetParam());
    force_isa(GetParam());
  }
  void TearDown() override { force_isa(Isa::portable); }
};

#define CALM_INSTANTIATE_EACH_ISA(suite)                           \
  INSTANTIATE_TEST_SUITE_P(, suite, ::testing::ValuesIn(kAllIsas), \
                           [](const auto& each) { return std::string(to_string(each.param)); })

}  // namespace calm::kernels
