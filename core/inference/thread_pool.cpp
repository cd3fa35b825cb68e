#include "inference/thread_pool.h"

#include <algorithm>
#include <chrono>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace calm {
namespace {

constexpr auto kSpin = std::chrono::microseconds(40);
constexpr int64_t kRangesPerThread = 4;

void relax() {
#if defined(__x86_64__)
  _mm_pause();
#endif
}

/// Spins until ready() or the time is up.
template <class Ready>
bool spin(const Ready& ready) {
  const auto end = std::chrono::steady_clock::now() + kSpin;
  do {
    for (int i = 0; i < 32; ++i) {
      if (ready()) return true;
      relax();
    }
  } while (std::chrono::steady_clock::now() < end);
  return false;
}

}  // namespace

ThreadPool::ThreadPool(int threads) {
  const int wanted = threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  for (int i = 1; i < wanted; ++i) workers_.emplace_back([this] { work(); });
}

ThreadPool::~ThreadPool() {
  stop_.store(true);
  jobs_.fetch_add(1);
  jobs_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::operator()(int64_t n, kernels::RangeBody body) {
  if (n <= 0) return;
  if (n == 1 || workers_.empty()) {
    body(0, n);
    return;
  }
  job_ = {&body, n, std::max<int64_t>(1, n / (threads() * kRangesPerThread))};
  next_.store(0, std::memory_order_relaxed);
  gate_.store(kOpen, std::memory_order_release);
  jobs_.fetch_add(1);
  jobs_.notify_all();  // no system call where nobody sleeps
  take_ranges();
  gate_.fetch_and(~kOpen, std::memory_order_acq_rel);
  const auto empty = [&] { return gate_.load(std::memory_order_acquire) == 0; };
  while (!empty()) {
    if (!spin(empty)) std::this_thread::yield();
  }
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void ThreadPool::take_ranges() {
  const Job job = job_;
  try {
    while (true) {
      const int64_t begin = next_.fetch_add(job.grain, std::memory_order_relaxed);
      if (begin >= job.n) return;
      (*job.body)(begin, std::min(begin + job.grain, job.n));
    }
  } catch (...) {
    next_.store(job.n, std::memory_order_relaxed);
    const std::scoped_lock lock(failure_mutex_);
    if (!failure_) failure_ = std::current_exception();
  }
}

void ThreadPool::work() {
  uint32_t seen = 0;
  while (true) {
    const auto posted = [&] { return jobs_.load(std::memory_order_acquire) != seen; };
    if (!spin(posted)) jobs_.wait(seen);
    seen = jobs_.load(std::memory_order_acquire);
    if (stop_.load()) return;
    uint32_t gate = gate_.load(std::memory_order_relaxed);
    while ((gate & kOpen) != 0) {
      if (!gate_.compare_exchange_weak(gate, gate + 1, std::memory_order_acquire, std::memory_order_relaxed)) continue;
      take_ranges();
      gate_.fetch_sub(1, std::memory_order_release);
      break;
    }
  }
}

}  // namespace calm
