#include "search/progress_meter.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <thread>
#include <utility>

#include "calm/kernels/isa.h"

namespace calm {
namespace {

/// "VmRSS:   1234 kB" of a /proc file, in bytes; 0 where it is not there.
uint64_t proc_value(const char* file, const std::string& key) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(key)) return std::stoull(line.substr(key.size())) * 1024;
  }
  return 0;
}

}  // namespace

ProgressMeter::ProgressMeter(ProgressSink sink, double total_units) : sink_(std::move(sink)), total_(total_units) {}

void ProgressMeter::describe(std::string text) {
  text_ = std::move(text);
  emit();
}

void ProgressMeter::add(double units) {
  done_ += units;
  if (Clock::now() - last_ >= std::chrono::milliseconds(100)) emit();
}

void ProgressMeter::emit() {
  last_ = Clock::now();
  if (!sink_) return;
  const double elapsed = std::chrono::duration<double>(last_ - start_).count();
  const double share = std::min(1.0, done());
  // The first moments say nothing about the rest.
  const double eta =
      elapsed > 1 && share > 0.001 ? elapsed / share * (1 - share) : std::numeric_limits<double>::quiet_NaN();
  sink_({share, eta, text_, resident_bytes(), 0});
}

uint64_t resident_bytes() {
  return proc_value("/proc/self/status", "VmRSS:");
}
uint64_t peak_resident_bytes() {
  return proc_value("/proc/self/status", "VmHWM:");
}
uint64_t available_memory_bytes() {
  return proc_value("/proc/meminfo", "MemAvailable:");
}

double process_cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::string host_description() {
  std::string cpu = "unknown CPU";
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("model name")) {
      cpu = line.substr(line.find(':') + 2);
      break;
    }
  }
  return cpu + ", " + std::string(kernels::to_string(kernels::active_isa())) + ", " +
         std::to_string(std::thread::hardware_concurrency()) + " cores";
}

}  // namespace calm
