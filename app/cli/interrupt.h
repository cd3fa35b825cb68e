#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>

#include "calm/run_control.h"
#include "cli/console.h"

namespace calm::cli {

/// Ctrl-C and SIGTERM: the first asks a running call to stop and says what is kept, the second ends the process. Made
/// before any other thread, because threads inherit the mask that keeps the signals for this one. Where nothing is
/// running that could be stopped, the first already ends the process.
class Interrupt {
 public:
  explicit Interrupt(Console& console);
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  RunControl& control() { return control_; }
  /// From now on a signal stops the call through control(); `kept` says what remains and how to go on.
  void arm(const std::string& kept);
  /// 130 after SIGINT, 143 after SIGTERM, 0 where no signal came.
  int exit_status() const { return signal_ == 0 ? 0 : 128 + signal_; }

 private:
  void wait();

  Console& console_;
  RunControl control_;
  std::mutex mutex_;
  bool armed_ = false;
  std::string kept_;
  std::atomic<int> signal_ = 0;
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

}  // namespace calm::cli
