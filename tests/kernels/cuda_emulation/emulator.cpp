#include "cuda_emulation/emulator.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <string>

#include "cuda_emulation/fiber.h"

namespace calm::cuda_emulation {
namespace {

constexpr int kLanes = 32;
constexpr std::size_t kStaticLimit = 48 * 1024;
constexpr std::size_t kSharedLimit = 99 * 1024;  // of a block on sm_89, the smallest of the targets
constexpr auto kPoison = std::byte{0xCD};

struct Copy {
  std::byte* to;
  const std::byte* from;
  std::size_t bytes;
  bool valid;
};

enum class State { ready, at_barrier, at_warp_op, exited };

struct Thread {
  State state = State::ready;
  Where where;
  std::array<uint32_t, kLanes> seen{};  // how far this lane has seen the lanes of its warp; its own clock at its place
  uint32_t mask = 0;
  void* arguments = nullptr;
  Run run = nullptr;
  std::vector<Copy> open;
  std::deque<std::vector<Copy>> committed;
};

struct Machine {
  std::map<std::uintptr_t, Region*> regions;  // by their ends
  std::vector<std::unique_ptr<Fiber>> fibers;
  std::vector<Thread> threads;
  Region shared;
  std::vector<std::byte> shared_bytes;
  std::map<const void*, SharedPart> arrays;
  std::size_t static_bytes = 0, dynamic_bytes = 0;
  Schedule order = Schedule::forward;
  std::mt19937 random{1};
  uint32_t block = 0, first_block = 0, epoch = 0;
  int running = -1;
  int64_t launches = 0;
  void (*body)(void*) = nullptr;
  void* arguments = nullptr;
  std::exception_ptr error;
};

Machine& machine() {
  static Machine instance;
  return instance;
}

std::string place(const Where& where) {
  const std::string file = where.file_name();
  return file.substr(file.rfind('/') + 1) + ":" + std::to_string(where.line());
}

bool same_place(const Where& a, const Where& b) {
  return a.line() == b.line() && a.column() == b.column() && std::strcmp(a.file_name(), b.file_name()) == 0;
}

std::string thread_name(int thread) {
  return "thread " + std::to_string(thread);
}

Thread& running_thread() {
  Machine& m = machine();
  if (m.running < 0) fault("used outside a kernel");
  return m.threads[static_cast<std::size_t>(m.running)];
}

void suspend() {
  Machine& m = machine();
  m.fibers[static_cast<std::size_t>(m.running)]->suspend();
}

void thread_entry() {
  Machine& m = machine();
  try {
    m.body(m.arguments);
    Thread& t = running_thread();
    if (!t.open.empty() || !t.committed.empty()) {
      for (const auto& group : t.committed) {
        if (!group.empty()) fault("exits with a cp.async that it never waited for");
      }
      if (!t.open.empty()) fault("exits with a cp.async that it never committed");
    }
  } catch (...) {
    m.error = std::current_exception();
  }
  running_thread().state = State::exited;
  suspend();
}

/// Whether an earlier access is known to be over for `thread`.
bool ordered(const Access& before, int thread, bool shared) {
  const Machine& m = machine();
  if (before.thread < 0) return true;
  if (before.block != m.block) return shared || before.block < m.first_block;
  if (before.thread == thread || before.epoch != m.epoch) return true;
  const auto& t = m.threads[static_cast<std::size_t>(thread)];
  return before.thread / kLanes == thread / kLanes && t.seen[before.thread % kLanes] >= before.clock;
}

[[noreturn]] void race(const Region& region, std::size_t byte, const char* now, const char* then,
                       const Access& before) {
  std::string other = thread_name(before.thread);
  if (before.block != machine().block) other += " of another block";
  fault("race at byte " + std::to_string(byte) + " of " + (region.shared ? "shared" : "global") + " memory: " + now +
        " here, " + then + " by " + other + ", no barrier between");
}

void touch(Region& region, std::size_t granule, int thread, Kind kind) {
  Machine& m = machine();
  Shadow& s = region.shadow[granule];
  const std::size_t byte = granule * region.granule;
  const char* now = kind == Kind::read ? "read" : kind == Kind::write ? "written" : "changed atomically";
  if (s.pending) {
    fault("byte " + std::to_string(byte) + " of shared memory is " + now +
          " while a cp.async to it is under way: " + thread_name(s.write.thread) + " has not waited for it");
  }
  if (region.shared && kind != Kind::write && (s.write.thread < 0 || s.write.block != m.block)) {
    fault("byte " + std::to_string(byte) + " of shared memory is read, and nothing has written it");
  }
  const bool both_atomic = kind == Kind::atomic && s.write.atomic;
  if (!both_atomic && !ordered(s.write, thread, region.shared)) race(region, byte, now, "written", s.write);
  const Access access{m.block, m.epoch, m.threads[static_cast<std::size_t>(thread)].seen[thread % kLanes],
                      static_cast<int16_t>(thread), kind == Kind::atomic};
  if (kind == Kind::read) {
    if (s.read[0].thread != thread || s.read[0].block != m.block) s.read[1] = s.read[0];
    s.read[0] = access;
    return;
  }
  for (const Access& read : s.read) {
    if (!ordered(read, thread, region.shared)) race(region, byte, now, "read", read);
  }
  s.write = access;
}

void check_as(int thread, Region* region, const std::byte* begin, const std::byte* end, const std::byte* address,
              std::size_t bytes, std::size_t alignment, Kind kind) {
  if (region == nullptr) {
    fault(address == nullptr ? "a null pointer is followed" : "global memory is touched that no buffer registered");
  }
  if (address < begin || end < address || static_cast<std::size_t>(end - address) < bytes) {
    fault(std::string("out of bounds: ") + std::to_string(bytes) + " bytes at offset " +
          std::to_string(address - begin) + " of " + (region->shared ? "a shared" : "a global") + " array of " +
          std::to_string(end - begin) + " bytes");
  }
  if (reinterpret_cast<std::uintptr_t>(address) % alignment != 0) {
    fault("misaligned: an access of " + std::to_string(bytes) + " bytes at offset " + std::to_string(address - begin) +
          " needs " + std::to_string(alignment));
  }
  const auto first = static_cast<std::size_t>(address - region->data) / region->granule;
  const auto last = (static_cast<std::size_t>(address - region->data) + bytes - 1) / region->granule;
  for (std::size_t g = first; g <= last; ++g) touch(*region, g, thread, kind);
}

void set_pending(const std::byte* to, std::size_t bytes, bool pending) {
  Region& shared = machine().shared;
  const auto first = static_cast<std::size_t>(to - shared.data);
  for (std::size_t i = first; i < first + bytes; ++i) shared.shadow[i].pending = pending;
}

void complete(const std::vector<Copy>& group) {
  Machine& m = machine();
  for (const Copy& copy : group) {
    set_pending(copy.to, copy.bytes, false);
    check(&m.shared, m.shared.data, m.shared.data + m.shared.size, copy.to, copy.bytes, 1, Kind::write);
    if (copy.valid) {
      std::memcpy(copy.to, copy.from, copy.bytes);
    } else {
      std::memset(copy.to, 0, copy.bytes);
    }
  }
}

/// Nobody can go on: opens the block's barrier, or says why it cannot open.
void resolve() {
  Machine& m = machine();
  const auto count = static_cast<int>(m.threads.size());
  int exited = 0, waiting = -1;
  for (int i = 0; i < count; ++i) {
    const Thread& t = m.threads[static_cast<std::size_t>(i)];
    if (t.state == State::exited) exited = i + 1;
    if (t.state == State::at_barrier) waiting = i;
    if (t.state != State::at_warp_op) continue;
    std::string what = thread_name(i) + " waits in a warp operation at " + place(t.where) + " for lanes";
    for (int lane = 0; lane < kLanes; ++lane) {
      const int other = i / kLanes * kLanes + lane;
      if ((t.mask >> lane & 1U) == 0) continue;
      const Thread* o = other < count ? &m.threads[static_cast<std::size_t>(other)] : nullptr;
      if (o != nullptr && o->state == State::at_warp_op && o->mask == t.mask && o->run == t.run &&
          same_place(o->where, t.where)) {
        continue;
      }
      what += " " + std::to_string(lane) +
              (o == nullptr                    ? " (missing)"
               : o->state == State::exited     ? " (exited)"
               : o->state == State::at_warp_op ? " (in another one at " + place(o->where) + ")"
                                               : " (at the block's barrier)");
    }
    fault("divergent: " + what);
  }
  const Where where = m.threads[static_cast<std::size_t>(waiting)].where;
  if (exited > 0) {
    fault("divergent barrier: " + thread_name(waiting) + " waits at " + place(where) + ", " + thread_name(exited - 1) +
          " has exited");
  }
  for (int i = 0; i < count; ++i) {
    const Where& other = m.threads[static_cast<std::size_t>(i)].where;
    if (!same_place(other, where)) {
      fault("divergent barrier: " + thread_name(waiting) + " waits at " + place(where) + ", " + thread_name(i) +
            " at " + place(other));
    }
  }
  ++m.epoch;
  for (Thread& t : m.threads) t.state = State::ready;
}

void run_block(unsigned count) {
  Machine& m = machine();
  ++m.block;
  m.epoch = 0;
  m.arrays.clear();
  m.static_bytes = 0;
  std::fill_n(m.shared.data, m.shared.size, kPoison);
  m.threads.assign(count, Thread{});
  while (m.fibers.size() < count) m.fibers.push_back(std::make_unique<Fiber>());
  std::vector<int> sequence(count);
  std::iota(sequence.begin(), sequence.end(), 0);
  if (m.order == Schedule::reverse) std::reverse(sequence.begin(), sequence.end());
  for (unsigned i = 0; i < count; ++i) {
    m.threads[i].seen[i % kLanes] = 1;
    m.fibers[i]->start(thread_entry);
  }
  for (;;) {
    if (m.order == Schedule::shuffled) std::shuffle(sequence.begin(), sequence.end(), m.random);
    bool progress = false;
    for (const int i : sequence) {
      const auto index = static_cast<std::size_t>(i);
      if (m.threads[index].state != State::ready) continue;
      progress = true;
      m.running = i;
      threadIdx = {static_cast<unsigned>(i) % blockDim.x, static_cast<unsigned>(i) / blockDim.x, 0};
      m.fibers[index]->resume();
      if (m.error) std::rethrow_exception(m.error);
    }
    if (progress) continue;
    m.running = -1;
    if (std::all_of(m.threads.begin(), m.threads.end(), [](const Thread& t) { return t.state == State::exited; }))
      return;
    resolve();
  }
}

}  // namespace

void fault(const std::string& what) {
  const Machine& m = machine();
  std::string prefix;
  if (m.running >= 0) {
    prefix = "block (" + std::to_string(blockIdx.x) + ", " + std::to_string(blockIdx.y) + ", " +
             std::to_string(blockIdx.z) + ") " + thread_name(m.running) + ": ";
  }
  throw Fault(prefix + what);
}

void register_region(Region& region) {
  if (region.size == 0) return;
  region.shadow.assign((region.size + region.granule - 1) / region.granule, {});
  machine().regions[reinterpret_cast<std::uintptr_t>(region.data) + region.size] = &region;
}

void unregister_region(Region& region) {
  if (region.size != 0) machine().regions.erase(reinterpret_cast<std::uintptr_t>(region.data) + region.size);
}

Region* find_region(const void* address) {
  const auto& regions = machine().regions;
  const auto key = reinterpret_cast<std::uintptr_t>(address);
  const auto found = regions.upper_bound(key);
  if (found == regions.end() || key < reinterpret_cast<std::uintptr_t>(found->second->data)) return nullptr;
  return found->second;
}

void check(Region* region, const std::byte* begin, const std::byte* end, const std::byte* address, std::size_t bytes,
           std::size_t alignment, Kind kind) {
  running_thread();
  check_as(machine().running, region, begin, end, address, bytes, alignment, kind);
}

void check_for_lane(int lane, Region* region, const std::byte* begin, const std::byte* end, const std::byte* address,
                    std::size_t bytes, std::size_t alignment, Kind kind) {
  check_as(machine().running / kLanes * kLanes + lane, region, begin, end, address, bytes, alignment, kind);
}

SharedPart static_shared(const void* key, std::size_t bytes) {
  running_thread();
  Machine& m = machine();
  const auto found = m.arrays.find(key);
  if (found != m.arrays.end()) return found->second;
  const std::size_t offset = m.dynamic_bytes + m.static_bytes;
  m.static_bytes += (bytes + 15) / 16 * 16;
  if (m.static_bytes > kStaticLimit) fault("more than 48 KiB of static shared memory");
  if (offset + bytes > kSharedLimit) fault("more than 99 KiB of shared memory");
  return m.arrays[key] = {&m.shared, m.shared.data + offset, m.shared.data + offset + bytes};
}

SharedPart dynamic_shared(std::size_t offset, std::size_t bytes) {
  running_thread();
  Machine& m = machine();
  if (offset + bytes > m.dynamic_bytes) {
    fault("dynamic shared memory of " + std::to_string(m.dynamic_bytes) + " bytes does not hold " +
          std::to_string(bytes) + " at offset " + std::to_string(offset));
  }
  return {&m.shared, m.shared.data + offset, m.shared.data + offset + bytes};
}

void cp_async(const SharedPart& to, std::byte* to_address, Region* from, const std::byte* from_begin,
              const std::byte* from_end, const std::byte* from_address, std::size_t bytes, bool valid) {
  check(to.region, to.begin, to.end, to_address, bytes, bytes, Kind::write);
  if (valid) check(from, from_begin, from_end, from_address, bytes, bytes, Kind::read);
  std::fill_n(to_address, bytes, kPoison);
  set_pending(to_address, bytes, true);
  running_thread().open.push_back({to_address, from_address, bytes, valid});
}

void cp_async_commit() {
  Thread& t = running_thread();
  t.committed.push_back(std::move(t.open));
  t.open.clear();
}

void cp_async_wait(int groups_left) {
  Thread& t = running_thread();
  while (t.committed.size() > static_cast<std::size_t>(groups_left)) {
    complete(t.committed.front());
    t.committed.pop_front();
  }
}

void cp_async_wait_all() {
  cp_async_commit();
  cp_async_wait(0);
}

void sync_block(Where where) {
  Thread& t = running_thread();
  t.state = State::at_barrier;
  t.where = where;
  suspend();
}

void collective(uint32_t mask, void* arguments, Run run, Where where) {
  Machine& m = machine();
  Thread& t = running_thread();
  if ((mask >> current_lane() & 1U) == 0) fault("calls a warp operation whose mask lacks its own lane");
  t.mask = mask;
  t.arguments = arguments;
  t.run = run;
  t.where = where;
  t.state = State::at_warp_op;
  const auto first = static_cast<std::size_t>(m.running / kLanes * kLanes);
  void* lanes[kLanes] = {};
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if ((mask >> lane & 1U) == 0) continue;
    const bool exists = first + lane < m.threads.size();
    Thread* o = exists ? &m.threads[first + lane] : nullptr;
    if (!exists || o->state != State::at_warp_op || o->mask != mask || o->run != run || !same_place(o->where, where)) {
      suspend();
      return;
    }
    lanes[lane] = o->arguments;
  }
  run(lanes);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if ((mask >> lane & 1U) != 0) m.threads[first + lane].state = State::ready;
  }
}

void sync_warp(uint32_t mask, Where where) {
  collective(
      mask, &running_thread(),
      [](void* const* lanes) {
        std::array<uint32_t, kLanes> joined{};
        for (int i = 0; i < kLanes; ++i) {
          if (lanes[i] == nullptr) continue;
          const auto& seen = static_cast<Thread*>(lanes[i])->seen;
          for (std::size_t j = 0; j < kLanes; ++j) joined[j] = std::max(joined[j], seen[j]);
        }
        for (std::size_t i = 0; i < kLanes; ++i) {
          if (lanes[i] == nullptr) continue;
          auto& seen = static_cast<Thread*>(lanes[i])->seen;
          seen = joined;
          ++seen[i];
        }
      },
      where);
}

int current_lane() {
  running_thread();
  return machine().running % kLanes;
}

void schedule(Schedule order) {
  machine().order = order;
}

int64_t launches() {
  return machine().launches;
}

namespace {
Launches* recording = nullptr;
}

void record_launches(Launches* to) {
  recording = to;
}
Launches* recorded_launches() {
  return recording;
}

void launch(Dim3 grid, unsigned threads, std::size_t dynamic_shared_bytes, void (*body)(void*), void* arguments) {
  Machine& m = machine();
  if (m.running >= 0) fault("a launch inside a kernel");
  if (threads == 0 || threads > 1024) fault("a block of " + std::to_string(threads) + " threads");
  if (grid.x == 0 || grid.y == 0 || grid.z == 0 || grid.x > 0x7FFFFFFFU || grid.y > 65535 || grid.z > 65535) {
    fault("a grid of " + std::to_string(grid.x) + " x " + std::to_string(grid.y) + " x " + std::to_string(grid.z));
  }
  if (dynamic_shared_bytes > kSharedLimit) fault("more than 99 KiB of shared memory");
  if (m.shared_bytes.empty()) {
    m.shared_bytes.resize(kSharedLimit + 255);
    const auto address = reinterpret_cast<std::uintptr_t>(m.shared_bytes.data());
    m.shared.data = m.shared_bytes.data() + (256 - address % 256) % 256;
    m.shared.size = kSharedLimit;
    m.shared.shared = true;
    m.shared.shadow.resize(kSharedLimit);
  }
  ++m.launches;
  m.dynamic_bytes = (dynamic_shared_bytes + 15) / 16 * 16;
  m.body = body;
  m.arguments = arguments;
  m.first_block = m.block + 1;
  gridDim = grid;
  blockDim = {threads, 1, 1};
  try {
    for (blockIdx.z = 0; blockIdx.z < grid.z; ++blockIdx.z) {
      for (blockIdx.y = 0; blockIdx.y < grid.y; ++blockIdx.y) {
        for (blockIdx.x = 0; blockIdx.x < grid.x; ++blockIdx.x) run_block(threads);
      }
    }
  } catch (...) {
    m.running = -1;
    m.error = nullptr;
    for (Shadow& s : m.shared.shadow) s.pending = false;
    throw;
  }
}

}  // namespace calm::cuda_emulation
