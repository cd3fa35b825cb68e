#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>

namespace calm::kernels {

/// A callable of the caller's, not owned: valid only during the call that receives it.
template <class Signature>
class FunctionRef;

template <class Result, class... Args>
class FunctionRef<Result(Args...)> {
 public:
  template <class F, class = std::enable_if_t<!std::is_same_v<std::remove_cvref_t<F>, FunctionRef>>>
  FunctionRef(F&& callable)  // NOLINT: implicit, so that lambdas can be passed as they are
      : object_(const_cast<void*>(static_cast<const void*>(std::addressof(callable)))),
        call_([](void* object, Args... args) -> Result {
          return (*static_cast<std::remove_reference_t<F>*>(object))(args...);
        }) {}

  Result operator()(Args... args) const { return call_(object_, args...); }

 private:
  void* object_;
  Result (*call_)(void*, Args...);
};

/// Work on units [begin, end).
using RangeBody = FunctionRef<void(int64_t begin, int64_t end)>;

/// Runs body over disjoint ranges that cover [0, n) exactly once, on any threads, and returns when all are done.
/// Kernels start no threads: they split their work into n units and hand it to the caller's ParallelFor. How it cuts
/// the ranges never changes a result.
using ParallelFor = FunctionRef<void(int64_t n, RangeBody body)>;

struct Serial {
  void operator()(int64_t n, RangeBody body) const {
    if (n > 0) body(0, n);
  }
};

/// The ParallelFor of one thread.
inline constexpr Serial serial{};

}  // namespace calm::kernels
