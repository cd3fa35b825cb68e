#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace calm {

enum class LogLevel { debug, info, warning, error };

std::string_view to_string(LogLevel level);

/// Receives every message of the library; may be called from any thread, one call at a time.
using LogSink = std::function<void(LogLevel, const std::string&)>;

/// Replaces the sink; an empty one silences the library. The default writes warnings and errors to stderr.
void set_log_sink(LogSink sink);

void log(LogLevel level, const std::string& message);

}  // namespace calm
