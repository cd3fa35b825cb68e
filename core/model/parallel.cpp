#include "model/parallel.h"

#include <ATen/Parallel.h>

// Without it at::parallel_for compiles to a plain loop.
#ifndef _OPENMP
#error "compile this file with OpenMP"
#endif

#ifdef __SANITIZE_THREAD__
#error "compile this file without -fsanitize=thread: the parallel region's own variables would look like races"
#endif
#ifdef CALM_THREAD_SANITIZER
#include <sanitizer/tsan_interface.h>
#endif

namespace calm {
namespace {

// ThreadSanitizer cannot see that libgomp's threads start after the caller's work and end before it goes on. Told so,
// it checks what the bodies themselves do.
void happens_before([[maybe_unused]] char& tag) {
#ifdef CALM_THREAD_SANITIZER
  __tsan_release(&tag);
#endif
}

void happens_after([[maybe_unused]] char& tag) {
#ifdef CALM_THREAD_SANITIZER
  __tsan_acquire(&tag);
#endif
}

}  // namespace

void AtenThreads::operator()(int64_t n, kernels::RangeBody body) const {
  char start = 0;
  char end = 0;
  happens_before(start);
  at::parallel_for(0, n, 1, [&](int64_t first, int64_t last) {
    happens_after(start);
    body(first, last);
    happens_before(end);
  });
  happens_after(end);
}

}  // namespace calm
