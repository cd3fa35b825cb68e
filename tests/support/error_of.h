#pragma once

#include <string>

#include "calm/error.h"

namespace calm::test {

/// What a call threw. `thrown` is false where it returned; anything but calm::Error passes through and fails the test.
struct ErrorOf {
  bool thrown = false;
  ErrorCode code{};
  std::string message;
};

template <typename Call>
ErrorOf error_of(Call&& call) {
  try {
    call();
  } catch (const Error& error) {
    return {true, error.code(), error.what()};
  }
  return {};
}

}  // namespace calm::test
