#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "calm/kernels/parallel_for.h"

namespace calm {

/// Persistent threads for the kernels' short parallel regions; an object of it is a kernels::ParallelFor. Idle threads
/// spin for some tens of microseconds, which bridges the serial stretches of a decode step, and then sleep. Ranges are
/// handed out as threads become free, so that a thread whose core is taken by somebody else holds up little; no result
/// depends on that. One caller at a time; bodies must not call the pool.
class ThreadPool {
 public:
  /// The calling thread is one of `threads`; 0: all cores.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(workers_.size()) + 1; }

  /// Runs body over [0, n) and returns when all is done. Allocates nothing. What a body throws is thrown here.
  void operator()(int64_t n, kernels::RangeBody body);

 private:
  struct Job {
    const kernels::RangeBody* body = nullptr;
    int64_t n = 0;
    int64_t grain = 1;
  };
  void work();
  void take_ranges();

  // Bit 31 of gate_: a job is open; below it: how many workers are inside. A worker that comes too late finds the gate
  // closed and is not waited for.
  static constexpr uint32_t kOpen = 1U << 31;
  alignas(64) std::atomic<uint32_t> gate_{0};
  alignas(64) std::atomic<int64_t> next_{0};
  alignas(64) std::atomic<uint32_t> jobs_{0};  // counts jobs: what idle workers watch
  std::atomic<bool> stop_{false};
  Job job_;
  std::mutex failure_mutex_;
  std::exception_ptr failure_;
  std::vector<std::thread> workers_;
};

}  // namespace calm
