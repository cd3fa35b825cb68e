#pragma once

#include <unistd.h>

#include <cstdlib>

namespace calm {

/// libgomp's idle threads spin for milliseconds by default: that burns a core during every serial stretch and starves
/// the window's thread. It reads its settings when it is loaded, so they are set and the program starts itself again,
/// once.
inline void shorten_openmp_spinning(char** argv) {
  if (std::getenv("GOMP_SPINCOUNT") != nullptr || std::getenv("OMP_WAIT_POLICY") != nullptr) return;
  if (setenv("GOMP_SPINCOUNT", "1000", 0) != 0) return;
  execv("/proc/self/exe", argv);  // returns only where it failed: then the default stays
}

}  // namespace calm
