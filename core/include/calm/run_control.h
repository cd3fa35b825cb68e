#pragma once

#include <condition_variable>
#include <mutex>

namespace calm {

/// Shared by one long call and whoever may interrupt it. All members may be called from any thread.
class RunControl {
 public:
  void request_stop();
  void pause();
  void resume();
  bool stop_requested() const;
  bool paused() const;

  /// Workers call this between units of work: waits while paused, throws Error(cancelled) once a stop was requested.
  void checkpoint() const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool stop_ = false;
  bool paused_ = false;
};

}  // namespace calm
