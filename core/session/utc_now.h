#pragma once

#include <string>

namespace calm {

/// "2026-01-31T12:00:00Z".
std::string utc_now();

}  // namespace calm
