#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>

#include "calm/events.h"

namespace calm::cli {

/// "1 h 02 min", "3 min 20 s", "12 s", "0.4 s"; "unknown" for NaN.
std::string format_duration(double seconds);
/// "1.5 GiB", "300 KiB", "12 bytes".
std::string format_bytes(double bytes);
/// `digits` significant digits, as the tables show them; "n/a" for NaN.
std::string format_number(double value, int digits = 6);

/// The progress text of one line: "[ 42 %] layer 3 of 30, awq, 3 min 20 s left, 812 MiB".
std::string format_progress(const Progress& progress);

/// Messages and progress on stderr. On a terminal progress is one line that is rewritten, elsewhere a plain line every
/// few seconds. May be called from any thread.
class Console {
 public:
  explicit Console(bool quiet);
  /// For tests: where text goes, and whether that is a terminal of `width` columns.
  Console(bool quiet, bool terminal, int width, std::function<void(const std::string&)> write);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void message(const std::string& text);  // not with --quiet
  void warning(const std::string& text);
  void error(const std::string& text);
  void progress(const Progress& progress);
  void finish_progress();  // leaves the terminal's line empty

 private:
  void line(const std::string& text);
  void clear();

  const bool quiet_;
  const bool terminal_;
  const int width_;
  const std::function<void(const std::string&)> write_;
  std::mutex mutex_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace calm::cli
