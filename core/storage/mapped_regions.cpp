#include "storage/mapped_regions.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>

#include "calm/fault.h"

namespace calm {
namespace {

struct Region {
  std::atomic<uintptr_t> begin{0};  // 0: free; set last, so that the handler sees the rest
  std::atomic<size_t> size{0};
  std::array<char, 1024> file{};
};
std::array<Region, 512> regions;
std::mutex writers;
struct sigaction previous {};

void say(const char* text) {
  [[maybe_unused]] const ssize_t done = ::write(STDERR_FILENO, text, ::strlen(text));
}

void on_bus_error(int, siginfo_t* info, void*) {
  const auto address = reinterpret_cast<uintptr_t>(info->si_addr);
  for (const Region& region : regions) {
    const uintptr_t begin = region.begin.load(std::memory_order_acquire);
    if (begin == 0 || address < begin || address - begin >= region.size.load(std::memory_order_relaxed)) continue;
    say("\nerror: ");
    say(region.file.data());
    say(": the file became shorter while it was read. Put it back and start again; a session keeps what was "
        "decided.\n");
    ::_exit(1);
  }
  // Not ours: the instruction runs again and meets what was there before.
  ::sigaction(SIGBUS, &previous, nullptr);
}

}  // namespace

void add_mapped_region(const void* begin, size_t size, const std::filesystem::path& file) {
  const std::lock_guard lock(writers);
  for (Region& region : regions) {
    if (region.begin.load(std::memory_order_relaxed) != 0) continue;
    region.size.store(size, std::memory_order_relaxed);
    const std::string name = file.string();
    region.file[name.copy(region.file.data(), region.file.size() - 1)] = '\0';
    region.begin.store(reinterpret_cast<uintptr_t>(begin), std::memory_order_release);
    return;
  }
}

void remove_mapped_region(const void* begin) {
  const std::lock_guard lock(writers);
  for (Region& region : regions) {
    if (region.begin.load(std::memory_order_relaxed) == reinterpret_cast<uintptr_t>(begin)) {
      region.begin.store(0, std::memory_order_release);
      return;
    }
  }
}

void explain_shortened_files() {
  struct sigaction action {};
  action.sa_sigaction = on_bus_error;
  action.sa_flags = SA_SIGINFO;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGBUS, &action, &previous);
}

}  // namespace calm
