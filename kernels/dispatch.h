#pragma once

#include <string_view>

namespace calm::kernels {

using AnyFunction = void (*)();

/// The implementation of `operation` in kernels.def with the best set that active_isa() allows.
AnyFunction find_kernel(std::string_view operation);

template <class Function>
Function* dispatch(std::string_view operation) {
  return reinterpret_cast<Function*>(find_kernel(operation));
}

/// Throws std::invalid_argument("<operation>: <message>") unless the condition holds.
void require(bool condition, const char* operation, const char* message);

}  // namespace calm::kernels
