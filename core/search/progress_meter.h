#pragma once

#include <chrono>
#include <string>

#include "calm/events.h"

namespace calm {

/// Turns finished units into Progress values with an ETA, at most ten a second.
class ProgressMeter {
 public:
  ProgressMeter(ProgressSink sink, double total_units);
  void describe(std::string text);
  void add(double units);
  void set_total(double units) { total_ = units; }
  double done() const { return total_ > 0 ? done_ / total_ : 1; }

 private:
  void emit();
  using Clock = std::chrono::steady_clock;
  ProgressSink sink_;
  double total_, done_ = 0;
  std::string text_;
  Clock::time_point start_ = Clock::now(), last_{};
};

/// Resident memory of this process now, and its peak, in bytes.
uint64_t resident_bytes();
uint64_t peak_resident_bytes();
/// User and system time of this process so far.
double process_cpu_seconds();
/// CPU model, best instruction set and cores: "AMD EPYC, AVX-512 VNNI, 2 cores".
std::string host_description();
uint64_t available_memory_bytes();

}  // namespace calm
