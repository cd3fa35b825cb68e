#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace calm {

enum class ErrorCode {
  invalid_argument,  // an option or a request that cannot be met
  not_found,         // a file, tensor or layer that is not there
  bad_format,        // a file whose bytes contradict its format
  unsupported,       // a sound input that this version does not handle
  io,                // the operating system refused: permissions, full disk, broken pipe
  network,           // a download failed
  numeric,           // NaN weights, a Hessian that cannot be factored
  device,            // CUDA is not there, or failed
  cancelled,         // the user asked to stop
};

std::string_view to_string(ErrorCode code);

/// The one exception of core's public interface. what() names the file, tensor or option at fault and what to do.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace calm
