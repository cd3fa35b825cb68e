#pragma once

// A grid of CUDA threads on the host: every thread is a fiber, blocks run one after another, and every access to shared
// or global memory goes through check(). The first violation of the programming model ends the launch with a Fault:
//
//   - a race: two threads meet at a byte, one of them writing, with no barrier between them that both took part in.
//     __syncthreads orders a block, __syncwarp the lanes of its mask, the end of a launch everything. Shuffles, votes,
//     mma and ldmatrix order nothing, as on the device. Atomics race with plain accesses only. Of the reads of a byte
//     the last two threads are remembered: a race with an earlier reader alone can be missed behind partial masks;
//   - a barrier or warp operation that not all threads reach together: another place, an exited or missing lane;
//   - accesses out of bounds (of the array, not of all shared memory), misaligned, to unregistered global memory, and
//     reads of shared memory that nothing has written;
//   - cp.async: its bytes touched before the wait, copies never waited for. The data arrive at the wait and not before,
//     as a write of the waiting thread: others see them after a barrier only;
//   - a shuffle from a lane outside the mask; a lane missing from its own mask.
//
// Where the order of threads matters nothing is promised, as on the device: schedule() shuffles it.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <source_location>
#include <stdexcept>
#include <string>
#include <vector>

namespace calm::cuda_emulation {

using Where = std::source_location;

struct Fault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[noreturn]] void fault(const std::string& what);

struct Dim3 {
  unsigned x = 1, y = 1, z = 1;
};

/// One access to a granule of memory.
struct Access {
  uint32_t block = 0;  // counted over all launches
  uint32_t epoch = 0;  // block barriers passed
  uint32_t clock = 0;  // of the thread: warp barriers passed
  int16_t thread = -1;
  bool atomic = false;
};

struct Shadow {
  Access write;
  Access read[2];  // the last two readers, different threads
  bool pending = false;
};

/// Memory that kernels may touch, with what is known of each granule.
struct Region {
  std::byte* data = nullptr;
  std::size_t size = 0;
  std::size_t granule = 1;
  bool shared = false;
  std::vector<Shadow> shadow;
};

/// Global memory: DeviceBuffer registers itself. find_region gives null for unknown addresses.
void register_region(Region& region);
void unregister_region(Region& region);
Region* find_region(const void* address);

enum class Kind { read, write, atomic };

/// An access by the running thread to `bytes` at `address` inside [begin, end) of the region. Faults as listed above.
void check(Region* region, const std::byte* begin, const std::byte* end, const std::byte* address, std::size_t bytes,
           std::size_t alignment, Kind kind);

/// Shared memory of the running block. A static array is known by the address of its key.
struct SharedPart {
  Region* region;
  std::byte* begin;
  std::byte* end;
};
SharedPart static_shared(const void* key, std::size_t bytes);
SharedPart dynamic_shared(std::size_t offset, std::size_t bytes);

void cp_async(const SharedPart& to, std::byte* to_address, Region* from, const std::byte* from_begin,
              const std::byte* from_end, const std::byte* from_address, std::size_t bytes, bool valid);
void cp_async_commit();
void cp_async_wait(int groups_left);
void cp_async_wait_all();

void sync_block(Where where);
void sync_warp(uint32_t mask, Where where);

/// Waits for all lanes of the mask to come with the same `run`, mask and place; then one of them calls run with every
/// lane's arguments (null outside the mask).
using Run = void (*)(void* const* lanes);
void collective(uint32_t mask, void* arguments, Run run, Where where);
int current_lane();
/// For run(): an access on behalf of another lane of the running warp.
void check_for_lane(int lane, Region* region, const std::byte* begin, const std::byte* end, const std::byte* address,
                    std::size_t bytes, std::size_t alignment, Kind kind);

enum class Schedule { forward, reverse, shuffled };
/// The order in which the threads of a block run, for launches from now on.
void schedule(Schedule order);

/// While set, launches are kept here with their arguments instead of run, as a CUDA graph does it; null: they run
/// again.
using Launches = std::vector<std::function<void()>>;
void record_launches(Launches* to);
Launches* recorded_launches();

/// The launches since the process began: tests use it to see that something ran.
int64_t launches();

/// Runs body once for every thread of the grid.
void launch(Dim3 grid, unsigned threads, std::size_t dynamic_shared_bytes, void (*body)(void*), void* arguments);

}  // namespace calm::cuda_emulation

/// CUDA's names for the running thread.
inline calm::cuda_emulation::Dim3 threadIdx, blockIdx, blockDim, gridDim;
