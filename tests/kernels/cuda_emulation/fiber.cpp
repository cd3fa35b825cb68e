#include "cuda_emulation/fiber.h"

#include <cstdint>

#if !defined(__x86_64__)
#error "the CUDA emulator's fibers are written for x86-64 alone"
#endif

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

// swapcontext would do, but asks the kernel for the signal mask twice a switch.
asm(R"(
.text
.type calm_fiber_switch, @function
calm_fiber_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size calm_fiber_switch, .-calm_fiber_switch
)");
extern "C" void calm_fiber_switch(void** from, void* to);

namespace calm::cuda_emulation {
namespace {

Fiber* running = nullptr;

}  // namespace

Fiber::Fiber() : stack_(new std::byte[kStack]) {}

Fiber::~Fiber() {
#if defined(__SANITIZE_THREAD__)
  if (sanitizer_here_ != nullptr) __tsan_destroy_fiber(sanitizer_here_);
#endif
}

void Fiber::enter() {
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_finish_switch_fiber(nullptr, &running->scheduler_stack_, &running->scheduler_stack_size_);
#endif
  running->entry_();
  __builtin_trap();
}

void Fiber::start(void (*entry)()) {
  entry_ = entry;
#if defined(__SANITIZE_ADDRESS__)
  __asan_unpoison_memory_region(stack_.get(), kStack);  // what an abandoned run left
  sanitizer_here_ = nullptr;
#endif
#if defined(__SANITIZE_THREAD__)
  if (sanitizer_here_ != nullptr) __tsan_destroy_fiber(sanitizer_here_);
  sanitizer_here_ = __tsan_create_fiber(0);
#endif
  // What the switch pops: six registers, then the address to return to, with the stack as a call would leave it.
  auto top = (reinterpret_cast<std::uintptr_t>(stack_.get()) + kStack) & ~std::uintptr_t{63};
  auto* frame = reinterpret_cast<void**>(top) - 8;
  for (int i = 0; i < 8; ++i) frame[i] = nullptr;
  frame[6] = reinterpret_cast<void*>(&Fiber::enter);
  here_ = frame;
}

void Fiber::resume() {
  running = this;
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_start_switch_fiber(&sanitizer_there_, stack_.get(), kStack);
#endif
#if defined(__SANITIZE_THREAD__)
  sanitizer_there_ = __tsan_get_current_fiber();
  __tsan_switch_to_fiber(sanitizer_here_, 0);
#endif
  calm_fiber_switch(&there_, here_);
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_finish_switch_fiber(sanitizer_there_, nullptr, nullptr);
#endif
}

void Fiber::suspend() {
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_start_switch_fiber(&sanitizer_here_, scheduler_stack_, scheduler_stack_size_);
#endif
#if defined(__SANITIZE_THREAD__)
  __tsan_switch_to_fiber(sanitizer_there_, 0);
#endif
  calm_fiber_switch(&here_, there_);
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_finish_switch_fiber(sanitizer_here_, &scheduler_stack_, &scheduler_stack_size_);
#endif
}

}  // namespace calm::cuda_emulation
