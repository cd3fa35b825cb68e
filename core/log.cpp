#include "calm/log.h"

#include <cstdio>
#include <mutex>
#include <utility>

namespace calm {
namespace {

std::mutex sink_mutex;

LogSink& current_sink() {
  static LogSink sink = [](LogLevel level, const std::string& message) {
    if (level >= LogLevel::warning) {
      std::fprintf(stderr, "%s: %s\n", std::string(to_string(level)).c_str(), message.c_str());
    }
  };
  return sink;
}

}  // namespace

std::string_view to_string(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "unknown";
}

void set_log_sink(LogSink sink) {
  const std::scoped_lock lock(sink_mutex);
  current_sink() = std::move(sink);
}

void log(LogLevel level, const std::string& message) {
  const std::scoped_lock lock(sink_mutex);
  if (current_sink()) current_sink()(level, message);
}

}  // namespace calm
