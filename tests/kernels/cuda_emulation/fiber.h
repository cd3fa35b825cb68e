#pragma once

#include <cstddef>
#include <memory>

namespace calm::cuda_emulation {

/// A stack of its own on which a function runs until it suspends itself; resume() goes on from there. May be abandoned
/// half way and started again. Single-threaded: one fiber runs at a time.
class Fiber {
 public:
  Fiber();
  ~Fiber();
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  /// `entry` must never return: its last act is suspend().
  void start(void (*entry)());
  /// By the scheduler: runs the fiber until it suspends.
  void resume();
  /// By the fiber itself.
  void suspend();

 private:
  static constexpr std::size_t kStack = 256 * 1024;
  std::unique_ptr<std::byte[]> stack_;
  void* here_ = nullptr;   // the fiber's stack pointer while it is suspended
  void* there_ = nullptr;  // the scheduler's while the fiber runs
  void* sanitizer_here_ = nullptr;
  void* sanitizer_there_ = nullptr;
  const void* scheduler_stack_ = nullptr;
  std::size_t scheduler_stack_size_ = 0;
  void (*entry_)() = nullptr;

  static void enter();
};

}  // namespace calm::cuda_emulation
