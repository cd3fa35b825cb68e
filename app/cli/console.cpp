#include "cli/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace calm::cli {
namespace {

int terminal_width(int descriptor) {
  winsize size{};
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

template <typename... Values>
std::string print(const char* format, Values... values) {
  std::array<char, 128> text{};
  std::snprintf(text.data(), text.size(), format, values...);
  return text.data();
}

/// The first `columns` columns of UTF-8, a code point taken for one column.
std::string cut(const std::string& text, int columns) {
  size_t end = 0;
  int shown = 0;
  while (end < text.size()) {
    size_t next = end + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xc0) == 0x80) ++next;
    if (++shown > columns) break;
    end = next;
  }
  return text.substr(0, end);
}

}  // namespace

std::string format_duration(double seconds) {
  if (!std::isfinite(seconds)) return "unknown";
  if (seconds < 10) return print("%.1f s", std::max(seconds, 0.0));
  const auto whole = static_cast<long long>(std::llround(seconds));
  if (whole < 60) return print("%lld s", whole);
  if (whole < 3600) return print("%lld min %02lld s", whole / 60, whole % 60);
  return print("%lld h %02lld min", whole / 3600, whole / 60 % 60);
}

std::string format_bytes(double bytes) {
  static constexpr std::array<const char*, 5> kUnits = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  size_t unit = 0;
  while (bytes >= 1024 && unit + 1 < kUnits.size()) {
    bytes /= 1024;
    ++unit;
  }
  return unit == 0 ? print("%.0f bytes", bytes) : print(bytes < 10 ? "%.1f %s" : "%.0f %s", bytes, kUnits[unit]);
}

std::string format_number(double value, int digits) {
  return std::isnan(value) ? "n/a" : print("%.*g", digits, value);
}

std::string format_progress(const Progress& progress) {
  std::string text = print("[%3.0f %%] ", 100 * std::min(1.0, std::max(0.0, progress.done))) + progress.text;
  if (std::isfinite(progress.eta_seconds)) text += ", " + format_duration(progress.eta_seconds) + " left";
  if (progress.tokens_per_second > 0) text += print(", %.0f tokens/s", progress.tokens_per_second);
  if (progress.rss_bytes > 0) text += ", " + format_bytes(static_cast<double>(progress.rss_bytes));
  return text;
}

Console::Console(bool quiet)
    : Console(quiet, isatty(STDERR_FILENO) != 0, terminal_width(STDERR_FILENO), [](const std::string& text) {
        std::fwrite(text.data(), 1, text.size(), stderr);
        std::fflush(stderr);
      }) {}

Console::Console(bool quiet, bool terminal, int width, std::function<void(const std::string&)> write)
    : quiet_(quiet), terminal_(terminal), width_(width), write_(std::move(write)) {}

Console::~Console() {
  finish_progress();
}

void Console::clear() {
  if (drawn_) write_("\r\x1b[K");
  drawn_ = false;
}

void Console::line(const std::string& text) {
  const std::scoped_lock lock(mutex_);
  clear();
  write_(text + "\n");
}

void Console::message(const std::string& text) {
  if (!quiet_) line(text);
}

void Console::warning(const std::string& text) {
  line("warning: " + text);
}

void Console::error(const std::string& text) {
  line("calm: " + text);
}

void Console::progress(const Progress& progress) {
  if (quiet_) return;
  const std::scoped_lock lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000))) return;
  last_ = now;
  if (terminal_) {
    write_("\r\x1b[K" + cut(format_progress(progress), width_ - 1));
    drawn_ = true;
  } else {
    write_(format_progress(progress) + "\n");
  }
}

void Console::finish_progress() {
  const std::scoped_lock lock(mutex_);
  clear();
}

}  // namespace calm::cli
