#pragma once

// Four floats in the compiler's own vectors: what the shared templates of simd/ run on where nothing better is known.

#include <cstdint>
#include <cstring>

namespace calm::kernels {
namespace {

struct Portable {
  static constexpr int64_t kWidth = 4;
  using F = float __attribute__((vector_size(16)));

  static F zero() { return F{}; }
  static F set(float x) { return F{x, x, x, x}; }
  static F load(const float* p) {
    F v;
    std::memcpy(&v, p, sizeof v);
    return v;
  }
  static void store(float* p, F v) { std::memcpy(p, &v, sizeof v); }
  static F sub(F a, F b) { return a - b; }
  static F multiply_add(F a, F b, F c) { return a * b + c; }
  static void add_to(double* p, F v) {
    for (int i = 0; i < 4; ++i) p[i] += static_cast<double>(v[i]);
  }
};

}  // namespace
}  // namespace calm::kernels
