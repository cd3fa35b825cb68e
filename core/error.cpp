#include "calm/error.h"

namespace calm {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument:
      return "invalid argument";
    case ErrorCode::not_found:
      return "not found";
    case ErrorCode::bad_format:
      return "bad format";
    case ErrorCode::unsupported:
      return "unsupported";
    case ErrorCode::io:
      return "input/output error";
    case ErrorCode::network:
      return "network error";
    case ErrorCode::numeric:
      return "numeric error";
    case ErrorCode::device:
      return "device error";
    case ErrorCode::cancelled:
      return "cancelled";
  }
  return "unknown error";
}

}  // namespace calm
