#include "cli/interrupt.h"

#include <pthread.h>
#include <unistd.h>

#include <csignal>

namespace calm::cli {
namespace {

sigset_t signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

Interrupt::Interrupt(Console& console) : console_(console) {
  const sigset_t set = signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  thread_ = std::thread([this] { wait(); });
}

Interrupt::~Interrupt() {
  done_ = true;
  pthread_kill(thread_.native_handle(), SIGINT);
  thread_.join();
}

void Interrupt::arm(const std::string& kept) {
  const std::scoped_lock lock(mutex_);
  armed_ = true;
  kept_ = kept;
}

void Interrupt::wait() {
  const sigset_t set = signals();
  for (;;) {
    int number = 0;
    sigwait(&set, &number);
    if (done_) return;
    const std::scoped_lock lock(mutex_);
    if (signal_ != 0 || !armed_) {
      console_.finish_progress();
      _exit(128 + number);
    }
    signal_ = number;
    console_.message("Stopping; again to end at once." + (kept_.empty() ? "" : " " + kept_));
    control_.request_stop();
  }
}

}  // namespace calm::cli
