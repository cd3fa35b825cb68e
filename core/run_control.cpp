#include "calm/run_control.h"

#include "calm/error.h"

namespace calm {

void RunControl::request_stop() {
  {
    const std::scoped_lock lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
}

void RunControl::pause() {
  const std::scoped_lock lock(mutex_);
  paused_ = true;
}

void RunControl::resume() {
  {
    const std::scoped_lock lock(mutex_);
    paused_ = false;
  }
  changed_.notify_all();
}

bool RunControl::stop_requested() const {
  const std::scoped_lock lock(mutex_);
  return stop_;
}

bool RunControl::paused() const {
  const std::scoped_lock lock(mutex_);
  return paused_;
}

void RunControl::checkpoint() const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stop_ || !paused_; });
  if (stop_) throw Error(ErrorCode::cancelled, "Stopped on request.");
}

}  // namespace calm
